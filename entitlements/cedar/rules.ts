/**
 * The rules of a workspace at one version: the default policies and the workspace's own, checked and ready to decide.
 */
import type { DlpRules } from '../../filters/dlp/kinds.ts';
import type { Registry } from '../attributes.ts';
import type { Principal } from '../principal.ts';

/** One policy of the set. */
export interface Policy {
  /** Its `@id`: `readers` for a default one, `custom/…` never clashes with it. */
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  readonly isDefault: boolean;
  /** Line of its first character in the source it came from, counted from 1. */
  readonly line: number;
  readonly text: string;
  /** Columns of a row that are masked for who is let in by this permit; from `@mask`. */
  readonly masks: readonly string[];
  /** What is done with sensitive values in what this permit lets through; from `@protect`. */
  readonly protects: DlpRules;
  /** Who can lift this forbid by approving; from `@approval`: `manager`, `owner` or a group. */
  readonly approval: Approval | undefined;
}

export type Approval = 'manager' | 'owner' | Principal;

/** Attributes of `context` that a policy may name. */
export const CONTEXT_ATTRIBUTES = ['purpose', 'ip', 'now', 'weekday', 'minuteOfDay', 'approved'] as const;
export type ContextAttribute = (typeof CONTEXT_ATTRIBUTES)[number];

declare const rules: unique symbol;
/** Made by `check.ts` alone, from source that it found fit. */
export interface Rules {
  readonly [rules]: true;
  /** Names the prepared set inside the engine; the same for all versions of one workspace. */
  readonly workspace: string;
  /** Version of the workspace's own policies, 0 when it has none. */
  readonly version: number;
  readonly registry: Registry;
  /** Of `registry`, in Cedar's language. */
  readonly schemaText: string;
  readonly policies: ReadonlyMap<string, Policy>;
  /** What the policies name: nothing else has to be told to the engine. */
  readonly names: {
    readonly groups: readonly Principal[];
    readonly users: readonly Principal[];
    readonly collections: readonly string[];
    readonly context: ReadonlySet<ContextAttribute>;
    /** Whether a policy names a document or a row by its id. Where none does, resources with equal facts are one question. */
    readonly resourceIds: boolean;
  };
}
