/** Words of instructions in languages other than English: lexica are well made, work is linear, attacks are seen and letters of people are not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../../filters/fold.ts';
import { createSignalClassifier } from '../../../filters/injection/signal-classifier.ts';
import { LEXICA } from '../../../filters/injection/signals/languages/all.ts';
import { createLanguages } from '../../../filters/injection/signals/languages/evidence.ts';
import type { Kind } from '../../../filters/injection/signals/languages/lexicon.ts';
import { compileTerms, termsOf } from '../../../filters/injection/signals/languages/terms.ts';
import corpus from '../../corpus/signals/languages.json' with { type: 'json' };

const languages = createLanguages(LEXICA);
const terms = compileTerms(LEXICA);
const SUSPICIOUS = 0.85;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

async function scoreOf(text: string): Promise<number> {
  const [risk] = await createSignalClassifier().score([text]);
  return risk?.score ?? 0;
}

describe('every lexicon', () => {
  const fields = LEXICA.flatMap(({ code, ...kinds }) =>
    (Object.keys(kinds) as Kind[]).map((kind) => ({ code, kind, list: termsOf(kinds[kind]) })),
  );

  test('has terms of every kind, folded', () => {
    expect(fields.filter(({ list }) => list.length === 0)).toEqual([]);
    const unfolded = fields.flatMap(({ list }) => list.filter((term) => fold(term).text !== term));
    expect(unfolded).toEqual([]);
  });

  test('has no stem of fewer than three letters that stands for any word it begins', () => {
    const short = fields.flatMap(({ code, list }) =>
      list
        .filter((term) => /(?:^| )[^ *~]{1,2}\*$/u.test(term) && !term.includes(' ') && !UNSPACED.test(term))
        .map((term) => `${code}: ${term}`),
    );
    expect(short).toEqual([]);
  });
});

test('what is sighted lies in the text, whatever the text', () => {
  const words = fc.constantFrom(...LEXICA.flatMap(({ agent, hail, send }) => termsOf(`${agent},${hail},${send}`)));
  const text = fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 30 });
  fc.assert(
    fc.property(text, (pieces) => {
      const folded = fold(pieces.join(' ')).text;
      for (const { start, end } of terms.find(folded)) expect(start < end && end <= folded.length).toBe(true);
      for (const { start, end, weight } of languages.find(folded)) {
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
    languages.find(text);
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
