/**
 * What the steps of the way out hand to each other: `Caller → Plan → Hit → AuthorizedHit → InspectedHit → MaskedHit → Chosen → Recorded`.
 * INVARIANT: each brand is given out by one function only, so that a road which leaves out the recheck, the inspection, the masks or
 * the record does not compile.
 */
import type { Ask } from '../../entitlements/ask.ts';
import type { Rules } from '../../entitlements/cedar/rules.ts';
import type { Decision, Outcome, ResourceFacts } from '../../entitlements/decide.ts';
import type { Numbers } from '../../entitlements/plan.ts';
import type { Audiences, Standing } from '../../entitlements/standing.ts';
import type { DlpKind } from '../../filters/dlp/kinds.ts';
import type { Found, TokenOf } from '../../filters/dlp/protect.ts';
import type { Span } from '../../filters/finding.ts';
import type { Verdict } from '../../filters/injection/classifier.ts';
import type { CollectionTree } from '../catalog/collections.ts';
import type { Passage, PassageWithFacts } from '../catalog/passages.ts';
import type { EffectiveSafeguards, Neutralization } from '../safeguards/safeguards.ts';

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
  /** The workspace's, with the agent's own over them. */
  readonly safeguards: EffectiveSafeguards;
  /** Random, of one answer: the boundary of fences around untrusted text. */
  readonly fence: string;
  /** Of the workspace: what stands in the place of a value that is hashed. */
  readonly tokenOf: TokenOf;
}

/** What a question looks like. */
export interface ScreenedQuestion {
  /** 0 to 1. */
  readonly score: number;
  /** What spoke, the heaviest first. */
  readonly signals: readonly string[];
  readonly isAlarm: boolean;
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

/** Instructions in a passage that do not leave as they are. */
export interface Neutralized {
  readonly action: Exclude<Neutralization, 'withhold'>;
  /** Who saw them. */
  readonly signals: readonly string[];
  /** Offsets into the text as it stands in the catalogue, in its order, apart from each other. */
  readonly stretches: readonly Span[];
}

declare const inspected: unique symbol;
/** A passage that is safe to put in front of a model, and in front of this agent, once what it says is done. Made by `inspect.ts` alone. */
export interface InspectedHit extends AuthorizedHit {
  readonly [inspected]: true;
  readonly neutralized?: Neutralized;
}

declare const maskedBrand: unique symbol;
/** A passage whose text, title and all that stands around it show only what those who ask may see. Made by `mask.ts` alone. */
export interface MaskedHit extends InspectedHit {
  readonly [maskedBrand]: true;
  /** Columns whose values were taken out of the text. */
  readonly masked: readonly string[];
  /** Sensitive values in it and around it that do not leave as they are. */
  readonly protected: readonly Found[];
}

/** Something that was found and does not leave, for the record alone: the caller is told nothing of it. */
export type Withheld = {
  readonly chunkId: string;
  readonly documentId?: string;
  /** The passage beside which it stands, when it was looked at for that alone. */
  readonly neighbourOf?: string;
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
  | { readonly stage: 'protect'; readonly reason: DlpKind }
);

/** Hits sorted into those that go on to the next step and those that do not leave. */
export interface Sorted<T> {
  readonly passed: readonly T[];
  readonly withheld: readonly Withheld[];
}

/** A passage that stands beside a chosen one in its document. It has been through every gate by itself. */
export interface Neighbour {
  readonly hit: MaskedHit;
  readonly place: 'before' | 'after';
}

/** A passage of an answer, with what goes with it. All that leaves is a `MaskedHit`: nothing that was not decided on fits in here. */
export interface Chosen {
  readonly hit: MaskedHit;
  /** Passages that say the same and rank lower. They are named, and their text is not sent. */
  readonly duplicates: readonly MaskedHit[];
  /** In the order of the document; absent when they were not asked for. */
  readonly neighbours?: readonly Neighbour[];
}

/** What was chosen for an answer, and what was not. */
export interface Gathered {
  readonly chosen: readonly Chosen[];
  readonly withheld: readonly Withheld[];
  /** Whether a reranker has set the order; absent where there is none. */
  readonly reranked?: boolean;
  /** What the index offered and should not have: see `integrity.ts`. */
  readonly mismatches: readonly Withheld[];
}

declare const recorded: unique symbol;
/** An answer whose record is durable. Made by `record.ts` alone; only this can be sent. */
export interface Recorded {
  readonly [recorded]: true;
  readonly decisionId: string;
  readonly chosen: readonly Chosen[];
}
