import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuse, type WeightedRanking } from '../../src/index/fusion.ts';

const ids = fc.uniqueArray(fc.nat(40), { maxLength: 20 });
const ranking: fc.Arbitrary<WeightedRanking> = fc.record({ ids, weight: fc.constantFrom(0.5, 1, 2) });
const rankings = fc.array(ranking, { maxLength: 3 });

test('whatever is ranked is in the fusion, once, and nothing else is', () => {
  fc.assert(
    fc.property(rankings, (all) => {
      const ranked = new Set(all.flatMap((one) => one.ids));
      const fused = fuse(all, 1_000);
      expect(fused).toHaveLength(ranked.size);
      expect(new Set(fused)).toEqual(ranked);
    }),
  );
});

test('a limit cuts the fusion and changes nothing before it', () => {
  fc.assert(
    fc.property(rankings, fc.nat(30), (all, limit) => {
      expect(fuse(all, limit)).toEqual(fuse(all, 1_000).slice(0, limit));
    }),
  );
});

test('one ranking alone keeps its order, and so do equal ones', () => {
  fc.assert(
    fc.property(ranking, (one) => {
      expect(fuse([one], 1_000)).toEqual(one.ids);
      expect(fuse([one, one], 1_000)).toEqual(one.ids);
    }),
  );
});

test('the order in which rankings are given does not matter', () => {
  fc.assert(
    fc.property(ranking, ranking, (one, other) => {
      expect(fuse([one, other], 1_000)).toEqual(fuse([other, one], 1_000));
    }),
  );
});

test('what stands before another in every ranking stands before it in the fusion', () => {
  fc.assert(
    fc.property(fc.array(ranking, { minLength: 1, maxLength: 3 }), fc.nat(40), fc.nat(40), (all, better, worse) => {
      fc.pre(better !== worse);
      const raised = all.map(({ ids: own, weight }) => {
        const others = own.filter((id) => id !== better && id !== worse);
        return { ids: [...others.slice(0, 2), better, worse, ...others.slice(2)], weight };
      });
      const fused = fuse(raised, 1_000);
      expect(fused.indexOf(better)).toBeLessThan(fused.indexOf(worse));
    }),
  );
});

test('equally good ones go by id', () => {
  const swapped = [
    { ids: [9, 3], weight: 1 },
    { ids: [3, 9], weight: 1 },
  ];
  expect(fuse(swapped, 10)).toEqual([3, 9]);
});
