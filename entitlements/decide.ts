/**
 * The decision on one document or row, from facts as they are now, by Cedar: the second layer, and the one whose word is recorded.
 * It knows nothing of plans or indexes. Any error in a decision denies.
 */
import type { DlpRules } from '../filters/dlp/kinds.ts';
import type { Ask } from './ask.ts';
import type { Attributes } from './attributes.ts';
import type { Rules } from './cedar/rules.ts';
import type { Principal } from './principal.ts';
import type { Standing } from './standing.ts';

/** Facts of one resource with respect to those who ask, read from the catalogue's own edges. */
export interface ResourceFacts {
  readonly workspace: string;
  /** Whether this very version is the one being served, and not held. */
  readonly served: boolean;
  readonly kind: 'document' | 'row';
  readonly documentId: string;
  /** The document's id, or the row's. */
  readonly resourceId: string;
  readonly owner: Principal;
  /** Names of its collection and of all above. */
  readonly collections: readonly string[];
  /** Rank of its classification. */
  readonly classification: number;
  readonly attributes: Attributes;
  /** Who of those who ask is in its readers and in its deniers. */
  readonly reads: { readonly person: boolean; readonly agent: boolean };
  readonly denied: { readonly person: boolean; readonly agent: boolean };
}

/** `not-served` covers absent, superseded and held alike. `failed`: the engine could not decide, which denies. */
export type Outcome = 'permitted' | 'forbidden' | 'not-permitted' | 'not-served' | 'failed';

export interface Decision {
  readonly allowed: boolean;
  readonly outcome: Outcome;
  /** Ids of the policies that decided: permits that let in, forbids that kept out, or those that erred. In the order of their ids. */
  readonly policies: readonly string[];
  /** Columns to be masked: those of all permits that let in, together. Sorted. */
  readonly masks: readonly string[];
  /** What is done with sensitive values: by all permits that let in, together. */
  readonly protects: DlpRules;
}

/** What decides by policies: {@link ./cedar/engine.ts}. It never throws. */
export interface Decider {
  decide(rules: Rules, standing: Standing, ask: Ask, facts: ResourceFacts): Decision;
}

/** A resource that nobody can read: what an absent id is decided on, so that absent and forbidden take the same road. */
export const DECOY: ResourceFacts = {
  workspace: '',
  served: false,
  kind: 'document',
  documentId: '',
  resourceId: '',
  owner: 'user:nobody' as Principal,
  collections: [],
  classification: Number.MAX_SAFE_INTEGER,
  attributes: {},
  reads: { person: false, agent: false },
  denied: { person: true, agent: true },
};

/**
 * Whether those who ask may read the resource, and by which policies. Never throws. The engine is asked in any case, so that what is not
 * served takes the same road as what is forbidden.
 */
export function decide(engine: Decider, rules: Rules, standing: Standing, ask: Ask, facts: ResourceFacts): Decision {
  const decision = engine.decide(rules, standing, ask, facts);
  return facts.served && facts.workspace === standing.workspace ? decision : NOT_SERVED;
}

const NOT_SERVED: Decision = { allowed: false, outcome: 'not-served', policies: [], masks: [], protects: {} };
