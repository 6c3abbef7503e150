/**
 * That the comparison of filters with conditions would see a fault of the compiler: for every operator a filter as a faulty compiler would
 * write it, which Qdrant's engine has to answer with other points than those for which the condition holds.
 */
import { QdrantClient } from '@qdrant/js-client-rest';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Condition, holds } from '../../../entitlements/condition.ts';
import { type Clause, type Filter, toFilter } from '../../../src/index/qdrant/filter.ts';
import { openQdrant, WITHOUT_ENGINE } from '../../qdrant/engine.ts';
import { readConditionCases } from '../../support/condition-cases.ts';
import { anyChunk, anyCondition } from '../../support/labels.ts';
import { found, load, payloadOfChunk } from './loaded.ts';

const WORKSPACE = 'mutations';
const PASSAGES = 150;
/** Enough for some of every operator. */
const CONDITIONS = 3_000;
/** Of one operator that are tried before a fault counts as unseen. */
const TRIES = 40;

/** A clause as loosely as faults need it. */
interface Loose {
  readonly key?: string;
  readonly match?: { readonly any?: readonly unknown[]; readonly value?: unknown; readonly prefix?: string };
  readonly range?: Readonly<Record<string, number>>;
  readonly must?: readonly Clause[];
  readonly should?: readonly Loose[];
  readonly must_not?: readonly Clause[];
}

/** What a faulty compiler makes of the clause of one operator. */
const FAULTS: Readonly<Record<Condition['op'], readonly [string, (clause: Loose) => object]>> = {
  and: ['one part is enough', ({ must }) => ({ should: must })],
  or: ['every part is needed', ({ should }) => ({ must: should })],
  not: ['does not negate', ({ must_not }) => ({ must: must_not })],
  'is-one-of': ['leaves out the first value', (clause) => withoutFirst(clause)],
  'at-most': ['leaves out the bound', (clause) => ({ ...clause, range: { lt: clause.range?.lte } })],
  'resource-is': ['looks at the document', (clause) => ({ ...clause, key: 'document' })],
  'document-is': ['looks at the resource', (clause) => ({ ...clause, key: 'resource' })],
  has: ['looks among empty sets', (clause) => ({ ...clause, key: 'emptySets' })],
  'equals-any': ['leaves out texts', ({ should }) => ({ should: should?.slice(1) })],
  less: ['takes in the bound', (clause) => ({ ...clause, range: { lte: clause.range?.lt } })],
  greater: ['takes in the bound', (clause) => ({ ...clause, range: { gte: clause.range?.gt } })],
  'starts-with': ['asks for the whole', (clause) => ({ ...clause, match: { value: clause.match?.prefix } })],
  'contains-any': ['asks for any other', (clause) => ({ ...clause, match: { except: clause.match?.any } })],
  within: [
    'takes in what is also outside',
    (clause) => ({ should: clause.should?.map(({ must, ...part }) => (must === undefined ? part : { must })) }),
  ],
  'is-empty': ['looks among all attributes', (clause) => ({ ...clause, key: 'attrs' })],
};

/** Lists of one or none stay: an empty one is no clause. */
function withoutFirst(clause: Loose): object {
  const [, ...rest] = clause.match?.any ?? [];
  return rest.length === 0 ? clause : { ...clause, match: { any: rest } };
}

/** The filter with another clause for the condition itself, which is its last. */
function faulty(filter: Filter, fault: (clause: Loose) => object): Filter {
  const clauses = filter.must ?? [];
  // No point meets `has_id` of none, nor is it the operator's own clause.
  return {
    must: clauses.map(
      (clause, i) => (i === clauses.length - 1 && !('has_id' in clause) ? fault(clause as Loose) : clause) as Clause,
    ),
  };
}

const qdrant = await openQdrant();
afterAll(() => qdrant?.close());

describe.skipIf(qdrant === undefined)(qdrant === undefined ? WITHOUT_ENGINE : 'in the engine of Qdrant', () => {
  const client = new QdrantClient({ url: qdrant?.url ?? 'http://127.0.0.1:9', checkCompatibility: false });
  const name = `mutations-${process.pid}`;
  const cases = readConditionCases();
  const chunks = [...cases.map(({ chunk }) => chunk), ...fc.sample(anyChunk, { numRuns: PASSAGES, seed: 5 })];
  const conditions = [
    ...cases.map(({ condition }) => condition),
    ...fc.sample(anyCondition, { numRuns: CONDITIONS, seed: 6 }),
  ];

  beforeAll(async () => {
    const elsewhere = chunks.map((chunk) => payloadOfChunk('elsewhere', chunk));
    await load(client, name, [...chunks.map((chunk) => payloadOfChunk(WORKSPACE, chunk)), ...elsewhere]);
  });

  /** The first of these conditions whose filter, made faulty, finds other points than the condition is about; and that without the fault it finds those. */
  async function seen(some: readonly Condition[], spoil: (filter: Filter) => Filter): Promise<boolean> {
    for (const condition of some.slice(0, TRIES)) {
      const right = chunks.flatMap((chunk, i) => (holds(condition, chunk) ? [i] : []));
      const filter = toFilter(WORKSPACE, condition);
      if (JSON.stringify(await found(client, name, spoil(filter))) === JSON.stringify(right)) continue;
      expect(await found(client, name, filter)).toEqual(right);
      return true;
    }
    return false;
  }

  test.each(Object.entries(FAULTS).map(([op, [what, fault]]) => ({ op, what, fault })))(
    'P1: a fault in %o is seen',
    async ({ op, fault }) => {
      const own = conditions.filter((condition) => condition.op === op);
      expect(await seen(own, (filter) => faulty(filter, fault))).toBe(true);
    },
  );

  test('P1: a filter without its workspace is seen', async () => {
    expect(await seen(conditions, ({ must = [] }) => ({ must: must.slice(1) }))).toBe(true);
  });
});
