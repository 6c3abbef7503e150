/**
 * Sealing: what was cut from a document and its original bytes, encrypted and named by what they are. A name is a keyed hash of what is
 * sealed and of what it belongs to, so that whoever has the files and not the key can neither read them nor confirm a guess, and
 * nobody can put one file in another's place unnoticed. Whatever was changed does not open.
 *
 * Sealed form: `SLEV`, version 1, id of the key (8 bytes), nonce (12 bytes), AES-256-GCM of the content with its tag. Header and name
 * are authenticated with it; the key is the name's own, so that no two pieces of evidence share one.
 */
import { type EvidenceKey, type EvidenceKeys, findKey, KEY_ID_BYTES, toHex } from './keys.ts';

/** `cut`: what was hidden, with the text beside it. `original`: the bytes as they came. */
export type EvidenceKind = 'cut' | 'original';

/** What a piece of evidence belongs to. */
export interface EvidenceOf {
  readonly workspace: string;
  readonly documentId: string;
  readonly generation: number;
  readonly kind: EvidenceKind;
}

export interface Sealed {
  /** 64 hex digits. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** `unknown-key`: it was sealed under a key that is not there. `damaged`: it is not what was sealed under this name. `missing`: it is not there. */
export type EvidenceFault = 'unknown-key' | 'damaged' | 'missing';

/** Evidence that can't be opened. Its message holds nothing of what was sealed. */
export class UnreadableEvidence extends Error {
  readonly fault: EvidenceFault;
  constructor(fault: EvidenceFault, options?: ErrorOptions) {
    super(`evidence can not be opened: ${fault}`, options);
    this.name = 'UnreadableEvidence';
    this.fault = fault;
  }
}

const MAGIC = new TextEncoder().encode('SLEV\u0001');
const NONCE_BYTES = 12;
const HEADER_BYTES = MAGIC.length + KEY_ID_BYTES + NONCE_BYTES;

/** Seals `content`. The same content of the same document has the same name, and never the same bytes twice. */
export async function seal(key: EvidenceKey, of: EvidenceOf, content: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  const name = await nameOf(key, of, content);
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const header = concat(MAGIC, fromHex(key.id), nonce);
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: concat(header, encode(name)) },
    await ownKey(key, name),
    content,
  );
  return { name, bytes: concat(header, new Uint8Array(sealed)) };
}

/** Opens what was sealed under this name for this document. Throws {@link UnreadableEvidence}. */
export async function open(
  keys: EvidenceKeys,
  of: EvidenceOf,
  { name, bytes }: Sealed,
): Promise<Uint8Array<ArrayBuffer>> {
  const header = bytes.slice(0, HEADER_BYTES);
  if (header.length < HEADER_BYTES || MAGIC.some((byte, i) => header[i] !== byte))
    throw new UnreadableEvidence('damaged');
  const id = toHex(header.subarray(MAGIC.length, MAGIC.length + KEY_ID_BYTES));
  const key = findKey(keys, id);
  if (key === undefined) throw new UnreadableEvidence('unknown-key');
  const content = await decrypt(key, name, header, bytes.slice(HEADER_BYTES));
  // The tag says that it was sealed under this name; the name says what it has to be, and whose.
  if ((await nameOf(key, of, content)) !== name) throw new UnreadableEvidence('damaged');
  return content;
}

async function decrypt(
  key: EvidenceKey,
  name: string,
  header: Uint8Array<ArrayBuffer>,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const nonce = header.slice(HEADER_BYTES - NONCE_BYTES);
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: nonce, additionalData: concat(header, encode(name)) },
        await ownKey(key, name),
        sealed,
      ),
    );
  } catch (cause) {
    throw new UnreadableEvidence('damaged', { cause });
  }
}

async function nameOf(key: EvidenceKey, of: EvidenceOf, content: Uint8Array<ArrayBuffer>): Promise<string> {
  const { workspace, documentId, generation, kind } = of;
  // As JSON, so that no two of them can be written the same.
  const whose = encode(JSON.stringify([workspace, documentId, generation, kind]));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, whose.length);
  return toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key.naming, concat(length, whose, content))));
}

async function ownKey(key: EvidenceKey, name: string): Promise<CryptoKey> {
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: fromHex(name), info: encode('sluice evidence 1: file') };
  return crypto.subtle.deriveKey(algorithm, key.sealing, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}

const encode = (text: string) => new TextEncoder().encode(text);

function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
