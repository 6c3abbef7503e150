/**
 * Which issuers of tokens are trusted, for which workspaces, and how their keys are found.
 * What decides trust has no default: an issuer without an audience, workspaces or keys is refused at start, and so is a key
 * of the settings that nobody knows. Only public keys are accepted.
 */
import { z } from 'zod';

/** What a token may be signed with. None of these shares a secret, and `none` is not among them. */
export const SIGNATURE_ALGORITHMS = [
  'EdDSA',
  'Ed25519',
  'ES256',
  'ES384',
  'ES512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
] as const;

/** Longest life of a token, from `iat` to `exp`, in seconds. What a token claims outlives its withdrawal for so long. */
export const MAX_TOKEN_LIFE_S = 24 * 60 * 60;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Members of a JWK that only a private or a shared key has. */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];

const workspaceName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'a workspace is 1 to 63 of `a-z`, `0-9` and `-`, and does not start with `-`');

/** Text that a token repeats exactly, so nothing invisible may be in it. */
const identifier = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[\x21-\x7e]+$/, 'only printable ASCII without spaces');

const keySetUrl = z
  .string()
  .max(2_000)
  .refine(
    (text) => isSafeKeySetUrl(text),
    'a key set needs an `https` URL without credentials; `http` only to this machine',
  );

const publicKey = z
  .looseObject({ kty: z.enum(['OKP', 'EC', 'RSA']) })
  .refine((key) => SECRET_MEMBERS.every((member) => !(member in key)), 'a private or shared key does not belong here');

const issuerSettings = z.strictObject({
  /** Compared with `iss`, character by character. */
  issuer: identifier,
  /** What `aud` must name. */
  audience: identifier,
  workspaces: z.array(workspaceName).min(1).max(1_000),
  /** Where a person's groups come from: the token's `groups` claim, or the directory. Never both. */
  groups: z.enum(['claims', 'directory']),
  jwks: z.union([z.strictObject({ url: keySetUrl }), z.strictObject({ keys: z.array(publicKey).min(1).max(100) })]),
  algorithms: z.array(z.enum(SIGNATURE_ALGORITHMS)).min(1).optional(),
});

/** The issuers of a deployment. Parsing it lists every fault at once; names of keys are told, their values are not. */
export const issuersSettings = z
  .array(issuerSettings)
  .min(1)
  .max(50)
  .refine(
    (issuers) => new Set(issuers.map(({ issuer }) => issuer)).size === issuers.length,
    'an issuer is named twice',
  );

export type IssuerSettings = z.infer<typeof issuerSettings>;

/**
 * An issuer as tokens are checked against it. `claims-else-directory` can't be configured: it is how the local development
 * issuer works, whose tokens may state groups or leave them to the directory.
 */
export interface TrustedIssuer extends Omit<IssuerSettings, 'groups'> {
  readonly groups: IssuerSettings['groups'] | 'claims-else-directory';
}

function isSafeKeySetUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}
