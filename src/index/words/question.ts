/** The words that a question looks for. They have nothing in them but letters, digits, marks and the dot between two numbers. */
import { questionWords } from './segment.ts';
import { STOP_WORDS } from './stop-words.ts';

/** Distinct words of a question that are looked for. More would cost time and find nothing better. */
const MAX_WORDS = 64;

/** Distinct words, in their order. Stop words are looked for where there are no others. */
export function wordsToLookFor(question: string): readonly string[] {
  const words = [...new Set(questionWords(question))];
  const telling = words.filter((word) => !STOP_WORDS.has(word));
  return (telling.length > 0 ? telling : words).slice(0, MAX_WORDS);
}
