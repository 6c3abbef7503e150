/**
 * From the `Authorization` header to a caller. Tokens are taken from nowhere else: what is in a URL ends up in logs.
 */
import type { Context } from 'hono';
import { type Caller, comingFrom } from '../identity/caller.ts';
import type { Verify } from '../identity/verify.ts';
import { Problem } from '../problem.ts';
import type { AppEnv } from './context.ts';

const BEARER = /^bearer +([\w~+/.=-]+) *$/i;

/** The token that was sent. Throws `unauthenticated` when there is none. */
export function bearerOf(c: Context<AppEnv>): string {
  const token = BEARER.exec(c.req.header('authorization') ?? '')?.[1];
  if (token === undefined) throw new Problem('unauthenticated', undefined, { cause: new Error('no bearer token') });
  return token;
}

/** Who calls, and from where, as the host saw it. Throws `unauthenticated`. */
export async function authenticate(verify: Verify, c: Context<AppEnv>): Promise<Caller> {
  const caller = await verify(bearerOf(c));
  // In tests and generators there is no host.
  const address = (c.env as AppEnv['Bindings'] | undefined)?.address;
  return address === undefined ? caller : comingFrom(caller, address);
}
