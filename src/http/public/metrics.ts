/**
 * `/metrics`: how much there is to do and how requests go, for a collector. It tells how busy a workspace is, so it opens to a secret of
 * its own and to no access token, and without that secret it is not there. It is not in the contract: no client of the API reads it.
 * INVARIANT: no label holds anything that a client chose. Paths are told by the pattern that they met, methods from a fixed list.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Meter } from '../../metrics/meter.ts';
import { Problem } from '../../problem.ts';
import { bearerOf } from '../authenticate.ts';
import { type AppEnv, type Refusals, refuse } from '../context.ts';

export interface Metering {
  /** What a collector sends as its bearer token. */
  readonly token: string;
  readonly meter: Meter;
}

export const METRICS_PATH = '/metrics';

/** Requests that met no route, whatever they asked for. */
const NO_ROUTE = 'none';
const OTHER_METHOD = 'other';
const METHODS: ReadonlySet<string> = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/** Tells the meter of each request. Call it first: what comes before is neither timed nor seen. */
export function meterRequests({ meter }: Metering): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const from = performance.now();
    await next();
    const seconds = (performance.now() - from) / 1_000;
    const method = METHODS.has(c.req.method) ? c.req.method : OTHER_METHOD;
    meter.observe({ route: patternOf(c), method, status: c.res.status, seconds });
  };
}

/** What runs for every path is no route. */
function patternOf(c: Context<AppEnv>): string {
  const path = matchedRoutes(c).at(-1)?.path;
  return path === undefined || path.includes('*') ? NO_ROUTE : path;
}

export function mountMetrics(app: OpenAPIHono<AppEnv>, { token, meter }: Metering, refusals: Refusals): void {
  const expected = digest(token);
  app.get(METRICS_PATH, async (c) => {
    try {
      const given = await digest(bearerOf(c));
      if (!isSame(given, await expected))
        throw new Problem('unauthenticated', undefined, { cause: new Error('not the token for metrics') });
      return c.body(await collect(meter), 200, { 'content-type': meter.contentType });
    } catch (error) {
      return refuse(c, error, refusals);
    }
  });
}

async function collect(meter: Meter): Promise<string> {
  try {
    return await meter.render();
  } catch (cause) {
    throw new Problem('catalogue-unavailable', undefined, { cause });
  }
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

/** Looks at every byte, however early two digests differ. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length;
  for (const [at, byte] of one.entries()) difference |= byte ^ (other[at] ?? 0);
  return difference === 0;
}
