/**
 * A workspace's own policies: their source, their versions, and what is wrong with them.
 */
import { z } from 'zod';
import { POLICY_LIMITS } from '../../../entitlements/cedar/check.ts';
import { DLP_ACTIONS, DLP_KINDS } from '../../../filters/dlp/kinds.ts';
import { LIMITS } from '../../broker.ts';
import type { PolicyCheck, PolicyVersion } from '../../governance.ts';
import { line, text } from './text.ts';

/** Longest body that holds a source: one at its bound fits, however it is written as JSON. */
export const MAX_POLICIES_BYTES = 2 * 1024 * 1024;

export const policySource = text(POLICY_LIMITS.sourceLength).meta({
  description: "All of the workspace's own policies, in Cedar's language. Empty: none of its own.",
});

export const policyCheckInput = z.strictObject({ source: policySource }).meta({ id: 'PolicyCheckInput' });

export const policiesInput = z
  .strictObject({
    source: policySource,
    expectedVersion: z.int().min(0).meta({ description: 'The version that this one is to follow.' }),
    note: line(LIMITS.policyNoteLength).optional().meta({ description: 'Why, for whoever reads the versions.' }),
  })
  .meta({ id: 'PoliciesInput' });

const versionFields = {
  version: z.int().meta({ description: 'Counts from 1; 0 is "none of its own".' }),
  note: z.string().nullable(),
  appliedBy: z.string().nullable(),
  appliedAt: z.string().nullable(),
};

export const policyVersionEntry = z.object(versionFields).meta({ id: 'PolicyVersionEntry' }) satisfies z.ZodType<
  Omit<PolicyVersion, 'source'>
>;

export const policyVersion = z
  .object({ ...versionFields, source: z.string() })
  .meta({ id: 'PolicyVersion' }) satisfies z.ZodType<PolicyVersion>;

export const policyCheck = z
  .object({
    ok: z.boolean(),
    faults: z
      .array(z.object({ policy: z.string(), line: z.int(), column: z.int(), message: z.string() }))
      .readonly()
      .meta({ description: 'What is wrong, and where: lines and columns count from 1.' }),
    policies: z
      .array(
        z.object({
          id: z.string(),
          effect: z.enum(['permit', 'forbid']),
          line: z.int(),
          masks: z.array(z.string()).readonly(),
          protects: z.partialRecord(z.enum(DLP_KINDS), z.enum(DLP_ACTIONS)).readonly(),
          approval: z.string().nullable(),
        }),
      )
      .readonly()
      .meta({ description: 'The policies as understood; empty unless `ok`.' }),
  })
  .meta({ id: 'PolicyCheck' }) satisfies z.ZodType<PolicyCheck>;
