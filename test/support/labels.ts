/** Arbitrary chunks and conditions over a small world, so that they meet often. */
import fc from 'fast-check';
import type { Attributes } from '../../entitlements/attributes.ts';
import { type Condition, LABELS, type Labelled, type Labels } from '../../entitlements/condition.ts';

const small = fc.integer({ min: 0, max: 4 });

export const anyLabels: fc.Arbitrary<Labels> = fc.record({
  kind: fc.integer({ min: 0, max: 1 }),
  readers: small,
  deniers: small,
  owner: small,
  collection: small,
  classification: fc.integer({ min: 0, max: 3 }),
  risk: fc.integer({ min: 0, max: 2 }),
  score: small,
});

/** Texts that one reading or another could take for each other, for syntax, or for the end. */
const TEXTS = [
  '',
  'a',
  'A',
  'ab',
  'a%',
  'a_',
  "a'b",
  'a"b',
  'a\\',
  'a\nb',
  'é',
  'e\u0301',
  '😀',
  'a😀',
  '\u{10ffff}',
  '1',
  'true',
  'a\0b',
];
const text = fc.constantFrom(...TEXTS);
const set = fc.uniqueArray(text, { maxLength: 4 });
const NUMBERS = [0, 1, -1, 2, 1_000, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1, Number.MIN_SAFE_INTEGER];
const number = fc.constantFrom(...NUMBERS);
const scalar = fc.oneof(text, number, fc.boolean());

/** Few names, and every type under each: what a name holds is for the operators to find out. */
const NAMES = ['x', 'y', 'region_2'] as const;
const attribute = fc.constantFrom(...NAMES);

export const anyAttributes: fc.Arbitrary<Attributes> = fc.dictionary(attribute, fc.oneof(scalar, set), { maxKeys: 3 });

const anyId = small.map(String);

/** A chunk whose ids are of a small world, too. */
export const anyChunk: fc.Arbitrary<Labelled> = fc.record({
  documentId: anyId.map((id) => `document-${id}`),
  resourceId: anyId.map((id) => `resource-${id}`),
  labels: anyLabels,
  attributes: anyAttributes,
});

const label = fc.constantFrom(...LABELS);
const op = <Name extends Condition['op']>(name: Name) => fc.constant(name);
const few = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 4 });

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ op: op('is-one-of'), label, values: few(small) }),
  fc.record({ op: op('at-most'), label, value: fc.integer({ min: -1, max: 4 }) }),
  fc.record({ op: op('resource-is'), ids: few(anyId.map((id) => `resource-${id}`)) }),
  fc.record({ op: op('document-is'), ids: few(anyId.map((id) => `document-${id}`)) }),
  fc.record({ op: op('has'), attribute }),
  fc.record({ op: op('equals-any'), attribute, values: few(scalar) }),
  fc.record({ op: op('less'), attribute, than: number }),
  fc.record({ op: op('greater'), attribute, than: number }),
  fc.record({ op: op('starts-with'), attribute, prefix: text }),
  fc.record({ op: op('contains-any'), attribute, values: few(text) }),
  fc.record({ op: op('within'), attribute, values: few(text) }),
  fc.record({ op: op('is-empty'), attribute }),
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
