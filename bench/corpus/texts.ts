/**
 * Documents of the made-up language: paragraphs that the way in makes one chunk each. Counts in how many chunks each word
 * stands, since a benchmark that asks for rare and common words has to know them.
 */
import { TARGET_CHUNK_LENGTH } from '../../ingest/chunk.ts';
import { VOCABULARY, wordAt, zipfRanks } from './words.ts';

const MIN_SENTENCE_WORDS = 6;
const MAX_SENTENCE_WORDS = 24;

/** Writes chunks, and knows afterwards how many hold each word. */
export class Writer {
  readonly #random: () => number;
  readonly #nextRank: () => number;
  readonly #words = Array.from({ length: VOCABULARY }, (_, rank) => wordAt(rank));
  readonly #lastChunk = new Int32Array(VOCABULARY);
  readonly #frequency = new Int32Array(VOCABULARY);
  #chunks = 0;

  constructor(random: () => number) {
    this.#random = random;
    this.#nextRank = zipfRanks(random);
  }

  /** A document of `chunks` paragraphs, each a little longer than what the way in gathers into one chunk. */
  document(chunks: number): string {
    return Array.from({ length: chunks }, () => this.#paragraph()).join('\n\n');
  }

  /** How many chunks hold each word, by the word's rank. */
  get chunkFrequency(): Int32Array {
    return this.#frequency;
  }

  #paragraph(): string {
    this.#chunks += 1;
    let text = '';
    while (text.length <= TARGET_CHUNK_LENGTH) text += `${text === '' ? '' : ' '}${this.#sentence()}`;
    return text;
  }

  #sentence(): string {
    const length = MIN_SENTENCE_WORDS + Math.floor(this.#random() * (MAX_SENTENCE_WORDS - MIN_SENTENCE_WORDS + 1));
    const text = Array.from({ length }, () => this.#word()).join(' ');
    return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
  }

  #word(): string {
    const rank = this.#nextRank();
    if (this.#lastChunk[rank] !== this.#chunks) {
      this.#lastChunk[rank] = this.#chunks;
      this.#frequency[rank] = (this.#frequency[rank] ?? 0) + 1;
    }
    return this.#words[rank] ?? '';
  }
}
