/**
 * Where sensitive values stand in a text: credentials and personal data. All of them are found, in time linear in the text; each unit
 * belongs to one value at most. Looks at the text as it is: who writes a number in words or splits it over lines is not followed.
 */

import type { Sensitive } from './kinds.ts';
import { PERSONAL } from './personal/all.ts';
import type { Recognizer } from './recognizer.ts';
import { SECRETS } from './secrets/all.ts';

/** Every recognizer there is. A new one is a file in `personal/` or `secrets/` and a line in its list. */
export const RECOGNIZERS: readonly Recognizer[] = [...SECRETS, ...PERSONAL];

/** How far before and behind a value its words may stand, in UTF-16 units. */
const CONTEXT_BEFORE = 64;
const CONTEXT_BEHIND = 32;
/** How far before a value what denies it may stand. */
const DENIAL_BEFORE = 16;

interface Candidate extends Sensitive {
  readonly certainty: number;
}

/**
 * Every sensitive value in `text`: sorted, not overlapping. Where two claim the same place a secret comes before personal data, then the
 * more certain, then the longer one.
 */
export function recognize(text: string): readonly Sensitive[] {
  const candidates = RECOGNIZERS.flatMap((recognizer) => [...candidatesOf(recognizer, text)]);
  candidates.sort(
    (a, b) =>
      Number(b.kind === 'secret') - Number(a.kind === 'secret') ||
      b.certainty - a.certainty ||
      b.end - b.start - (a.end - a.start) ||
      a.start - b.start,
  );
  if (candidates.length === 0) return [];
  // One recognizer's values don't overlap, so all that is looked at here is at most the text once per recognizer.
  const taken = new Uint8Array(text.length);
  const kept = candidates.filter(({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false;
    taken.fill(1, start, end);
    return true;
  });
  return kept
    .sort((a, b) => a.start - b.start)
    .map(({ kind, recognizer, start, end }) => ({ kind, recognizer, start, end }));
}

function* candidatesOf(recognizer: Recognizer, text: string): Generator<Candidate> {
  const { name, kind, certainty, pattern, validate, context, reach, unless, requires } = recognizer;
  if (requires !== undefined && !requires.test(text)) return;
  for (const match of text.matchAll(pattern)) {
    const [start, end] = match.indices?.groups?.value ?? [match.index, match.index + match[0].length];
    if (unless?.test(text.slice(Math.max(0, start - DENIAL_BEFORE), start))) continue;
    if (context !== undefined && !hasContext(text, context, match.index, end, reach)) continue;
    if (validate !== undefined && !validate(text.slice(start, end))) continue;
    yield { kind, recognizer: name, start, end, certainty };
  }
}

function hasContext(text: string, context: RegExp, start: number, end: number, reach = CONTEXT_BEFORE): boolean {
  return (
    context.test(text.slice(Math.max(0, start - reach), start)) ||
    context.test(text.slice(end, end + Math.min(reach, CONTEXT_BEHIND)))
  );
}
