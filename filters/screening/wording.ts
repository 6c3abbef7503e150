/**
 * What a question says to the model instead of asking: the phrases of `filters/injection/signals` with weights for questions, and those of
 * `prompting.ts`, in the open and encoded. People ask about prompts, assistants and instructions in good faith, so that what merely addresses a model
 * weighs less here than it does in a document, and quotation and teaching take weight away as they do there.
 */
import { findEncoded } from '../encoded.ts';
import { fold } from '../fold.ts';
import { contextsOf } from '../injection/context.ts';
import { SIGNALS } from '../injection/signals/all.ts';
import type { Family } from '../injection/signals/signal.ts';
import type { Sighting } from './evidence.ts';
import { PROMPTING } from './prompting.ts';

/** Factors on the weights that signals have in documents. Whoever asks does speak to an assistant and does set it tasks. */
const FACTORS: Readonly<Record<Family, number>> = {
  override: 1,
  // Role tags and borders come into documents by copying; nobody types them to ask.
  markup: 1.2,
  exfiltration: 1,
  concealment: 1,
  secrets: 1,
  persona: 0.9,
  answer: 0.8,
  task: 0.7,
  address: 0.6,
  encoded: 1,
};

/** No phrase proves an attack by itself. */
const MAX_WEIGHT = 0.95;
/** A question that is written in a code, whatever it says. */
const ENCODED_WEIGHT = 0.45;
/** Characters of decoded text that are read. */
const MAX_DECODED = 4_000;

interface Phrase extends Sighting {
  readonly pattern: RegExp;
  /** Letters without which the pattern can not match. */
  readonly script?: RegExp | undefined;
  readonly isPayload?: boolean | undefined;
}

const PHRASES: readonly Phrase[] = [
  ...SIGNALS.map(({ name, family, weight, pattern, script, isPayload }) => ({
    ...{ signal: name, kind: family, pattern, script, isPayload },
    weight: Math.min(weight * FACTORS[family], MAX_WEIGHT),
  })),
  ...PROMPTING,
];

/** Phrases of a folded question. */
export function phrasesIn(folded: string): Sighting[] {
  const sightings: Sighting[] = [];
  let contexts: ReturnType<typeof contextsOf> | undefined;
  for (const { signal, kind, weight, pattern, script, isPayload } of PHRASES) {
    if (script?.test(folded) === false) continue;
    // `search` keeps no place between two questions.
    const start = folded.search(pattern);
    if (start < 0) continue;
    contexts ??= contextsOf(folded);
    const end = start + (folded.slice(start).match(pattern)?.[0].length ?? 0);
    const factor = isPayload ? 1 : contexts.factor({ start, end });
    sightings.push({ signal, kind, weight: weight * factor });
  }
  return sightings;
}

/** Instructions that a question has in a code. A question in a code is odd by itself. */
export function encodedIn(text: string): Sighting[] {
  return findEncoded(text).flatMap(({ code, decoded }): Sighting[] => [
    { signal: `encoded-${code}`, kind: 'encoded', weight: ENCODED_WEIGHT },
    ...phrasesIn(fold(decoded.slice(0, MAX_DECODED)).text),
  ]);
}
