/** Models of a few tokens, for tests: as checked ones, and as files. */
import { createHash } from 'node:crypto';
import type { ReadModelFile, StaticModel } from '../../../src/embedding/static/model.ts';

export type Files = Map<string, Uint8Array<ArrayBuffer>>;

const VOCABULARY = ['[UNK]', 'freight', 'ship', '##ment', '漢', '.'];
const DIMENSION = 8;

export function smallModel(rows: Int8Array): StaticModel {
  const model = { id: 'small', version: '1', dimension: DIMENSION, minSimilarity: 0 };
  const vocabulary = Array.from({ length: rows.length / DIMENSION }, (_, row) => `t${row}`);
  return { ...model, vocabulary, rows };
}

/** The files of a model that is right, but for what `changes` says of its card. */
export function smallFiles(changes: Record<string, unknown> = {}): Files {
  const files: Files = new Map();
  files.set('vocab.txt', new TextEncoder().encode(VOCABULARY.map((token) => `${token}\n`).join('')));
  files.set(
    'vectors.bin',
    Uint8Array.from({ length: VOCABULARY.length * DIMENSION }, (_, i) => (i < DIMENSION ? 0 : i * 37)),
  );
  const sha256 = Object.fromEntries([...files].map(([name, bytes]) => [name, sha256Of(bytes)]));
  const card = { id: 'small', version: '1', dimension: DIMENSION, tokens: VOCABULARY.length, minSimilarity: 0, sha256 };
  files.set('model.json', new TextEncoder().encode(JSON.stringify({ ...card, ...changes })));
  return files;
}

export function readingOf(files: Files): ReadModelFile {
  return async (name) => {
    const bytes = files.get(name);
    if (bytes === undefined) throw new Error(`\`${name}\` is missing`);
    return bytes;
  };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
