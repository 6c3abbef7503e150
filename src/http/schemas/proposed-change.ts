/**
 * A change that somebody wants to look at before it is made.
 */
import { z } from 'zod';
import { LIMITS } from '../../broker.ts';
import type { ProposedChange } from '../../governance.ts';
import { policySource } from './policies.ts';
import { classification, group, person, principal, principals } from './principals.ts';
import { collectionName, id, line } from './text.ts';

/** Documents that one manifest speaks of. */
const MAX_DOCUMENTS = 10_000;

export const proposedChange = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('policies'), source: policySource }),
    z.strictObject({
      kind: z.literal('membership'),
      group,
      member: principal,
      add: z.boolean().meta({ description: '`false`: the member leaves.' }),
    }),
    z.strictObject({
      kind: z.literal('entitlements'),
      documentId: id,
      owner: person.optional().meta({ description: 'Absent: stays who it is.' }),
      readers: principals,
      deniers: principals,
    }),
    z.strictObject({
      kind: z.literal('collection'),
      collection: collectionName,
      readers: principals,
      deniers: principals,
    }),
    z.strictObject({
      kind: z.literal('manifest'),
      collection: collectionName,
      documents: z
        .array(
          z.strictObject({
            externalId: line(LIMITS.nameLength),
            owner: person.optional(),
            readers: principals.optional(),
            deniers: principals.optional(),
            classification: classification.optional(),
          }),
        )
        .max(MAX_DOCUMENTS),
    }),
  ])
  .meta({ id: 'ProposedChange' }) satisfies z.ZodType<ProposedChange>;
