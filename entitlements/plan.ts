/**
 * The plan: what may be searched at all for this caller, pushed down into the index query. It is the first of two layers;
 * {@link ./decide.ts} is the second and does not rely on this one.
 *
 * INVARIANT: a plan is made here and nowhere else, and the index can't be searched without one.
 */
import type { Ask } from './ask.ts';
import type { Engine } from './cedar/engine.ts';
import type { Rules } from './cedar/rules.ts';
import type { Condition } from './condition.ts';
import type { Principal } from './principal.ts';
import type { Audiences, Standing } from './standing.ts';

declare const plan: unique symbol;

/** Either nothing, or what meets a condition. Never "everything", never null. */
export type Plan = { readonly [plan]: true; readonly workspace: string } & (
  | { readonly kind: 'nothing' }
  | { readonly kind: 'matching'; readonly condition: Condition }
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

/** Plans a search. Throws when the engine can't decide or when what it says can't be pushed down: then nothing may be searched. */
export function makePlan(
  engine: Engine,
  rules: Rules,
  standing: Standing,
  ask: Ask,
  audiences: Audiences,
  numbers: Numbers,
  narrowing: Narrowing,
): Plan {
  throw new Error('not yet');
}

/**
 * The same plan where the index is behind: what it has of `staleDocuments` is not believed, and of their resources those in `readable`,
 * decided on by live facts, may be found instead.
 */
export function correctPlan(planned: Plan, staleDocuments: readonly string[], readable: readonly string[]): Plan {
  throw new Error('not yet');
}
