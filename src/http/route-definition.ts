/**
 * What is said of a route: where it stands, which plane it belongs to, which scopes open it, what goes in and what comes out.
 * INVARIANT: a route has scopes. What is open to everybody is not a route of this kind; see `public/`.
 */
import type { RouteConfig } from '@hono/zod-openapi';
import type { z } from 'zod';
import type { Broker } from '../broker.ts';
import type { Caller, Scope } from '../identity/caller.ts';
import type { ProblemCode } from '../problem.ts';

/** Surfaces that can be served apart, so that what an agent reaches holds nothing that changes a policy. */
export const PLANES = ['ingest', 'retrieval', 'control'] as const;
export type Plane = (typeof PLANES)[number];

export interface Limits {
  /** Largest document, in bytes. */
  readonly documentBytes: number;
}

/** How a body is read and parsed, and how it is described. */
export interface BodyReader<B> {
  readonly content: NonNullable<NonNullable<NonNullable<RouteConfig['request']>['body']>['content']>;
  read(request: Request, limits: Limits): Promise<B>;
}

export interface Ask<P, Q, B> {
  readonly broker: Broker;
  readonly caller: Caller;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

/** Schemas default to "nothing": a route without `query` refuses every query parameter. */
export interface RouteDefinition<P, Q, B, R> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: `/v1/${string}`;
  readonly plane: Plane;
  /** Any one of them is enough. What the person may do beyond that is the broker's to say. */
  readonly scopes: readonly [Scope, ...Scope[]];
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: z.ZodType<P>;
  /** Code for path parameters that can't name anything; ids that can't exist must look like ids that don't. */
  readonly malformedParams?: 'invalid-request' | 'not-found';
  readonly query?: z.ZodType<Q>;
  readonly body?: BodyReader<B>;
  readonly status: 200 | 201 | 204;
  /** Absent for 204, and for downloads. */
  readonly answer?: { readonly schema: z.ZodType<R>; readonly example?: NoInfer<R> };
  /** The answer is a `Download`: bytes that a client keeps, and never shows. */
  readonly download?: true;
  /** Codes beyond those that any route can answer with. */
  readonly problems: readonly ProblemCode[];
  handle(ask: Ask<P, Q, B>): Promise<R>;
}
