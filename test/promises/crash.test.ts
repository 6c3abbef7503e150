/**
 * Processes that bring documents and build the index anew are killed at random moments, from receipt to activation, replacement, erasure and
 * change-over; each time another one finds what was left. On Qdrant's engine requests are lost, repeated and delayed besides.
 * `SLUICE_TEST_KILLS` sets how often; the long form is `npm run test:kill`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../architecture/sources.ts';
import { type Fate, startEngine, WITHOUT_ENGINE } from '../qdrant/engine.ts';
import { openTestBroker } from '../support/broker.ts';
import { callerFor } from '../support/callers.ts';
import { compiledPath } from '../support/compiled.ts';
import type { Plan, Report, Undisturbed } from '../support/crash/messages.ts';
import { describeDocument, faultsIn } from '../support/data-folder.ts';
import { deliveryOf, kinds } from '../support/deliveries.ts';

const KILLS = Number(process.env.SLUICE_TEST_KILLS ?? 4);
const SEED = 20_261_122;
/** A process works this long at most before it is killed from outside: long enough for a few documents. */
const MAX_WORK_MS = 600;
/** Longest time that a process works which is to end at a change-over. */
const MAX_BUILD_MS = 20_000;
/** Steps of storing among which the others end: enough for a document of every kind. */
const MAX_STEPS = 80;

let isDisturbed = false;
const chance = randomFrom(SEED);
/** One request of five does not come through as it should. */
const fate = (): Fate => {
  const lot = isDisturbed ? chance() : 1;
  if (lot < 0.04) return 'drop-request';
  if (lot < 0.08) return 'drop-answer';
  if (lot < 0.12) return 'repeat';
  return lot < 0.2 ? { delayMs: Math.floor(lot * 200) } : 'pass';
};
const engine = await startEngine({ onRequest: fate });
// Hundreds of collections take their time.
afterAll(() => engine?.close(), 120_000);

const expected: Record<string, Undisturbed> = {};

beforeAll(async () => {
  const quiet = await openTestBroker();
  const olga = callerFor('olga');
  for (const kind of await kinds(ROOT)) {
    const marker = `zqundisturbed${Object.keys(expected).length}`;
    const { documentId } = await quiet.broker.ingest(olga, deliveryOf(kind, marker));
    const { results } = await quiet.broker.retrieve(olga, { query: marker, k: 1_000, fold: false });
    const own = results.filter((result) => result.documentId === documentId);
    expected[kind.name] = { ...describeDocument(quiet.folder, documentId), clean: own.length };
  }
  expect(faultsIn(quiet.folder, { settled: true })).toEqual([]);
  await quiet.close();
}, 120_000);

/** Numbers from 0 to 1, the same ones each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Life {
  readonly reports: readonly Report[];
  /** Documents of which the sender was told that they are served. */
  readonly answered: readonly string[];
}

/** One process: it checks, finishes, works, and is killed. */
async function live(plan: Plan, endsAfterMs: number | undefined): Promise<Life> {
  const child: ChildProcess = fork(compiledPath('test/support/crash/child.ts'), [JSON.stringify(plan)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const reports: Report[] = [];
  const gone = once(child, 'exit') as Promise<[number | null, string | null]>;
  const warm = new Promise<void>((resolve) => {
    child.on('message', (message: Report | { type: 'warm' }) =>
      message.type === 'warm' ? resolve() : reports.push(message),
    );
  });
  await Promise.race([warm, gone]);
  isDisturbed = true;
  const timer = endsAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), endsAfterMs);
  const [, signal] = await gone;
  clearTimeout(timer);
  isDisturbed = false;
  expect(signal).toBe('SIGKILL');
  const answered = reports.flatMap((report) => (report.type === 'answered' ? [report.documentId] : []));
  return { reports, answered };
}

test('every document has a kind that is undisturbed: some are served, one is held, one takes several batches', () => {
  const all = Object.values(expected);
  expect(all.filter(({ status }) => status === 'active').length).toBeGreaterThan(5);
  expect(all.filter(({ status }) => status === 'held')).toHaveLength(1);
  expect(Math.max(...all.map(({ clean }) => clean))).toBeGreaterThan(200);
});

describe.each([
  ['the embedded index', undefined],
  ['Qdrant', engine?.url],
] as const)('with %s', (name, qdrant) => {
  const isSkipped = name === 'Qdrant' && engine === undefined;
  test.skipIf(isSkipped)(
    `P7: whatever is accepted is whole, or becomes whole, after each of ${KILLS} kills, nothing is ever half-visible, and what was revoked is not served${isSkipped ? ` (${WITHOUT_ENGINE})` : ''}`,
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'sluice-crash-'));
      const random = randomFrom(SEED);
      const left: Record<string, number> = {};
      const answered: string[] = [];
      const revoked: string[] = [];
      const rebuilt = { anew: 0, resumed: 0 };
      for (let round = 0; round < KILLS; round++) {
        // Every other process is ended at a step of its own, the rest at a time: between steps and in the midst of them.
        const place = random();
        const isTimed = round % 4 < 2;
        // Every tenth ends in the moments between a change-over and what is left to do then, which few of the others meet.
        const isAtChangeOver = round % 10 === 6;
        const life = await live(
          {
            ...{ folder, round, expected, revoked },
            ...(qdrant !== undefined && { qdrant }),
            ...(isAtChangeOver && { endAtChangeOver: true }),
            ...(!isTimed && !isAtChangeOver && { endAtStep: 1 + Math.floor(place * MAX_STEPS) }),
          },
          isAtChangeOver ? MAX_BUILD_MS : isTimed ? place * MAX_WORK_MS : undefined,
        );
        for (const report of life.reports) {
          if (report.type === 'seen') expect.fail(report.what);
          if (report.type === 'revoked') revoked.push(report.documentId);
          if (report.type === 'rebuilt') rebuilt[report.isResumed ? 'resumed' : 'anew'] += 1;
          if (report.type !== 'checked') continue;
          expect(report.faults, `after kill ${round}`).toEqual([]);
          for (const [where, count] of Object.entries(report.left)) left[where] = (left[where] ?? 0) + count;
        }
        answered.push(...life.answered);
      }
      const counts = { answers: answered.length, revoked: revoked.length, ...rebuilt };
      console.log(`${name}, after ${KILLS} kills: ${JSON.stringify({ ...counts, left })}`);
      // The control of the test: kills met documents at work.
      expect(left.accepted, 'kills between acceptance and staging').toBeGreaterThan(0);
      if (KILLS >= 50) {
        expect(left.staged, 'kills between staging and activation').toBeGreaterThan(0);
        expect(left.reindexing, 'kills while an index was built').toBeGreaterThan(0);
        expect(left.settling, 'kills after a change-over').toBeGreaterThan(0);
        expect(rebuilt.resumed, 'builds that were gone on with').toBeGreaterThan(0);
        expect(revoked.length).toBeGreaterThan(0);
      }

      const { broker, resume, close } = await openTestBroker({ folder });
      await resume();
      expect((await broker.auditVerify(callerFor('olga'))).firstBreak).toBeUndefined();
      await close();
      expect(engine?.invalid ?? []).toEqual([]);
      await rm(folder, { recursive: true });
    },
    Math.max(120_000, KILLS * 30_000),
  );
});
