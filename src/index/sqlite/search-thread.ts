/**
 * A thread that searches index files. Queries over common words take long; here they keep nobody else waiting.
 */
import { setImmediate } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import type { EmbeddingModel } from '../../embedding/port.ts';
import { serve } from '../../threads.ts';
import { fuse, MIN_DEPTH } from '../fusion.ts';
import type { EmbeddedQuestion, IndexedPage, Listing } from '../port.ts';
import { requireVector } from '../vector.ts';
import { listPassages } from './listing.ts';
import type { SqlCondition } from './membership.ts';
import { openSearching, type Ranking, type Searching } from './searching.ts';
import { Codes, type CodesMemory } from './vectors/codes.ts';
import type { Driver } from './vectors/driver.ts';
import { loadCodes } from './vectors/load-codes.ts';
import { requireModel } from './vectors/model.ts';
import { searchVectors, similarityOf, type VectorOutcome } from './vectors/search-vectors.ts';
import type { Tuning } from './vectors/tuning.ts';
import { VisibleSets } from './vectors/visible.ts';
import { searchWords } from './words.ts';

/** What the thread is started with. */
export interface SearchSetup {
  readonly model: EmbeddingModel;
  readonly tuning: Tuning;
}

export interface SearchRequest {
  readonly op: 'search';
  readonly path: string;
  readonly question: EmbeddedQuestion;
  readonly condition: SqlCondition;
  readonly driver: Driver | undefined;
  readonly limit: number;
  readonly codes: CodesMemory | undefined;
  /** Whether it may answer that codes have to be read first. */
  readonly isPatient: boolean;
}

export interface LoadRequest {
  readonly op: 'load';
  readonly path: string;
  readonly codes: CodesMemory | undefined;
}

export interface ListRequest {
  readonly op: 'list';
  readonly path: string;
  readonly listing: Listing;
}

/**
 * Ids of chunks, most relevant first, and whether codes should be read again; or that codes have to be read first; or that they were; or a
 * page of what there is.
 */
export type SearchReply =
  | { readonly kind: 'found'; readonly chunkIds: readonly string[]; readonly isBehind: boolean }
  | { readonly kind: 'lacks-codes' }
  | { readonly kind: 'loaded'; readonly codes: CodesMemory }
  | { readonly kind: 'listed'; readonly page: IndexedPage };

/** Times that what is visible is made ready for one search; after that it searches whatever it takes. */
const MAX_ROUNDS = 3;

interface OpenFile extends Searching {
  readonly sets: VisibleSets;
}

const { model, tuning } = workerData as SearchSetup;
const open = new Map<string, OpenFile>();

function openFile(path: string): OpenFile {
  let file = open.get(path);
  if (!file) {
    file = { ...openSearching(path), sets: new VisibleSets() };
    open.set(path, file);
  }
  return file;
}

async function search(request: SearchRequest): Promise<SearchReply> {
  const file = openFile(request.path);
  // One transaction, so that all of its statements see one state of the file.
  const searchOnce = file.db.transaction(searchIn);
  for (let round = 1; ; round++) {
    const outcome = searchOnce(file, request, request.isPatient && round <= MAX_ROUNDS);
    if (outcome.kind !== 'unseen') return outcome;
    const { set, codes } = outcome;
    while (set.unseen(codes) > tuning.slice) {
      set.look(file, codes, tuning.slice);
      await setImmediate();
    }
  }
}

type Unseen = Extract<VectorOutcome, { kind: 'unseen' }>;

function searchIn(file: OpenFile, request: SearchRequest, isPatient: boolean): SearchReply | Unseen {
  requireModel(file.prepare, model);
  const depth = Math.max(request.limit, MIN_DEPTH);
  const outcome = byVectors(file, request, depth, isPatient);
  if (outcome.kind !== 'found') return outcome;
  const byWords = searchWords(file, request.condition, request.question.text, depth);
  const similar = [...outcome.ranking, ...similarityOfOthers(file, request, byWords, outcome.ranking)];
  const ids = fuse(byWords, similar, model.minSimilarity, request.limit);
  const chunkId = file.prepare('SELECT chunk_id FROM passage WHERE id = ?').pluck();
  return { kind: 'found', chunkIds: ids.map((id) => chunkId.get(id) as string), isBehind: outcome.isBehind };
}

/** How similar that is which words found and vectors did not. */
function similarityOfOthers(
  file: Searching,
  { question, condition }: SearchRequest,
  byWords: Ranking,
  byVectors: Ranking,
): Ranking {
  if (question.vector === undefined) return [];
  const known = new Set(byVectors.map(({ id }) => id));
  const others = byWords.flatMap(({ id }) => (known.has(id) ? [] : id));
  return similarityOf(file, condition, question.vector, others);
}

function byVectors(file: OpenFile, request: SearchRequest, depth: number, isPatient: boolean): VectorOutcome {
  const { question, condition, driver, limit, codes } = request;
  const { vector } = question;
  if (vector === undefined) return { kind: 'found', ranking: [], isBehind: false };
  requireVector(vector, model);
  const maxDistance = 1 - model.minSimilarity;
  const asked = { condition, driver, vector, maxDistance, depth, limit, codes: codes && new Codes(codes) };
  return searchVectors(file, file.sets, asked, tuning, isPatient);
}

async function load({ path, codes }: LoadRequest): Promise<SearchReply> {
  return { kind: 'loaded', codes: await loadCodes(openFile(path), model, codes, tuning.slice) };
}

function list({ path, listing }: ListRequest): SearchReply {
  const file = openFile(path);
  const listOnce = file.db.transaction(() => {
    requireModel(file.prepare, model);
    return listPassages(file, listing);
  });
  return { kind: 'listed', page: listOnce() };
}

serve((request: SearchRequest | LoadRequest | ListRequest) => {
  switch (request.op) {
    case 'search':
      return search(request);
    case 'load':
      return load(request);
    case 'list':
      return list(request);
  }
});
