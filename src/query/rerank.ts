/**
 * The second look at the order: a reranker reads the question with each passage that may leave, as it would leave. Without it the
 * passages are the same ones in the order in which they were found: less well ordered, and no less entitled. So a reranker that is down fails no
 * question; it is logged, and the record says that the order is not its own.
 */
import type { Caller } from '../identity/caller.ts';
import type { Logger } from '../logger.ts';
import { type Reranker, RerankerUnavailable } from '../reranking/port.ts';
import type { Chosen, Gathered } from './stages.ts';

export interface RerankParts {
  /** Absent: the order in which passages were found is the order of the answer. */
  readonly reranker?: Reranker | undefined;
  readonly logger: Logger;
}

/** A reranker is given up to this many passages for each one wanted, and this many in all, but never fewer than are wanted. */
const POOL_FACTOR = 4;
const MAX_POOL = 50;

/** Passages to gather for an answer of `k`. */
export function poolSize({ reranker }: RerankParts, k: number): number {
  return reranker ? Math.max(k, Math.min(POOL_FACTOR * k, MAX_POOL)) : k;
}

/** Puts what was gathered in order and cuts it to `k`. Equal scores keep the order that they had. */
export async function rerank(
  { reranker, logger }: RerankParts,
  { workspace }: Caller,
  query: string,
  gathered: Gathered,
  k: number,
): Promise<Gathered> {
  if (!reranker) return gathered;
  const { chosen } = gathered;
  try {
    const scores = chosen.length === 0 ? [] : await reranker.score(query, chosen.map(asRead));
    if (scores.length !== chosen.length || !scores.every(Number.isFinite))
      throw new RerankerUnavailable('its scores are none');
    const order = chosen.map((one, i) => ({ one, score: scores[i] ?? 0 })).sort((a, b) => b.score - a.score);
    return { ...gathered, chosen: order.slice(0, k).map(({ one }) => one), reranked: true };
  } catch (cause) {
    // Only its own errors are known to hold no text.
    const reason = cause instanceof RerankerUnavailable ? cause.message : 'it failed';
    logger.warn({ workspace, model: reranker.model.id, reason }, 'the reranker is down: passages keep their order');
    return { ...gathered, chosen: chosen.slice(0, k), reranked: false };
  }
}

function asRead({ hit: { passage } }: Chosen): string {
  return passage.context === undefined ? passage.text : `${passage.context}\n${passage.text}`;
}
