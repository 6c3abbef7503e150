/**
 * Changed files of every format through the real sandbox, then washed, cut and scored. Each ends as text or as a refusal; the process
 * that serves stays as it is. `SLUICE_TEST_FUZZ_S` says for how long, `SLUICE_TEST_FUZZ_SEED` makes the same files again, and
 * `SLUICE_TEST_FUZZ_KEEP` names a folder for those that crashed a parser or took long.
 */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { createSignalClassifier } from '../../filters/injection/signal-classifier.ts';
import { chunk, TooManyChunksError } from '../../ingest/chunk.ts';
import { UnreadableDocument } from '../../ingest/formats/format.ts';
import { createSandbox } from '../../ingest/sandbox.ts';
import { sanitize } from '../../ingest/sanitize/sanitize.ts';
import { score } from '../../ingest/score.ts';
import { mutate } from './mutate.ts';
import { randomFrom } from './random.ts';
import { loadSeeds, type Seed } from './seeds.ts';

const MIB = 1024 * 1024;
const LIMITS = { workers: 2, timeoutMs: 10_000, maxRssBytes: 512 * MIB, maxOutputBytes: 16 * MIB };
const SECONDS = Number(process.env.SLUICE_TEST_FUZZ_S ?? 6);
const SEED = Number(process.env.SLUICE_TEST_FUZZ_SEED ?? Date.now() % 1_000_000_000);
const KEEP = process.env.SLUICE_TEST_FUZZ_KEEP;
/** What starting a child may take on a machine that is busy with other tests. */
const START_MS = 20_000;
/** Washing and scoring have no limit of their own: two megabytes must not need one. */
const MAX_WASH_MS = 10_000;
/** What the kernel leaves between the limit and the peak of a child; twice as much where only one look in 50 ms holds it. */
const OVER_LIMIT_BYTES = 512 * MIB;
const SLOW_MS = 3_000;

const classifier = createSignalClassifier();

test(`every changed file ends as text or as a refusal, and the service stays as it is (SLUICE_TEST_FUZZ_SEED=${SEED})`, {
  timeout: (SECONDS + 120) * 1_000,
}, async () => {
  const seeds = await loadSeeds();
  const sandbox = createSandbox(LIMITS);
  const outcomes = new Map<string, number>();
  const slowest = { readMs: 0, washMs: 0 };
  let peakBytes = 0;
  let files = 0;
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakOfChildren());
  }, 100);
  const end = Date.now() + SECONDS * 1_000;
  const before = process.memoryUsage().rss;

  async function one(index: number): Promise<void> {
    const { fileName, bytes } = made(index, seeds);
    const start = performance.now();
    let outcome = 'text';
    let washMs = 0;
    try {
      const extracted = await sandbox.extract({ bytes, fileName });
      const washing = performance.now();
      try {
        await score(chunk(sanitize(extracted)), classifier, { fileName });
      } finally {
        washMs = performance.now() - washing;
      }
    } catch (error) {
      if (!(error instanceof UnreadableDocument || error instanceof TooManyChunksError)) {
        throw new Error(`file ${index} of seed ${SEED} (${fileName}) broke the service`, { cause: error });
      }
      outcome = error instanceof UnreadableDocument ? error.code : 'too-many-chunks';
    }
    const readMs = performance.now() - start - washMs;
    slowest.readMs = Math.max(slowest.readMs, readMs);
    slowest.washMs = Math.max(slowest.washMs, washMs);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const isOdd = readMs + washMs > SLOW_MS || /crashed|memory|timeout/.test(outcome);
    if (isOdd && KEEP !== undefined) {
      const cost = `${outcome}-${Math.round(readMs)}-${Math.round(washMs)}`;
      await writeFile(join(KEEP, `${index}-${cost}-${basename(fileName)}`), bytes);
    }
  }

  async function client(): Promise<void> {
    while (Date.now() < end) {
      files += 1;
      await one(files);
    }
  }

  try {
    await Promise.all([client(), client()]);
  } finally {
    clearInterval(watch);
    await sandbox.close();
  }
  const grownBytes = process.memoryUsage().rss - before;
  const inMib = (bytes: number) => `${Math.round(bytes / MIB)} MiB`;
  console.log(
    `${files} files of seed ${SEED}: ${JSON.stringify(Object.fromEntries(outcomes))}; slowest read ${Math.round(slowest.readMs)} ms, wash ${Math.round(slowest.washMs)} ms; peak of a child ${inMib(peakBytes)}, service grew by ${inMib(grownBytes)}`,
  );
  expect(outcomes.get('text') ?? 0).toBeGreaterThan(0);
  expect(slowest.readMs).toBeLessThan(LIMITS.timeoutMs + START_MS);
  expect(slowest.washMs).toBeLessThan(MAX_WASH_MS);
  expect(peakBytes).toBeLessThan(LIMITS.maxRssBytes + OVER_LIMIT_BYTES);
  expect(grownBytes).toBeLessThan(512 * MIB);
});

function made(index: number, seeds: readonly Seed[]): { fileName: string; bytes: Uint8Array } {
  const random = randomFrom(SEED + index * 7_919);
  const seed = random.pick(seeds);
  const likely = seeds.filter(({ kind }) => kind === seed.kind);
  const other = random.pick(random.below(4) === 0 ? seeds : likely);
  return { fileName: seed.fileName, bytes: mutate(seed.bytes, seed.kind, other.bytes, random) };
}

/** Most that one of this process's children has held, in bytes; nothing where nobody says. */
function peakOfChildren(): number {
  try {
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'latin1')
      .split(' ')
      .filter(Boolean);
    return Math.max(0, ...children.map(peakOf));
  } catch {
    return 0;
  }
}

function peakOf(pid: string): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
