/**
 * `npm run bench -- audit`: how long the record of a decision takes to be durable while another process takes documents in at full
 * speed, and for how long the event loop of the answering process ever stood still.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { verifyChain } from '../src/catalog/ledger.ts';
import { type Host, openHost } from '../src/hosts/node.ts';
import { readSettings } from '../src/hosts/settings.ts';
import { Problem } from '../src/problem.ts';
import type { Bench } from './bench.ts';
import { type Machine, thisMachine } from './machine.ts';
import { type Percentiles, percentilesOf } from './percentiles.ts';

interface Loaded {
  readonly documents: number;
  readonly passages: number;
  readonly failed: number;
}

interface Result {
  readonly machine: Machine;
  readonly seconds: number;
  /** What the other process took in meanwhile. */
  readonly load: Loaded;
  readonly decisions: number;
  /** Refusals by code: there should be none. */
  readonly refused: Readonly<Record<string, number>>;
  /** Of appending a decision to the log, durably, in milliseconds. */
  readonly recordMs: Percentiles & { readonly max: number };
  /** Of a bare write of one page with a sync, in turn with the answers: what the disk and the processor leave to anybody. */
  readonly bareSyncMs: Percentiles & { readonly max: number };
  /** Of a whole answer. */
  readonly answerMs: Percentiles & { readonly max: number };
  readonly longestStallMs: number;
  readonly chainIsWhole: boolean;
}

/** Between two questions, so that answering is a share of the work and not all of it. */
const PAUSE_MS = 2;
const WARM_UP_ANSWERS = 20;
const PAGE = new Uint8Array(4_096);

const withMax = (timesMs: readonly number[]) => ({ ...percentilesOf(timesMs), max: Math.max(...timesMs) });

async function measure(seconds: number): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-audit-'));
  const child = fork(fileURLToPath(new URL('./audit/ingesting-child.ts', import.meta.url)), [folder]);
  await once(child, 'message');
  const host = await openHost(readSettings({ SLUICE_DATA: folder, SLUICE_LOG_LEVEL: 'silent', SLUICE_SEARCHERS: '1' }));
  try {
    const answered = await answer(host, seconds);
    const told = once(child, 'message') as Promise<[Loaded]>;
    child.send('stop');
    const [load] = await told;
    const { firstBreak } = await verifyChain(host.catalog);
    return { machine: thisMachine(), seconds, load, ...answered, chainIsWhole: firstBreak === undefined };
  } finally {
    child.kill();
    await host.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function answer(host: Host, seconds: number) {
  const token = await host.localIssuer?.mint({
    user: 'loader',
    scopes: ['retrieve'],
    ttlSeconds: 3_600,
    workspace: 'main',
  });
  const caller = await host.verify(token ?? '');
  const recordsMs = timeRecords(host);
  const answersMs: number[] = [];
  const refused: Record<string, number> = {};
  const bareSyncsMs: number[] = [];
  const beside = await open(join(host.settings.dataFolder, 'beside'), 'w');
  const sync = async (): Promise<void> => {
    const start = performance.now();
    await beside.write(PAGE, 0, PAGE.length, bareSyncsMs.length * PAGE.length);
    await beside.datasync();
    bareSyncsMs.push(performance.now() - start);
  };
  const ask = async (n: number): Promise<void> => {
    const start = performance.now();
    try {
      await host.broker.retrieve(caller, { query: `quay crate ${n % 97}`, k: 8 });
      answersMs.push(performance.now() - start);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused[error.code] = (refused[error.code] ?? 0) + 1;
    }
  };

  for (let n = 0; n < WARM_UP_ANSWERS; n++) await ask(n);
  for (const times of [recordsMs, answersMs]) times.length = 0;
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const until = performance.now() + seconds * 1_000;
  for (let n = 0; performance.now() < until; n++) {
    await ask(n);
    await sync();
    await sleep(PAUSE_MS);
  }
  loop.disable();
  await beside.close();
  return {
    decisions: recordsMs.length,
    refused,
    recordMs: withMax(recordsMs),
    bareSyncMs: withMax(bareSyncsMs),
    answerMs: withMax(answersMs),
    longestStallMs: loop.max / 1e6,
  };
}

/** Times every commit of a decision, where the product makes it. */
function timeRecords({ catalog }: Host): number[] {
  const timesMs: number[] = [];
  const { store } = catalog;
  const commit = store.commit.bind(store);
  store.commit = async (batch) => {
    const start = performance.now();
    try {
      return await commit(batch);
    } finally {
      if (batch.events?.some(({ kind }) => kind.startsWith('decision.'))) timesMs.push(performance.now() - start);
    }
  };
  return timesMs;
}

const ms = (value: number) => value.toFixed(1).padStart(8);

function table(result: Result): string {
  const { load, decisions, seconds, recordMs, bareSyncMs, answerMs, longestStallMs, refused, chainIsWhole } = result;
  const line = (name: string, { p50, p95, p99, max }: Result['recordMs']) =>
    `${name.padEnd(22)}${[p50, p95, p99, max].map(ms).join('')}`;
  return [
    `${decisions} decisions in ${seconds} s beside ${load.documents} documents (${load.passages} passages) of another process`,
    '',
    `${'milliseconds'.padEnd(22)}${['p50', 'p95', 'p99', 'max'].map((name) => name.padStart(8)).join('')}`,
    line('record, durable', recordMs),
    line('bare write and sync', bareSyncMs),
    line('whole answer', answerMs),
    '',
    `longest stall of the event loop: ${longestStallMs.toFixed(1)} ms`,
    `refused: ${JSON.stringify(refused)}; failed documents: ${load.failed}; the chain is ${chainIsWhole ? 'whole' : 'broken'}`,
  ].join('\n');
}

export const audit: Bench = {
  name: 'audit',
  summary: 'how long a record takes while another process takes documents in',
  async run(args) {
    const program = new Command('audit')
      .option('--seconds <number>', 'how long to measure', '20')
      .option('--json', 'print one line of JSON')
      .exitOverride()
      .parse(args, { from: 'user' });
    const { seconds, json } = program.opts<{ seconds: string; json?: true }>();
    const result = await measure(Math.max(1, Number(seconds)));
    process.stdout.write(`${json ? JSON.stringify(result) : table(result)}\n`);
  },
};
