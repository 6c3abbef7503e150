/**
 * Files that are there whole or not at all, and durable when writing them resolves. Two processes that write the same one at once
 * leave it whole, with the bytes of one of them.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Ends the name of what is being written. */
export const PART = '.part';

/** A name for what is being written to `path`, that nobody else writes to. */
const draftOf = (path: string) => `${path}.${randomUUID()}${PART}`;

/**
 * Writes `bytes` to `path`, in place of what was there, for this user alone. A missing folder is made in `root`. `draft` is where they
 * are until they are whole; a process that dies leaves it behind.
 */
export async function writeWhole(root: string, path: string, bytes: Uint8Array, draft = draftOf(path)): Promise<void> {
  const folder = dirname(path);
  if (await mkdir(folder, { recursive: true })) await syncFolder(root);
  await write(draft, bytes);
  await rename(draft, path);
  await syncFolder(folder);
}

/** Writes `bytes` to `path` unless there is something already: whoever is first wins, and nobody ever sees half of it. */
export async function writeOnce(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = draftOf(path);
  await write(draft, bytes);
  try {
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
  await syncFolder(folder);
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
