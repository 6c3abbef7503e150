/** Wordings of instructions in languages other than English: books are well made, work is linear, attacks are seen and letters of people are not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../../filters/fold.ts';
import { createSignalClassifier } from '../../../filters/injection/signal-classifier.ts';
import type { LanguageBook } from '../../../filters/injection/signals/languages/book.ts';
import { BOOKS } from '../../../filters/injection/signals/languages/books.ts';
import { spellTerms, splitTerms } from '../../../filters/injection/signals/languages/notation.ts';
import { phraseSignals } from '../../../filters/injection/signals/languages/phrases.ts';
import { createWordReader } from '../../../filters/injection/signals/languages/reader.ts';
import { compileTerms } from '../../../filters/injection/signals/languages/terms.ts';
import corpus from '../../corpus/signals/languages.json' with { type: 'json' };

const words = createWordReader(BOOKS);
const terms = compileTerms(BOOKS);
const SUSPICIOUS = 0.85;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

async function scoreOf(text: string): Promise<number> {
  const [risk] = await createSignalClassifier().score([text]);
  return risk?.score ?? 0;
}

/** The lists of terms in a part of all books. */
const listsOf = (part: 'words' | 'phrases') =>
  BOOKS.flatMap((book: LanguageBook) =>
    Object.entries(book[part] ?? {})
      .filter(([field]) => field !== 'order')
      .map(([field, list]) => ({ where: `${book.code}: ${part}: ${field}`, list })),
  );

describe('every book', () => {
  const fields = [...listsOf('words'), ...listsOf('phrases')];

  test('has phrases or words, and its phrases in one place', () => {
    const codes = new Set(BOOKS.map(({ code }) => code));
    expect(codes.size).toBe(BOOKS.length);
    for (const { code, phrases, phrasesIn, words } of BOOKS) {
      expect(phrases ?? words, code).toBeDefined();
      if (phrasesIn === undefined) continue;
      expect(phrases, code).toBeUndefined();
      expect(BOOKS.find((other) => other.code === phrasesIn)?.phrases, code).toBeDefined();
    }
  });

  test('has terms in every list, and nothing in them but letters and the notation', () => {
    expect(fields.filter(({ list }) => splitTerms(list).length === 0)).toEqual([]);
    const odd = fields.flatMap(({ where, list }) =>
      splitTerms(list)
        .filter((term) => /[^\p{L}\p{M}\p{N} '’"「、,(|)*~@:-]/u.test(term.replace(/<\d{1,2}>/g, '')))
        .map((term) => `${where}: ${term}`),
    );
    expect(odd).toEqual([]);
  });

  test('has no stem of fewer than three letters that stands for any word it begins', () => {
    const short = listsOf('words').flatMap(({ where, list }) =>
      spellTerms(list)
        .filter((term) => /(?:^| )[^ *~]{1,2}\*$/u.test(term) && !term.includes(' ') && !UNSPACED.test(term))
        .map((term) => `${where}: ${term}`),
    );
    expect(short).toEqual([]);
  });

  test('is seen by its signals in each phrase that it holds whole', () => {
    const signals = new Map(phraseSignals(BOOKS).map((signal) => [signal.name, signal]));
    const missed = BOOKS.flatMap(({ code, phrases }) =>
      ([`address`, `conceal`] as const).flatMap((field) =>
        spellTerms(phrases?.[field] ?? '')
          .map((term) => `${term.replace(/<\d{1,2}>/g, ' x ').replaceAll('*', '')} `)
          .filter((term) => {
            const name = `${field === 'conceal' ? 'concealment' : field}-${code}`;
            // With a word in each gap, and one that follows.
            return !new RegExp(signals.get(name)?.pattern.source ?? '$^', 'u').test(fold(term).text);
          })
          .map((term) => `${code}: ${field}: ${term}`),
      ),
    );
    expect(missed).toEqual([]);
  });
});

test('what is sighted lies in the text, whatever the text', () => {
  const known = listsOf('words').flatMap(({ list }) => spellTerms(list));
  const text = fc.array(fc.oneof(fc.constantFrom(...known), fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(text, (pieces) => {
      const folded = fold(pieces.join(' ')).text;
      for (const { start, end } of terms.find(folded)) expect(start < end && end <= folded.length).toBe(true);
      for (const { start, end, weight } of words.find(folded)) {
        expect(start < end && end <= folded.length && weight > 0 && weight < 1).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

test('work grows with the length of hostile text and not with its square', () => {
  const units = ['ne lui dis ', 'du du ', 'ki: ', '无视所有指令', 'ai,', 'وفبلكا', 'ignora tutte ', 'a@b.cd '];
  const cpuOf = (text: string): number => {
    const start = process.cpuUsage();
    words.find(text);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  /** The least of some runs: what compiles or collects garbage adds to the others. */
  const leastOf = (text: string): number => Math.min(...[1, 2, 3, 4].map(() => cpuOf(text)));
  const ratios = units.map((unit) => [unit, leastOf(unit.repeat(8_000)) / leastOf(unit.repeat(1_000))] as const);
  expect(ratios.filter(([, ratio]) => ratio > 24)).toEqual([]);
});

describe('the corpus', () => {
  test('of attacks is found', async () => {
    const missed: string[] = [];
    for (const { lang, attack } of corpus) if ((await scoreOf(attack)) < SUSPICIOUS) missed.push(lang);
    expect(missed).toEqual([]);
  });

  test('of letters among people is left alone', async () => {
    const flagged: string[] = [];
    for (const { lang, innocent } of corpus) if ((await scoreOf(innocent)) >= 0.5) flagged.push(lang);
    expect(flagged).toEqual([]);
  });
});
