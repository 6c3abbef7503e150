/** `GET /v1/principals`: the directory, a page at a time. */
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { PRINCIPAL_EXAMPLE } from '../schemas/examples.ts';
import { countOf } from '../schemas/params.ts';
import { principal, principalView } from '../schemas/principals.ts';

const principalsPage = z
  .object({
    principals: z.array(principalView).readonly(),
    next: z.string().optional().meta({ description: '`after` of the next page; absent on the last one.' }),
  })
  .meta({ id: 'PrincipalsPage' });

export const listPrincipals = defineRoute({
  method: 'get',
  path: '/v1/principals',
  plane: 'control',
  scopes: ['admin'],
  tag: 'Directory',
  summary: 'List principals',
  query: z.strictObject({ after: principal.optional(), limit: countOf(1_000, 100) }),
  status: 200,
  answer: { schema: principalsPage, example: { principals: [PRINCIPAL_EXAMPLE] } },
  problems: [],
  async handle({ broker, caller, query: { after, limit } }) {
    const principals = await broker.listPrincipals(caller, after ?? '', limit);
    const last = principals.length === limit ? principals.at(-1) : undefined;
    return { principals, ...(last && { next: last.principal }) };
  },
});
