/**
 * RFC 9728: what this resource is called, who issues tokens for it and which scopes there are. A client that was refused finds
 * its way to an issuer from here.
 */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { SCOPES } from '../../identity/caller.ts';
import type { AppEnv } from '../context.ts';

/** How the service is known to its clients. */
export interface ResourceMetadata {
  /** URL of the service as clients reach it, without a trailing slash, such as `https://sluice.harbor.example`. */
  readonly resource: string;
  /** Names of the trusted issuers. Those that are not URLs, such as the local one, can't be asked for tokens and are left out. */
  readonly issuers: readonly string[];
}

export const METADATA_PATH = '/.well-known/oauth-protected-resource';

const document = z
  .object({
    resource: z.string(),
    authorization_servers: z.array(z.string()).optional(),
    scopes_supported: z.array(z.string()),
    bearer_methods_supported: z.array(z.string()),
    resource_name: z.string(),
  })
  .meta({ id: 'ProtectedResource', description: 'Metadata of RFC 9728.' });

const route = createRoute({
  method: 'get',
  path: METADATA_PATH,
  operationId: 'getProtectedResource',
  tags: ['Service'],
  summary: 'Who issues tokens for this service',
  security: [],
  responses: { 200: { description: 'The metadata', content: { 'application/json': { schema: document } } } },
});

export function mountMetadata(app: OpenAPIHono<AppEnv>, { resource, issuers }: ResourceMetadata): void {
  const servers = issuers.filter((issuer) => /^https?:\/\//.test(issuer));
  const body = {
    resource,
    ...(servers.length > 0 && { authorization_servers: servers }),
    scopes_supported: [...SCOPES],
    bearer_methods_supported: ['header'],
    resource_name: 'Sluice',
  };
  app.openapi(route, (c) => c.json(body, 200));
}
