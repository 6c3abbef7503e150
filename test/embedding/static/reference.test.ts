/** The model that is shipped gives the bits that the Python it was made with gives. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createStaticEncoder } from '../../../src/embedding/static/encoder.ts';
import { readModel } from '../../../src/embedding/static/model.ts';
import { IS_ALONE, IS_KEPT, IS_MAPPED, IS_SPACE, kindOf, mapped, UNITS } from '../../../src/word-pieces/normalizer.ts';
import { Tokenizer } from '../../../src/word-pieces/tokenizer.ts';
import { ROOT } from '../../architecture/sources.ts';
import codePoints from './code-points.json' with { type: 'json' };

const FOLDER = join(ROOT, 'models', 'minilm-static');
const head = z.object({ model: z.string(), version: z.string(), sha256: z.record(z.string(), z.string()) });
const line = z.object({ text: z.string(), tokens: z.string(), vector: z.string() });

const file = gunzipSync(await readFile(join(import.meta.dirname, 'reference.jsonl.gz'))).toString();
const [first, ...rest] = file
  .split('\n')
  .slice(0, -1)
  .map((json): unknown => JSON.parse(json));
const reference = { head: head.parse(first), lines: rest.map((one) => line.parse(one)) };
const model = await readModel(async (name) => new Uint8Array(await readFile(join(FOLDER, name))));

const shortHash = (array: Int32Array | Float32Array) =>
  createHash('sha256').update(new Uint8Array(array.buffer)).digest('hex').slice(0, 16);

test('the reference is of the model that is shipped', async () => {
  const card: unknown = JSON.parse(await readFile(join(FOLDER, 'model.json'), 'utf8'));
  const { model: id, version, sha256 } = reference.head;
  expect(card).toMatchObject({ id, version, sha256 });
  expect(reference.lines).toHaveLength(10_000);
});

test('10,000 strings in more than twenty scripts have the tokens and, bit for bit, the vectors of the reference', () => {
  const encoder = createStaticEncoder(model);
  const tokenizer = new Tokenizer(model.vocabulary);
  const wrong = reference.lines.filter(({ text, tokens, vector }) => {
    const rows: number[] = [];
    tokenizer.tokenize(text, (block, count) => rows.push(...block.subarray(0, count)));
    return shortHash(Int32Array.from(rows)) !== tokens || shortHash(encoder.unitVector(text)) !== vector;
  });
  expect(wrong.map(({ text }) => text)).toEqual([]);
});

/** What becomes of `a?b`, as the reference was asked for every `?`. */
function wordsAround(code: number): string[] {
  if (kindOf(code) === IS_KEPT) return [`a${String.fromCodePoint(code)}b`];
  const words = ['a'];
  const keep = (text: string) => words.push(`${words.pop() ?? ''}${text}`);
  const take = (code: number, kind: number): void => {
    if (kind === IS_KEPT) keep(String.fromCodePoint(code));
    else if (kind === IS_SPACE) words.push('');
    else if (kind === IS_ALONE) words.push(String.fromCodePoint(code), '');
    else if (kind === IS_MAPPED)
      for (const part of mapped(code)) {
        const result = part.codePointAt(0) ?? 0;
        take(result, kindOf(result) === IS_ALONE ? IS_ALONE : IS_KEPT);
      }
  };
  take(code, kindOf(code));
  keep('b');
  return words;
}

test('every code point is treated as the reference treats it, whatever the engine’s version of Unicode', () => {
  const hash = createHash('sha256');
  let lines = '';
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    lines += `${wordsAround(code).join(' ')}\n`;
    if (lines.length < 100_000) continue;
    hash.update(lines);
    lines = '';
  }
  expect(hash.update(lines).digest('hex')).toBe(codePoints.sha256);
});

test('the table over units says the same as what it was made from', () => {
  const wrong: number[] = [];
  for (const [code, becomes] of UNITS.entries()) {
    const kind = kindOf(code);
    const isRight =
      becomes > IS_KEPT
        ? (kind === IS_KEPT || kind === IS_MAPPED) &&
          wordsAround(code).join(' ') === `a${String.fromCharCode(becomes)}b`
        : becomes === kind;
    if (!isRight) wrong.push(code);
  }
  expect(wrong).toEqual([]);
});
