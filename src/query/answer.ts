/**
 * What is sent: the passages of a recorded decision, with their provenance, and wrapped as data.
 */
import { randomBytes } from 'node:crypto';
import { classificationOf } from '../../entitlements/classification.ts';
import { wrap } from '../../filters/envelope.ts';
import type { Answer, Duplicate, NeighbourPassage, ProtectedValues, Result } from '../broker.ts';
import type { Passage } from '../catalog/passages.ts';
import type { Chosen, MaskedHit, Neighbour, Recorded } from './stages.ts';

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

function toResult({ hit, duplicates, neighbours }: Chosen, place: number): Result {
  const { passage, facts, masked, neutralized } = hit;
  const { documentId, title, uri, collection, risk } = passage;
  return {
    ...{ chunkId: passage.chunkId, documentId, resourceId: passage.resourceId, title },
    ...(uri === undefined ? {} : { uri }),
    ...contextOf(passage),
    text: passage.text,
    score: scoreAt(place),
    risk: { score: risk.score, verdict: risk.verdict },
    classification: classificationOf(facts.classification),
    ...{ collection, locator: passage.locator, masked, neutralized: neutralized?.signals ?? [] },
    protected: protectedOf(hit),
    ...(neighbours && { neighbours: neighbours.map(toNeighbour) }),
    ...(duplicates.length > 0 && { duplicates: duplicates.map(toDuplicate) }),
  };
}

function toNeighbour({ hit, place }: Neighbour): NeighbourPassage {
  const { passage, masked, neutralized } = hit;
  const { chunkId, resourceId, text, locator } = passage;
  return {
    chunkId,
    resourceId,
    place,
    ...contextOf(passage),
    text,
    locator,
    masked,
    neutralized: neutralized?.signals ?? [],
    protected: protectedOf(hit),
  };
}

/** By kind: which recognizer saw a value is for the record. */
function protectedOf({ protected: found }: MaskedHit): ProtectedValues[] {
  const byKind = new Map<ProtectedValues['kind'], ProtectedValues>();
  for (const { kind, action, count } of found) {
    byKind.set(kind, { kind, action, count: count + (byKind.get(kind)?.count ?? 0) });
  }
  return [...byKind.values()];
}

/** A copy is named, and its text is the result's. */
function toDuplicate({ passage }: MaskedHit): Duplicate {
  const { chunkId, documentId, resourceId, title, uri } = passage;
  return { chunkId, documentId, resourceId, title, ...(uri === undefined ? {} : { uri }) };
}

const contextOf = ({ context }: Passage) => (context === undefined ? {} : { context });

function freshBoundary(results: readonly Result[]): string {
  const all = JSON.stringify(results);
  for (;;) {
    const boundary = randomBytes(12).toString('hex');
    if (!all.includes(boundary)) return boundary;
  }
}
