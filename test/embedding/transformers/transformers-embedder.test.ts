/** A sentence transformer behind the port, run by the real library on a model with random weights. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EmbedderUnavailable } from '../../../src/embedding/port.ts';
import { loadLibrary } from '../../../src/embedding/transformers/load.ts';
import { TransformersEmbedder } from '../../../src/embedding/transformers/transformers-embedder.ts';
import { sentenceModel, TINY_ENCODER, WITHOUT_TRANSFORMERS } from '../fixtures/tiny-models.ts';

const open = (from: Record<string, string> = {}) =>
  TransformersEmbedder.open(sentenceModel({ SLUICE_EMBEDDER_MODEL: TINY_ENCODER, ...from }));

test('without the optional package the message names it', async () => {
  const missing = () => Promise.reject(new Error('Cannot find package'));
  await expect(loadLibrary(missing)).rejects.toThrow('`@huggingface/transformers` is not installed');
});

describe.skipIf(WITHOUT_TRANSFORMERS)('with the optional package', () => {
  let embedder: TransformersEmbedder;
  let scratch: string;
  beforeAll(async () => {
    embedder = await open();
    scratch = await mkdtemp(join(tmpdir(), 'sluice-models-'));
  });
  afterAll(async () => {
    await embedder.close();
    await rm(scratch, { recursive: true });
  });

  test('the same text has the same vector whatever is embedded beside it, in whatever order', async () => {
    const text = fc.stringMatching(/^[a-z]{1,6}( [a-z?]{1,8}){0,6}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 6 }), async (texts) => {
        const together = await embedder.embed(texts, 'passage');
        const backwards = await embedder.embed(texts.toReversed(), 'passage');
        expect(backwards.toReversed()).toEqual(together);
        for (const [i, alone] of texts.entries())
          expect(await embedder.embed([alone], 'passage')).toEqual([together[i]]);
      }),
      { numRuns: 25 },
    );
  });

  test('vectors are of the dimension of the model, and different for different texts', async () => {
    const [one, two] = await embedder.embed(['refund of an invoice', 'the harbor'], 'passage');
    expect(embedder.model.dimension).toBe(16);
    expect([one?.length, two?.length]).toEqual([16, 16]);
    expect(one).not.toEqual(two);
  });

  test('what holds nothing that the model knows has no vector, and keeps its place', async () => {
    const vectors = await embedder.embed(['', 'harbor', ' \n\t', '\u{1f9ff}'], 'passage');
    expect(vectors.map((vector) => vector !== undefined)).toEqual([false, true, false, false]);
    expect(await embedder.embed([], 'query')).toEqual([]);
  });

  test('a text beyond the window is embedded as far as the window reaches', async () => {
    const vectors = await embedder.embed(
      ['a '.repeat(30), `${'a '.repeat(30)}refund`, 'a '.repeat(100_000)].map((text) => text.trim()),
      'passage',
    );
    expect(vectors[1]).toEqual(vectors[0]);
    expect(vectors[2]).toEqual(vectors[0]);
  });

  test('a question and a passage get the prefix that the model expects, and a prefix alone is nothing', async () => {
    const prefixes = { SLUICE_EMBEDDER_QUERY_PREFIX: 'query: ', SLUICE_EMBEDDER_PASSAGE_PREFIX: 'passage: ' };
    const prefixed = await open(prefixes);
    const bare = await embedder.embed(['query: refund', 'passage: refund'], 'passage');
    expect(await prefixed.embed(['refund', ' '], 'query')).toEqual([bare[0], undefined]);
    expect(await prefixed.embed(['refund', ' '], 'passage')).toEqual([bare[1], undefined]);
    expect(prefixed.model.version).not.toBe(embedder.model.version);

    await prefixed.close();
    await expect(prefixed.embed(['refund'], 'query')).rejects.toThrow(EmbedderUnavailable);
  });

  test('other weights and another pooling are another version of the model, and other vectors', async () => {
    const other = await open({ SLUICE_EMBEDDER_WEIGHTS: 'fp32', SLUICE_EMBEDDER_POOLING: 'cls' });
    expect(other.model.version).not.toBe(embedder.model.version);
    expect(await other.embed(['refund'], 'passage')).not.toEqual(await embedder.embed(['refund'], 'passage'));
    await other.close();
  });

  test('a folder that lacks a file is refused by the name of the file, and one that holds no model is refused', async () => {
    const broken = join(scratch, 'broken');
    await cp(TINY_ENCODER, broken, { recursive: true });
    await writeFile(join(broken, 'onnx', 'model_quantized.onnx'), 'no model');
    await expect(open({ SLUICE_EMBEDDER_MODEL: broken })).rejects.toThrow(EmbedderUnavailable);
    await rm(join(broken, 'onnx', 'model_quantized.onnx'));
    await expect(open({ SLUICE_EMBEDDER_MODEL: broken })).rejects.toThrow('model_quantized.onnx` can not be read');
  });
});
