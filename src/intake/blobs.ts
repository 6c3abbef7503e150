/**
 * Original bytes, one file a version of a document. A file is there whole or not at all, and durable when `put` resolves.
 * Files are named by document, version and the version's salt, not by content: two people who bring the same bytes learn nothing
 * of each other, and two versions that compete for the same number never touch each other's bytes.
 */
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PART, writeWhole } from '../durable-file.ts';

const ID = /^[0-9a-f-]{36}$/;
const SALT = /^[0-9a-f]{32}$/;

/** Which version of which document. */
export interface BlobName {
  readonly documentId: string;
  readonly generation: number;
  readonly salt: string;
}

export class BlobFolder {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Writes the bytes, syncs them and the folder that names them. */
  async put(name: BlobName, bytes: Uint8Array): Promise<void> {
    const path = this.#path(name);
    await writeWhole(this.#root, path, bytes, `${path}${PART}`);
  }

  get(name: BlobName): Promise<Uint8Array> {
    return readFile(this.#path(name));
  }

  /** Removes the bytes, and what a process that died had written of them. */
  async remove(name: BlobName): Promise<void> {
    const path = this.#path(name);
    await rm(path, { force: true });
    await rm(`${path}${PART}`, { force: true });
  }

  /** Removes a document's versions before `generation`; all of them when it is absent. */
  async removeAll(documentId: string, generation = Number.POSITIVE_INFINITY): Promise<void> {
    const folder = this.#folder(documentId);
    for (const file of await readdir(folder).catch(() => [])) {
      const name = parse(file);
      if (name?.documentId === documentId && name.generation < generation) await this.remove(name);
    }
  }

  /** Names what is there and older than `beforeMs`, to find what was written for an acceptance that never came. */
  async *list(beforeMs: number): AsyncGenerator<BlobName> {
    for (const shard of await readdir(this.#root).catch(() => [])) {
      for (const file of await readdir(join(this.#root, shard))) {
        const name = parse(file);
        const { mtimeMs } = await stat(join(this.#root, shard, file)).catch(() => ({
          mtimeMs: Number.POSITIVE_INFINITY,
        }));
        if (name && mtimeMs < beforeMs) yield name;
      }
    }
  }

  #folder(documentId: string): string {
    if (!ID.test(documentId)) throw new Error('a blob is named by a document id');
    return join(this.#root, documentId.slice(0, 2));
  }

  #path({ documentId, generation, salt }: BlobName): string {
    if (!SALT.test(salt)) throw new Error('a blob is named by a salt');
    return join(this.#folder(documentId), `${documentId}.${generation}.${salt}`);
  }
}

/** The name behind a file's, whole or partly written. */
function parse(file: string): BlobName | undefined {
  const [documentId = '', generation = '', salt = ''] = file.split('.');
  return ID.test(documentId) && SALT.test(salt) ? { documentId, generation: Number(generation), salt } : undefined;
}
