/**
 * Reads codes from a file into shared memory, a slice at a time: on 1,000,000 vectors it takes seconds, and others want to search.
 */
import { setImmediate } from 'node:timers/promises';
import type { EmbeddingModel } from '../../../embedding/port.ts';
import type { Searching } from '../searching.ts';
import { Codes, type CodesMemory } from './codes.ts';
import { requireModel } from './model.ts';
import { type FileState, readState } from './state.ts';

/** Share of codes whose passages are gone from which on they are read anew. */
const MAX_GONE = 0.25;

const SELECT = 'SELECT id, direction FROM vector WHERE id > ? ORDER BY id LIMIT ?';

/** Whether so many passages are gone that codes should be made anew. There may be more of them than can be told by counting. */
export function hasManyGone(codes: Codes, { vectors }: FileState): boolean {
  return codes.count - vectors > MAX_GONE * codes.count;
}

/** Brings codes up to the file, or makes them where there are none, or none of use. What it returns may be memory of its own. */
export async function loadCodes(
  searching: Searching,
  model: EmbeddingModel,
  memory: CodesMemory | undefined,
  slice: number,
): Promise<CodesMemory> {
  let codes = memory && new Codes(memory);
  const loadSlice = searching.db.transaction((): Codes | undefined => {
    requireModel(searching.prepare, model);
    const state = readState(searching);
    if (!codes?.isOf(state.life) || hasManyGone(codes, state)) {
      codes = Codes.empty(state.vectors, model.dimension, state.life);
    }
    const rows = searching.prepare(SELECT).raw().all(codes.lastId, slice) as [id: number, direction: Uint8Array][];
    const needed = codes.count + rows.length;
    if (needed > codes.capacity) codes = codes.grown(needed);
    codes.append(rows.map(([id, direction]) => [id, asSigned(direction)]));
    return rows.length < slice ? codes : undefined;
  });
  for (;;) {
    const loaded = loadSlice();
    if (loaded) return loaded.memory;
    await setImmediate();
  }
}

const asSigned = ({ buffer, byteOffset, length }: Uint8Array) => new Int8Array(buffer, byteOffset, length);
