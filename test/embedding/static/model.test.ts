import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EmbedderUnavailable } from '../../../src/embedding/port.ts';
import { readModel } from '../../../src/embedding/static/model.ts';
import { type Files, readingOf, sha256Of, smallFiles } from './small-model.ts';

const FILES = ['vectors.bin', 'vocab.txt'];

function refused(files: Files) {
  return expect(readModel(readingOf(files))).rejects;
}

describe('a static model', () => {
  test('is read when its files are those that its card names', async () => {
    const model = await readModel(readingOf(smallFiles()));
    expect(model).toMatchObject({ id: 'small', version: '1', dimension: 8, minSimilarity: 0 });
    expect(model.vocabulary).toEqual(['[UNK]', 'freight', 'ship', '##ment', '漢', '.']);
    expect(model.rows.slice(8, 11)).toEqual(Int8Array.of(40, 77, 114));
  });

  test('is refused when any byte of a file is another, and the file is named', async () => {
    const anyByte = fc.constantFrom(...FILES).chain((name) =>
      fc.record({
        name: fc.constant(name),
        at: fc.nat({ max: (smallFiles().get(name)?.length ?? 0) - 1 }),
        flip: fc.integer({ min: 1, max: 255 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(anyByte, async ({ name, at, flip }) => {
        const files = smallFiles();
        const bytes = files.get(name) ?? new Uint8Array();
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        await refused(files).toThrow(`\`${name}\``);
      }),
    );
  });

  test.each(FILES)('is refused when `%s` is cut short', async (name) => {
    const files = smallFiles();
    files.set(name, (files.get(name) ?? new Uint8Array()).slice(0, -1));
    await refused(files).toThrow(`\`${name}\``);
  });

  test('is refused when a file does not fit the card, though its hash does', async () => {
    await refused(smallFiles({ tokens: 7 })).toThrow('`vocab.txt` has 6 tokens, and model.json says 7');
    await refused(smallFiles({ dimension: 16 })).toThrow('`vectors.bin` has 48 bytes and should have 96');
  });

  test('is refused when its vocabulary is not UTF-8', async () => {
    const bytes = Uint8Array.of(0xff, 0x0a);
    const sha256 = { 'vocab.txt': sha256Of(bytes), 'vectors.bin': sha256Of(bytes) };
    await refused(smallFiles({ sha256 }).set('vocab.txt', bytes)).toThrow('`vocab.txt` is not UTF-8');
  });

  test.each([
    ['an unknown key', { colour: 'red' }],
    ['no dimension', { dimension: undefined }],
    ['a dimension that is not read in whole words', { dimension: 12 }],
    ['a least similarity that is no cosine', { minSimilarity: 2 }],
    ['a hash of another file', { sha256: { '../secret': 'a'.repeat(64) } }],
    ['a hash that is none', { sha256: { 'vocab.txt': 'abc', 'vectors.bin': 'abc' } }],
  ])('is refused when its card has %s', async (_, changes) => {
    await refused(smallFiles(changes)).toThrow('`model.json` is not a model card');
    await refused(smallFiles(changes)).toBeInstanceOf(EmbedderUnavailable);
  });

  test('is refused when its card is not JSON', async () => {
    await refused(smallFiles().set('model.json', Uint8Array.of(0x7b))).toThrow('`model.json` is not JSON');
  });
});
