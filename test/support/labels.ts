/** Arbitrary labels and conditions over a small world, so that they meet often. */
import fc from 'fast-check';
import { type Condition, LABELS, type Labels } from '../../entitlements/condition.ts';

const small = fc.integer({ min: 0, max: 4 });

export const anyLabels: fc.Arbitrary<Labels> = fc.record({
  readers: small,
  deniers: small,
  owner: small,
  collection: small,
  classification: fc.integer({ min: 0, max: 3 }),
  risk: fc.integer({ min: 0, max: 2 }),
});

const label = fc.constantFrom(...LABELS);

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ op: fc.constant('is-one-of' as const), label, values: fc.array(small, { maxLength: 4 }) }),
  fc.record({ op: fc.constant('at-most' as const), label, value: fc.integer({ min: -1, max: 4 }) }),
);

type NonEmpty = readonly [Condition, ...Condition[]];

export const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => {
  const some = fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => all as unknown as NonEmpty);
  return {
    condition: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'condition' },
      leaf,
      some.map((all) => ({ op: 'and' as const, all })),
      some.map((any) => ({ op: 'or' as const, any })),
      tie('condition').map((not) => ({ op: 'not' as const, not })),
    ),
  };
}).condition;
