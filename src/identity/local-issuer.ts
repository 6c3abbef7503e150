/**
 * The local development issuer: an Ed25519 key in a folder, and tokens signed with it for whomever one likes.
 * Whoever can read the key file is everybody: the file is its owner's alone (mode 0600), and a key that others can read is refused.
 * It is for one machine; it exists only while no other issuer is configured.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { z } from 'zod';
import { type PrincipalKind, principalOf } from '../../entitlements/principal.ts';
import { Problem } from '../problem.ts';
import { openSecretFile } from '../secret-file.ts';
import type { IngestCeiling, Scope } from './caller.ts';
import { MAX_TOKEN_LIFE_S, type TrustedIssuer } from './settings.ts';

const LOCAL_ISSUER = 'urn:sluice:local';
const LOCAL_AUDIENCE = 'urn:sluice:broker';
const KEY_FILE = 'key.json';

/** What a token is to say. Names are bare: `alice`, not `user:alice`. */
export interface TokenRequest {
  readonly user: string;
  /** Absent: the directory's groups count. */
  readonly groups?: readonly string[];
  readonly agent?: string;
  readonly scopes: readonly Scope[];
  /** 1 second to 24 hours. */
  readonly ttlSeconds: number;
  readonly workspace: string;
  readonly ceiling?: IngestCeiling;
}

export interface LocalIssuer {
  readonly issuer: string;
  /** What a verifier needs to trust it. */
  readonly trusted: TrustedIssuer;
  /** Signs a token. Throws `invalid-request` when a name or the life is not well-formed. */
  mint(request: TokenRequest): Promise<string>;
}

const privateKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string(),
});

/**
 * Opens the issuer, making its key first where there is none. Processes that do so at once end up with the same key.
 * Throws an `Error` when the key file is damaged or readable for others.
 */
export async function openLocalIssuer(folder: string, workspaces: readonly string[] = ['main']): Promise<LocalIssuer> {
  const path = join(folder, KEY_FILE);
  const secret = parseKey(await openSecretFile(path, 'signing key', makeKey), path);
  const signingKey = await importJWK(secret, 'EdDSA');
  const kid = await calculateJwkThumbprint(secret);
  const { kty, crv, x } = secret;
  return {
    issuer: LOCAL_ISSUER,
    trusted: {
      issuer: LOCAL_ISSUER,
      audience: LOCAL_AUDIENCE,
      workspaces: [...workspaces],
      groups: 'claims-else-directory',
      jwks: { keys: [{ kty, crv, x, kid, alg: 'EdDSA', use: 'sig' }] },
      algorithms: ['EdDSA'],
    },
    mint: async (request) =>
      new SignJWT(claimsOf(request))
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt' })
        .setIssuer(LOCAL_ISSUER)
        .setAudience(LOCAL_AUDIENCE)
        .setSubject(request.user)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime(`${request.ttlSeconds} seconds`)
        .sign(signingKey),
  };
}

function claimsOf({
  user,
  groups,
  agent,
  scopes,
  ttlSeconds,
  workspace,
  ceiling,
}: TokenRequest): Record<string, unknown> {
  checkName('user', user);
  for (const group of groups ?? []) checkName('group', group);
  if (agent !== undefined) checkName('agent', agent);
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > MAX_TOKEN_LIFE_S) {
    throw new Problem('invalid-request', 'a token lives for 1 second to 24 hours');
  }
  return {
    scope: scopes.join(' '),
    workspace,
    ...(groups && { groups }),
    ...(agent !== undefined && { act: { sub: agent } }),
    ...(ceiling && { sluice_ingest: ceiling }),
  };
}

function checkName(kind: PrincipalKind, name: string): void {
  if (principalOf(kind, name) === undefined)
    throw new Problem('invalid-request', `\`${name}\` is not a well-formed ${kind} name`);
}

/** A key as the file has it. */
function parseKey(text: string, path: string): z.infer<typeof privateKey> {
  try {
    return privateKey.parse(JSON.parse(text));
  } catch {
    // Neither error goes on as a cause: both can quote what they choked on.
    throw new Error(`the signing key \`${path}\` is damaged: delete it for a new one`);
  }
}

async function makeKey(): Promise<string> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return `${JSON.stringify(await exportJWK(pair.privateKey))}\n`;
}
