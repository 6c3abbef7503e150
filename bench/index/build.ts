/**
 * Builds an index file of the made-up world, through the index itself, and keeps it for the next run.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Progress } from '../../src/cli/terminal.ts';
import { SqliteIndex } from '../../src/index/sqlite/sqlite-index.ts';
import { MODEL, passage } from './world.ts';

export const WORKSPACE = 'bench';
const PASSAGES_A_DOCUMENT = 500;

/** What a kept file depends on, beside its size. */
const SOURCES = ['bench/index/world.ts', 'bench/index/build.ts', 'src/index/sqlite/schema.ts'];

/** The folder of an index of `passages` passages, which is built first when there is none yet. */
export async function builtIndex(passages: number): Promise<string> {
  const kept = join(tmpdir(), `sluice-bench-index-${await fingerprint(passages)}`);
  if (existsSync(kept)) return kept;
  const draft = `${kept}-draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft);
  const progress = new Progress();
  const index = await SqliteIndex.open({ folder: draft, searchers: 1, model: MODEL });
  try {
    for (let from = 0; from < passages; from += PASSAGES_A_DOCUMENT) {
      const length = Math.min(PASSAGES_A_DOCUMENT, passages - from);
      const entries = Array.from({ length }, (_, i) => passage(from + i));
      await index.put(WORKSPACE, `d${from}`, 1, entries);
      progress.update(`building: ${from + length} of ${passages} passages`);
    }
  } finally {
    progress.clear();
    await index.close();
  }
  await rename(draft, kept);
  return kept;
}

async function fingerprint(passages: number): Promise<string> {
  const hash = createHash('sha256').update(String(passages));
  for (const source of SOURCES) hash.update(await readFile(join(import.meta.dirname, '..', '..', source)));
  return hash.digest('hex').slice(0, 16);
}
