/**
 * The way out: identify → embed → plan → search → recheck → inspect → mask → record → answer. Identification happened at the door,
 * or there would be no `Caller`; searching, rechecking, inspecting and masking repeat in `gather` until the answer is full.
 */
import type { Answer, Fetched, Question } from '../broker.ts';
import type { Embedder } from '../embedding/port.ts';
import { type Caller, requireScope } from '../identity/caller.ts';
import type { VectorIndex } from '../index/port.ts';
import { Problem } from '../problem.ts';
import { toAnswer } from './answer.ts';
import { authorizeWhole } from './authorize.ts';
import { embedQuestion } from './embed-question.ts';
import { gather, MAX_WITHHELD, makeReady } from './gather.ts';
import { planSearch } from './plan-search.ts';
import { type SettleParts, settle } from './settle.ts';

export interface QueryParts extends SettleParts {
  readonly index: VectorIndex;
  readonly embedder: Embedder;
}

/** Chunks of a document that one fetch reads. */
const MAX_FETCHED_CHUNKS = 1_000;

/** Answers a question. */
export async function retrieve(parts: QueryParts, caller: Caller, question: Question): Promise<Answer> {
  requireScope(caller, 'retrieve');
  const { query, k, collections, purpose } = question;
  const fields = { query, k, collections: collections ?? null, purpose: purpose ?? null };
  const asked = { kind: 'decision.retrieve', purpose, fields } as const;

  const embedded = await embedQuestion(parts.embedder, query);
  const recorded = await settle(parts, caller, asked, async (grounds) => {
    const planned = await planSearch(parts, grounds, collections);
    return gather(parts, grounds, planned, embedded, k);
  });
  return toAnswer(recorded);
}

/** Reads one document or row, as much of it as the caller may see. What is absent and what is forbidden are one answer. */
export async function fetch(parts: QueryParts, caller: Caller, id: string): Promise<Fetched> {
  requireScope(caller, 'retrieve');
  const asked = { kind: 'decision.fetch', fields: { resourceId: id } } as const;

  const recorded = await settle(parts, caller, asked, async (grounds) => {
    const ready = makeReady(grounds, await authorizeWhole(parts, grounds, id, MAX_FETCHED_CHUNKS));
    return { chosen: ready.passed, withheld: ready.withheld.slice(0, MAX_WITHHELD), mismatches: [] };
  });

  const { results, decisionId } = toAnswer(recorded);
  const [first] = results;
  if (!first) throw new Problem('not-found');
  const { documentId, title, uri, collection, classification } = first;
  return {
    ...{ decisionId, id, documentId, title, collection, classification },
    ...(uri === undefined ? {} : { uri }),
    text: results.map(({ text }) => text).join('\n\n'),
    truncated: results.length === MAX_FETCHED_CHUNKS,
  };
}
