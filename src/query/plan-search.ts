/**
 * The plan of a search, and its correction where the index is behind: documents whose labels it does not have yet are left out of what it
 * finds, and those of their resources that may be read by the labels in force are let in by name.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Engine } from '../../entitlements/cedar/engine.ts';
import { type Condition, holds } from '../../entitlements/condition.ts';
import { correctPlan, EntitlementsTooWide, makePlan, type Plan } from '../../entitlements/plan.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { readLabelled } from '../catalog/resources.ts';
import { readStale } from '../catalog/stale.ts';
import type { Rulebook } from '../policy/rulebook.ts';
import { Problem } from '../problem.ts';
import type { Grounds } from './stages.ts';

export interface PlanParts {
  readonly catalog: Catalog;
  readonly rulebook: Rulebook;
}

export interface Planned {
  readonly plan: Plan;
  /** Documents whose labels in the index were known to be old before the search. */
  readonly stale: ReadonlySet<string>;
}

/** Suspicious passages may be found, so that their withholding is recorded; malicious ones are not even looked at. */
const SUSPICIOUS = 1;
/** Documents behind which an answer is still corrected; beyond that it would be no answer but a listing. */
const MAX_STALE_DOCUMENTS = 1_000;
/** Documents and rows of these, at most. */
const MAX_STALE_RESOURCES = 100_000;

/** Plans a search. Throws `policy-failure`, `entitlements-too-wide` or `index-behind`. */
export async function planSearch(
  { catalog, rulebook }: PlanParts,
  grounds: Grounds,
  collections: readonly string[] | undefined,
): Promise<Planned> {
  const planned = planOf(rulebook.engine, grounds, collections);
  const { workspace } = grounds.standing;
  const stale = await readStale(catalog, workspace, MAX_STALE_DOCUMENTS + 1);
  if (stale.length > MAX_STALE_DOCUMENTS) throw new Problem('index-behind');
  if (stale.length === 0 || planned.kind === 'nothing') return { plan: planned, stale: new Set(stale) };
  const readable = await readableOf(catalog, planned.condition, stale);
  return { plan: correctPlan(planned, stale, readable), stale: new Set(stale) };
}

function planOf(engine: Engine, grounds: Grounds, collections: readonly string[] | undefined): Plan {
  const { rules, standing, ask, audiences, numbers } = grounds;
  const narrowing = { maxRisk: SUSPICIOUS, ...(collections && { collections }) };
  try {
    return makePlan(engine, rules, standing, ask, audiences, numbers, narrowing);
  } catch (cause) {
    const code = cause instanceof EntitlementsTooWide ? 'entitlements-too-wide' : 'policy-failure';
    throw new Problem(code, undefined, { cause });
  }
}

/** Resources decided on between two turns of others. */
const PIECE = 2_000;

/** Resources of the documents that meet the condition by the labels in force. Risk does not go stale: the index knows it, and the inspection asks again. */
async function readableOf(catalog: Catalog, condition: Condition, documentIds: readonly string[]): Promise<string[]> {
  const resources = await readLabelled(catalog, documentIds, MAX_STALE_RESOURCES + 1);
  if (resources.length > MAX_STALE_RESOURCES) throw new Problem('index-behind');
  const readable: string[] = [];
  for (const [n, { documentId, resourceId, labels, attributes }] of resources.entries()) {
    const labelled = { documentId, resourceId, attributes, labels: { ...labels, risk: 0, score: 0 } };
    if (holds(condition, labelled)) readable.push(resourceId);
    if (n % PIECE === PIECE - 1) await nextTurn();
  }
  return readable;
}
