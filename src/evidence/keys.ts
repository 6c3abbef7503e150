/**
 * Keys for evidence at rest. One secret of 32 bytes is configured; what names, what seals and what makes tokens are keys of their own, derived from it by
 * HKDF (RFC 5869), so that none of them says anything of another. A key has an id that sealed evidence carries: what was sealed under
 * a key that is not there fails as that, and not as damage.
 */

/** Bytes of a secret. */
const SECRET_BYTES = 32;
/** Bytes of a key's id. */
export const KEY_ID_BYTES = 8;

const HEX = /^[0-9a-f]{64}$/i;
const BASE64 = /^[A-Za-z0-9+/_-]{43}=?$/;

/** A secret, ready for use. */
export interface EvidenceKey {
  /** Lower-case hex; says nothing of the secret. */
  readonly id: string;
  /** HMAC-SHA-256: names evidence. */
  readonly naming: CryptoKey;
  /** HKDF: gives each piece of evidence a key of its own. */
  readonly sealing: CryptoKey;
  /** Makes tokens of values; see `value-tokens.ts`. */
  readonly tokens: Uint8Array;
}

/** The key that seals, and those that were sealed under before and can still be read. */
export interface EvidenceKeys {
  readonly current: EvidenceKey;
  readonly old: readonly EvidenceKey[];
}

/** The secret that is written here as hex or base64; `undefined` when it is not one of 32 bytes. */
export function parseSecret(text: string): Uint8Array<ArrayBuffer> | undefined {
  const written = text.trim();
  if (HEX.test(written)) return Uint8Array.from(written.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  if (!BASE64.test(written)) return undefined;
  const bytes = Uint8Array.from(atob(written.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return bytes.length === SECRET_BYTES ? bytes : undefined;
}

/** A secret as it is written. */
export function writeSecret(secret: Uint8Array): string {
  return toHex(secret);
}

/** A new secret. */
export function makeSecret(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
}

/** Derives what a secret is used for. Throws when it does not have 32 bytes. */
export async function deriveKey(secret: Uint8Array<ArrayBuffer>): Promise<EvidenceKey> {
  if (secret.length !== SECRET_BYTES) throw new Error('a secret for evidence has 32 bytes');
  const root = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const [id, naming, sealing, tokens] = [
    await expand(root, 'sluice evidence 1: id', KEY_ID_BYTES),
    await expand(root, 'sluice evidence 1: naming', 32),
    await expand(root, 'sluice evidence 1: sealing', 32),
    await expand(root, 'sluice evidence 1: tokens', 32),
  ];
  return {
    id: toHex(id),
    naming: await crypto.subtle.importKey('raw', naming, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
    sealing: await crypto.subtle.importKey('raw', sealing, 'HKDF', false, ['deriveKey']),
    tokens,
  };
}

/** The key that seals and those of before, from their secrets. */
export async function deriveKeys(
  current: Uint8Array<ArrayBuffer>,
  old: readonly Uint8Array<ArrayBuffer>[] = [],
): Promise<EvidenceKeys> {
  return { current: await deriveKey(current), old: await Promise.all(old.map(deriveKey)) };
}

/** The key of this id, if it is there. */
export function findKey({ current, old }: EvidenceKeys, id: string): EvidenceKey | undefined {
  return [current, ...old].find((key) => key.id === id);
}

async function expand(root: CryptoKey, info: string, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, root, bytes * 8));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
