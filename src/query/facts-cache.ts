/**
 * What was worked out under one state of the facts. Whoever asks names the number of that state, as they read it before everything else:
 * an entry can only be newer than its number says, never older, and what was taken away meanwhile has moved the epoch, under which the
 * record is then refused. Bounded by weight; what was used longest ago goes first. It holds one state: a newer one empties it.
 */
export class FactsCache<T> {
  readonly #maxWeight: number;
  #facts = -1;
  #weight = 0;
  /** In the order of use, the longest ago first. */
  readonly #entries = new Map<string, { readonly value: T; readonly weight: number }>();

  constructor(maxWeight: number) {
    this.#maxWeight = maxWeight;
  }

  /** What is kept under `facts` and `key`. */
  get(facts: number, key: string): T | undefined {
    const found = facts === this.#facts ? this.#entries.get(key) : undefined;
    if (!found) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, found);
    return found.value;
  }

  /** Keeps a value that was worked out after `facts` was read. What is heavier than the whole cache, or of an older state, is not kept. */
  set(facts: number, key: string, value: T, weight: number): void {
    if (facts < this.#facts || weight > this.#maxWeight) return;
    if (facts > this.#facts) this.#clear(facts);
    this.#remove(key);
    this.#entries.set(key, { value, weight });
    this.#weight += weight;
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.#maxWeight) return;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    this.#weight -= this.#entries.get(key)?.weight ?? 0;
    this.#entries.delete(key);
  }

  #clear(facts: number): void {
    this.#facts = facts;
    this.#weight = 0;
    this.#entries.clear();
  }
}
