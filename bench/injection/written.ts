/**
 * Attacks that were written by hand, each in other words and in other languages, in a passage of the same language that is innocent without it.
 */
import paraphrases from '../../test/corpus/evasions/paraphrases.json' with { type: 'json' };
import translations from '../../test/corpus/evasions/translations.json' with { type: 'json' };
import type { Placed } from './carriers.ts';

export interface Written {
  readonly id: string;
  readonly language: string;
  readonly attack: Placed;
}

const ENGLISH = 'en';

/** The attacks as they are, in English. */
export function plainAttacks(): readonly Written[] {
  return paraphrases.map(({ id, text }) => ({ id, language: ENGLISH, attack: within(ENGLISH, text) }));
}

/** Each in other words, several times. */
export function paraphrasedAttacks(): readonly Written[] {
  return paraphrases.flatMap(({ id, paraphrases: others }) =>
    others.map((text) => ({ id, language: ENGLISH, attack: within(ENGLISH, text) })),
  );
}

/** Each in other languages. */
export function translatedAttacks(): readonly Written[] {
  return translations
    .filter(({ language }) => language !== ENGLISH)
    .flatMap(({ language, attacks }) =>
      attacks.map(({ id, text }) => ({ id, language, attack: within(language, text) })),
    );
}

/** The passages without an attack. */
export function innocentPassages(): readonly string[] {
  return translations.map(({ before, after }) => `${before}\n\n${after}`);
}

/** `text` in the passage of a language. */
export function within(language: string, text: string): Placed {
  const passage = translations.find((one) => one.language === language);
  if (passage === undefined) throw new Error(`there is no passage in the language ${language}`);
  const start = passage.before.length + 2;
  return { text: `${passage.before}\n\n${text}\n\n${passage.after}`, start, end: start + text.length };
}
