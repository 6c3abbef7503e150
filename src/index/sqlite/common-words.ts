/**
 * Which words of a question are so common that what has no other word of it is not worth finding. Walking through their passages is what
 * makes a search slow, and they hardly tell one passage from another.
 *
 * In a small index no word is common: there, nothing would be gained, and words of the trade stand in every tenth passage.
 */
import type { Searching } from './searching.ts';

/** A common word stands in more than this share of all passages, and in more than so many. */
const COMMON_SHARE = 0.1;
const MIN_COMMON = 5_000;
/** Words whose count is kept; beyond, all are counted anew. */
const MAX_KEPT = 10_000;

/** Counts that hold in one state of the file. */
interface Kept {
  version: unknown;
  readonly isCommon: Map<string, boolean>;
}

const keptOf = new WeakMap<Searching, Kept>();

/** Tells whether a word is common in the file as it is now. */
export function commonIn(searching: Searching): (word: string) => boolean {
  const passages = searching.prepare('SELECT vectors FROM file').pluck().get() as number;
  const limit = Math.floor(passages * COMMON_SHARE);
  if (limit < MIN_COMMON) return () => false;
  const { isCommon } = keptIn(searching);
  // Stops as soon as it is known: a count through `fts5vocab` goes through all, and does not know stems.
  const beyond = searching.prepare('SELECT 1 FROM words WHERE words MATCH ? LIMIT 1 OFFSET ?').pluck();
  return (word) => {
    const known = isCommon.get(word);
    if (known !== undefined) return known;
    const counted = beyond.get(`"${word}"`, limit) !== undefined;
    isCommon.set(word, counted);
    return counted;
  };
}

function keptIn(searching: Searching): Kept {
  let kept = keptOf.get(searching);
  if (!kept) {
    kept = { version: undefined, isCommon: new Map() };
    keptOf.set(searching, kept);
  }
  const version = searching.db.pragma('data_version', { simple: true });
  if (version !== kept.version || kept.isCommon.size > MAX_KEPT) {
    kept.isCommon.clear();
    kept.version = version;
  }
  return kept;
}
