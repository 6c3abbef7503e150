/** Windows over tokens: none is left out, and one that stands at an edge is judged by the window that sees more around it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Tagger, tagAll } from '../../../src/classifiers/detector/windows.ts';

const ids = (count: number) => Int32Array.from({ length: count }, (_, at) => at);

test('every token is read, all windows are full but that of a short text, and none is longer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(700), fc.integer({ min: 8, max: 126 }), fc.nat(100), async (count, windowTokens, less) => {
      const strideTokens = Math.max(1, windowTokens - less);
      const lengths: number[] = [];
      const { tokens, windows } = await tagAll(ids(count), {
        ...{ windowTokens, strideTokens },
        async tag(own) {
          lengths.push(own.length);
          return { tokens: Float32Array.from(own, (id) => id + 1), window: own[0] ?? -1 };
        },
      });
      expect(lengths.every((length) => length === Math.min(count, windowTokens))).toBe(true);
      expect([...tokens].every((logit, at) => Math.abs(logit - at - 1) < 0.001)).toBe(true);
      expect(windows.map(({ first, logit }) => logit === first)).not.toContain(false);
      expect(windows.length).toBe(count === 0 ? 0 : 1 + Math.ceil(Math.max(0, count - windowTokens) / strideTokens));
    }),
    { numRuns: 60 },
  );
});

test('where windows overlap, the one in which a token stands farther from an edge counts more', async () => {
  let said = -1;
  const tagger: Tagger = {
    ...{ windowTokens: 10, strideTokens: 6 },
    async tag(own) {
      said += 1;
      return { tokens: new Float32Array(own.length).fill(said), window: 0 };
    },
  };
  const { tokens } = await tagAll(ids(16), tagger);
  // The second window begins at token 6; tokens 6 to 9 are in both.
  expect([...tokens.slice(0, 6)]).toEqual([0, 0, 0, 0, 0, 0]);
  expect([...tokens.slice(6, 10)].map((logit) => Math.round(logit * 100))).toEqual([20, 40, 60, 80]);
  expect([...tokens.slice(10)]).toEqual([1, 1, 1, 1, 1, 1]);
});

test('a tagger that leaves a token out is an error', async () => {
  const lazy: Tagger = {
    ...{ windowTokens: 10, strideTokens: 6 },
    tag: async () => ({ tokens: new Float32Array(1), window: 0 }),
  };
  await expect(tagAll(ids(5), lazy)).rejects.toThrow('left a token out');
});
