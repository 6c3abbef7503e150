/**
 * `/openapi.json`: the contract, generated from the schemas that requests are parsed with. It holds what this process serves.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../context.ts';
import { BEARER } from '../route-page.ts';

export const OPENAPI_PATH = '/openapi.json';

/** Version of the contract: the first number changes when a client could break. */
const CONTRACT_VERSION = '0.1.0';

const DESCRIPTION = `A secure retrieval broker: what leaves is what the person of the token may read now, and every answer is recorded.

Errors are problem documents (RFC 9457) with a stable \`code\`. What is forbidden is answered like what is absent.
Agents can also come by MCP at \`/mcp\`.`;

/** In the order in which somebody meets them. */
const TAGS = [
  'Retrieval',
  'Documents',
  'Entitlements',
  'Access',
  'Approvals',
  'Policies',
  'Safeguards',
  'Directory',
  'Audit',
  'Service',
];

/** Call it after every route was mounted. */
export function mountOpenapi(app: OpenAPIHono<AppEnv>): void {
  app.openAPIRegistry.registerComponent('securitySchemes', BEARER, {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token: `sub` is the person, `act.sub` the agent, `scope` what it allows.',
  });
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    tags: TAGS.map((name) => ({ name })),
    info: {
      title: 'Sluice',
      version: CONTRACT_VERSION,
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
  });
  app.get(OPENAPI_PATH, (c) => c.json(document));
}
