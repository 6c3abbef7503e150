/** What tells words of another language in Latin letters from English ones: words that both share are no evidence among English words. */
import type { Span } from '../../../finding.ts';

const ENGLISH =
  /(?<![\p{L}\p{M}])(?:the|without|will|does|every|any|custom|which|when|of|and|with|for|to|is|are|you|your|this|that|from|role|content|our|has|were|was|use|ones)(?![\p{L}\p{M}])/gu;

/** Names of models that are the same in English. */
const LOAN = /^(?:ai|llm|bot|chatbot|chatgpt|gpt|copilot|claude|gemini|agent|assistant|model|robot)/;

/** Units to either side of a place that say in which language it stands. */
const AROUND = 40;

/** Whether at least `words` of English stand around a place. */
export function isAmongEnglish(text: string, place: Span, words: number): boolean {
  const around = text.slice(Math.max(0, place.start - AROUND), place.end + AROUND);
  return (around.match(ENGLISH)?.length ?? 0) >= words;
}

export function isLoan(text: string, word: Span): boolean {
  return LOAN.test(text.slice(word.start, word.end + 1));
}
