/**
 * The way out: identify → plan → search → recheck → inspect → wrap → record → answer. Identification happened at the door,
 * or there would be no `Caller`; searching, rechecking and inspecting repeat in `gather` until the answer is full.
 */
import { makePlan } from '../../entitlements/plan.ts';
import type { Answer, Fetched, Question } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { findCollections } from '../catalog/collections.ts';
import { readAudiences } from '../catalog/people.ts';
import { type Caller, requireScope } from '../identity/caller.ts';
import type { VectorIndex } from '../index/port.ts';
import { Problem } from '../problem.ts';
import { toAnswer } from './answer.ts';
import { authorizeWhole } from './authorize.ts';
import { gather } from './gather.ts';
import { inspect } from './inspect.ts';
import { settle } from './settle.ts';

export interface QueryParts {
  readonly catalog: Catalog;
  readonly index: VectorIndex;
}

/** Suspicious passages may be found, so that their withholding is recorded; malicious ones are not even looked at. */
const SUSPICIOUS = 1;
/** Chunks of a document that one fetch reads. */
const MAX_FETCHED_CHUNKS = 1_000;

/** Answers a question. */
export async function retrieve({ catalog, index }: QueryParts, caller: Caller, question: Question): Promise<Answer> {
  requireScope(caller, 'retrieve');
  const { query, k, collections, purpose } = question;
  const asked = {
    kind: 'decision.retrieve',
    fields: { query, k, collections: collections ?? null, purpose: purpose ?? null },
  } as const;

  const recorded = await settle(catalog, caller, asked, async ({ standing }) => {
    const audiences = await readAudiences(catalog, standing);
    const within = collections && (await findCollections(catalog, caller.workspace, collections));
    const plan = makePlan(standing, audiences, { maxRisk: SUSPICIOUS, ...(within && { collections: within }) });
    return gather(catalog, index, standing, plan, query, k);
  });
  return toAnswer(recorded);
}

/** Reads one document or row, as much of it as the caller may see. What is absent and what is forbidden are one answer. */
export async function fetch({ catalog }: QueryParts, caller: Caller, id: string): Promise<Fetched> {
  requireScope(caller, 'retrieve');
  const asked = { kind: 'decision.fetch', fields: { resourceId: id } } as const;

  const recorded = await settle(catalog, caller, asked, async ({ standing }) => {
    const authorized = await authorizeWhole(catalog, standing, id, MAX_FETCHED_CHUNKS);
    const inspected = inspect(authorized.hits);
    return { chosen: inspected.chosen, withheld: [...authorized.withheld, ...inspected.withheld].slice(0, 100) };
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
