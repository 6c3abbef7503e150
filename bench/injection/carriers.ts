/**
 * Long innocent documents out of the innocent rows of a benchmark, in which a classifier sees nothing by itself: what is flagged in them with an attack
 * inside is the attack's doing. Rows that are flagged alone are left out.
 */
import { verdictOf } from '../../filters/injection/classifier.ts';
import { randomFrom } from '../corpus/random.ts';
import type { Contender } from './contender.ts';
import { isInnocentDocument, type Row, sample } from './rows.ts';

const BETWEEN = '\n\n';
/** Texts of a row that are looked through for clean ones, to one that is wanted. */
const SPARE = 1.3;

/** Paragraphs with `characters` between them or a little more. */
export type Carrier = readonly string[];

/** One text of several paragraphs. */
export const together = (...paragraphs: readonly string[]): string => paragraphs.join(BETWEEN);

/** `count` documents of `characters` each, drawn at random: the same in every run. */
export async function carriersOf(
  contender: Contender,
  rows: readonly Row[],
  count: number,
  characters: number,
): Promise<readonly Carrier[]> {
  const documents = rows.filter(isInnocentDocument);
  const mean = documents.reduce((sum, { text }) => sum + text.length, 0) / documents.length;
  const tried = sample(documents, Math.ceil(((count * characters) / mean) * SPARE));
  const texts = tried.map(({ text }) => text);
  const risks = await contender.score(texts);
  const clean = texts.filter((_, i) => verdictOf(risks[i]?.score ?? 1, contender.thresholds) === 'clean');
  const random = randomFrom(5);
  return Array.from({ length: count }, () => {
    const paragraphs: string[] = [];
    for (let length = 0; length < characters; length += (paragraphs.at(-1)?.length ?? 0) + BETWEEN.length) {
      const next = clean[Math.floor(random() * clean.length)];
      if (next === undefined) throw new Error('no innocent document is clean');
      paragraphs.push(next);
    }
    return paragraphs;
  });
}

export interface Placed {
  readonly text: string;
  /** Where what was put in begins and ends. */
  readonly start: number;
  readonly end: number;
}

/** `passage` as a paragraph of its own behind the share `depth` of the carrier's length, to the nearest border of paragraphs. */
export function placeIn(carrier: Carrier, passage: string, depth: number): Placed {
  const total = carrier.reduce((sum, { length }) => sum + length, 0);
  let before = 0;
  let at = 0;
  for (; at < carrier.length; at += 1) {
    const length = carrier[at]?.length ?? 0;
    if (before + length / 2 > depth * total) break;
    before += length;
  }
  const head = carrier.slice(0, at).map((paragraph) => paragraph + BETWEEN);
  const start = head.reduce((sum, { length }) => sum + length, 0);
  const text = [...head, passage, ...carrier.slice(at).map((paragraph) => BETWEEN + paragraph)].join('');
  return { text, start, end: start + passage.length };
}
