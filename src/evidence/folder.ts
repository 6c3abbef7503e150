/**
 * Evidence on a disk: sealed, one file a piece, named by what it holds. A file is there whole or not at all, and durable when `put`
 * resolves. What belongs to what is the catalogue's to say; a file that no row of it names was left behind and may go.
 */
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../durable-file.ts';
import type { EvidenceKeys } from './keys.ts';
import { type EvidenceOf, open, seal, UnreadableEvidence } from './seal.ts';

const NAME = /^[0-9a-f]{64}$/;

export class EvidenceFolder {
  readonly #root: string;
  readonly #keys: EvidenceKeys;

  constructor(root: string, keys: EvidenceKeys) {
    this.#root = root;
    this.#keys = keys;
  }

  /** Seals and writes a piece, and gives its name. Doing so again changes nothing of what it says. */
  async put(of: EvidenceOf, content: Uint8Array): Promise<string> {
    const { name, bytes } = await seal(this.#keys.current, of, Uint8Array.from(content));
    await writeWhole(this.#root, this.#path(name), bytes);
    return name;
  }

  /** Opens a piece. Throws {@link UnreadableEvidence} when it is missing, damaged, or sealed under a key that is not there. */
  async get(of: EvidenceOf, name: string): Promise<Uint8Array<ArrayBuffer>> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(this.#path(name));
    } catch (cause) {
      throw new UnreadableEvidence('missing', { cause });
    }
    return open(this.#keys, of, { name, bytes: Uint8Array.from(bytes) });
  }

  async remove(name: string): Promise<void> {
    await rm(this.#path(name), { force: true });
  }

  /** Removes what is older than `beforeMs` and was not written to its end, or is not `wanted` any more. */
  async sweep(beforeMs: number, wanted: (name: string) => Promise<boolean>): Promise<void> {
    for (const shard of await readdir(this.#root).catch(() => [])) {
      for (const file of await readdir(join(this.#root, shard)).catch(() => [])) {
        const path = join(this.#root, shard, file);
        const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
        if (mtimeMs >= beforeMs) continue;
        if (!NAME.test(file) || !(await wanted(file))) await rm(path, { force: true });
      }
    }
  }

  #path(name: string): string {
    if (!NAME.test(name)) throw new Error('evidence is named by a hash');
    return join(this.#root, name.slice(0, 2), name);
  }
}
