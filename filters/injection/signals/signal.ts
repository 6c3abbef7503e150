/**
 * What a signal is: one named thing that instructions to a model do and honest documents seldom do.
 * Patterns run on folded text (`filters/fold.ts`): lower case, no Latin accents, single white space. They are linear: no quantifier
 * stands inside another, every gap is bounded. A test runs each over worst cases.
 */

/** Kinds of evidence. Signals of different families support each other; signals of one family mostly repeat each other. */
export type Family =
  | 'override'
  | 'address'
  | 'markup'
  | 'exfiltration'
  | 'secrets'
  | 'concealment'
  | 'persona'
  | 'task'
  | 'answer'
  | 'encoded';

export interface Signal {
  /** Stable kebab-case name; it appears in spans. */
  readonly name: string;
  readonly family: Family;
  /** How much one sighting says by itself, 0 to 1, near its precision on training documents. */
  readonly weight: number;
  /** Global, Unicode. */
  readonly pattern: RegExp;
  /** Letters without which the pattern cannot match; not global. */
  readonly script?: RegExp;
  /** Technical evidence that quoting and teaching do not explain away. */
  readonly isPayload?: boolean;
}

/** Any text within a sentence, line breaks included, since extraction wraps lines. */
export const gap = (max: number): string => `[^.!?;。！？؟।；]{0,${max}}`;

/** A global Unicode pattern from pieces of one. */
export function pattern(...sources: readonly string[]): RegExp {
  return new RegExp(sources.join(''), 'gu');
}

/** Words that name a model in English. */
export const ASSISTANT =
  '(?:a\\.?i\\.?(?: (?:assistant|agent|model|system|bot|reader|tool))?|llm|language model|large language model|chat ?bot|assistant|chatgpt|gpt(?:-?[0-9o.]{1,4})?|copilot|claude|gemini|agent|virtual assistant|automated (?:system|agent|reader))s?';

/** In front of a verb: that it is not told not to be done, as in "do not forget". */
export const NOT_NEGATED = "(?<!\\b(?:not|never|cannot) |n't )";

/** Negation in front of an English verb. */
export const DO_NOT = "(?:do not|don'?t|dont|never|must not|should not|shall not|avoid|refrain from)";
