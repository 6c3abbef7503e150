/** One condition, three readings: in memory, as SQL in a real index, and as a filter of Qdrant. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { type Condition, holds, type Labelled } from '../../entitlements/condition.ts';
import type { Plan } from '../../entitlements/plan.ts';
import type { EmbeddedEntry } from '../../src/index/port.ts';
import { payloadOf, toFilter } from '../../src/index/qdrant/filter.ts';
import { toSql } from '../../src/index/sqlite/condition.ts';
import { SqliteIndex } from '../../src/index/sqlite/sqlite-index.ts';
import { empty } from '../contract/empty.ts';
import { CONTRACT_MODEL } from '../contract/world.ts';
import { readConditionCases } from '../support/condition-cases.ts';
import { anyChunk, anyCondition } from '../support/labels.ts';
import { passes } from './qdrant/interpreter.ts';

const WORKSPACE = 'readings';
const folder = await mkdtemp(join(tmpdir(), 'sluice-readings-'));
const index = await SqliteIndex.open({ folder, searchers: 1, model: CONTRACT_MODEL });
afterAll(async () => {
  await index.close();
  await rm(folder, { recursive: true });
});

const entryOf = ({ resourceId, labels, attributes }: Labelled, chunkId: string): EmbeddedEntry => ({
  ...{ chunkId, resourceId, labels, attributes },
  ...{ title: 'Untitled', headings: [], text: 'alpha', vector: undefined },
});

/** Each chunk under a word of its own besides the one that all have, so that one can be asked about alone. */
async function fill(chunks: readonly Labelled[]): Promise<void> {
  await empty(index);
  const entries = chunks.map((chunk, i) => ({ ...entryOf(chunk, `${i}`), text: `alpha word${i}` }));
  for (const documentId of new Set(chunks.map((chunk) => chunk.documentId))) {
    const own = entries.filter((_, i) => chunks[i]?.documentId === documentId);
    await index.put(WORKSPACE, documentId, 1, own);
  }
}

async function found(condition: Condition, query = 'alpha'): Promise<readonly string[]> {
  const plan = { workspace: WORKSPACE, kind: 'matching', condition } as unknown as Plan;
  return (await index.search(plan, { text: query, vector: undefined }, 10_000)).map(({ chunkId }) => chunkId);
}

/** By way of JSON, as they would travel. */
const travelled = <Value>(value: Value) => JSON.parse(JSON.stringify(value)) as Value;
const filterFor = (condition: Condition) => travelled(toFilter(WORKSPACE, condition));
const payloadFor = (chunk: Labelled) => travelled(payloadOf(WORKSPACE, chunk.documentId, 1, entryOf(chunk, 'c')));

const cases = readConditionCases();

test('the corpus has every operator, with both answers, and every case a name of its own', () => {
  const answers = new Map<string, Set<boolean>>();
  for (const { condition, holds } of cases) {
    const seen = answers.get(condition.op) ?? new Set();
    answers.set(condition.op, seen.add(holds));
  }
  const operators: Record<Condition['op'], true> = {
    ...{ and: true, or: true, not: true, 'is-one-of': true, 'at-most': true, 'resource-is': true, 'document-is': true },
    ...{ has: true, 'equals-any': true, less: true, greater: true, 'starts-with': true, 'contains-any': true },
    ...{ within: true, 'is-empty': true },
  };
  expect([...answers.keys()].sort()).toEqual(Object.keys(operators).sort());
  for (const [operator, seen] of answers) expect(seen, operator).toEqual(new Set([true, false]));
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  expect(cases.length).toBeGreaterThan(400);
});

test('what a condition says of a chunk in memory is what the corpus says', () => {
  const wrong = cases.filter((one) => holds(one.condition, one.chunk) !== one.holds);
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test('what a search of the SQLite index finds is what the corpus says', async () => {
  await fill(cases.map(({ chunk }) => chunk));
  const wrong: string[] = [];
  for (const [i, one] of cases.entries()) {
    const isFound = (await found(one.condition, `word${i}`)).includes(`${i}`);
    if (isFound !== one.holds) wrong.push(one.name);
  }
  expect(wrong).toEqual([]);
});

test('what passes the filter of Qdrant is what the corpus says', () => {
  const wrong = cases.filter((one) => passes(filterFor(one.condition), payloadFor(one.chunk)) !== one.holds);
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test('the three agree, whatever the condition and whatever the chunk', async () => {
  const chunks = fc.sample(anyChunk, { numRuns: 300, seed: 11 });
  await fill(chunks);
  const payloads = chunks.map(payloadFor);
  let answers = 0;
  await fc.assert(
    fc.asyncProperty(anyCondition, async (condition) => {
      const expected = chunks.flatMap((chunk, i) => (holds(condition, chunk) ? [`${i}`] : []));
      const filter = filterFor(condition);
      const filtered = payloads.flatMap((payload, i) => (passes(filter, payload) ? [`${i}`] : []));
      expect(filtered).toEqual(expected);
      expect((await found(condition)).toSorted()).toEqual(expected.toSorted());
      if (expected.length > 0 && expected.length < chunks.length) answers += 1;
    }),
    { numRuns: 400 },
  );
  // Conditions that hold for all or for none would agree too easily.
  expect(answers).toBeGreaterThan(150);
});

test('none of the three guesses what an unknown operator means, however deep it stands', async () => {
  const chunk = fc.sample(anyChunk, 1)[0];
  if (chunk === undefined) throw new Error('there is one');
  const unknown = { op: 'near', attribute: 'x', value: 1 } as unknown as Condition;
  const nested: Condition = { op: 'not', not: { op: 'and', all: [unknown] } };
  for (const condition of [unknown, nested]) {
    expect(() => holds(condition, chunk)).toThrow('unknown operator');
    expect(() => toSql(condition)).toThrow('unknown operator');
    expect(() => toFilter(WORKSPACE, condition)).toThrow('unknown operator');
    await expect(found(condition)).rejects.toThrow('unknown operator');
  }
});

test('no filter is without its workspace', () => {
  const all: Condition = { op: 'at-most', label: 'risk', value: 2 };
  const payload = payloadOf('elsewhere', 'd', 1, entryOf({ ...fc.sample(anyChunk, 1)[0] } as Labelled, 'c'));
  expect(passes(toFilter('elsewhere', all), payload)).toBe(true);
  expect(passes(toFilter(WORKSPACE, all), payload)).toBe(false);
});

test('a filter is not made of what would not survive the way to the server', () => {
  for (const than of [Number.NaN, Number.POSITIVE_INFINITY, 1.5, 2 ** 53 + 2])
    expect(() => toFilter(WORKSPACE, { op: 'less', attribute: 'x', than })).toThrow('whole number');
  for (const attribute of ['x.y', 'x[]', '', '"x"', 'in'])
    expect(() => toFilter(WORKSPACE, { op: 'has', attribute })).toThrow('not the name of an attribute');
  const label = { op: 'at-most', label: 'workspace', value: 1 } as unknown as Condition;
  expect(() => toFilter(WORKSPACE, label)).toThrow('not a label');
});
