/** `GET /v1/audit/verify`: the whole chain, recomputed. */
import { defineRoute } from '../route.ts';
import { auditCheck } from '../schemas/audit.ts';

export const auditVerify = defineRoute({
  method: 'get',
  path: '/v1/audit/verify',
  plane: 'control',
  scopes: ['soc'],
  tag: 'Audit',
  summary: 'Verify the audit chain',
  description:
    'Recomputes every hash. `firstBreak` is absent when the chain is whole; compare `head` with one that is kept elsewhere.',
  status: 200,
  answer: {
    schema: auditCheck,
    example: {
      entries: 1,
      head: { seq: 1, hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
    },
  },
  problems: [],
  handle: ({ broker, caller }) => broker.auditVerify(caller),
});
