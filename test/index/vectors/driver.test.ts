import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Condition, holds, LABELS } from '../../../entitlements/condition.ts';
import { openForWriting } from '../../../src/index/sqlite/schema.ts';
import { openSearching, type Searching } from '../../../src/index/sqlite/searching.ts';
import { driverOf } from '../../../src/index/sqlite/vectors/driver.ts';
import { drivenBy } from '../../../src/index/sqlite/vectors/sources.ts';
import { anyChunk, anyCondition } from '../../support/labels.ts';
import { MODEL } from './world.ts';

const folder = await mkdtemp(join(tmpdir(), 'sluice-driver-'));
const chunks = fc.sample(anyChunk, { numRuns: 200, seed: 5 });
let file: Searching;

beforeAll(() => {
  const path = join(folder, 'driver.db');
  const db = openForWriting(path, MODEL, true);
  const passage = db.prepare(
    'INSERT INTO passage (id, chunk_id, document_id, generation, resource_id) VALUES (?, ?, ?, 1, ?)',
  );
  const label = db.prepare(`INSERT INTO label (id, ${LABELS.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  for (const [i, { documentId, resourceId, labels }] of chunks.entries()) {
    passage.run(i, `${i}`, documentId, resourceId);
    label.run(i, ...LABELS.map((one) => labels[one]));
  }
  db.close();
  file = openSearching(path);
});
afterAll(async () => {
  file.db.close();
  await rm(folder, { recursive: true });
});

/** What a condition's driver gives; `undefined` when it has none, or when that is more than the bound. */
function given(condition: Condition, bound: number): readonly number[] | undefined {
  const driver = driverOf(condition);
  const sources = driver && drivenBy(file, driver, bound);
  const ids = sources?.flatMap(({ from, where, params }) => {
    const rows = file.db.prepare(`SELECT l.id FROM ${from} WHERE ${where}`).pluck();
    return rows.all(...params) as number[];
  });
  return ids?.sort((one, other) => one - other);
}

/** Conditions such as plans are made of, and anything in between. */
const { condition: anyPlanned } = fc.letrec<{ condition: Condition }>((tie) => {
  const values = fc.array(fc.nat(4), { maxLength: 3 });
  const label = fc.constantFrom('readers' as const, 'owner' as const, 'collection' as const, 'deniers' as const);
  const ids = values.map((some) => some.map((id) => `document-${id}`));
  const parts = fc
    .array(tie('condition'), { minLength: 1, maxLength: 3 })
    .map((some) => some as [Condition, ...Condition[]]);
  return {
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ op: fc.constant('is-one-of' as const), label, values }),
      fc.record({ op: fc.constant('document-is' as const), ids }),
      anyCondition,
      fc.record({ op: fc.constant('and' as const), all: parts }),
      fc.record({ op: fc.constant('or' as const), any: parts }),
      fc.record({ op: fc.constant('not' as const), not: tie('condition') }),
    ),
  };
});

test('whatever meets a condition is among what its driver gives, and nothing is given twice', () => {
  let driven = 0;
  fc.assert(
    fc.property(anyPlanned, (condition) => {
      const ids = given(condition, 10_000);
      if (ids === undefined) return;
      const meeting = chunks.flatMap((chunk, i) => (holds(condition, chunk) ? [i] : []));
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(meeting));
      if (meeting.length > 0) driven += 1;
    }),
    { numRuns: 600 },
  );
  expect(driven).toBeGreaterThan(100);
});

test('of what narrows in several ways the smallest is taken, and nothing beyond the bound', () => {
  const readers: Condition = { op: 'is-one-of', label: 'readers', values: [0, 1, 2, 3, 4] };
  const collection: Condition = { op: 'is-one-of', label: 'collection', values: [2] };
  const risk: Condition = { op: 'at-most', label: 'risk', value: 2 };
  const inCollection = chunks.flatMap(({ labels }, i) => (labels.collection === 2 ? [i] : []));
  for (const all of [
    [readers, collection, risk],
    [collection, risk, readers],
  ] as const) {
    expect(given({ op: 'and', all }, 10_000)).toEqual(inCollection);
    expect(given({ op: 'and', all }, inCollection.length)).toEqual(inCollection);
    expect(given({ op: 'and', all }, inCollection.length - 1)).toBeUndefined();
  }
  expect(given({ op: 'or', any: [readers, risk] }, 10_000)).toBeUndefined();
  expect(given({ op: 'not', not: readers }, 10_000)).toBeUndefined();
  expect(given({ op: 'is-one-of', label: 'readers', values: [] }, 0)).toEqual([]);
});
