/** `GET /v1/principals/{principal}`: one entry of the directory. */
import { defineRoute } from '../route.ts';
import { PRINCIPAL_EXAMPLE } from '../schemas/examples.ts';
import { principalParams } from '../schemas/params.ts';
import { principalView } from '../schemas/principals.ts';

export const readPrincipal = defineRoute({
  method: 'get',
  path: '/v1/principals/{principal}',
  plane: 'control',
  scopes: ['admin'],
  tag: 'Directory',
  summary: 'See a principal',
  params: principalParams,
  status: 200,
  answer: { schema: principalView, example: PRINCIPAL_EXAMPLE },
  problems: ['not-found'],
  handle: ({ broker, caller, params }) => broker.readPrincipal(caller, params.principal),
});
