/**
 * Strict filters: people who may read a small share of the documents, scattered over the corpus or lying together where they are hardest to
 * find. Pure: which documents, and how a change moves them without changing the share.
 */
import { randomFrom } from '../corpus/random.ts';

/** `last`: those that came last. `worst`: of those that match a question, the ones that match it worst. */
export type Layout = 'scattered' | 'last' | 'worst';

export interface Case {
  readonly layout: Layout;
  /** Of the documents. */
  readonly share: number;
  /** Bare name of the person. */
  readonly reader: string;
}

const SHARES = [0.1, 0.01, 0.001];

export const CASES: readonly Case[] = (['scattered', 'last', 'worst'] as const).flatMap((layout) =>
  SHARES.map((share) => ({ layout, share, reader: `${layout}-${share}` })),
);

/** Documents by the person who may read them. */
export type Readable = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Who may read which of `documents`, which are in the order in which they came; `byRelevance` has those that match a question, best first.
 */
export function readableBy(documents: readonly string[], byRelevance: readonly string[]): Readable {
  const orders: Readonly<Record<Layout, readonly string[]>> = {
    scattered: shuffled(documents, 3),
    last: documents.toReversed(),
    worst: byRelevance.toReversed(),
  };
  return new Map(
    CASES.map(({ layout, share, reader }) => [
      reader,
      new Set(orders[layout].slice(0, Math.max(1, Math.round(share * documents.length)))),
    ]),
  );
}

/** Who reads a document, by `readable`. */
export function readersOf(readable: Readable, documentId: string): string[] {
  return [...readable].filter(([, theirs]) => theirs.has(documentId)).map(([reader]) => reader);
}

/**
 * What `readable` becomes when labels of `count` documents change: everybody loses a half of what they read, or what of it is among these
 * documents, and gets as many others. Gives the documents that change and who reads what afterwards.
 */
export function afterChange(
  documents: readonly string[],
  readable: Readable,
  count: number,
): { readonly changed: readonly string[]; readonly readable: Readable } {
  const half = (theirs: ReadonlySet<string>) => [...theirs].slice(0, Math.ceil(theirs.size / 2));
  // Small shares first, so that each of them is touched.
  const chosen = [...readable.values()].sort((a, b) => a.size - b.size).flatMap(half);
  const changed = [...new Set([...chosen, ...shuffled(documents, 4)])].slice(0, count);
  const isChanged = new Set(changed);
  const after = [...readable].map(([reader, theirs], n): [string, ReadonlySet<string>] => {
    const kept = [...theirs].filter((id) => !isChanged.has(id));
    const others = shuffled(changed, 5 + n).filter((id) => !theirs.has(id));
    return [reader, new Set([...kept, ...others.slice(0, theirs.size - kept.length)])];
  });
  return { changed, readable: new Map(after) };
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const random = randomFrom(seed);
  return list
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
