/**
 * Codes of all files, as the process holds them for its threads: one copy of each, read by one thread at a time. Nothing is read before a
 * search lacks it.
 */
import type { CodesMemory } from './codes.ts';

/** Reads a file's codes into this memory, or into another where it is of no use. */
type LoadCodes = (path: string, memory: CodesMemory | undefined) => Promise<CodesMemory>;

export class SharedCodes {
  readonly #load: LoadCodes;
  readonly #memory = new Map<string, CodesMemory>();
  readonly #loading = new Map<string, Promise<void>>();

  constructor(load: LoadCodes) {
    this.#load = load;
  }

  of(path: string): CodesMemory | undefined {
    return this.#memory.get(path);
  }

  /** Brings the codes of a file up to it. When that fails the codes stay what they were: a search goes without, or asks again. */
  bringUpToDate(path: string): Promise<void> {
    let loading = this.#loading.get(path);
    if (!loading) {
      loading = this.#load(path, this.#memory.get(path))
        .then((memory) => void this.#memory.set(path, memory))
        .catch(() => undefined)
        .finally(() => this.#loading.delete(path));
      this.#loading.set(path, loading);
    }
    return loading;
  }
}
