/**
 * The decision on one document or row, from facts as they are now: the second layer, and the one whose word is recorded.
 * It knows nothing of plans or indexes. Deniers beat everyone, the owner included; what is not allowed is denied.
 */
import type { Standing } from './standing.ts';

/** Facts of one resource with respect to those who ask, read from the catalogue's own edges. */
export interface ResourceFacts {
  readonly workspace: string;
  /** Whether this very version is the one being served, and not held. */
  readonly served: boolean;
  readonly ownerId: number;
  /** Whether the person is in its readers. */
  readonly reads: boolean;
  /** Whether the person or the agent is in its deniers. */
  readonly denied: boolean;
  /** Rank of its classification. */
  readonly classification: number;
}

/** Which rule decided. `not-served` covers absent, superseded and held alike. */
export type Rule = 'owner' | 'reader' | 'not-served' | 'inactive' | 'denied' | 'clearance' | 'no-entitlement';

export interface Decision {
  readonly allowed: boolean;
  readonly rule: Rule;
}

/** A resource that nobody can read: what an absent id is decided on, so that absent and forbidden take the same road. */
export const DECOY: ResourceFacts = {
  workspace: '',
  served: false,
  ownerId: -1,
  reads: false,
  denied: true,
  classification: Number.MAX_SAFE_INTEGER,
};

/** Whether those who ask may read the resource, and by which rule. */
export function decide(standing: Standing, facts: ResourceFacts): Decision {
  if (facts.workspace !== standing.workspace || !facts.served) return { allowed: false, rule: 'not-served' };
  if (!standing.active) return { allowed: false, rule: 'inactive' };
  if (facts.denied) return { allowed: false, rule: 'denied' };
  if (facts.classification > standing.clearance) return { allowed: false, rule: 'clearance' };
  if (facts.ownerId === standing.userId) return { allowed: true, rule: 'owner' };
  if (facts.reads) return { allowed: true, rule: 'reader' };
  return { allowed: false, rule: 'no-entitlement' };
}
