/**
 * The phrases of books as signals, patterns like the English ones beside this folder: to set aside instructions, to address an assistant,
 * to conceal, to ask for the system prompt. What they see counts by itself.
 */
import { gap, pattern, type Signal } from '../signal.ts';
import type { LanguageBook, Phrases } from './book.ts';
import { splitTerms } from './notation.ts';
import { lettersOf, wordBounds } from './script.ts';

/** Units in between the parts of one phrase. */
const NEAR = gap(36);
/** German and Dutch put the negation last: "vergessen Sie die Schlüssel nicht" forgets nothing. */
const NOT_NEGATED_AFTER = `(?!${NEAR} (?:nicht|niet)\\b)`;

export function phraseSignals(books: readonly LanguageBook[]): Signal[] {
  return books.flatMap((book) => (book.phrases === undefined ? [] : signalsOf(book, book.phrases)));
}

function signalsOf({ code, script }: LanguageBook, phrases: Phrases): Signal[] {
  const { start, end } = wordBounds(script);
  const anyOf = (list: string): string => alternation(list, end);
  const oneOf = (list: string): string => start + anyOf(list);
  const letters = lettersOf(script);
  const signal = (family: Signal['family'], weight: number, source: string): Signal => ({
    ...{ name: `${family}-${code}`, family, weight, pattern: pattern(source) },
    ...(letters === undefined ? {} : { script: letters }),
  });
  const ignore = anyOf(phrases.ignore) + NOT_NEGATED_AFTER;
  const what = inEitherOrder(oneOf(phrases.earlier), oneOf(phrases.orders));
  const verbFirst = `${start}${ignore}${NEAR}${what}`;
  const verbLast = `${what}${NEAR}${ignore}`;
  const override = { 'verb-first': verbFirst, 'verb-last': verbLast, either: `(?:${verbFirst}|${verbLast})` };
  return [
    signal('override', 0.85, override[phrases.order]),
    signal('address', 0.45, oneOf(phrases.address)),
    signal('concealment', 0.55, oneOf(phrases.conceal)),
    signal('secrets', 0.45, inEitherOrder(oneOf(phrases.show), oneOf(phrases.prompt))),
  ];
}

function inEitherOrder(a: string, b: string): string {
  return `(?:${a}${NEAR}${b}|${b}${NEAR}${a})`;
}

/** The terms of a list as one alternation, the longest first, since the first that matches is taken. */
function alternation(list: string, wordEnd: string): string {
  const sources = splitTerms(list).map((term) => sourceOf(term, wordEnd));
  return `(?:${[...new Set(sources.sort((a, b) => b.length - a.length))].join('|')})`;
}

function sourceOf(term: string, wordEnd: string): string {
  const isOpen = term.endsWith('*');
  const source = (isOpen ? term.slice(0, -1) : term)
    .replace(/[.+?*^$[\]{}\\]/g, '\\$&')
    .replaceAll('(', '(?:')
    .replace(/<(\d{1,2})>/g, (_, max: string) => gap(Number(max)));
  return isOpen ? source : source + wordEnd;
}
