/**
 * What is visible under a condition, as a bit for each slot of the codes. To hold a condition against a million passages takes longer than
 * to search among them, so it is kept, and follows the file: passages that were put since are added, and those that were relabelled since
 * are looked at again. Passages that are gone stay in it, and are noticed when they are looked up.
 *
 * INVARIANT: it grants nothing. What is found by it is looked up in the file under the whole condition; a wrong bit costs a passage at most.
 */
import { createHash } from 'node:crypto';
import type { SqlCondition } from '../membership.ts';
import type { Searching } from '../searching.ts';
import type { Codes } from './codes.ts';
import type { FileState } from './state.ts';

/** Conditions that are kept for a file: 125 kB each on 1,000,000 passages. */
const MAX_KEPT = 32;

export class VisibleSet {
  readonly layout: number;
  readonly #condition: SqlCondition;
  #relabelled: number;
  /** Slots that were looked at, from the first. */
  #seen = 0;
  #bits = new Uint32Array(0);
  #count = 0;

  constructor(condition: SqlCondition, codes: Codes, state: FileState) {
    this.layout = codes.layout;
    this.#condition = condition;
    this.#relabelled = state.relabelled;
  }

  /** Slots that are visible. */
  get count(): number {
    return this.#count;
  }

  get bits(): Uint32Array {
    return this.#bits;
  }

  /** Slots that were not looked at yet. */
  unseen(codes: Codes): number {
    return codes.count - this.#seen;
  }

  /** Looks at the next slots, this many at most. */
  look(searching: Searching, codes: Codes, atMost: number): void {
    const end = Math.min(codes.count, this.#seen + atMost);
    if (end <= this.#seen) return;
    this.#makeRoom(codes);
    const ids = searching
      .prepare(
        `SELECT l.id FROM label l NOT INDEXED LEFT JOIN passage p ON p.id = l.id
        WHERE l.id BETWEEN ? AND ? AND ${this.#condition.sql} ORDER BY l.id`,
      )
      .pluck()
      .all(codes.ids[this.#seen], codes.ids[end - 1], ...this.#condition.params) as number[];
    let slot = this.#seen;
    for (const id of ids) {
      while (slot < end && (codes.ids[slot] ?? 0) < id) slot += 1;
      // What has no vector has no slot.
      if (codes.ids[slot] === id) this.#set(slot, true);
    }
    this.#seen = end;
  }

  /** Looks again at what was relabelled since. */
  follow(searching: Searching, codes: Codes, state: FileState): void {
    if (state.relabelled === this.#relabelled) return;
    this.#makeRoom(codes);
    const rows = searching
      .prepare(
        `SELECT l.id, (${this.#condition.sql}) IS TRUE FROM label l INDEXED BY label_by_touched
        LEFT JOIN passage p ON p.id = l.id WHERE l.touched > 0 AND l.touched > ?`,
      )
      .raw()
      .all(...this.#condition.params, this.#relabelled) as [id: number, isVisible: number][];
    for (const [id, isVisible] of rows) {
      const slot = codes.slotOf(id);
      if (slot !== undefined) this.#set(slot, isVisible === 1);
    }
    this.#relabelled = state.relabelled;
  }

  /** All that are visible. */
  slots(): number[] {
    const slots: number[] = [];
    for (const [i, word] of this.#bits.entries()) {
      for (let left = word; left !== 0; left &= left - 1) slots.push(i * 32 + 31 - Math.clz32(left & -left));
    }
    return slots;
  }

  #set(slot: number, isVisible: boolean): void {
    const word = this.#bits[slot >>> 5] ?? 0;
    const bit = 1 << (slot & 31);
    if (((word & bit) !== 0) === isVisible) return;
    this.#bits[slot >>> 5] = word ^ bit;
    this.#count += isVisible ? 1 : -1;
  }

  #makeRoom({ capacity }: Codes): void {
    const words = Math.ceil(capacity / 32);
    if (this.#bits.length >= words) return;
    const bits = new Uint32Array(words);
    bits.set(this.#bits);
    this.#bits = bits;
  }
}

/** What is visible in one file under the conditions that were last asked for. */
export class VisibleSets {
  readonly #sets = new Map<string, VisibleSet>();

  /** The set of a condition, of these codes; an empty one when there is none yet. */
  of(condition: SqlCondition, codes: Codes, state: FileState): VisibleSet {
    const key = keyOf(condition);
    const kept = this.#sets.get(key);
    const set = kept?.layout === codes.layout ? kept : new VisibleSet(condition, codes, state);
    // What was asked for last stands last.
    this.#sets.delete(key);
    this.#sets.set(key, set);
    const [oldest] = this.#sets.keys();
    if (this.#sets.size > MAX_KEPT && oldest !== undefined) this.#sets.delete(oldest);
    return set;
  }

  forget(condition: SqlCondition): void {
    this.#sets.delete(keyOf(condition));
  }
}

function keyOf({ sql, params }: SqlCondition): string {
  const hash = createHash('sha256').update(sql);
  // Each with its length, so that no two lists of parameters read alike.
  for (const param of params) {
    const bytes = typeof param === 'object' ? param : String(param);
    hash.update(`\n${typeof param} ${bytes.length} `).update(bytes);
  }
  return hash.digest('base64');
}
