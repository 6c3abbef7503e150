/**
 * Changes files so that their readers meet what they don't expect: bytes, chunks, words of the format, numbers. What is packed is changed
 * inside and packed again, so that the change gets past checksums: parts of archives, streams of PDFs, base64 in mails.
 */
import { deflateSync, inflateSync } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import type { Random } from './random.ts';
import { WORDS_OF } from './words.ts';

export type Kind = keyof typeof WORDS_OF;

type Change = (bytes: Buffer, random: Random, other: Buffer, kind: Kind) => Buffer;

const MAX_BYTES = 2 * 1024 * 1024;
const MAX_CHANGES = 4;
const NUMBERS = ['0', '-1', '1', '65535', '65536', '2147483647', '2147483648', '4294967296', '1e308', '.00001', 'NaN'];

/** A changed copy of `bytes`. `other` is another file, to take pieces from. */
export function mutate(bytes: Uint8Array, kind: Kind, other: Uint8Array, random: Random): Buffer {
  let changed = Buffer.from(bytes);
  const times = 1 + random.below(MAX_CHANGES);
  for (let i = 0; i < times; i += 1) {
    const change = random.pick(INSIDE[kind] === undefined || random.below(4) === 0 ? CHANGES : [INSIDE[kind]]);
    changed = Buffer.from(change(changed, random, Buffer.from(other), kind)).subarray(0, MAX_BYTES);
  }
  return changed;
}

const flip: Change = (bytes, random) => {
  for (let i = random.below(20); i >= 0 && bytes.length > 0; i -= 1) {
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  }
  return bytes;
};

const cut: Change = (bytes, random) => {
  const [start, end] = range(bytes, random);
  return random.below(2) === 0
    ? bytes.subarray(0, start)
    : Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
};

const splice: Change = (bytes, random, other) => {
  const [start, end] = range(other, random);
  return inserted(bytes, other.subarray(start, end), random);
};

const repeat: Change = (bytes, random) => {
  const [start, end] = range(bytes, random);
  const times = 2 ** random.below(10);
  const piece = bytes.subarray(start, Math.min(end, start + Math.ceil(MAX_BYTES / 4 / times)));
  return inserted(bytes, Buffer.concat(Array.from({ length: times }, () => piece)), random);
};

const word: Change = (bytes, random, _other, kind) => {
  const chosen = Buffer.from(random.pick(WORDS_OF[kind]), 'latin1');
  return inserted(bytes, Buffer.concat(Array.from({ length: 1 + random.below(3) }, () => chosen)), random);
};

const number: Change = (bytes, random) => {
  const text = bytes.toString('latin1');
  const all = [...text.matchAll(/\d+/g)];
  if (all.length === 0) return bytes;
  const { index, 0: digits } = random.pick(all);
  return Buffer.from(text.slice(0, index) + random.pick(NUMBERS) + text.slice(index + digits.length), 'latin1');
};

const CHANGES: readonly Change[] = [flip, cut, splice, repeat, word, word, number, number];

const inArchive: Change = (bytes, random, other, kind) => {
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes);
  } catch {
    return flip(bytes, random, other, kind);
  }
  const names = Object.keys(parts);
  if (names.length === 0) return bytes;
  const name = random.pick(names);
  const part = Buffer.from(parts[name] ?? []);
  const action = random.below(10);
  if (action === 0) delete parts[name];
  else if (action === 1) parts[random.pick(names)] = part;
  else parts[name] = random.pick(CHANGES)(part, random, Buffer.from(parts[random.pick(names)] ?? []), 'xml');
  return Buffer.from(zipSync(parts, { level: 1 }));
};

const inStream: Change = (bytes, random, other, kind) => {
  const text = bytes.toString('latin1');
  const streams = [...text.matchAll(/\/FlateDecode[^\0]{0,200}?stream\r?\n/g)];
  if (streams.length === 0) return random.pick(CHANGES)(bytes, random, other, kind);
  const { index, 0: head } = random.pick(streams);
  const start = index + head.length;
  const end = text.indexOf('endstream', start);
  try {
    const content = inflateSync(bytes.subarray(start, end));
    const changed = deflateSync(random.pick(CHANGES)(content, random, other, 'pdf-content'));
    return Buffer.concat([bytes.subarray(0, start), changed, Buffer.from('\n'), bytes.subarray(end)]);
  } catch {
    return flip(bytes, random, other, kind);
  }
};

const inBase64: Change = (bytes, random, other, kind) => {
  const text = bytes.toString('latin1');
  const blocks = [...text.matchAll(/(?:[A-Za-z0-9+/]{60,76}\r?\n){2,}/g)];
  if (blocks.length === 0) return random.pick(CHANGES)(bytes, random, other, kind);
  const { index, 0: block } = random.pick(blocks);
  const changed = random.pick(CHANGES)(Buffer.from(block, 'base64'), random, other, 'html').toString('base64');
  return Buffer.from(
    text.slice(0, index) + changed.replace(/.{76}/g, '$&\n') + text.slice(index + block.length),
    'latin1',
  );
};

const INSIDE: Partial<Record<Kind, Change>> = { archive: inArchive, pdf: inStream, mail: inBase64 };

function range(bytes: Buffer, random: Random): [start: number, end: number] {
  const start = random.below(bytes.length + 1);
  return [start, Math.min(bytes.length, start + 1 + random.below(2 ** random.below(14)))];
}

function inserted(bytes: Buffer, piece: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  // Over what was there, or before it.
  const from = random.below(2) === 0 ? at : Math.min(bytes.length, at + piece.length);
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(from)]);
}
