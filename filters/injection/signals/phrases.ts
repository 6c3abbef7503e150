/** The signals made of the language tables: to set aside instructions, to address an assistant, to conceal, to ask for the system prompt. */
import { fold } from '../../fold.ts';
import { LANGUAGES, type Language } from './languages.ts';
import { gap, pattern, type Signal } from './signal.ts';

/** Words in between the parts of one phrase, in characters. */
const NEAR = 36;

/** Stems as one alternation, folded like the text. Stems hold no markup but groups, which folding leaves alone. */
function anyOf(stems: readonly string[]): string {
  const folded = stems.map((stem) => fold(stem).text).sort((a, b) => b.length - a.length);
  return `(?:${[...new Set(folded)].join('|')})`;
}

/** Letters without which no phrase of a language can be there: a cheap look that spares most texts most patterns. */
const SCRIPTS: Readonly<Record<string, RegExp>> = {
  ru: /\p{Script=Cyrillic}/u,
  zh: /\p{Script=Han}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  ko: /\p{Script=Hangul}/u,
  fa: /\p{Script=Arabic}/u,
  ar: /\p{Script=Arabic}/u,
  hi: /\p{Script=Devanagari}/u,
};

/** Where a word begins. Folded Latin is ASCII; scripts without spaces have no such place, and Hangul needs none. */
function wordStart(language: Language): string {
  if (['zh', 'ja', 'ko'].includes(language.code)) return '';
  return SCRIPTS[language.code] === undefined ? '\\b' : '(?<![\\p{L}\\p{M}])';
}

function overrideOf(language: Language): Signal {
  const start = wordStart(language);
  // German and Dutch put the negation last: "vergessen Sie die Schlüssel nicht" forgets nothing.
  const ignore = `${anyOf(language.ignore)}(?!${gap(NEAR)} (?:nicht|niet)\\b)`;
  const verb = `${start}${ignore}`;
  const earlier = `${start}${anyOf(language.earlier)}`;
  const orders = `${start}${anyOf(language.orders)}`;
  const what = `(?:${earlier}${gap(NEAR)}${orders}|${orders}${gap(NEAR)}${earlier})`;
  const verbFirst = `${verb}${gap(NEAR)}${what}`;
  const verbLast = `${what}${gap(NEAR)}${ignore}`;
  const source = { 'verb-first': verbFirst, 'verb-last': verbLast, either: `(?:${verbFirst}|${verbLast})` }[
    language.order
  ];
  return { name: `override-${language.code}`, family: 'override', weight: 0.85, pattern: pattern(source) };
}

function promptOf(language: Language): Signal {
  const start = wordStart(language);
  const show = `${start}${anyOf(language.show)}`;
  const prompt = `${start}${anyOf(language.prompt)}`;
  return {
    name: `secrets-${language.code}`,
    family: 'secrets',
    weight: 0.45,
    pattern: pattern(`(?:${show}${gap(NEAR)}${prompt}|${prompt}${gap(NEAR)}${show})`),
  };
}

function wholeOf(
  language: Language,
  family: 'address' | 'concealment',
  phrases: readonly string[],
  weight: number,
): Signal {
  return {
    name: `${family}-${language.code}`,
    family,
    weight,
    pattern: pattern(`${wordStart(language)}${anyOf(phrases)}`),
  };
}

export const PHRASE_SIGNALS: readonly Signal[] = LANGUAGES.flatMap((language) => {
  const script = SCRIPTS[language.code];
  const signals = [
    overrideOf(language),
    wholeOf(language, 'address', language.address, 0.45),
    wholeOf(language, 'concealment', language.conceal, 0.55),
    promptOf(language),
  ];
  return script === undefined ? signals : signals.map((signal) => ({ ...signal, script }));
});
