/**
 * A question to Qdrant: one call that searches by direction and by words and fuses both by rank. The whole filter is on each of them and on
 * what comes of them, so that none can find what another may not; and what comes back is not believed to be of the workspace, but looked at.
 */
import type { Schemas } from '@qdrant/js-client-rest';
import type { EmbeddingModel } from '../../embedding/port.ts';
import { MIN_DEPTH } from '../fusion.ts';
import type { EmbeddedQuestion, Hit } from '../port.ts';
import { requireVector } from '../vector.ts';
import { type CollectionOptions, vectorNames } from './collection.ts';
import type { Clause, Filter } from './filter.ts';
import { denseOf, questionOf } from './points.ts';

/** What each way of searching is asked for, before it is known how much. */
export type Way = Omit<Schemas['Prefetch'], 'limit' | 'filter'>;

/** Constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009). With Qdrant's own, 2, the first by words outweighs the rest. */
const RANK_CONSTANT = 60;
/**
 * Of words beside directions. Qdrant orders what has the same score by chance, anew for every call, and with equal weights the first by words and
 * the first by direction have the same, the second and the second, and so on. With this one of 10,000 pairs of ranks down to 100 four meet.
 */
const WEIGHT_OF_WORDS = 1.03;
/** How many more are found by quantized vectors than are measured again. */
const OVERSAMPLING = { scalar: 1.5, binary: 3 };

/** Ways to search for what is asked; none for a question with neither words nor a direction. */
export function waysOf(
  workspace: string,
  { text, vector }: EmbeddedQuestion,
  model: EmbeddingModel,
  { quantization }: Pick<CollectionOptions, 'quantization'>,
): readonly Way[] {
  const names = vectorNames(model);
  const ways: Way[] = [];
  if (vector !== undefined) {
    requireVector(vector, model);
    const again = quantization !== 'none' && { rescore: true, oversampling: OVERSAMPLING[quantization] };
    ways.push({
      ...{ query: denseOf(vector), using: names.dense, score_threshold: model.minSimilarity },
      ...(again && { params: { quantization: again } }),
    });
  }
  const words = questionOf(text);
  if (words !== undefined) {
    // Workspaces share no statistics: a word is as rare as it is among the passages of this one. The client has no type for it yet.
    const idf = { corpus: { must: [{ key: 'workspace', match: { value: workspace } }] } };
    ways.push({ query: words, using: names.words, params: { idf } as Schemas['SearchParams'] });
  }
  return ways;
}

/** A direction is a list of numbers. */
const weightOf = ({ query }: Way) => (Array.isArray(query) ? 1 : WEIGHT_OF_WORDS);

/** The call for the best `limit`. */
export function queryOf(ways: readonly Way[], filter: Filter, limit: number) {
  const under = asSchema(filter);
  const depth = Math.max(limit, MIN_DEPTH);
  return {
    prefetch: ways.map((way) => ({ ...way, filter: under, limit: depth })),
    query: { rrf: { k: RANK_CONSTANT, weights: ways.map(weightOf) } },
    ...{ filter: under, limit, with_payload: ['chunk', 'workspace'], with_vector: false },
  };
}

/** What was found, each once. Throws when any of it is of another workspace: then nothing of the answer is believed. */
export function hitsOf(workspace: string, points: readonly Pick<Schemas['ScoredPoint'], 'payload'>[]): readonly Hit[] {
  const chunkIds = points.map(({ payload }) => {
    if (payload?.workspace !== workspace) throw new Error('Qdrant answered with a passage of another workspace');
    if (typeof payload.chunk !== 'string') throw new Error('Qdrant answered with a passage that has no name');
    return payload.chunk;
  });
  return [...new Set(chunkIds)].map((chunkId) => ({ chunkId }) as Hit);
}

const TYPED_KEY = /^(?:text|number|flag|set)\.(.+)$/;

/** Names of attributes whose values a filter speaks of. */
export function attributesIn(filter: Filter): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (clause: Clause) => {
    if ('key' in clause) {
      const name = TYPED_KEY.exec(clause.key)?.[1];
      if (name !== undefined) names.add(name);
      return;
    }
    if ('has_id' in clause) return;
    for (const parts of [clause.must, clause.should, clause.must_not]) for (const part of parts ?? []) visit(part);
  };
  visit(filter);
  return names;
}

/** The client's type has mutable lists, and no match by prefix. */
export const asSchema = (filter: Filter) => filter as unknown as Schemas['Filter'];
