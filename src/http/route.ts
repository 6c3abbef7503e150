/**
 * From the definition of a route to what the app mounts. One definition makes the handler and its page in the OpenAPI
 * document, so that they can't drift apart. Handlers see parsed input and nothing of HTTP.
 */
import type { RouteConfig } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Broker } from '../broker.ts';
import type { Caller, Scope } from '../identity/caller.ts';
import { Problem } from '../problem.ts';
import { parseJson, readBody, requireJson } from './body.ts';
import { invalidRequest, parseInput } from './parse.ts';
import type { BodyReader, Limits, Plane, RouteDefinition } from './route-definition.ts';
import { describeRoute } from './route-page.ts';

/** A route whose types are settled. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly plane: Plane;
  readonly scopes: readonly [Scope, ...Scope[]];
  readonly status: 200 | 201 | 204;
  /** Whether its answer is a `Download`. */
  readonly isDownload: boolean;
  /** Its page in the OpenAPI document. */
  readonly page: RouteConfig;
  run(broker: Broker, caller: Caller, input: RouteInput, limits: Limits): Promise<unknown>;
}

/** A request as the framework hands it over. */
export interface RouteInput {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly request: Request;
}

const NOTHING = z.strictObject({});

export function defineRoute<P = unknown, Q = unknown, B = unknown, R = void>(
  definition: RouteDefinition<P, Q, B, R>,
): Route {
  const { method, path, plane, scopes, status } = definition;
  const paramsSchema = (definition.params ?? NOTHING) as z.ZodType<P>;
  const querySchema = (definition.query ?? NOTHING) as z.ZodType<Q>;
  return {
    method,
    path,
    plane,
    scopes,
    status,
    isDownload: definition.download === true,
    page: describeRoute(definition),
    async run(broker, caller, input, limits) {
      const params = parseParams(paramsSchema, input.params, definition.malformedParams === 'not-found');
      const query = parseInput(querySchema, singleValues(input.query), false);
      const body = (await definition.body?.read(input.request, limits)) as B;
      const answer = await definition.handle({ broker, caller, params, query, body });
      if (definition.download) return answer;
      // What the contract does not name does not leave, whatever it came with.
      return definition.answer?.schema.parse(answer);
    },
  };
}

/** A JSON body of one schema, at most `maxBytes` long. */
export function jsonBody<B>(schema: z.ZodType<B>, maxBytes: number, example: unknown): BodyReader<B> {
  return {
    content: { 'application/json': { schema, example } },
    async read(request) {
      requireJson(request.headers.get('content-type'));
      return parseInput(schema, parseJson(await readBody(request, maxBytes)), true);
    },
  };
}

/** An id that can't exist is answered like one that doesn't. */
function parseParams<P>(schema: z.ZodType<P>, params: RouteInput['params'], hidesFaults: boolean): P {
  if (!hidesFaults) return parseInput(schema, params, false);
  const parsed = schema.safeParse(params);
  if (!parsed.success) throw new Problem('not-found');
  return parsed.data;
}

/** What is said twice is refused: two readers of the same request might each believe another one. */
function singleValues(query: RouteInput['query']): Record<string, string | undefined> {
  const repeated = Object.keys(query).filter((name) => (query[name]?.length ?? 0) > 1);
  if (repeated.length > 0) throw invalidRequest(repeated.map((at) => ({ at, detail: 'given more than once' })));
  return Object.fromEntries(Object.entries(query).map(([name, values]) => [name, values[0]]));
}
