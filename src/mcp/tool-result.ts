/**
 * What tools give back: structured content with the same JSON as text, for clients that read only text, and errors with the code and
 * the public detail of the problem. Nothing else of an error leaves.
 */
import type { CallToolResult } from '@modelcontextprotocol/server';
import { describeError } from '../http/logged-error.ts';
import { publicProblem } from '../http/problem-document.ts';
import type { Caller } from '../identity/caller.ts';
import type { Logger } from '../logger.ts';
import { Problem } from '../problem.ts';

/** What every tool works with. */
export interface ToolContext {
  readonly caller: Caller;
  readonly logger: Logger;
}

/** Runs a tool. A token that has expired since the connection was opened opens nothing any more. */
export async function toolResult<T extends object>(
  { caller, logger }: ToolContext,
  run: () => Promise<T>,
): Promise<CallToolResult> {
  try {
    if (caller.expiresAt * 1000 <= Date.now()) throw new Problem('unauthenticated');
    const result = await run();
    return { structuredContent: { ...result }, content: [{ type: 'text', text: JSON.stringify(result) }] };
  } catch (error) {
    const { code, status, detail } = publicProblem(error);
    if (status >= 500) logger.error({ code, error: describeError(error) }, 'tool failed');
    return { isError: true, content: [{ type: 'text', text: JSON.stringify({ code, detail }) }] };
  }
}
