/**
 * Who can read what, and what a change would do: for owners and the SOC. Nothing here holds the text of a document.
 */
import { z } from 'zod';
import type { AccessCoverage, AccessDiff, AccessExplanation, AccessWho, ResourceRef } from '../../governance.ts';
import { classification } from './principals.ts';

export const resourceRef = z
  .object({
    resourceId: z.string(),
    documentId: z.string(),
    title: z.string().nullable(),
    collection: z.string(),
    row: z.int().optional().meta({ description: 'For a row of a table.' }),
  })
  .meta({ id: 'ResourceRef' }) satisfies z.ZodType<ResourceRef>;

const refs = z.array(resourceRef).readonly();
const names = z.array(z.string()).readonly();

export const accessWho = z
  .object({
    resource: resourceRef,
    readers: z
      .array(
        z.object({
          user: z.string(),
          policies: names.meta({ description: 'Permits that let in.' }),
          beyondReaders: z
            .boolean()
            .meta({ description: 'Whether a policy lets them in although entitlements do not name them.' }),
          masks: names.meta({ description: 'Columns whose values they are not shown.' }),
          rows: z.int().optional().meta({ description: 'Of a table: how many of its rows they can read.' }),
        }),
      )
      .readonly(),
    withApproval: z
      .array(z.object({ user: z.string(), approver: z.string() }))
      .readonly()
      .meta({ description: 'Who could read it if somebody approved.' }),
    rows: z.int().optional().meta({ description: 'Of a table: how many rows it has.' }),
    truncated: z.boolean().meta({ description: 'Whether people or rows were left out because there are too many.' }),
  })
  .meta({ id: 'AccessWho' }) satisfies z.ZodType<AccessWho>;

const attributes = z.record(z.string(), z.unknown());

export const accessExplanation = z
  .object({
    resource: resourceRef,
    user: z.string(),
    agent: z.string().nullable(),
    allowed: z.boolean(),
    because: z.string().meta({ description: 'In one sentence.' }),
    policyVersion: z.int(),
    policies: z
      .array(
        z.object({
          id: z.string(),
          effect: z.enum(['permit', 'forbid']),
          satisfied: z.boolean().meta({ description: 'Whether it applied.' }),
          decisive: z.boolean().meta({ description: 'Whether it decided.' }),
          source: z.string(),
          missing: names.meta({ description: 'Attributes that it asks for and that are missing.' }),
          approval: z.string().nullable(),
        }),
      )
      .readonly(),
    facts: z
      .object({
        owner: z.string(),
        classification,
        clearance: classification,
        agentClearance: classification.nullable(),
        readerPath: names
          .optional()
          .meta({ description: 'From the person to an entry of the readers, by memberships.' }),
        denierPath: names.optional(),
        attributes: z.object({ user: attributes, resource: attributes }),
        entitlementsVersion: z.int(),
        status: z.string(),
      })
      .meta({ description: 'As they were evaluated.' }),
  })
  .meta({ id: 'AccessExplanation' }) satisfies z.ZodType<AccessExplanation>;

const difference = z.array(z.object({ user: z.string(), resource: resourceRef })).readonly();

export const accessDiff = z
  .object({
    epoch: z.int().meta({ description: 'What it was worked out against.' }),
    gains: difference,
    losses: difference,
    counts: z.object({ gains: z.int(), losses: z.int(), users: z.int(), resources: z.int() }),
    truncated: z.boolean().meta({ description: 'Whether the lists are cut; the counts never are.' }),
  })
  .meta({ id: 'AccessDiff' }) satisfies z.ZodType<AccessDiff>;

export const accessCoverage = z
  .object({
    users: z.int(),
    resources: z.int(),
    everyone: z.object({ count: z.int(), resources: refs }).meta({ description: 'What every active person can read.' }),
    nobody: z.object({ count: z.int(), resources: refs }).meta({ description: 'What nobody can read.' }),
    truncated: z.boolean(),
  })
  .meta({ id: 'AccessCoverage' }) satisfies z.ZodType<AccessCoverage>;
