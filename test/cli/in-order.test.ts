/** A few at a time, in order, and no further after a failure. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder } from '../../src/cli/in-order.ts';

test('results come in the order of the items, and never more than agreed are under way', async () => {
  const cases = fc.tuple(fc.array(fc.nat(3), { maxLength: 20 }), fc.integer({ min: 1, max: 5 }));
  await fc.assert(
    fc.asyncProperty(cases, async ([turns, concurrency]) => {
      let running = 0;
      let most = 0;
      const work = async (item: readonly [number, number]) => {
        running += 1;
        most = Math.max(most, running);
        for (let turn = 0; turn < item[1]; turn++) await Promise.resolve();
        running -= 1;
        return item[0];
      };
      const results: number[] = [];
      for await (const result of inOrder([...turns.entries()], concurrency, work)) results.push(result);
      expect(results).toEqual([...turns.keys()]);
      expect(most).toBeLessThanOrEqual(concurrency);
    }),
  );
});

test('a failure ends it, and nothing is begun after it was seen', async () => {
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    if (item === 2) throw new Error('no more');
    return item;
  };
  const all = async () => {
    for await (const result of inOrder([1, 2, 3, 4, 5, 6], 2, work)) void result;
  };
  await expect(all()).rejects.toThrow('no more');
  expect(begun).toEqual([1, 2, 3]);
});
