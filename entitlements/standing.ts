/**
 * What the catalogue knows, at one moment, about those who ask: the person, and the agent that asks for them.
 * Pure data; it is read anew whenever anything in the catalogue has changed.
 */
import type { AgentSafeguards } from '../src/safeguards/safeguards.ts';
import type { Attributes } from './attributes.ts';
import type { Principal } from './principal.ts';

/** Facts of a person as policies see them. */
export interface PersonFacts {
  readonly name: Principal;
  /** False when the directory has suspended them. */
  readonly active: boolean;
  /** Rank of the highest classification that they may see. */
  readonly clearance: number;
  readonly attributes: Attributes;
  /** Of the groups that policies name, those that they are in, directly or through others. */
  readonly groups: readonly Principal[];
}

/** Facts of an agent: what a person has, and the agent's own ceiling. What is absent is not limited. */
export interface AgentFacts extends PersonFacts {
  /** Whether it works outside the organisation. */
  readonly external: boolean;
  /** Names of the collections that it may read from, with all below them. */
  readonly collections?: readonly string[];
  /** Purposes for which it may ask. */
  readonly purposes?: readonly string[];
  /** Worst risk score of a passage that it may be given, 0 to 1. */
  readonly maxRisk?: number;
  /** Beside the workspace's: of both the stricter counts. */
  readonly safeguards?: AgentSafeguards;
}

export interface Standing {
  readonly workspace: string;
  readonly person: PersonFacts;
  readonly agent: AgentFacts | undefined;
  /** The person's number, when anything was ever labelled with them. */
  readonly personId: number | undefined;
  /** Numbers of the person and of all groups that they are in, directly or through others. */
  readonly principals: readonly number[];
  /** The same for the agent. */
  readonly agentPrincipals: readonly number[];
}

/** The audiences that those who ask are part of, directly or through an audience's base. */
export interface Audiences {
  readonly person: readonly number[];
  readonly agent: readonly number[];
}
