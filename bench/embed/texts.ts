/**
 * Generated texts for a benchmark of embedders: sentences of English words, frequent ones more often. The same seed, the same texts.
 */
import { randomFrom } from '../corpus/random.ts';

const WORD = /^[a-z]{2,}$/;
const SENTENCE_WORDS = 12;

/** `count` texts of `words` words, of those in a vocabulary that has frequent words first, by Zipf's law. */
export function generateTexts(vocabulary: readonly string[], count: number, words: number, seed: number): string[] {
  const known = vocabulary.filter((token) => WORD.test(token));
  const random = randomFrom(seed);
  const word = () => known[Math.floor(known.length ** random()) - 1] ?? 'the';
  const text = () => {
    const all = Array.from({ length: words }, word);
    const sentences: string[] = [];
    for (let from = 0; from < all.length; from += SENTENCE_WORDS) {
      const sentence = all.slice(from, from + SENTENCE_WORDS).join(' ');
      sentences.push(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`);
    }
    return sentences.join(' ');
  };
  return Array.from({ length: count }, text);
}
