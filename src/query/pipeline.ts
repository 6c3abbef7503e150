/**
 * The way out: identify → screen → plan → embed → search → recheck → inspect → mask → fold → rerank → expand → record → answer. Identification
 * happened at the door, or there would be no `Caller`; searching, rechecking, inspecting, masking and folding repeat in `gather` until the
 * answer is full; what `expand` adds is rechecked, inspected and masked like what was found.
 */
import type { Answer, Fetched, Question } from '../broker.ts';
import type { Watch } from '../detections/watch.ts';
import type { Embedder } from '../embedding/port.ts';
import { type Caller, requireScope } from '../identity/caller.ts';
import type { EmbeddedQuestion, VectorIndex } from '../index/port.ts';
import { Problem } from '../problem.ts';
import { toAnswer } from './answer.ts';
import { authorizeWhole } from './authorize.ts';
import { embedQuestion } from './embed-question.ts';
import { expand } from './expand.ts';
import { asTheyAre } from './fold.ts';
import { gather, MAX_WITHHELD, makeReady } from './gather.ts';
import { planSearch } from './plan-search.ts';
import { poolSize, type RerankParts, rerank } from './rerank.ts';
import { refuseAttack, screen } from './screen.ts';
import { type SettleParts, settle } from './settle.ts';

export interface QueryParts extends SettleParts, RerankParts {
  readonly index: VectorIndex;
  readonly embedder: Embedder;
  /** Longest time that the searches for one answer may take, all of them together. */
  readonly searchTimeoutMs: number;
  /** Absent: nobody looks for signs of poisoning. */
  readonly watch?: Watch;
}

/** Chunks of a document that one fetch reads. */
const MAX_FETCHED_CHUNKS = 1_000;

/** Answers a question. */
export async function retrieve(parts: QueryParts, caller: Caller, question: Question): Promise<Answer> {
  requireScope(caller, 'retrieve');
  const { query, k, collections, purpose, expand: reach = 0, fold = true } = question;
  const fields = { query, k, collections: collections ?? null, purpose: purpose ?? null, expand: reach, fold };
  const screening = screen(parts.catalog, caller, question);
  const asked = { kind: 'decision.retrieve', purpose, fields, screening } as const;

  // Once, however often the answer is made anew, and not before it is known that they may ask: it may be sent to an endpoint.
  let embedded: Promise<EmbeddedQuestion> | undefined;
  // One for the whole answer, too: it is searched for again where what was found does not fill it, or facts changed meanwhile.
  let deadline: AbortSignal | undefined;
  const recorded = await settle(parts, caller, asked, async (grounds) => {
    await refuseAttack(parts.catalog, caller, asked, grounds);
    const planned = await planSearch(parts, grounds, collections);
    embedded ??= embedQuestion(parts.embedder, query);
    const asking = await embedded;
    deadline ??= AbortSignal.timeout(parts.searchTimeoutMs);
    const gathered = await gather(parts, grounds, planned, asking, { passages: poolSize(parts, k), fold, deadline });
    const ordered = await rerank(parts, caller, query, gathered, k);
    return expand(parts, grounds, planned.plan, ordered, reach);
  });
  parts.watch?.answered(
    { workspace: caller.workspace, by: caller.user, vector: (await embedded)?.vector },
    recorded.chosen.map(({ hit }) => hit.passage),
  );
  return toAnswer(recorded);
}

/** Reads one document or row, as much of it as the caller may see. What is absent and what is forbidden are one answer. */
export async function fetch(parts: QueryParts, caller: Caller, id: string): Promise<Fetched> {
  requireScope(caller, 'retrieve');
  const asked = { kind: 'decision.fetch', fields: { resourceId: id } } as const;

  const recorded = await settle(parts, caller, asked, async (grounds) => {
    const ready = makeReady(grounds, await authorizeWhole(parts, grounds, id, MAX_FETCHED_CHUNKS));
    return { chosen: asTheyAre(ready.passed), withheld: ready.withheld.slice(0, MAX_WITHHELD), mismatches: [] };
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
