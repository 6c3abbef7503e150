/**
 * A corpus takes minutes to build and is the same each time, so it is kept under the system's folder for temporary files.
 * A run works on a copy: what it writes is gone afterwards, and the next run starts from the same state.
 */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Progress } from '../../src/cli/terminal.ts';
import { buildCorpus, type CorpusFacts } from './build.ts';
import type { Shape } from './shape.ts';

/** A data folder of this run alone. */
export interface Corpus {
  readonly folder: string;
  readonly facts: CorpusFacts;
  remove(): Promise<void>;
}

const FACTS_FILE = 'bench.json';

/** What a cached corpus depends on, beside its size. */
const SOURCES = [
  ...['build', 'open-broker', 'probes', 'random', 'texts', 'words'].map((name) => `bench/corpus/${name}.ts`),
  'migrations/meta/_journal.json',
  'src/index/sqlite/schema.ts',
];

/** A copy of the corpus of `chunks` chunks, which is built first when there is none yet. */
export async function openCorpus(chunks: number, shape: Shape): Promise<Corpus> {
  const kept = join(tmpdir(), `sluice-bench-${await fingerprint(chunks, shape)}`);
  const facts = (await readFacts(kept)) ?? (await build(kept, chunks, shape));
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-run-'));
  // The shared memory of a write-ahead log is rebuilt from the log.
  await cp(kept, folder, { recursive: true, filter: (path) => !path.endsWith('-shm') });
  await sync(folder);
  return { folder, facts, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Has the copy written to the disk now, so that no commit that is timed waits for it. */
async function sync(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = await open(join(entry.parentPath, entry.name), 'r+');
    await file.sync();
    await file.close();
  }
}

async function build(kept: string, chunks: number, shape: Shape): Promise<CorpusFacts> {
  const draft = await mkdtemp(join(tmpdir(), 'sluice-bench-draft-'));
  const progress = new Progress();
  try {
    const facts = await buildCorpus(draft, chunks, shape, progress);
    await writeFile(join(draft, FACTS_FILE), JSON.stringify(facts));
    await rename(draft, kept);
    return facts;
  } finally {
    progress.clear();
    await rm(draft, { recursive: true, force: true });
  }
}

async function readFacts(kept: string): Promise<CorpusFacts | undefined> {
  try {
    return JSON.parse(await readFile(join(kept, FACTS_FILE), 'utf8')) as CorpusFacts;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function fingerprint(chunks: number, { source: shape }: Shape): Promise<string> {
  const hash = createHash('sha256').update(String(chunks));
  for (const source of [`bench/${shape}.ts`, ...SOURCES])
    hash.update(await readFile(join(import.meta.dirname, '..', '..', source)));
  return hash.digest('hex').slice(0, 16);
}
