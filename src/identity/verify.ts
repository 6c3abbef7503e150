/**
 * From a bearer token to a `Caller`, or to one and the same refusal. The issuer is looked up first, so that a token can't
 * choose its keys; then signature, algorithm, audience, times and every claim that is used are checked.
 * Why a token was refused is for the log alone: the caller of a good and of a bad guess reads the same words.
 */
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { Problem } from '../problem.ts';
import type { Caller } from './caller.ts';
import { toCaller } from './claims.ts';
import { RecentTokens } from './recent.ts';
import { MAX_TOKEN_LIFE_S, SIGNATURE_ALGORITHMS, type TrustedIssuer } from './settings.ts';

/** Longest token that is read, in characters: 5,000 groups fit. */
const MAX_TOKEN_LENGTH = 512 * 1024;

const KEY_FETCH_TIMEOUT_MS = 5_000;
const KEY_FETCH_COOLDOWN_MS = 30_000;
const KEY_CACHE_MS = 10 * 60_000;

export interface VerifierOptions {
  readonly issuers: readonly TrustedIssuer[];
  /** How far clocks may differ, in seconds. */
  readonly clockToleranceS: number;
  /** The clock; for tests. */
  readonly now?: () => Date;
}

/** Throws `Problem('unauthenticated')`, always with the same message; `cause` says why, without the token or its claims. */
export type Verify = (token: string) => Promise<Caller>;

interface Entry {
  readonly issuer: TrustedIssuer;
  readonly keys: JWTVerifyGetKey;
}

/** Throws a `RangeError` when no issuer is given, or one twice. */
export function createVerifier({ issuers, clockToleranceS, now = () => new Date() }: VerifierOptions): Verify {
  const known = new Map<string, Entry>(issuers.map((issuer) => [issuer.issuer, { issuer, keys: keysOf(issuer) }]));
  if (known.size === 0 || known.size !== issuers.length)
    throw new RangeError('each trusted issuer is named once, and there is one');
  const recent = new RecentTokens();
  return async (token) => {
    try {
      const currentDate = now();
      const remembered = token.length <= MAX_TOKEN_LENGTH && recent.get(token, currentDate.getTime());
      if (remembered) return remembered;
      const entry = entryFor(known, token);
      const { payload } = await jwtVerify(token, entry.keys, {
        issuer: entry.issuer.issuer,
        audience: entry.issuer.audience,
        algorithms: [...(entry.issuer.algorithms ?? SIGNATURE_ALGORITHMS)],
        requiredClaims: ['sub', 'iat', 'exp'],
        clockTolerance: clockToleranceS,
        currentDate,
      });
      checkLife(payload, currentDate, clockToleranceS);
      const caller = toCaller(payload, entry.issuer);
      recent.add(token, caller, currentDate.getTime());
      return caller;
    } catch (error) {
      throw new Problem('unauthenticated', undefined, { cause: new Error(reasonOf(error)) });
    }
  };
}

function keysOf(issuer: TrustedIssuer): JWTVerifyGetKey {
  if ('keys' in issuer.jwks) return createLocalJWKSet({ keys: issuer.jwks.keys });
  return createRemoteJWKSet(new URL(issuer.jwks.url), {
    timeoutDuration: KEY_FETCH_TIMEOUT_MS,
    cooldownDuration: KEY_FETCH_COOLDOWN_MS,
    cacheMaxAge: KEY_CACHE_MS,
  });
}

/** What the token says of its issuer is not believed here; it only chooses whose keys it must match. */
function entryFor(known: ReadonlyMap<string, Entry>, token: string): Entry {
  if (token.length > MAX_TOKEN_LENGTH) throw new Error('the token is too long');
  const { iss } = decodeJwt(token);
  const entry = typeof iss === 'string' ? known.get(iss) : undefined;
  if (entry === undefined) throw new Error('the issuer is not trusted');
  return entry;
}

function checkLife({ iat, exp }: JWTPayload, currentDate: Date, clockToleranceS: number): void {
  if (iat === undefined || exp === undefined) throw new Error('`iat` or `exp` is missing');
  if (iat > currentDate.getTime() / 1000 + clockToleranceS) throw new Error('the token was issued in the future');
  if (exp - iat > MAX_TOKEN_LIFE_S) throw new Error('the token lives for too long');
}

/** jose's errors carry the claims beside their message, and an error of the network may carry more: only the message goes on. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'the check failed';
}
