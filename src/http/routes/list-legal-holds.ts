/** `GET /v1/legal-holds`: documents of which nothing may be lost. */
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { LEGAL_HOLD_EXAMPLE } from '../schemas/examples.ts';
import { countOf } from '../schemas/params.ts';
import { legalHold } from '../schemas/reviews.ts';
import { id } from '../schemas/text.ts';

const legalHolds = z.object({ legalHolds: z.array(legalHold).readonly() }).meta({ id: 'LegalHolds' });

export const listLegalHolds = defineRoute({
  method: 'get',
  path: '/v1/legal-holds',
  plane: 'control',
  scopes: ['soc'],
  tag: 'Legal holds',
  summary: 'List legal holds',
  description: 'In the order of document ids. `after` is the last one that one has.',
  query: z.strictObject({ after: id.optional(), limit: countOf(1_000, 100) }),
  status: 200,
  answer: { schema: legalHolds, example: { legalHolds: [LEGAL_HOLD_EXAMPLE] } },
  problems: [],
  handle: async ({ broker, caller, query: { after = '', limit } }) => ({
    legalHolds: await broker.listLegalHolds(caller, after, limit),
  }),
});
