/**
 * What the steps of the way out hand to each other: `Caller → Plan → Hit → AuthorizedHit → InspectedHit → MaskedHit → Recorded`.
 * INVARIANT: each brand is given out by one function only, so that a road which leaves out the recheck, the inspection, the masks or
 * the record does not compile.
 */
import type { Ask } from '../../entitlements/ask.ts';
import type { Rules } from '../../entitlements/cedar/rules.ts';
import type { Decision, Outcome, ResourceFacts } from '../../entitlements/decide.ts';
import type { Numbers } from '../../entitlements/plan.ts';
import type { Audiences, Standing } from '../../entitlements/standing.ts';
import type { Verdict } from '../../filters/injection/classifier.ts';
import type { CollectionTree } from '../catalog/collections.ts';
import type { Passage, PassageWithFacts } from '../catalog/passages.ts';

/** The epoch under which somebody was seen to be active, and the state of the facts. */
export interface Footing {
  readonly epoch: number;
  readonly facts: number;
}

/** All that a decision rests on, apart from the resource; read under one epoch. */
export interface Grounds {
  readonly epoch: number;
  readonly rules: Rules;
  readonly standing: Standing;
  readonly ask: Ask;
  readonly audiences: Audiences;
  readonly tree: CollectionTree;
  readonly numbers: Numbers;
  /** Documents that somebody approved for those who ask, and when the first of these grants ends. */
  readonly grants: { readonly documentIds: readonly string[]; readonly firstExpiryMs: number | undefined };
}

declare const authorized: unique symbol;
/** A passage that those who ask may read, by facts read under the grounds' epoch. Made by `authorize.ts` alone. */
export interface AuthorizedHit {
  readonly [authorized]: true;
  readonly passage: Passage;
  readonly facts: ResourceFacts;
  readonly evidence: PassageWithFacts['evidence'];
  readonly decision: Decision;
}

declare const inspected: unique symbol;
/** A passage that is safe to put in front of a model, and in front of this agent. Made by `inspect.ts` alone. */
export interface InspectedHit extends AuthorizedHit {
  readonly [inspected]: true;
}

declare const maskedBrand: unique symbol;
/** A passage whose text shows only what those who ask may see of it. Made by `mask.ts` alone. */
export interface MaskedHit extends InspectedHit {
  readonly [maskedBrand]: true;
  /** Columns whose values were taken out of the text. */
  readonly masked: readonly string[];
}

/** Something that was found and does not leave, for the record alone: the caller is told nothing of it. */
export type Withheld = {
  readonly chunkId: string;
  readonly documentId?: string;
} & (
  | {
      readonly stage: 'recheck';
      readonly reason: Exclude<Outcome, 'permitted'>;
      readonly resourceId?: string;
      /** The policies that kept it back. */
      readonly policies: readonly string[];
    }
  | { readonly stage: 'inspect'; readonly reason: Verdict | 'agent-risk'; readonly signals: readonly string[] }
  | { readonly stage: 'mask'; readonly reason: 'mask-not-prepared' }
);

/** Hits sorted into those that go on to the next step and those that do not leave. */
export interface Sorted<T> {
  readonly passed: readonly T[];
  readonly withheld: readonly Withheld[];
}

/** What was chosen for an answer, and what was not. */
export interface Gathered {
  readonly chosen: readonly MaskedHit[];
  readonly withheld: readonly Withheld[];
  /** What the index offered and should not have: see `integrity.ts`. */
  readonly mismatches: readonly Withheld[];
}

declare const recorded: unique symbol;
/** An answer whose record is durable. Made by `record.ts` alone; only this can be sent. */
export interface Recorded {
  readonly [recorded]: true;
  readonly decisionId: string;
  readonly chosen: readonly MaskedHit[];
}
