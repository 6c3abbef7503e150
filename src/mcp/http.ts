/**
 * MCP over Streamable HTTP, without sessions: every request carries its token and gets a server of its own, so that nothing that a
 * caller was allowed once is kept. Requests from web pages of other origins are refused, as the protocol asks.
 */
import { createMcpHandler, localhostAllowedOrigins, originValidationResponse } from '@modelcontextprotocol/server';
import type { Broker } from '../broker.ts';
import { describeError } from '../http/logged-error.ts';
import type { Caller } from '../identity/caller.ts';
import type { Logger } from '../logger.ts';
import { createMcpServer } from './server.ts';

const MAX_BODY_BYTES = 64 * 1024;

export interface McpEndpointOptions {
  readonly broker: Broker;
  readonly logger: Logger;
  /** URL of the service: pages of its own host may call. */
  readonly resource: string;
}

/** The caller is verified already. */
export type McpEndpoint = (request: Request, caller: Caller) => Promise<Response>;

export function createMcpEndpoint({ broker, logger, resource }: McpEndpointOptions): McpEndpoint {
  const host = new URL(resource).hostname;
  const allowedHosts = localhostAllowedOrigins().includes(host) ? localhostAllowedOrigins() : [host];
  return async (request, caller) => {
    const refused = originValidationResponse(request, allowedHosts);
    if (refused) return refused;
    const handler = createMcpHandler(() => createMcpServer({ broker, caller, logger }), {
      maxRequestBodySize: MAX_BODY_BYTES,
      // Nothing here changes while a client listens, and a stream would outlive its token.
      maxSubscriptions: 0,
      onerror: (error) => logger.info({ error: describeError(error) }, 'MCP request refused'),
    });
    return handler.fetch(request);
  };
}
