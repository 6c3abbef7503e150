/**
 * Everything that an index file ranks for a question, with the scores that never leave the index: what brute force over facts starts from.
 */
import { fuse, MIN_DEPTH, type Scored } from '../../src/index/fusion.ts';
import type { EmbeddedQuestion } from '../../src/index/port.ts';
import { openSearching, type Searching } from '../../src/index/sqlite/searching.ts';
import { findNearest } from '../../src/index/sqlite/vectors/exact.ts';
import { ALL } from '../../src/index/sqlite/vectors/sources.ts';
import { anyOf, searchWords, wordsSql } from '../../src/index/sqlite/words.ts';
import { wordsToLookFor } from '../../src/index/words/question.ts';

/** Of everything, best first. */
export interface Rankings {
  readonly byWords: readonly Scored[];
  /** By all words alike, for whom what the rarer ones find is out of reach. */
  readonly byAnyWord: readonly Scored[];
  /** By cosine. */
  readonly byVectors: readonly Scored[];
}

export interface IndexedPassage {
  readonly id: number;
  readonly chunkId: string;
  readonly documentId: string;
}

const EVERYTHING = { sql: 'TRUE', params: [] };

export class IndexFile {
  readonly #searching: Searching;
  readonly passages: readonly IndexedPassage[];

  constructor(path: string) {
    this.#searching = openSearching(path);
    this.passages = this.#searching
      .prepare('SELECT id, chunk_id AS chunkId, document_id AS documentId FROM passage ORDER BY id')
      .all() as IndexedPassage[];
  }

  rank({ text, vector }: EmbeddedQuestion): Rankings {
    const all = this.passages.length;
    const words = wordsToLookFor(text);
    const byAnyWord = words.length === 0 ? [] : this.#searching.prepare(wordsSql('TRUE', 1)).all(anyOf(words), all);
    const nearest = vector === undefined ? [] : findNearest(this.#searching, [ALL], EVERYTHING, vector, all);
    return {
      byWords: searchWords(this.#searching, EVERYTHING, text, all),
      byAnyWord: byAnyWord as Scored[],
      byVectors: nearest.map(([id, distance]) => ({ id, score: 1 - distance })),
    };
  }

  close(): void {
    this.#searching.db.close();
  }
}

/** What a search must find under a filter: each ranking cut to what is visible, and then fused. Ids, best first. */
export function searchByHand(
  { byWords, byAnyWord, byVectors }: Rankings,
  isVisible: (id: number) => boolean,
  minSimilarity: number,
  limit: number,
): readonly number[] {
  const cut = (ranking: readonly Scored[]) => ranking.filter(({ id }) => isVisible(id));
  const rarer = cut(byWords);
  const found = (rarer.length > 0 ? rarer : cut(byAnyWord)).slice(0, MIN_DEPTH);
  const seen = cut(byVectors);
  const near = seen.filter(({ score }) => score >= minSimilarity).slice(0, MIN_DEPTH);
  const nearIds = new Set(near.map(({ id }) => id));
  const foundIds = new Set(found.map(({ id }) => id));
  const others = seen.filter(({ id }) => foundIds.has(id) && !nearIds.has(id));
  return fuse(found, [...near, ...others], minSimilarity, limit);
}
