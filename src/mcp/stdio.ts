/**
 * MCP over standard input and output, for a client that starts Sluice itself. One caller for the life of the connection; when its token
 * expires, every call is refused. INVARIANT: nothing but the protocol is written to standard output.
 */
import { type StdioServerHandle, serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import { describeError } from '../http/logged-error.ts';
import { createMcpServer, type McpServerOptions } from './server.ts';

/** Serves until the client closes its end; `close` ends it from this side. The logger must not write to standard output. */
export function serveStdio(options: McpServerOptions): StdioServerHandle {
  const { logger } = options;
  return serve(() => createMcpServer(options), {
    maxSubscriptions: 0,
    onerror: (error) => logger.warn({ error: describeError(error) }, 'MCP message refused'),
  });
}
