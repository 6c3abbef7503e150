/**
 * What the catalogue knows, at one moment, about those who ask: the person, and the agent that asks for them.
 * Pure data; the catalogue reads it anew for every plan and for every recheck.
 */
import type { Principal } from './principal.ts';

export interface Standing {
  readonly workspace: string;
  readonly user: Principal;
  readonly agent: Principal | undefined;
  /** False when the directory has suspended the person or the agent. */
  readonly active: boolean;
  /** Rank of the highest classification that both may see. */
  readonly clearance: number;
  /** The person's number, when anything was ever labelled with them. */
  readonly userId: number | undefined;
  /** Numbers of the person and of all groups that they are in, directly or through others. */
  readonly principals: readonly number[];
  /** The same for the agent. */
  readonly agentPrincipals: readonly number[];
}

/** The audiences that those who ask are part of. */
export interface Audiences {
  /** That the person is in: what is labelled with one of these as readers, they may read. */
  readonly reading: readonly number[];
  /** That the person or the agent is in: what is labelled with one of these as deniers, nobody here may read. */
  readonly denied: readonly number[];
}
