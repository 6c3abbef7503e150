/**
 * Whether an index agrees with the catalogue, passage for passage: what is served is there once, can be found, and is under the labels and
 * attributes that stand now; and nothing else is there.
 *
 * A document that a job names may differ until that is done: it is counted as waiting, and not judged. So is one that changes again and again
 * while it is looked at. Documents are looked at one by one, so memory is bounded by the largest. Texts are not compared: the text of a
 * passage never changes under its id but by a job, and no index gives it back.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Catalog } from '../catalog/catalog.ts';
import { listServed, listWorkspaces, notServed, type ServedDocument, type ServedState } from '../catalog/served.ts';
import { embeddingText, embedEntries } from '../embedding/embed-entries.ts';
import type { IndexEntry, IndexedPassage, PassageStore } from '../index/port.ts';
import { segment } from '../index/words/segment.ts';
import { type Expected, readExpected } from './expected.ts';
import type { PutParts } from './put.ts';

/**
 * What can be wrong with a passage: it is served and not in the index; it is there and not served; it is there more than once; it is under
 * other labels, attributes or ids; or its words or its vector are gone.
 */
export const DISAGREEMENTS = ['missing', 'unserved', 'twice', 'differing', 'unfindable'] as const;
export type Disagreement = (typeof DISAGREEMENTS)[number];

export interface Agreement {
  /** Documents that were looked at, but those that wait. */
  readonly documents: number;
  /** Passages of theirs that are served. */
  readonly passages: number;
  /** Documents that are not judged. */
  readonly waiting: number;
  /** Passages, by what is wrong with them. */
  readonly disagreements: Readonly<Record<Disagreement, number>>;
  /** One of the documents with which something is wrong; absent where there is none. */
  readonly example?: string;
}

/** What is compared. */
export type IndexParts = PutParts & { readonly catalog: Catalog };

interface Difference {
  readonly chunkId: string;
  readonly what: Disagreement;
}

const DOCUMENTS = 100;
const PASSAGES = 1_000;
/** Looks at a document that changes meanwhile. */
const MAX_LOOKS = 5;
/** Documents that an index has and the catalogue does not serve. Beyond that no more are looked for: it is another index altogether. */
const MAX_UNSERVED = 10_000;

/** Compares the whole index with the whole catalogue; `onDocument` is told of each document. Throws what the index or the embedder throws. */
export async function compareIndex(parts: IndexParts, onDocument: (done: number) => void): Promise<Agreement> {
  const tally = new Tally(onDocument);
  for await (const { workspace, documentId } of documentsIn(parts))
    tally.add(documentId, await compareDocument(parts, workspace, documentId));
  return tally.agreement();
}

/** Documents that are served, and then those that the index has besides. */
export async function* documentsIn(
  parts: IndexParts,
): AsyncGenerator<{ readonly workspace: string; readonly documentId: string }> {
  yield* served(parts.catalog);
  for (const workspace of await listWorkspaces(parts.catalog)) {
    for (const documentId of await unservedIn(parts, workspace)) yield { workspace, documentId };
  }
}

/** What is served, in the order of documents' ids. */
export async function* served(catalog: Catalog): AsyncGenerator<ServedDocument> {
  for (let after = ''; ; ) {
    const page = await listServed(catalog, after, DOCUMENTS);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.documentId;
  }
}

/** Documents that the index has passages of and that are not served. */
async function unservedIn({ catalog, index }: IndexParts, workspace: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const page of pages(index, workspace)) {
    const documentIds = [...new Set(page.map(({ documentId }) => documentId))];
    for (const documentId of await notServed(catalog, workspace, documentIds)) found.add(documentId);
    if (found.size > MAX_UNSERVED) break;
  }
  return found;
}

async function* pages(index: PassageStore, workspace: string, documentId?: string) {
  for (let after: string | undefined; ; ) {
    const of = documentId === undefined ? {} : { documentId };
    const { passages, next } = await index.list(workspace, { ...of, after, limit: PASSAGES });
    yield passages;
    if (next === undefined) return;
    after = next;
  }
}

/** What the catalogue and the index have of one document, held against each other. */
export interface Compared {
  /** That are served. */
  readonly passages: number;
  readonly differences: readonly Difference[];
  /** Of which the index has passages. */
  readonly generations: ReadonlySet<number>;
}

/** A difference counts only if the catalogue stood still. */
export async function compareDocument(
  parts: IndexParts,
  workspace: string,
  documentId: string,
): Promise<Compared | 'waiting'> {
  for (let look = 0; look < MAX_LOOKS; look++) {
    const before = await readExpected(parts.catalog, workspace, documentId);
    if (before.state.waits) return 'waiting';
    const listed: IndexedPassage[] = [];
    for await (const page of pages(parts.index, workspace, documentId)) listed.push(...page);
    const differences = [...differencesOf(before, listed), ...(await unfindable(parts, before.entries, listed))];
    const generations = new Set(listed.map(({ generation }) => generation));
    const found = { passages: before.entries.length, differences, generations };
    if (differences.length === 0) return found;
    if (isDeepStrictEqual(await readExpected(parts.catalog, workspace, documentId), before)) return found;
  }
  return 'waiting';
}

/** Of a passage that is there more than once, one that is as it should be is the one that counts. */
function differencesOf({ state, entries }: Expected, listed: readonly IndexedPassage[]): readonly Difference[] {
  const there = new Map<string, IndexedPassage[]>();
  for (const passage of listed) there.set(passage.chunkId, [...(there.get(passage.chunkId) ?? []), passage]);
  const differences: Difference[] = [];
  for (const entry of entries) {
    const { chunkId } = entry;
    const found = there.get(chunkId) ?? [];
    there.delete(chunkId);
    if (found.length === 0) differences.push({ chunkId, what: 'missing' });
    else if (!found.some((passage) => isAlike(entry, state, passage))) differences.push({ chunkId, what: 'differing' });
    if (found.length > 1) differences.push({ chunkId, what: 'twice' });
  }
  for (const chunkId of there.keys()) differences.push({ chunkId, what: 'unserved' });
  return differences;
}

function isAlike({ resourceId, labels, attributes }: IndexEntry, { generation }: ServedState, passage: IndexedPassage) {
  const { resourceId: ofResource, generation: ofGeneration, labels: under, attributes: by } = passage;
  return isDeepStrictEqual([resourceId, generation, labels, attributes], [ofResource, ofGeneration, under, by]);
}

/** What lacks its words though it has some, or its vector though its model sees something in it: those are embedded anew to know. */
async function unfindable(
  { embedder }: IndexParts,
  entries: readonly IndexEntry[],
  listed: readonly IndexedPassage[],
): Promise<readonly Difference[]> {
  const without = (has: 'hasWords' | 'hasVector') => {
    const found = new Map<string, boolean>();
    for (const one of listed) found.set(one.chunkId, one[has] || found.get(one.chunkId) === true);
    return entries.filter(({ chunkId }) => found.get(chunkId) === false);
  };
  const wordless = without('hasWords').filter((entry) => segment(embeddingText(entry)) !== '');
  const embedded = await embedEntries(embedder, without('hasVector'));
  const lost = [...wordless, ...embedded.filter(({ vector }) => vector !== undefined)];
  return [...new Set(lost.map(({ chunkId }) => chunkId))].map((chunkId) => ({ chunkId, what: 'unfindable' }));
}

class Tally {
  readonly #onDocument: (done: number) => void;
  readonly #disagreements = { missing: 0, unserved: 0, twice: 0, differing: 0, unfindable: 0 };
  #documents = 0;
  #passages = 0;
  #waiting = 0;
  #example: string | undefined;

  constructor(onDocument: (done: number) => void) {
    this.#onDocument = onDocument;
  }

  add(documentId: string, compared: Compared | 'waiting'): void {
    if (compared === 'waiting') this.#waiting += 1;
    else {
      this.#documents += 1;
      this.#passages += compared.passages;
      for (const { what } of compared.differences) this.#disagreements[what] += 1;
      if (compared.differences.length > 0) this.#example ??= documentId;
    }
    this.#onDocument(this.#documents + this.#waiting);
  }

  agreement(): Agreement {
    return {
      ...{ documents: this.#documents, passages: this.#passages, waiting: this.#waiting },
      disagreements: { ...this.#disagreements },
      ...(this.#example !== undefined && { example: this.#example }),
    };
  }
}
