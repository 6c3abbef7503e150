/**
 * Finds in folded text what the words of books say. Phrases are signals by pattern (`phrases.ts`); words are read here: sighted by one trie
 * for all languages (`terms.ts`), weighed within their clauses (`weigh.ts`), and what stands in one place is put together (`joint.ts`).
 */
import type { LanguageBook } from './book.ts';
import { findTargets } from './clause.ts';
import type { Evidence } from './evidence.ts';
import { join } from './joint.ts';
import { compileTerms, type Sighting, type Terms } from './terms.ts';
import { weigh } from './weigh.ts';

export interface WordReader {
  /** Evidence in folded text, in order. */
  find(folded: string): Evidence[];
}

export function createWordReader(books: readonly LanguageBook[]): WordReader {
  let terms: Terms | undefined;
  return {
    find: (folded) => {
      // Built on first use: a host that never scores does not pay for it.
      terms ??= compileTerms(books);
      return read(folded, terms.find(folded));
    },
  };
}

function read(text: string, sightings: readonly Sighting[]): Evidence[] {
  if (sightings.length === 0) return [];
  const targets = findTargets(text);
  const byBook = new Map<LanguageBook, Sighting[]>();
  for (const sighting of sightings) {
    const own = byBook.get(sighting.book);
    if (own === undefined) byBook.set(sighting.book, [sighting]);
    else own.push(sighting);
  }
  return [...byBook]
    .flatMap(([book, own]) => join(weigh({ text, book, sightings: own, targets })))
    .sort((a, b) => a.start - b.start);
}
