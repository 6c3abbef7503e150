/**
 * Text that is written to be found rather than read: one question over and over, questions without answers, or a phrase that makes up
 * much of a text. Looks at the text alone, in linear time. It is a hint for somebody to look at, never a reason to withhold: a
 * questionnaire of many questions looks the same. A single question before a made-up answer can't be told from an FAQ, and isn't found.
 */

export type StuffingSignal = 'repeated-question' | 'questions-only' | 'repeated-phrase';

/** What was found. Counts alone, no text. */
interface Stuffing {
  readonly signal: StuffingSignal;
  /** How often the question or the phrase stands there; of `questions-only`, how many questions do. */
  readonly count: number;
  /** Of the words of the text, how many belong to it: 0 to 1. */
  readonly share: number;
}

/** Characters that are looked at. */
const MAX_LENGTH = 1 << 20;
/** A question in a table of contents, as a heading, and quoted once is none too many. */
const MIN_REPEATS = 4;
const MIN_REPEATED_SHARE = 0.2;
/** Shorter ones repeat in forms: "Yes or no?" */
const MIN_QUESTION_WORDS = 4;
const MIN_QUESTIONS = 15;
const MIN_QUESTIONS_SHARE = 0.9;
const PHRASE_WORDS = 4;
const MIN_PHRASES = 8;
const MIN_PHRASE_SHARE = 0.35;

/** The signals of a text, in a fixed order, each at most once. */
export function findStuffing(text: string): Stuffing[] {
  const sentences = sentencesOf(text.slice(0, MAX_LENGTH).normalize('NFKC').toLowerCase());
  const total = sentences.reduce((sum, { words }) => sum + words.length, 0);
  if (total === 0) return [];
  const questions = sentences.filter(({ isQuestion, words }) => isQuestion && words.length >= MIN_QUESTION_WORDS);
  return [repeatedQuestion(questions, total), questionsOnly(questions, total), repeatedPhrase(sentences, total)].filter(
    (found) => found !== undefined,
  );
}

interface Sentence {
  readonly words: readonly string[];
  readonly isQuestion: boolean;
}

/** Up to a mark that ends a sentence, or a line's end. */
function sentencesOf(text: string): Sentence[] {
  return (text.match(/[^.!?؟。\n]+[.!?؟。\n]?/gu) ?? [])
    .map((raw) => ({ words: raw.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [], isQuestion: /[?؟]$/u.test(raw) }))
    .filter(({ words }) => words.length > 0);
}

function repeatedQuestion(questions: readonly Sentence[], total: number): Stuffing | undefined {
  const top = mostFrequent(questions.map(({ words }) => words));
  if (top === undefined || top.count < MIN_REPEATS) return undefined;
  return atLeast(MIN_REPEATED_SHARE, {
    signal: 'repeated-question',
    count: top.count,
    share: (top.count * top.words.length) / total,
  });
}

function questionsOnly(questions: readonly Sentence[], total: number): Stuffing | undefined {
  if (questions.length < MIN_QUESTIONS) return undefined;
  const words = questions.reduce((sum, question) => sum + question.words.length, 0);
  return atLeast(MIN_QUESTIONS_SHARE, { signal: 'questions-only', count: questions.length, share: words / total });
}

/** Phrases of four different words without numbers: rows of tables and lines of logs repeat their labels around these. */
function repeatedPhrase(sentences: readonly Sentence[], total: number): Stuffing | undefined {
  const phrases: string[][] = [];
  for (const { words } of sentences) {
    for (let i = 0; i + PHRASE_WORDS <= words.length; i += 1) {
      const phrase = words.slice(i, i + PHRASE_WORDS);
      if (new Set(phrase).size === PHRASE_WORDS && !phrase.some((word) => /\p{N}/u.test(word))) phrases.push(phrase);
    }
  }
  const top = mostFrequent(phrases);
  if (top === undefined || top.count < MIN_PHRASES) return undefined;
  return atLeast(MIN_PHRASE_SHARE, {
    signal: 'repeated-phrase',
    count: top.count,
    share: (top.count * PHRASE_WORDS) / total,
  });
}

const atLeast = (share: number, found: Stuffing): Stuffing | undefined => (found.share >= share ? found : undefined);

/** The list of words that occurs most often, and how often; the first of several. */
function mostFrequent(lists: readonly (readonly string[])[]): { words: readonly string[]; count: number } | undefined {
  const counts = new Map<string, { words: readonly string[]; count: number }>();
  let top: { words: readonly string[]; count: number } | undefined;
  for (const words of lists) {
    const key = words.join(' ');
    const entry = counts.get(key) ?? { words, count: 0 };
    entry.count += 1;
    counts.set(key, entry);
    if (top === undefined || entry.count > top.count) top = entry;
  }
  return top;
}
