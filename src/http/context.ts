/**
 * What every request has: an id of our making, never the client's, and the answer to whatever goes wrong with it.
 */
import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from '../logger.ts';
import { describeError } from './logged-error.ts';
import { PROBLEM_MEDIA_TYPE, publicProblem, toProblemDocument } from './problem-document.ts';

export interface AppEnv {
  /** What a host hands over with a request: the address that it came from, where there is one to believe. */
  Bindings: { address?: string | undefined };
  Variables: { requestId: string };
}

export const REQUEST_ID_HEADER = 'x-request-id';

/** How long a client waits before it asks again what could not be done now. */
const RETRY_AFTER_S = 1;

/** Gives each request its id, and its answers what all of them have. */
export function identifyRequest(): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const requestId = crypto.randomUUID();
    c.set('requestId', requestId);
    await next();
    c.header(REQUEST_ID_HEADER, requestId);
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  };
}

export interface Refusals {
  readonly logger: Logger;
  /** URL of the protected-resource metadata. */
  readonly resourceMetadataUrl: string;
}

/** The problem document for whatever was thrown; what is behind it goes to the log. */
export function refuse(c: Context<AppEnv>, error: unknown, { logger, resourceMetadataUrl }: Refusals): Response {
  const requestId = c.get('requestId');
  const problem = publicProblem(error);
  const told = { requestId, code: problem.code, method: c.req.method, route: c.req.routePath };
  const log = { ...told, error: describeError(error) };
  if (problem.code === 'internal-error') logger.error(log, 'request failed');
  else if (problem.status >= 500) logger.warn(log, 'request could not be answered');
  else logger.info({ ...told, why: log.error.cause?.message }, 'request refused');

  const headers = new Headers({ 'content-type': PROBLEM_MEDIA_TYPE });
  const challenge = `Bearer resource_metadata="${resourceMetadataUrl}"`;
  if (problem.code === 'unauthenticated') headers.set('www-authenticate', challenge);
  if (problem.code === 'insufficient-scope')
    headers.set('www-authenticate', `${challenge}, error="insufficient_scope"`);
  if (problem.status === 503) headers.set('retry-after', String(RETRY_AFTER_S));
  const body = JSON.stringify(toProblemDocument(problem, requestId));
  return c.newResponse(body, problem.status as ContentfulStatusCode, Object.fromEntries(headers));
}
