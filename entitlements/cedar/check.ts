/**
 * Checking policies before they are believed: parsed, validated strictly against the schema, within bounds, and such that what they say
 * of resources can be pushed down. Everything happens in an instance of the engine that is thrown away.
 */
import type { Registry } from '../attributes.ts';
import type { Rules } from './rules.ts';
import type { StartCedar } from './runtime.ts';

/** Bounds of a workspace's own policies. */
export const POLICY_LIMITS = { sourceLength: 200_000, policies: 200, operators: 128 } as const;

/** What is wrong, and where in the source: line and column count from 1. */
export interface PolicyFault {
  readonly policy: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type Checked =
  | { readonly ok: true; readonly rules: Rules }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] };

/** Checks the source of a workspace's own policies, which stand beside the default ones and can't replace them. */
export function checkPolicies(
  start: StartCedar,
  source: string,
  about: { readonly workspace: string; readonly version: number; readonly registry: Registry },
): Checked {
  throw new Error('not yet');
}
