/**
 * The search by vectors, whichever way is the shortest: of few passages all are compared; of many those whose codes are close.
 *
 * Guarantees: whatever is found was read from the file under the whole condition, in the same state of it as everything else in one search;
 * what was put, relabelled or removed before that state is found, or not, by what it is now.
 */
import type { Vector } from '../../../embedding/port.ts';
import type { Scored } from '../../fusion.ts';
import type { SqlCondition } from '../membership.ts';
import type { Ranking, Searching } from '../searching.ts';
import type { Codes } from './codes.ts';
import type { Driver } from './driver.ts';
import { findNearest, type Neighbour } from './exact.ts';
import { hasManyGone } from './load-codes.ts';
import { nearestSlots } from './nearest.ts';
import { ALL, after, among, drivenBy } from './sources.ts';
import { type FileState, readState } from './state.ts';
import type { Tuning } from './tuning.ts';
import type { VisibleSet, VisibleSets } from './visible.ts';

interface VectorSearch {
  readonly condition: SqlCondition;
  readonly driver: Driver | undefined;
  readonly vector: Vector;
  /** Cosine distance beyond which a passage is no neighbour. */
  readonly maxDistance: number;
  /** Neighbours asked for. */
  readonly depth: number;
  /** Passages asked for in the end. */
  readonly limit: number;
  readonly codes: Codes | undefined;
}

/** Why nothing was searched, or what was found. */
export type VectorOutcome =
  /** `isBehind`: codes should be read again, when there is time. */
  | { readonly kind: 'found'; readonly ranking: Ranking; readonly isBehind: boolean }
  /** Codes have to be read first. */
  | { readonly kind: 'lacks-codes' }
  /** What is visible has to be looked at first. */
  | { readonly kind: 'unseen'; readonly set: VisibleSet; readonly codes: Codes };

/** Candidates by codes that are compared exactly, for each passage asked for. */
const CANDIDATES_PER_PASSAGE = 100;

/** Share of candidates that are found in the file; with fewer, those that are gone crowd out others that are not. */
const MIN_ALIVE = 0.9;

/** Inside a transaction. With `isPatient` it may answer that something has to be made ready; otherwise it searches whatever it takes. */
export function searchVectors(
  searching: Searching,
  sets: VisibleSets,
  search: VectorSearch,
  tuning: Tuning,
  isPatient: boolean,
): VectorOutcome {
  const state = readState(searching);
  const { driver, condition, vector, depth, codes } = search;
  const driven = driver && drivenBy(searching, driver, tuning.exactUpTo);
  const isSmall = state.vectors <= tuning.exactUpTo;
  const usable = codes?.isOf(state.life) && state.lastId - codes.lastId <= tuning.exactUpTo ? codes : undefined;
  if (driven || isSmall || (!usable && !isPatient)) {
    const neighbours = findNearest(searching, driven ?? [ALL], condition, vector, depth);
    return found(search, neighbours, false);
  }
  if (!usable) return { kind: 'lacks-codes' };
  return searchByCodes(searching, sets, search, usable, state, tuning, isPatient);
}

function searchByCodes(
  searching: Searching,
  sets: VisibleSets,
  search: VectorSearch,
  codes: Codes,
  state: FileState,
  tuning: Tuning,
  isPatient: boolean,
): VectorOutcome {
  const { condition, vector, depth } = search;
  const set = sets.of(condition, codes, state);
  if (isPatient && set.unseen(codes) > tuning.slice) return { kind: 'unseen', set, codes };
  set.look(searching, codes, Number.POSITIVE_INFINITY);
  set.follow(searching, codes, state);

  const slots = set.count <= tuning.exactUpTo ? set.slots() : closest(codes, set, search, tuning);
  const ids = slots.map((slot) => codes.ids[slot] ?? 0);
  const coded = findNearest(searching, [among(ids)], condition, vector, ids.length);
  if (isPatient && ids.length < set.count && coded.length < MIN_ALIVE * ids.length) {
    sets.forget(condition);
    return { kind: 'unseen', set: sets.of(condition, codes, state), codes };
  }
  const later = findNearest(searching, [after(codes.lastId)], condition, vector, depth);
  const neighbours = [...coded, ...later].sort(([id, distance], [other, its]) => distance - its || id - other);
  return found(search, neighbours, state.lastId - codes.lastId > tuning.behindFrom || hasManyGone(codes, state));
}

function closest(
  codes: Codes,
  set: VisibleSet,
  { vector, limit, depth }: VectorSearch,
  { exactUpTo, minCandidates }: Tuning,
): readonly number[] {
  // Who asks for very many has them compared no more generously than who sees few.
  const generous = Math.min(CANDIDATES_PER_PASSAGE * limit, exactUpTo);
  const candidates = Math.max(minCandidates, generous, 2 * depth);
  return nearestSlots(codes.signs, set.bits, vector, candidates);
}

function found(
  { maxDistance, depth }: VectorSearch,
  neighbours: readonly Neighbour[],
  isBehind: boolean,
): VectorOutcome {
  const near = neighbours.filter(([, distance]) => distance <= maxDistance);
  return { kind: 'found', ranking: near.slice(0, depth).map(toScored), isBehind };
}

/** Cosines of these passages, of which none is named twice. */
export function similarityOf(
  searching: Searching,
  condition: SqlCondition,
  vector: Vector,
  ids: readonly number[],
): Ranking {
  if (ids.length === 0) return [];
  return findNearest(searching, [among(ids)], condition, vector, ids.length).map(toScored);
}

const toScored = ([id, distance]: Neighbour): Scored => ({ id, score: 1 - distance });
