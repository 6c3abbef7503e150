/** What a search finds is what brute force finds, whichever way it takes, whoever wrote to the file. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Condition, Labels } from '../../../entitlements/condition.ts';
import type { VectorIndex } from '../../../src/index/port.ts';
import { toSql } from '../../../src/index/sqlite/condition.ts';
import { openSearching } from '../../../src/index/sqlite/searching.ts';
import { SqliteIndex } from '../../../src/index/sqlite/sqlite-index.ts';
import { searchWords } from '../../../src/index/sqlite/words.ts';
import { empty } from '../../contract/empty.ts';
import { anyAttributes, anyCondition, anyLabels } from '../../support/labels.ts';
import {
  ANY_DIRECTIONS,
  bruteForce,
  cosine,
  EAGER,
  EVERYTHING,
  entryOf,
  inVectors,
  MODEL,
  type Put,
  planFor,
} from './world.ts';

const folder = await mkdtemp(join(tmpdir(), 'sluice-hybrid-'));
const setup = { folder, model: MODEL };
/** Two of them on one folder, as two processes are: one compares all, the other goes by codes whenever it can. */
const [exact, byCodes] = await Promise.all([
  SqliteIndex.open({ ...setup, searchers: 1 }),
  SqliteIndex.open({ ...setup, searchers: 2 }, EAGER),
]);
const both: readonly VectorIndex[] = [exact, byCodes];
afterAll(async () => {
  await Promise.all(both.map((index) => index.close()));
  await rm(folder, { recursive: true });
});

let workspaces = 0;
const freshWorkspace = () => `workspace-${++workspaces}`;
const chunkIdsOf = (hits: readonly { readonly chunkId: string }[]) => hits.map(({ chunkId }) => chunkId);

const anyVector = fc.option(fc.constantFrom(...ANY_DIRECTIONS), { nil: undefined, freq: 8 });
/** So many that none stands in half of the passages: BM25 makes next to nothing of such a word, and next to nothing is hard to compare. */
const WORDS = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta', 'iota', 'kappa', 'lambda', 'mu'];
const anyText = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }).map((words) => words.join(' '));
const anyPassage = fc.record({ vector: anyVector, text: anyText, labels: anyLabels, attributes: anyAttributes });

test('a filtered hybrid search is the fusion of the best by words and the best by brute force', async () => {
  const workspace = freshWorkspace();
  const passages = fc.sample(anyPassage, { numRuns: 90, seed: 3 });
  const world: Put[] = [];
  for (const [n, documentId] of ['document-0', 'document-1', 'document-2'].entries()) {
    const entries = passages.slice(n * 30, n * 30 + 30).map((passage, i) => entryOf(`${n}-${i}`, passage));
    await exact.put(workspace, documentId, 1, entries);
    world.push(...entries.map((entry) => ({ documentId, entry })));
  }
  let answers = 0;
  await fc.assert(
    fc.asyncProperty(anyCondition, fc.constantFrom(...ANY_DIRECTIONS), anyText, async (condition, vector, text) => {
      const plan = planFor(workspace, condition);
      const byWords = rankByWords(workspace, condition, text);
      const byVectors = bruteForce(world, condition, vector);
      const ranked = fusedByHand(byWords, byVectors, world, vector);
      for (const index of both) {
        for (const limit of [5, 100]) {
          const found = chunkIdsOf(await index.search(plan, { text, vector }, limit));
          expectBestOf(ranked, found, limit);
        }
      }
      if (byWords.size > 0 && byVectors.length > 0) answers += 1;
    }),
    { numRuns: 60 },
  );
  expect(answers).toBeGreaterThan(15);
});

/** What the index ranks by words, with the scores that never leave it. */
function rankByWords(workspace: string, condition: Condition, text: string): ReadonlyMap<string, number> {
  const searching = openSearching(join(folder, `${workspace}.db`));
  const chunkId = searching.prepare('SELECT chunk_id FROM passage WHERE id = ?').pluck();
  const ranking = searchWords(searching, toSql(condition), text, 100);
  const scores = new Map(ranking.map(({ id, score }) => [chunkId.get(id) as string, score]));
  searching.db.close();
  return scores;
}

/** A passage, when it was put, and how good it is. */
interface Ranked {
  readonly chunkId: string;
  readonly order: number;
  readonly score: number;
}

/** Both scores as shares of the best, added up once more, best first. */
function fusedByHand(
  byWords: ReadonlyMap<string, number>,
  byVectors: readonly string[],
  world: readonly Put[],
  question: Int8Array,
): readonly Ranked[] {
  const best = Math.max(...byWords.values());
  const similarities = new Map(
    world.flatMap(({ entry: { chunkId, vector } }) => (vector ? [[chunkId, cosine(vector, question)] as const] : [])),
  );
  const closest = similarities.get(byVectors[0] ?? '') ?? MODEL.minSimilarity;
  const share = (chunkId: string) => {
    const above = (similarities.get(chunkId) ?? -1) - MODEL.minSimilarity;
    return above > 0 ? above / (closest - MODEL.minSimilarity) : 0;
  };
  return world
    .filter(({ entry: { chunkId } }) => byWords.has(chunkId) || byVectors.includes(chunkId))
    .map(({ entry: { chunkId } }, order) => ({
      chunkId,
      order,
      score: (byWords.get(chunkId) ?? 0) / best + 0.25 * share(chunkId),
    }))
    .sort((one, other) => other.score - one.score || one.order - other.order);
}

/** Sums of the same shares differ by this much at most, by how they are rounded on their way. */
const ROUNDING = 1e-7;

/** The best `limit`, in an order in which only rounding may decide; what is equally good to the last digit goes by what was put first. */
function expectBestOf(ranked: readonly Ranked[], found: readonly string[], limit: number): void {
  const by = new Map(ranked.map((one) => [one.chunkId, one]));
  const best = ranked.slice(0, limit);
  expect(new Set(found).size).toBe(best.length);
  const answered = found.map((chunkId) => by.get(chunkId) ?? { chunkId, order: -1, score: Number.NaN });
  expect(answered.every(({ score }, i) => Math.abs(score - (best[i]?.score ?? Number.NaN)) < ROUNDING)).toBe(true);
  const isInOrder = (one: Ranked, next: Ranked | undefined) => one.score !== next?.score || one.order < next.order;
  expect(answered.every((one, i) => isInOrder(one, answered[i + 1]))).toBe(true);
}

type Change =
  | {
      readonly op: 'put';
      readonly documentId: string;
      readonly passages: readonly { vector: Int8Array | undefined; labels: Labels }[];
    }
  | { readonly op: 'remove'; readonly documentId: string }
  | { readonly op: 'relabel'; readonly documentId: string; readonly labels: Labels }
  | { readonly op: 'clear' };

const anyDocument = fc.constantFrom('document-0', 'document-1', 'document-2');
const putting = fc.record({
  op: fc.constant('put' as const),
  documentId: anyDocument,
  passages: fc.array(fc.record({ vector: anyVector, labels: anyLabels }), { minLength: 1, maxLength: 30 }),
});
const anyChange: fc.Arbitrary<Change> = fc.oneof(
  { arbitrary: putting, weight: 5 },
  {
    arbitrary: fc.record({ op: fc.constant('relabel' as const), documentId: anyDocument, labels: anyLabels }),
    weight: 4,
  },
  { arbitrary: fc.record({ op: fc.constant('remove' as const), documentId: anyDocument }), weight: 2 },
  { arbitrary: fc.record({ op: fc.constant('clear' as const) }), weight: 1 },
);

test('whatever one process does to the file, the next search of another goes by it', async () => {
  const anyStep = fc.record({ change: anyChange, writer: fc.nat(1), vector: fc.constantFrom(...ANY_DIRECTIONS) });
  const isOneOf = (label: keyof Labels, ...values: number[]): Condition => ({ op: 'is-one-of', label, values });
  const conditions: readonly Condition[] = [
    EVERYTHING,
    isOneOf('readers', 0, 1, 2),
    {
      op: 'and',
      all: [
        { op: 'not', not: isOneOf('deniers', 0, 1) },
        { op: 'at-most', label: 'classification', value: 2 },
      ],
    },
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: 8 }), async (steps) => {
      const workspace = freshWorkspace();
      let world: readonly Put[] = [];
      for (const [step, { change, writer, vector }] of steps.entries()) {
        const index = both[writer];
        if (!index) throw new Error('there are two');
        world = await apply(index, workspace, world, change, step);
        for (const condition of conditions) await expectBruteForce(workspace, world, condition, vector);
      }
    }),
    { numRuns: 12 },
  );
});

async function expectBruteForce(workspace: string, world: readonly Put[], condition: Condition, vector: Int8Array) {
  const expected = bruteForce(world, condition, vector);
  for (const index of both) {
    const hits = await index.search(planFor(workspace, condition), inVectors(vector), 100);
    expect(chunkIdsOf(hits)).toEqual(expected);
  }
}

/** Carries out a change, and says what there is after it. */
async function apply(
  index: VectorIndex,
  workspace: string,
  world: readonly Put[],
  change: Change,
  step: number,
): Promise<readonly Put[]> {
  const others = (documentId: string) => world.filter((put) => put.documentId !== documentId);
  switch (change.op) {
    case 'put': {
      const { documentId, passages } = change;
      const entries = passages.map((passage, i) =>
        entryOf(`${documentId}-${step}-${i}`, { ...passage, resourceId: documentId }),
      );
      await index.put(workspace, documentId, 1, entries);
      return [...others(documentId), ...entries.map((entry) => ({ documentId, entry }))];
    }
    case 'remove':
      await index.remove(workspace, change.documentId, 'all');
      return others(change.documentId);
    case 'relabel': {
      const { documentId } = change;
      const { risk: _, score: __, ...labels } = change.labels;
      await index.relabel(workspace, documentId, new Map([[documentId, { labels, attributes: {} }]]));
      return world.map(({ entry, ...put }) => ({
        ...put,
        entry: put.documentId === documentId ? { ...entry, labels: { ...entry.labels, ...labels } } : entry,
      }));
    }
    case 'clear':
      await empty(index);
      return [];
  }
}
