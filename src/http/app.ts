/**
 * The HTTP surface: one app from the route table, the same on every host. A request is given an id, its token is verified, its scope is
 * checked, and only then is anything of it read. The app holds no state and adds nothing to what the broker decides.
 */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Broker } from '../broker.ts';
import { requireScope } from '../identity/caller.ts';
import type { Verify } from '../identity/verify.ts';
import type { Logger } from '../logger.ts';
import { createMcpEndpoint } from '../mcp/http.ts';
import { Problem } from '../problem.ts';
import type { Download } from '../review.ts';
import { authenticate } from './authenticate.ts';
import { type AppEnv, identifyRequest, type Refusals, refuse } from './context.ts';
import { isDocsPath, mountDocs } from './public/docs.ts';
import { mountHealth } from './public/health.ts';
import { METADATA_PATH, mountMetadata, type ResourceMetadata } from './public/metadata.ts';
import { type Metering, meterRequests, mountMetrics } from './public/metrics.ts';
import { mountOpenapi } from './public/openapi.ts';
import type { Route } from './route.ts';
import { type Limits, PLANES, type Plane } from './route-definition.ts';
import { DOWNLOAD_MEDIA_TYPE } from './route-page.ts';
import { ROUTES } from './routes/table.ts';
import { securityHeaders } from './security-headers.ts';

export interface AppOptions {
  readonly broker: Broker;
  readonly verify: Verify;
  readonly logger: Logger;
  readonly limits: Limits;
  readonly metadata: ResourceMetadata;
  /** What is served; everything when absent. */
  readonly planes?: readonly Plane[];
  /** Absent: nothing is counted, and there is no `/metrics`. */
  readonly metering?: Metering;
}

export const MCP_PATH = '/mcp';

export function createApp(options: AppOptions): OpenAPIHono<AppEnv> {
  const { broker, logger, metadata, metering, planes = PLANES } = options;
  const refusals: Refusals = { logger, resourceMetadataUrl: `${metadata.resource}${METADATA_PATH}` };
  const app = new OpenAPIHono<AppEnv>();

  if (metering) app.use(meterRequests(metering));
  app.use(identifyRequest());
  app.use(securityHeaders(isDocsPath));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: (c, methods) => refuseMethod(c, methods, refusals) }));
  app.onError((error, c) => refuse(c, error, refusals));
  app.notFound((c) => refuse(c, new Problem('not-found'), refusals));

  mountHealth(app, broker);
  mountMetadata(app, metadata);
  for (const route of ROUTES) {
    if (planes.includes(route.plane)) mountRoute(app, route, options, refusals);
  }
  if (planes.includes('retrieval')) mountMcp(app, options, refusals);
  if (metering) mountMetrics(app, metering, refusals);
  mountOpenapi(app);
  mountDocs(app);
  return app;
}

function refuseMethod(c: Context<AppEnv>, methods: readonly string[], refusals: Refusals): Response {
  const allow = methods.join(', ');
  const response = refuse(c, new Problem('method-not-allowed', `the methods here are ${allow}`), refusals);
  response.headers.set('allow', allow);
  return response;
}

function mountRoute(app: OpenAPIHono<AppEnv>, route: Route, options: AppOptions, refusals: Refusals): void {
  const { broker, verify, limits } = options;
  app.openAPIRegistry.registerPath(route.page);
  app.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
    try {
      const caller = await authenticate(verify, c);
      requireScope(caller, ...route.scopes);
      const input = { params: c.req.param(), query: c.req.queries(), request: c.req.raw };
      const answer = await route.run(broker, caller, input, limits);
      if (route.isDownload) return sendDownload(c, answer as Download);
      return route.status === 204 ? c.body(null, 204) : c.json(answer, route.status);
    } catch (error) {
      return refuse(c, error, refusals);
    }
  });
}

/** Bytes of somebody's file: kept and not shown, whatever they are and whatever the browser makes of them. */
function sendDownload(c: Context<AppEnv>, { fileName, bytes }: Download): Response {
  return c.body(bytes, 200, {
    'content-type': DOWNLOAD_MEDIA_TYPE,
    'content-disposition': `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}"`,
    'x-content-type-options': 'nosniff',
  });
}

function mountMcp(
  app: OpenAPIHono<AppEnv>,
  { broker, verify, logger, metadata }: AppOptions,
  refusals: Refusals,
): void {
  const serve = createMcpEndpoint({ broker, logger, resource: metadata.resource });
  app.all(MCP_PATH, async (c) => {
    try {
      const caller = await authenticate(verify, c);
      requireScope(caller, 'retrieve');
      return await serve(c.req.raw, caller);
    } catch (error) {
      return refuse(c, error, refusals);
    }
  });
}
