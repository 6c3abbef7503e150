/** `GET /v1/attributes`: what may be said of users, agents and resources. */
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { declaration } from '../schemas/attributes.ts';
import { ATTRIBUTE_EXAMPLE } from '../schemas/examples.ts';

const declarations = z.object({ attributes: z.array(declaration).readonly() }).meta({ id: 'AttributeDeclarations' });

export const listAttributes = defineRoute({
  method: 'get',
  path: '/v1/attributes',
  plane: 'control',
  scopes: ['admin', 'own', 'soc'],
  tag: 'Policies',
  summary: 'List the declared attributes',
  status: 200,
  answer: { schema: declarations, example: { attributes: [ATTRIBUTE_EXAMPLE] } },
  problems: [],
  handle: async ({ broker, caller }) => ({ attributes: await broker.listAttributes(caller) }),
});
