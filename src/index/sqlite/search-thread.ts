/**
 * A thread that searches index files. Queries over common words take long; here they keep nobody else waiting.
 */
import { workerData } from 'node:worker_threads';
import type { EmbeddingModel } from '../../embedding/port.ts';
import { serve } from '../../threads.ts';
import { fuseHybrid, MIN_DEPTH } from '../fusion.ts';
import type { EmbeddedQuestion } from '../port.ts';
import type { SqlCondition } from './membership.ts';
import { openSearching, type Searching } from './searching.ts';
import { searchExactly } from './vectors/exact.ts';
import { requireDimension, requireModel } from './vectors/model.ts';
import { searchWords } from './words.ts';

/** What the thread is started with. */
export interface SearchSetup {
  readonly model: EmbeddingModel;
}

export interface SearchRequest {
  readonly path: string;
  readonly question: EmbeddedQuestion;
  readonly condition: SqlCondition;
  readonly limit: number;
}

/** Ids of chunks, most relevant first. */
export type SearchReply = readonly string[];

const { model } = workerData as SearchSetup;
const open = new Map<string, Searching>();

function search(request: SearchRequest): SearchReply {
  let searching = open.get(request.path);
  if (!searching) {
    searching = openSearching(request.path);
    open.set(request.path, searching);
  }
  const opened = searching;
  // One transaction, so that all of its statements see one state of the file.
  return opened.db.transaction(() => searchIn(opened, request))();
}

function searchIn(searching: Searching, { question, condition, limit }: SearchRequest): SearchReply {
  requireModel(searching.prepare, model);
  const depth = Math.max(limit, MIN_DEPTH);
  const byWords = searchWords(searching, condition, question.text, depth);
  if (question.vector) requireDimension(question.vector, model);
  const maxDistance = 1 - model.minSimilarity;
  const byVectors = question.vector ? searchExactly(searching, condition, question.vector, maxDistance, depth) : [];
  const chunkId = searching.prepare('SELECT chunk_id FROM passage WHERE id = ?').pluck();
  return fuseHybrid(byWords, byVectors, limit).map((id) => chunkId.get(id) as string);
}

serve(search);
