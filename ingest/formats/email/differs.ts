/**
 * Whether a text that is not shown says something that the shown one does not. Compared by words, three at a time: layout, link lists
 * and the marks of converters do not count. A hint to open the mail elsewhere, which every sender's template has, does not count either.
 */

/** Words of a sentence that says something, not of a greeting. */
const MIN_WORDS = 6;
/** Share of a sentence's triples, or of its words, that the shown text must have for the sentence to be known. */
const KNOWN_TRIPLES = 0.4;
const KNOWN_WORDS = 0.8;

const WORD = /[\p{L}\p{N}]+/gu;
const ADDRESS = /(?:https?:\/\/|www\.|mailto:)\S+|\S+@\S+/gi;
const SENTENCE_END = /(?<=[.!?…。！？])\s+|\n\s*\n|\n(?=\s*(?:[-*•>|]|\d+[.)]))/;
/** What templates say to those who see no HTML, or about the mail itself. */
const HINT =
  /\b(?:browser|html|unsubscribe|online version|web version|view (?:this|it|the)|abmelden|abbestellen|newsletter|désabonner|navigateur)\b/i;

export interface Differences {
  /** Sentences of their own, in a text that otherwise says the same. */
  readonly added: readonly string[];
  /** Everything else that the shown text does not have: hints, greetings, other words for the whole. */
  readonly other: readonly string[];
}

/** What `unseen` says and `shown` does not. */
export function differences(unseen: string, shown: string): Differences {
  const words = wordsOf(shown);
  const known = new Set(words);
  const triples = new Set(triplesOf(words));
  const sentences = unseen.split(SENTENCE_END).filter((sentence) => wordsOf(sentence).length > 0);
  const news = sentences.filter((sentence) => {
    const own = wordsOf(sentence);
    return share(triplesOf(own), triples) < KNOWN_TRIPLES && share(own, known) < KNOWN_WORDS;
  });
  // Where most is said in other words, the sender wrote two texts.
  const isVersion = news.length <= sentences.length / 2;
  const isAdded = (sentence: string): boolean =>
    isVersion && wordsOf(sentence).length >= MIN_WORDS && !HINT.test(sentence);
  const trimmed = news.map((sentence) => ({ text: sentence.trim(), isAdded: isAdded(sentence) }));
  return {
    added: trimmed.filter((one) => one.isAdded).map((one) => one.text),
    other: trimmed.filter((one) => !one.isAdded).map((one) => one.text),
  };
}

function wordsOf(text: string): string[] {
  return text.replace(ADDRESS, ' ').toLowerCase().match(WORD) ?? [];
}

function triplesOf(words: readonly string[]): string[] {
  return words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`);
}

function share(own: readonly string[], known: ReadonlySet<string>): number {
  return own.length === 0 ? 0 : own.filter((one) => known.has(one)).length / own.length;
}
