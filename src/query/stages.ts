/**
 * What the steps of the way out hand to each other: `Caller → Plan → Hit → AuthorizedHit → InspectedHit → Recorded`.
 * INVARIANT: each brand is given out by one function only, so that a road which leaves out the recheck, the inspection or
 * the record does not compile.
 */
import type { Decision, ResourceFacts } from '../../entitlements/decide.ts';
import type { Standing } from '../../entitlements/standing.ts';
import type { Passage, PassageWithFacts } from '../catalog/passages.ts';

/** Where those who ask stand, and the epoch that was read before. */
export interface Footing {
  readonly epoch: number;
  readonly standing: Standing;
}

declare const authorized: unique symbol;
/** A passage that those who ask may read, by facts read under the footing's epoch. Made by `authorize.ts` alone. */
export interface AuthorizedHit {
  readonly [authorized]: true;
  readonly passage: Passage;
  readonly facts: ResourceFacts;
  readonly evidence: PassageWithFacts['evidence'];
  readonly decision: Decision;
}

declare const inspected: unique symbol;
/** A passage that is safe to put in front of a model. Made by `inspect.ts` alone. */
export interface InspectedHit extends AuthorizedHit {
  readonly [inspected]: true;
}

/** Something that was found and does not leave, for the record alone: the caller is told nothing of it. */
export interface Withheld {
  readonly chunkId: string;
  readonly documentId?: string;
  readonly stage: 'recheck' | 'inspect';
  /** The rule of the decision, or the verdict. */
  readonly reason: string;
  readonly signals?: readonly string[];
}

/** What was chosen for an answer, and what was not. */
export interface Gathered {
  readonly chosen: readonly InspectedHit[];
  readonly withheld: readonly Withheld[];
}

declare const recorded: unique symbol;
/** An answer whose record is durable. Made by `record.ts` alone; only this can be sent. */
export interface Recorded {
  readonly [recorded]: true;
  readonly decisionId: string;
  readonly chosen: readonly InspectedHit[];
}
