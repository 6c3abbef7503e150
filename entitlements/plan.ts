/**
 * The plan: what may be searched at all for this caller, pushed down into the index query. It is the first of two layers;
 * {@link ./decide.ts} is the second and does not rely on this one.
 *
 * INVARIANT: a plan is made here and nowhere else, and the index can't be searched without one.
 */
import type { Ask } from './ask.ts';
import type { Engine } from './cedar/engine.ts';
import { all, any, type Formula, not } from './cedar/formula.ts';
import { formulaOf, type Meaning } from './cedar/residual.ts';
import type { Rules } from './cedar/rules.ts';
import type { Condition } from './condition.ts';
import { type Principal, principalOf } from './principal.ts';
import type { Audiences, Standing } from './standing.ts';

declare const plan: unique symbol;

/** Either nothing, or what meets a condition. Never "everything", never null. */
export type Plan = { readonly [plan]: true; readonly workspace: string } & (
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'matching';
      readonly condition: Condition;
      /** The part of it that is about the risk of passages, which no policy speaks of: it holds for what stands in for stale entries, too. */
      readonly risk: Condition;
    }
);

/** Numbers that chunks carry, for names that policies use. */
export interface Numbers {
  /** The number of a user, when anything was ever labelled with them. */
  user(name: Principal): number | undefined;
  /** Numbers of a collection and of all below it; empty when there is none of this name. */
  collectionsBelow(name: string): readonly number[];
}

/** How a question narrows itself. */
export interface Narrowing {
  /** Names of collections, which stand for all below them too; those that do not exist are simply not there. Absent: all. */
  readonly collections?: readonly string[];
  /** Rank of the worst verdict that may be found. */
  readonly maxRisk: number;
}

/** Of numbers of audiences in one plan: beyond it a plan grows too long to be searched in time. */
export const MAX_AUDIENCES = 100_000;

/** Those who ask are part of more audiences than a plan can name. */
export class EntitlementsTooWide extends Error {}

/**
 * Plans a search. Throws when the engine can't decide or when what it says can't be pushed down: then nothing may be searched. Throws
 * {@link EntitlementsTooWide} beyond {@link MAX_AUDIENCES}. `observe` is told the kind of every node that it pushes down.
 */
export function makePlan(
  engine: Engine,
  rules: Rules,
  standing: Standing,
  ask: Ask,
  audiences: Audiences,
  numbers: Numbers,
  narrowing: Narrowing,
  observe?: (kind: string) => void,
): Plan {
  const { workspace } = standing;
  if (rules.workspace !== workspace) throw new Error('rules of another workspace');
  if (audiences.person.length + audiences.agent.length > MAX_AUDIENCES) {
    throw new EntitlementsTooWide('part of more audiences than a plan can name');
  }
  const { policies, person, agent } = engine.residuals(rules, standing, ask);
  const meaning: Meaning = {
    person,
    agent,
    audiences,
    ownerNumber: (id) => (id === person.id ? standing.personId : numberOfUser(numbers, id)),
    collectionsBelow: (name) => numbers.collectionsBelow(name),
    attributes: rules.registry.resource,
  };
  const satisfied: Record<'permit' | 'forbid', Formula[]> = { permit: [], forbid: [] };
  for (const residual of policies) {
    satisfied[residual.effect].push(formulaOf(residual, meaning, observe));
  }
  const allowed = all([any(satisfied.permit), not(any(satisfied.forbid)), collectionsOf(numbers, narrowing)]);
  // A permit without a condition lets in all there is, and all there is are documents and rows.
  return planOf(workspace, allowed === true ? EVERYTHING : allowed, riskOf(standing, narrowing));
}

/**
 * The same plan where the index is behind: what it has of `staleDocuments` is not believed, and of their resources those in `readable`,
 * decided on by live facts, may be found instead, by the same risk. How a question narrows itself to collections is a matter of live
 * facts for them as well: `readable` holds only resources that lie in those collections.
 */
export function correctPlan(planned: Plan, staleDocuments: readonly string[], readable: readonly string[]): Plan {
  // What no resource can meet, whatever its labels, no stale one meets either.
  if (planned.kind === 'nothing' || staleDocuments.length === 0) return planned;
  const { workspace, condition, risk } = planned;
  const stale: Condition = { op: 'document-is', ids: staleDocuments };
  const instead = readable.length === 0 ? false : all([stale, { op: 'resource-is', ids: readable }]);
  return planOf(workspace, any([all([condition, not(stale)]), instead]), risk);
}

const EVERYTHING: Condition = { op: 'is-one-of', label: 'kind', values: [0, 1] };

/** The only place where a plan is made. A constant is no condition: where nothing is left to ask, there is nothing to be found. */
function planOf(workspace: string, allowed: Formula, risk: Condition): Plan {
  const condition = all([allowed, risk]);
  const made =
    typeof allowed === 'boolean' || typeof condition === 'boolean'
      ? { workspace, kind: 'nothing' }
      : { workspace, kind: 'matching', condition, risk };
  return made as Plan;
}

function collectionsOf(numbers: Numbers, { collections }: Narrowing): Formula {
  if (collections === undefined) return true;
  const values = [...new Set(collections.flatMap((name) => numbers.collectionsBelow(name)))];
  return values.length > 0 && { op: 'is-one-of', label: 'collection', values };
}

/**
 * The agent's own bound is in thousandths, as scores are in the index, and rounded up as they are: no passage within the bound is lost. One
 * within the same thousandth may be found and is measured exactly when it is inspected.
 */
function riskOf({ agent }: Standing, narrowing: Narrowing): Condition {
  const verdict: Condition = { op: 'at-most', label: 'risk', value: narrowing.maxRisk };
  if (agent?.maxRisk === undefined) return verdict;
  return { op: 'and', all: [verdict, { op: 'at-most', label: 'score', value: Math.ceil(agent.maxRisk * 1000) }] };
}

function numberOfUser(numbers: Numbers, id: string): number | undefined {
  const name = principalOf('user', id);
  return name === undefined ? undefined : numbers.user(name);
}
