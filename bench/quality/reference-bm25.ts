/**
 * BM25 by the book, as a check of the harness: k1 = 0.9, b = 0.4 and the inverse document frequency of Lucene, over the words of title and
 * text as SQLite's `porter unicode61` cuts and stems them, without Lucene's English stop words. It has nothing from the product.
 */
import Database from 'better-sqlite3';
import type { Collection } from './collection.ts';

const K1 = 0.9;
const B = 0.4;
const STOP_WORDS = new Set(
  'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with'.split(
    ' ',
  ),
);

interface Posting {
  readonly document: number;
  readonly frequency: number;
}

/** Ids of the best `limit` documents for every query of the collection, in the order of its queries. */
export function referenceBm25({ documents, queries }: Collection, limit: number): readonly (readonly string[])[] {
  const bags = bagsOf(documents.map(({ title, text }) => `${title} ${text}`));
  const lengths = bags.map((bag) => [...bag.values()].reduce((sum, frequency) => sum + frequency, 0));
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const postings = new Map<string, Posting[]>();
  for (const [document, bag] of bags.entries()) {
    for (const [word, frequency] of bag) {
      const ofWord = postings.get(word);
      if (ofWord) ofWord.push({ document, frequency });
      else postings.set(word, [{ document, frequency }]);
    }
  }
  return bagsOf(queries.map(({ text }) => text)).map((words) => {
    const scores = new Map<number, number>();
    for (const word of words.keys()) {
      const found = postings.get(word) ?? [];
      const rarity = Math.log(1 + (documents.length - found.length + 0.5) / (found.length + 0.5));
      for (const { document, frequency } of found) {
        const length = 1 - B + (B * (lengths[document] ?? 0)) / meanLength;
        scores.set(document, (scores.get(document) ?? 0) + (rarity * frequency * (K1 + 1)) / (frequency + K1 * length));
      }
    }
    const ranked = [...scores].sort(([one, score], [other, otherScore]) => otherScore - score || one - other);
    return ranked.slice(0, limit).map(([document]) => documents[document]?.id ?? '');
  });
}

/** How often each word stands in each text. */
function bagsOf(texts: readonly string[]): readonly ReadonlyMap<string, number>[] {
  const db = new Database(':memory:');
  db.exec(`CREATE VIRTUAL TABLE text USING fts5 (body, content = '', tokenize = 'porter unicode61');
    CREATE VIRTUAL TABLE word USING fts5vocab (text, instance);`);
  const insert = db.prepare('INSERT INTO text (rowid, body) VALUES (?, ?)');
  db.transaction(() => {
    for (const [i, text] of texts.entries()) insert.run(i, text);
  })();
  const bags = texts.map(() => new Map<string, number>());
  for (const row of db.prepare('SELECT doc, term FROM word').iterate()) {
    const { doc, term } = row as { doc: number; term: string };
    if (!STOP_WORDS.has(term)) bags[doc]?.set(term, (bags[doc]?.get(term) ?? 0) + 1);
  }
  db.close();
  return bags;
}
