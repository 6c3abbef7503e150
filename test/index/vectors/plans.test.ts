/** How SQLite goes about it: the order of the joins is what makes a strict condition cheap. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Condition } from '../../../entitlements/condition.ts';
import { toSql } from '../../../src/index/sqlite/condition.ts';
import { openForWriting } from '../../../src/index/sqlite/schema.ts';
import { openSearching } from '../../../src/index/sqlite/searching.ts';
import { driverOf } from '../../../src/index/sqlite/vectors/driver.ts';
import { nearestSql } from '../../../src/index/sqlite/vectors/exact.ts';
import { ALL, after, among, drivenBy, type Source } from '../../../src/index/sqlite/vectors/sources.ts';
import { MODEL } from './world.ts';

const folder = await mkdtemp(join(tmpdir(), 'sluice-plans-'));
const path = join(folder, 'plans.db');
openForWriting(path, MODEL, true).close();
const file = openSearching(path);
afterAll(async () => {
  file.db.close();
  await rm(folder, { recursive: true });
});

const many = (from: number) => Array.from({ length: 1_000 }, (_, i) => from + i);
const readable = (readers: readonly number[]): Condition => ({
  op: 'or',
  any: [
    { op: 'is-one-of', label: 'owner', values: [7] },
    { op: 'is-one-of', label: 'readers', values: readers },
  ],
});
const usual = (readers: readonly number[]): Condition => ({
  op: 'and',
  all: [
    readable(readers),
    { op: 'not', not: { op: 'is-one-of', label: 'deniers', values: [8, 9] } },
    { op: 'at-most', label: 'classification', value: 2 },
    { op: 'at-most', label: 'risk', value: 1 },
  ],
});

/** The steps that read tables, in their order. */
function stepsOf(sources: readonly Source[], condition: Condition): readonly string[] {
  const { sql, params } = toSql(condition);
  const all = sources.flatMap((source) => [new Uint8Array(8), ...source.params, ...params]);
  const steps = file.db.prepare(`EXPLAIN QUERY PLAN ${nearestSql(sources, sql)}`).all(...all, 8);
  return (steps as { detail: string }[])
    .map(({ detail }) => detail)
    .filter((one) => /^(SCAN|SEARCH) (d|l|p|v)\b/.test(one));
}

function driven(condition: Condition): readonly string[] {
  const driver = driverOf(condition);
  if (!driver) throw new Error('there is one');
  return stepsOf(drivenBy(file, driver, 1_000) ?? [], condition);
}

const VECTOR = 'SEARCH v USING INTEGER PRIMARY KEY (rowid=?)';
const PASSAGE = expect.stringMatching(/^SEARCH p USING INTEGER PRIMARY KEY \(rowid=\?\)/);
const LABEL = 'SEARCH l USING INTEGER PRIMARY KEY (rowid=?)';
const by = (label: string) =>
  expect.stringMatching(new RegExp(`^SEARCH l USING (COVERING )?INDEX label_by_${label} \\(${label}=\\?`));

test('what somebody may read is found by its readers and its owner, and no row of labels is read for it', () => {
  for (const readers of [[1, 2, 3], many(0)]) {
    const steps = driven(usual(readers));
    expect(steps).toEqual([by('owner'), VECTOR, by('readers'), VECTOR]);
    expect(steps.filter((step) => step.includes('COVERING'))).toHaveLength(2);
  }
});

test('the index that narrows most is the one that is used, whatever SQLite would prefer', () => {
  const readers: Condition = { op: 'is-one-of', label: 'readers', values: [1] };
  const collection: Condition = { op: 'is-one-of', label: 'collection', values: [1] };
  // In an empty file all give nothing, and the first is taken.
  expect(driven({ op: 'and', all: [readers, collection] })).toEqual([by('readers'), VECTOR]);
  expect(driven({ op: 'and', all: [collection, readers] })).toEqual([by('collection'), VECTOR]);
});

test('passages are read where the condition asks for them, before any vector', () => {
  const condition: Condition = { op: 'and', all: [usual([1]), { op: 'has', attribute: 'region' }] };
  expect(driven(condition)).toEqual([by('owner'), PASSAGE, VECTOR, by('readers'), PASSAGE, VECTOR]);
});

test('documents that stand in for stale ones are found by their documents', () => {
  const stale: Condition = { op: 'document-is', ids: ['a', 'b'] };
  const condition: Condition = {
    op: 'or',
    any: [
      { op: 'and', all: [usual([1]), { op: 'not', not: stale }] },
      { op: 'and', all: [stale, { op: 'resource-is', ids: ['c'] }] },
    ],
  };
  const document = expect.stringMatching(/^SEARCH d USING (COVERING )?INDEX passage_by_document \(document_id=\?\)/);
  expect(driven(condition)).toEqual([
    by('owner'),
    PASSAGE,
    VECTOR,
    by('readers'),
    PASSAGE,
    VECTOR,
    document,
    LABEL,
    PASSAGE,
    VECTOR,
  ]);
});

test('where nothing narrows, labels are read in their order, and vectors of what is left', () => {
  expect(stepsOf([ALL], usual([1]))).toEqual(['SCAN l', VECTOR]);
  expect(stepsOf([after(5)], usual([1]))).toEqual(['SEARCH l USING INTEGER PRIMARY KEY (rowid>?)', VECTOR]);
  expect(stepsOf([among([5, 6])], usual([1]))).toEqual([LABEL, VECTOR]);
});

test('a condition that nothing meets where a passage is missing does not turn the order around', () => {
  const strict: Condition = { op: 'resource-is', ids: ['a'] };
  expect(stepsOf([ALL], strict)).toEqual(['SCAN l', PASSAGE, VECTOR]);
  expect(stepsOf([among([5, 6])], strict)).toEqual([LABEL, PASSAGE, VECTOR]);
});
