/**
 * A thread that searches index files. Queries over common words take long; here they keep nobody else waiting.
 */
import { workerData } from 'node:worker_threads';
import type { EmbeddingModel } from '../../embedding/port.ts';
import { serve } from '../../threads.ts';
import { fuse } from '../fusion.ts';
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

/** Each way of searching goes at least as deep: what is first in the fusion may be far down in both. */
const MIN_DEPTH = 100;

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
  const rankings = [{ ids: searchWords(searching, condition, question.text, depth), weight: 1 }];
  if (question.vector) {
    requireDimension(question.vector, model);
    const ids = searchExactly(searching, condition, question.vector, 1 - model.minSimilarity, depth);
    rankings.push({ ids, weight: 1 });
  }
  const chunkId = searching.prepare('SELECT chunk_id FROM passage WHERE id = ?').pluck();
  return fuse(rankings, limit).map((id) => chunkId.get(id) as string);
}

serve(search);
