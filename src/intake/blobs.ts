/**
 * Original bytes, one file a version of a document. A file is there whole or not at all, and durable when `put` resolves.
 * Files are named by document and version, not by content: two people who bring the same bytes learn nothing of each other.
 */
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const ID = /^[0-9a-f-]{36}$/;

export class BlobFolder {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Writes the bytes, syncs them and the folder that names them. */
  async put(documentId: string, generation: number, bytes: Uint8Array): Promise<void> {
    const path = this.#path(documentId, generation);
    const folder = dirname(path);
    if (await mkdir(folder, { recursive: true })) await syncFolder(this.#root);
    const file = await open(`${path}.part`, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
    await syncFolder(folder);
  }

  get(documentId: string, generation: number): Promise<Uint8Array> {
    return readFile(this.#path(documentId, generation));
  }

  async remove(documentId: string, generation: number): Promise<void> {
    await rm(this.#path(documentId, generation), { force: true });
  }

  /** Removes all versions of a document but those in `keep`. */
  async removeAll(documentId: string, keep: readonly number[] = []): Promise<void> {
    const folder = dirname(this.#path(documentId, 0));
    const kept = new Set(keep.map((generation) => `${documentId}.${generation}`));
    for (const name of await readdir(folder).catch(() => [])) {
      if (name.startsWith(documentId) && !kept.has(name)) await rm(join(folder, name), { force: true });
    }
  }

  /** Names what is there and older than `beforeMs`, to find what was written for an acceptance that never came. */
  async *list(beforeMs: number): AsyncGenerator<{ documentId: string; generation: number }> {
    for (const shard of await readdir(this.#root).catch(() => [])) {
      for (const name of await readdir(join(this.#root, shard))) {
        const [documentId = '', generation = ''] = name.replace(/\.part$/, '').split('.');
        const { mtimeMs } = await stat(join(this.#root, shard, name)).catch(() => ({
          mtimeMs: Number.POSITIVE_INFINITY,
        }));
        if (ID.test(documentId) && mtimeMs < beforeMs) yield { documentId, generation: Number(generation) };
      }
    }
  }

  #path(documentId: string, generation: number): string {
    if (!ID.test(documentId)) throw new Error('a blob is named by a document id');
    return join(this.#root, documentId.slice(0, 2), `${documentId}.${generation}`);
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
