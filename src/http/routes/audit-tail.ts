/** `GET /v1/audit`: the newest entries of the audit chain. */
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { chained } from '../schemas/audit.ts';
import { countOf, optionalCount } from '../schemas/params.ts';

const auditPage = z.object({ entries: z.array(chained).readonly() }).meta({ id: 'AuditPage' });

export const auditTail = defineRoute({
  method: 'get',
  path: '/v1/audit',
  plane: 'control',
  scopes: ['soc'],
  tag: 'Audit',
  summary: 'Read the audit chain',
  description: 'The newest entries, oldest of them first. `before` is the `seq` of the first entry that one has.',
  query: z.strictObject({ limit: countOf(1_000, 100), before: optionalCount }),
  status: 200,
  answer: {
    schema: auditPage,
    example: {
      entries: [
        {
          seq: 1,
          id: '0b0f6a1c-9a4e-4a0e-9d53-3a2a0c1f7c11',
          at: 1_795_339_800_000,
          epoch: 1,
          workspace: 'main',
          kind: 'document.received',
          prev: '0'.repeat(64),
          hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          body: '{"documentId":"6f1c2c1e-5b77-4f57-8f0e-2d4f3b6a9e10"}',
        },
      ],
    },
  },
  problems: [],
  handle: async ({ broker, caller, query }) => ({ entries: await broker.auditTail(caller, query.limit, query.before) }),
});
