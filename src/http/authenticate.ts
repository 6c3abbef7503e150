/**
 * From the `Authorization` header to a caller. Tokens are taken from nowhere else: what is in a URL ends up in logs.
 */
import type { Caller } from '../identity/caller.ts';
import type { Verify } from '../identity/verify.ts';
import { Problem } from '../problem.ts';

const BEARER = /^bearer +([\w~+/.=-]+) *$/i;

/** Throws `unauthenticated`. */
export async function authenticate(verify: Verify, header: string | undefined): Promise<Caller> {
  const token = BEARER.exec(header ?? '')?.[1];
  if (token === undefined) throw new Problem('unauthenticated', undefined, { cause: new Error('no bearer token') });
  return verify(token);
}
