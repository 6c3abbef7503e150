/**
 * What a search costs as the index grows and its filter gets stricter, and whether it finds what brute force finds. The index is asked
 * directly: what brokering adds is the `retrieve` benchmark's to say.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { Condition } from '../entitlements/condition.ts';
import type { Plan } from '../entitlements/plan.ts';
import { whole } from '../src/cli/values.ts';
import type { Scored } from '../src/index/fusion.ts';
import type { EmbeddedQuestion } from '../src/index/port.ts';
import { SqliteIndex } from '../src/index/sqlite/sqlite-index.ts';
import type { Bench } from './bench.ts';
import { IndexFile, searchByHand } from './corpus/index-file.ts';
import { Everything } from './index/brute-force.ts';
import { builtIndex, WORKSPACE } from './index/build.ts';
import { type IndexReport, type Measured, show } from './index/report.ts';
import { conditionFor, type Layout, MODEL, questionOf, SHARES, type Share } from './index/world.ts';
import { thisMachine } from './machine.ts';
import { percentilesOf } from './percentiles.ts';

interface Options {
  readonly passages: readonly number[];
  readonly questions: number;
  readonly json?: true;
}

const K = 10;
const SEARCHERS = 2;
/** Questions that are not timed: they open files and fill caches. */
const WARM_UP = 5;
/** Brute force is tried up to this many passages; beyond, it would take longer than all the rest. */
const MAX_BRUTE_FORCE = 100_000;
/** Plans that are new to the index, of each kind. */
const NEWCOMERS = 20;
/** Questions whose answers are held against brute force. */
const COMPARED = 50;

const CASES: readonly (readonly [Share, Layout])[] = [
  [1, 'scattered'],
  ...SHARES.filter((share) => share < 1).flatMap((share) => [[share, 'scattered'] as const, [share, 'far'] as const]),
];

export const index: Bench = {
  name: 'index',
  summary: 'time, memory and recall of hybrid search, by size and by how much is visible',
  async run(args) {
    const { passages, questions, json } = new Command('index')
      .option('--passages <numbers>', 'sizes, with commas', sizes, [10_000, 100_000])
      .option('--questions <number>', 'questions of each kind', whole(20, 10_000), 200)
      .option('--json', 'print one line of JSON')
      .exitOverride()
      .parse(args, { from: 'user' })
      .opts<Options>();
    const report: IndexReport = { bench: 'index', machine: thisMachine(), k: K, sizes: [] };
    for (const size of passages) report.sizes.push(await measureSize(size, questions));
    process.stdout.write(`${json ? JSON.stringify(report) : show(report)}\n`);
  },
};

function sizes(text: string): readonly number[] {
  return text.split(',').map((one) => {
    const size = Number(one);
    if (!Number.isInteger(size) || size < 1_000 || size > 10_000_000)
      throw new InvalidArgumentError('Write whole numbers from 1000 to 10000000, with commas.');
    return size;
  });
}

/** What brute force needs. */
interface ByHand {
  readonly everything: Everything;
  readonly file: IndexFile;
}

async function measureSize(passages: number, questions: number): Promise<IndexReport['sizes'][number]> {
  const folder = await builtIndex(passages);
  const path = join(folder, `${WORKSPACE}.db`);
  const { size: fileBytes } = await stat(path);
  const byHand =
    passages <= MAX_BRUTE_FORCE ? { everything: new Everything(passages), file: new IndexFile(path) } : undefined;
  const before = process.memoryUsage().rss;
  const opened = await SqliteIndex.open({ folder, searchers: SEARCHERS, model: MODEL });
  try {
    const cases: Measured[] = [];
    for (const [share, layout] of CASES) cases.push(await measureCase(opened, share, layout, questions, byHand));
    return { passages, fileBytes, memoryBytes: process.memoryUsage().rss - before, cases };
  } finally {
    byHand?.file.close();
    await opened.close();
  }
}

async function measureCase(
  opened: SqliteIndex,
  share: Share,
  layout: Layout,
  questions: number,
  byHand: ByHand | undefined,
): Promise<Measured> {
  const usual = planOf(conditionFor(share, layout));
  const timesMs: number[] = [];
  for (let n = 0; n < WARM_UP + questions; n++) {
    const took = await time(opened, usual, questionOf(n, layout));
    if (n >= WARM_UP) timesMs.push(took);
  }
  // Somebody who asks for the first time, or after a change of who may see what.
  const newcomersMs: number[] = [];
  for (let n = 1; n <= NEWCOMERS; n++)
    newcomersMs.push(await time(opened, planOf(conditionFor(share, layout, n)), questionOf(n, layout)));
  return {
    ...{ share, layout, timesMs: percentilesOf(timesMs), newcomersMs: percentilesOf(newcomersMs) },
    ...(byHand && { recall: await compare(opened, byHand, share, layout) }),
  };
}

async function time(opened: SqliteIndex, plan: Plan, question: EmbeddedQuestion): Promise<number> {
  const start = performance.now();
  await opened.search(plan, question, K);
  return performance.now() - start;
}

/** Shares of what brute force finds that the index finds, on average: by vectors alone, and by both. */
async function compare(opened: SqliteIndex, { everything, file }: ByHand, share: Share, layout: Layout) {
  const plan = planOf(conditionFor(share, layout));
  const visible = everything.visible(plan.condition);
  const seen = new Set(visible);
  const found = async (question: EmbeddedQuestion) =>
    (await opened.search(plan, question, K)).map(({ chunkId }) => Number(chunkId));
  let [vectors, hybrid] = [0, 0];
  for (let n = 0; n < COMPARED; n++) {
    const { text, vector } = questionOf(n, layout);
    const byVectors = everything.nearest(visible, vector);
    // Numbers of passages count from 0, and their ids in the file from 1.
    const toNumbers = (ranking: readonly Scored[]) => ranking.map(({ id, score }) => ({ id: id - 1, score }));
    const { byWords, byAnyWord } = file.rank({ text, vector: undefined });
    const rankings = { byWords: toNumbers(byWords), byAnyWord: toNumbers(byAnyWord), byVectors };
    const expected = searchByHand(rankings, (number) => seen.has(number), MODEL.minSimilarity, K);
    vectors += recall(
      await found({ text: '', vector }),
      byVectors.slice(0, K).map(({ id }) => id),
    );
    hybrid += recall(await found({ text, vector }), expected);
  }
  return { vectors: vectors / COMPARED, hybrid: hybrid / COMPARED };
}

const recall = (found: readonly number[], expected: readonly number[]) =>
  expected.filter((number) => found.includes(number)).length / expected.length;

/** Plans are made in one place; the benchmark makes its own, to reach every share. */
const planOf = (condition: Condition) =>
  ({ workspace: WORKSPACE, kind: 'matching', condition }) as unknown as Extract<Plan, { kind: 'matching' }>;
