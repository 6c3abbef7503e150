/**
 * Sensitive values on the way out: credentials and personal data, as the safeguards and the policies that let somebody in say. In a passage they
 * were recognized when it came in; what stands around it (title, address, headings, context) is short and is looked at here. A value
 * for which there is a rule leaves nowhere as it is. What is taken out of a passage anyway is not looked at again.
 */
import type { Decision } from '../../entitlements/decide.ts';
import { type DlpKind, type Sensitive, strictest } from '../../filters/dlp/kinds.ts';
import { type Found, protectionOf } from '../../filters/dlp/protect.ts';
import { recognize } from '../../filters/dlp/recognize.ts';
import { applyEdits, type Edit } from '../../filters/edits.ts';
import type { Span } from '../../filters/finding.ts';
import type { Locator } from '../../ingest/stages.ts';
import type { Passage } from '../catalog/passages.ts';
import type { Grounds } from './stages.ts';

/** A passage whose surroundings are protected, and what remains to be done to its text. */
interface Protecting {
  /** Its text is as it stands in the catalogue. */
  readonly passage: Passage;
  /** To be applied to that text. */
  readonly edits: readonly Edit[];
  /** What was met, in the text and around it. */
  readonly found: readonly Found[];
  /** The kind for which the passage does not leave. */
  readonly withheldFor: DlpKind | undefined;
}

/** @param gone stretches of the text that leave with nobody's answer, whatever is in them. */
export function protecting(
  { safeguards, tokenOf }: Pick<Grounds, 'safeguards' | 'tokenOf'>,
  passage: Passage,
  { protects }: Pick<Decision, 'protects'>,
  gone: readonly Span[],
): Protecting {
  const rules = strictest(safeguards.dlp, protects);
  if (Object.keys(rules).length === 0) return { passage, edits: [], found: [], withheldFor: undefined };
  const found: Found[] = [];
  const shown = (text: string): string => {
    const sensitive = recognizeShort(text);
    if (sensitive.length === 0) return text;
    const protection = protectionOf(text, sensitive, rules, tokenOf);
    found.push(...protection.found);
    return applyEdits(text, protection.edits);
  };
  const { text, title, uri, context, locator } = passage;
  const around = {
    title: shown(title),
    uri: uri === undefined ? undefined : shown(uri),
    ...(context === undefined ? {} : { context: shown(context) }),
    locator: shownLocator(locator, shown),
  };
  const sensitive = (passage.sensitive ?? recognize(text)).filter((one) => !gone.some((span) => isWithin(one, span)));
  const inText = protectionOf(text, sensitive, rules, tokenOf);
  found.push(...inText.found);
  const withheldFor = found.find(({ action }) => action === 'withhold')?.kind;
  return { passage: { ...passage, ...around }, edits: inText.edits, found: together(found), withheldFor };
}

function shownLocator({ part, headings, ...place }: Locator, shown: (text: string) => string): Locator {
  return {
    ...place,
    ...(part === undefined ? {} : { part: shown(part) }),
    ...(headings === undefined ? {} : { headings: headings.map(shown) }),
  };
}

const isWithin = (one: Span, other: Span): boolean => one.start >= other.start && one.end <= other.end;

/** One line for each recognizer and action. */
function together(found: readonly Found[]): readonly Found[] {
  const byName = new Map<string, Found>();
  for (const one of found) {
    const key = `${one.kind} ${one.recognizer}`;
    byName.set(key, { ...one, count: one.count + (byName.get(key)?.count ?? 0) });
  }
  return [...byName.values()];
}

/** Titles and headings come with every passage of a document: most of them have nothing in them, and that is remembered. */
const MAX_PLAIN = 4_096;
const MAX_PLAIN_LENGTH = 500;
const plain = new Set<string>();

function recognizeShort(text: string): readonly Sensitive[] {
  if (plain.has(text)) return [];
  const sensitive = recognize(text);
  if (sensitive.length === 0 && text.length <= MAX_PLAIN_LENGTH) {
    if (plain.size >= MAX_PLAIN) plain.clear();
    plain.add(text);
  }
  return sensitive;
}
