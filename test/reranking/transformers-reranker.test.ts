/** A cross-encoder behind the port, run by the real library on a model with random weights. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openReranker } from '../../src/hosts/reranker.ts';
import { readSettings } from '../../src/hosts/settings.ts';
import { type Reranker, RerankerUnavailable } from '../../src/reranking/port.ts';
import { TINY_CROSS_ENCODER, TINY_ENCODER, WITHOUT_TRANSFORMERS } from '../embedding/fixtures/tiny-models.ts';

async function open(model: string): Promise<Reranker> {
  const reranker = await openReranker(readSettings({ SLUICE_RERANKER_MODEL: model }).reranker);
  if (reranker === undefined) throw new Error('no reranker was named');
  return reranker;
}

test('where no model is named there is no reranker', async () => {
  expect(await openReranker(readSettings({}).reranker)).toBeUndefined();
});

describe.skipIf(WITHOUT_TRANSFORMERS)('with the optional package', () => {
  let reranker: Reranker;
  beforeAll(async () => {
    reranker = await open(TINY_CROSS_ENCODER);
  });
  afterAll(() => reranker.close());

  test('each text has a score of its own, in their order, whatever stands beside it', async () => {
    const texts = ['an invoice', 'the harbor', '', 'a refund of an invoice'];
    const scores = await reranker.score('refund?', texts);
    expect(scores.every(Number.isFinite)).toBe(true);
    expect(new Set(scores).size).toBe(texts.length);
    expect(await reranker.score('refund?', texts.toReversed())).toEqual(scores.toReversed());
    for (const [i, text] of texts.entries()) expect(await reranker.score('refund?', [text])).toEqual([scores[i]]);
    expect(await reranker.score('refund?', [])).toEqual([]);
  });

  test('a score depends on the question, and on which of both texts it is', async () => {
    const [asked] = await reranker.score('refund?', ['the harbor']);
    expect(await reranker.score('invoice?', ['the harbor'])).not.toEqual([asked]);
    expect(await reranker.score('the harbor', ['refund?'])).not.toEqual([asked]);
  });

  test('a question that would fill the window leaves half of it to the passage', async () => {
    const scores = await reranker.score('refund '.repeat(2_000), ['invoice', 'harbor', `harbor ${'a '.repeat(2_000)}`]);
    expect(new Set(scores).size).toBe(3);
  });

  test('more texts than a model can read while somebody waits are refused', async () => {
    const texts = Array.from({ length: 101 }, () => 'harbor');
    await expect(reranker.score('harbor', texts)).rejects.toThrow(RerankerUnavailable);
  });

  test('a model that does not answer with one number is refused when it is opened', async () => {
    await expect(open(TINY_ENCODER)).rejects.toThrow(RerankerUnavailable);
  });
});
