/**
 * Index files as wholes: those of a folder, and one that takes another's place.
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { EmbeddingModel } from '../../embedding/port.ts';
import { isUsable } from './schema.ts';

const SUFFIX = '.db';
/** Longest wait for those who write to the file that is replaced. */
const LOCKED_MS = 30_000;
const RETRY_MS = 20;

/** Names of the workspaces that have a file in the folder. */
export async function workspacesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));
}

/**
 * A folder in which files are built. Those that are there and can be gone on with stay, unless `restart` says otherwise: then, or where one
 * of them can't, all are thrown away. Whether any stayed.
 */
export async function prepareFolder(folder: string, model: EmbeddingModel, restart: boolean): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const there = await workspacesIn(folder);
  if (!restart && there.every((workspace) => isUsable(join(folder, `${workspace}${SUFFIX}`), model)))
    return there.length > 0;
  await rm(folder, { recursive: true });
  await mkdir(folder, { mode: 0o700 });
  return false;
}

/**
 * Writes what the file at `by` holds over the file at `path`, in one transaction: who has that open reads the old state or the new. Throws
 * when somebody writes to it all the time.
 */
export async function replaceFile(path: string, by: string): Promise<void> {
  const from = new Database(by, { fileMustExist: true });
  try {
    const life = lifeOf(from);
    const end = performance.now() + LOCKED_MS;
    while (performance.now() < end) {
      // All pages in one step: between steps others could write to either file, and it would begin anew.
      await from.backup(path, { progress: () => Number.MAX_SAFE_INTEGER });
      // It ends as if it were done, with nothing written, where the file is locked.
      if (lifeAt(path)?.equals(life)) return;
      await delay(RETRY_MS);
    }
    throw new Error('the index file is written to all the time');
  } finally {
    from.close();
  }
}

const lifeOf = (db: Database.Database) => db.prepare('SELECT life FROM file').pluck().get() as Buffer;

function lifeAt(path: string): Buffer | undefined {
  const db = new Database(path, { readonly: true, timeout: 5_000 });
  try {
    return lifeOf(db);
  } catch {
    // A file of another version, which has no such table.
    return undefined;
  } finally {
    db.close();
  }
}
