/**
 * What is sent: the passages of a recorded decision, with their provenance, and wrapped as data.
 */
import { randomBytes } from 'node:crypto';
import { classificationOf } from '../../entitlements/classification.ts';
import { wrap } from '../../filters/envelope.ts';
import type { Answer, Result } from '../broker.ts';
import type { MaskedHit, Recorded } from './stages.ts';

/** Turns a recorded decision into the answer. */
export function toAnswer({ decisionId, chosen }: Recorded): Answer {
  const results = chosen.map(toResult);
  return { decisionId, results, envelope: wrap(results, freshBoundary(results)) };
}

/** Constant of reciprocal rank fusion (Cormack et al., SIGIR 2009), scaled so that the first is 1. */
const RANK_CONSTANT = 60;

/** From the place in this answer alone: a raw lexical score would tell of documents that were not returned. */
function scoreAt(place: number): number {
  return Math.round((RANK_CONSTANT / (RANK_CONSTANT + place)) * 1e4) / 1e4;
}

function toResult({ passage, facts, masked }: MaskedHit, place: number): Result {
  const { chunkId, documentId, resourceId, title, uri, text, collection, locator, risk } = passage;
  return {
    ...{ chunkId, documentId, resourceId, title },
    ...(uri === undefined ? {} : { uri }),
    text,
    score: scoreAt(place),
    risk: { score: risk.score, verdict: risk.verdict },
    classification: classificationOf(facts.classification),
    ...{ collection, locator, masked, neutralized: [] },
  };
}

function freshBoundary(results: readonly Result[]): string {
  for (;;) {
    const boundary = randomBytes(12).toString('hex');
    if (!results.some(({ text, title, uri }) => `${text}${title}${uri}`.includes(boundary))) return boundary;
  }
}
