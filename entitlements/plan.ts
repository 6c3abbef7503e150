/**
 * The plan: what may be searched at all for this caller, pushed down into the index query. It is the first of two layers;
 * {@link ./decide.ts} is the second and does not rely on this one.
 *
 * INVARIANT: a plan is made here and nowhere else, and the index can't be searched without one.
 */
import type { Condition } from './condition.ts';
import type { Audiences, Standing } from './standing.ts';

declare const plan: unique symbol;

/** Either nothing, or what meets a condition. Never "everything", never null. */
export type Plan = { readonly [plan]: true; readonly workspace: string } & (
  | { readonly kind: 'nothing' }
  | { readonly kind: 'matching'; readonly condition: Condition }
);

/** How a question narrows itself. */
export interface Narrowing {
  /** Numbers of the collections that were asked for; collections that do not exist are simply not here. Absent: all. */
  readonly collections?: readonly number[];
  /** Rank of the worst verdict that may be found. */
  readonly maxRisk: number;
}

/** Plans a search. A suspended caller gets a plan for nothing. */
export function makePlan(standing: Standing, audiences: Audiences, narrowing: Narrowing): Plan {
  const { workspace } = standing;
  const owner: Condition[] =
    standing.userId === undefined ? [] : [{ op: 'is-one-of', label: 'owner', values: [standing.userId] }];
  if (!standing.active || narrowing.collections?.length === 0) return { workspace, kind: 'nothing' } as Plan;
  if (owner.length === 0 && audiences.reading.length === 0) return { workspace, kind: 'nothing' } as Plan;

  const collections: Condition[] =
    narrowing.collections === undefined
      ? []
      : [{ op: 'is-one-of', label: 'collection', values: narrowing.collections }];
  const condition: Condition = {
    op: 'and',
    all: [
      { op: 'or', any: [{ op: 'is-one-of', label: 'readers', values: audiences.reading }, ...owner] },
      { op: 'not', not: { op: 'is-one-of', label: 'deniers', values: audiences.denied } },
      { op: 'at-most', label: 'classification', value: standing.clearance },
      { op: 'at-most', label: 'risk', value: narrowing.maxRisk },
      ...collections,
    ],
  };
  return { workspace, kind: 'matching', condition } as Plan;
}
