/**
 * Entries of the audit chain and what recomputing it finds.
 */
import { z } from 'zod';
import type { Chained } from '../../audit/chain.ts';
import { EVENT_KINDS } from '../../audit/event.ts';
import type { AuditCheck } from '../../broker.ts';

export const chained = z
  .object({
    seq: z.int(),
    id: z.string(),
    at: z.int().meta({ description: 'Milliseconds since 1970-01-01T00:00Z.' }),
    epoch: z.int(),
    workspace: z.string(),
    kind: z.enum(EVENT_KINDS),
    prev: z.string(),
    hash: z.string(),
    body: z.string().meta({ description: 'JSON: the exact text that was hashed.' }),
  })
  .meta({ id: 'AuditEntry' }) satisfies z.ZodType<Chained>;

export const auditCheck = z
  .object({
    entries: z.int(),
    head: z.object({ seq: z.int(), hash: z.string() }),
    firstBreak: z
      .object({ seq: z.int(), problem: z.enum(['gap', 'prev-mismatch', 'hash-mismatch', 'epoch-backwards']) })
      .optional(),
  })
  .meta({ id: 'AuditCheck' }) satisfies z.ZodType<AuditCheck>;
