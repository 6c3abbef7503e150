/**
 * `/healthz`: the process is there. `/readyz`: it can answer and take in. Neither says anything of documents or people.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Broker } from '../../broker.ts';
import type { AppEnv } from '../context.ts';

const health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });

const readiness = z
  .object({
    ready: z.boolean(),
    checks: z.record(z.string(), z.enum(['ok', 'failing'])),
  })
  .meta({ id: 'Readiness' });

const healthz = createRoute({
  method: 'get',
  path: '/healthz',
  operationId: 'getHealth',
  tags: ['Service'],
  summary: 'Whether the process answers',
  security: [],
  responses: { 200: { description: 'It does', content: { 'application/json': { schema: health } } } },
});

const readyz = createRoute({
  method: 'get',
  path: '/readyz',
  operationId: 'getReadiness',
  tags: ['Service'],
  summary: 'Whether questions can be answered and documents taken in now',
  security: [],
  responses: {
    200: { description: 'Ready', content: { 'application/json': { schema: readiness } } },
    503: { description: 'Not ready', content: { 'application/json': { schema: readiness } } },
  },
});

export function mountHealth(app: OpenAPIHono<AppEnv>, broker: Broker): void {
  app.openapi(healthz, (c) => c.json({ status: 'ok' as const }, 200));
  app.openapi(readyz, async (c) => {
    const { ready, checks } = await broker.readiness();
    return c.json({ ready, checks }, ready ? 200 : 503);
  });
}
