/** Which texts say the same, and which only look alike. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DistinctTexts } from '../../src/query/near-duplicates.ts';

function saysTheSame(one: string, other: string, exactly = false): boolean {
  const texts = new DistinctTexts<number>();
  expect(texts.add(one, 1, exactly)).toBeUndefined();
  return texts.add(other, 2, exactly) === 1;
}

/** 118 words. */
const POLICY = [
  'Employees of the harbour office who have worked for a full year may take leave to look after a newborn child. The leave is requested',
  'from the manager in writing, and the manager answers within 14 days. Leave is paid at the ordinary rate while it lasts. It is not',
  'transferred to another person, and it ends when the child reaches the age of 3 years. Whoever returns is given the former position or',
  'one of equal standing. Requests that were refused can be put before the People team, which decides together with the Board. The',
  'decision is sent to the employee by Mrs Quayle, who also keeps the register of all requests and their outcome for later review.',
].join(' ');

describe('the same is said by', () => {
  test.each([
    ['the same text', POLICY],
    ['other line breaks and spaces', POLICY.replaceAll('. ', '.\n\n').replaceAll(' the ', '\u00a0the  ')],
    ['other capitals', POLICY.replace('Employees of', 'EMPLOYEES of').replace('Leave is', 'leave is')],
    ['composed letters and full-width ones', POLICY.replace('14 days', '１４ days').replace('office', 'o\ufb03ce')],
    ['another punctuation', POLICY.replace('in writing, and', 'in writing and').replace('3 years.', '3 years;')],
    ['a corrected slip', POLICY.replace('ordinary', 'ordinray')],
  ])('%s', (_, text) => {
    expect(saysTheSame(POLICY, text)).toBe(true);
    expect(saysTheSame(text, POLICY)).toBe(true);
  });
});

describe('not the same is said by', () => {
  test.each([
    ['another number', '14 days', '7 days'],
    ['a number in another place', 'age of 3 years', 'age of 14 years'],
    ['a number in words', 'within 14 days', 'within fourteen days'],
    ['another number in words', 'for a full year', 'for seven full years'],
    ['another unit', '14 days', '14 weeks'],
    ['a decimal point', '14 days', '1.4 days'],
    ['a sign', '14 days', '-14 days'],
    ['a raised digit', '14 days', '1⁴ days'],
    ['a comparison', 'reaches the age', 'reaches < the age'],
    ['a negation less', 'is not transferred', 'is transferred'],
    ['a negation more', 'Leave is paid', 'Leave is not paid'],
    ['a short form of a negation', 'can be put', "can't be put"],
    ['a permission', 'were refused', 'were allowed'],
    ['a duty', 'may take leave', 'must take leave'],
    ['a negating prefix', 'ordinary rate', 'extraordinary rate'],
    ['a hyphenated prefix', 'transferred to', 'non-transferred to'],
    ['another name', 'Mrs Quayle', 'Mrs Tarrant'],
    ['another office', 'People team', 'Finance team'],
    ['others in each other’s place', 'to the employee by', 'to Mrs employee Quayle by'],
    ['a sentence more', 'Leave is paid', 'Those who left receive nothing whatsoever. Leave is paid'],
    ['many small changes', / (\w{6,}ed)\b/g, ' re$1'],
  ])('%s', (_, from, to) => {
    const text = POLICY.replace(from, to);
    expect(text).not.toBe(POLICY);
    expect(saysTheSame(POLICY, text)).toBe(false);
    expect(saysTheSame(text, POLICY)).toBe(false);
  });

  test('the same words, of which two have changed places', () => {
    const one = `${POLICY} ${POLICY.replaceAll(' employee ', ' officer ')} the landlord shall always reimburse the tenant`;
    expect(saysTheSame(one, one.replace('landlord', 'x').replace('tenant', 'landlord').replace('x', 'tenant'))).toBe(
      false,
    );
  });

  test.each([
    ['du temps', 'Le dépôt est ouvert le lundi aux visiteurs munis de leur carte', 'ne ', 'est pas ouvert'],
    ['der Frist', 'Das Lager ist offen für alle Besucher mit einer Karte', 'nie ', 'ist nicht offen'],
  ])('short words of other languages: %s', (_, sentence, extra) => {
    const long = Array.from({ length: 12 }, (_each, i) => `${sentence} ${'abcdefghijkl'[i]}`).join('. ');
    expect(saysTheSame(long, long.replace(sentence, `${extra}${sentence}`))).toBe(false);
  });

  test('texts in scripts whose negations are not told from other words, unless they are equal', () => {
    const arabic = Array.from({ length: 120 }, (_, i) => `كلمات${'ابتثجحخدذر'[i % 10]}`).join(' ');
    expect(saysTheSame(arabic, arabic)).toBe(true);
    expect(saysTheSame(arabic, arabic.replace('كلماتا', 'مكتوبات'))).toBe(false);
  });

  test('short texts with one word changed, and rows that are not equal to the letter', () => {
    expect(saysTheSame('The ledger is with the keeper.', 'The ledger is with the master.')).toBe(false);
    expect(saysTheSame('The ledger is with the keeper.', 'the  ledger IS with the keeper.')).toBe(true);
    expect(saysTheSame('name: Ada\ncity: Porto', 'name: Ada\ncity: porto', true)).toBe(false);
    expect(saysTheSame('name: Ada\ncity: Porto', 'name: Ada\ncity: Porto', true)).toBe(true);
  });

  test('5 mW and 5 MW', () => expect(saysTheSame('The lamp takes 5 mW.', 'The lamp takes 5 MW.')).toBe(false));
});

test('whatever digits differ, two texts are two', () => {
  const word = fc.constantFrom<string>(
    'berth',
    'Quay',
    'is',
    'not',
    'harbour',
    'lantern',
    'keeper',
    'of',
    'the',
    'return',
  );
  const number = fc.stringMatching(/^[-+<$€]?[0-9٠-٩]{1,4}([.,][0-9]{1,2})?[%²]?$/);
  const numbers = (text: string) => text.normalize('NFKC').match(/\p{N}/gu)?.join('');
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 60, maxLength: 90 }),
      fc.nat(59),
      number,
      number,
      (words, at, one, other) => {
        const with_ = (value: string) => words.toSpliced(at, 0, value).join(' ');
        fc.pre(numbers(one) !== numbers(other));
        return !saysTheSame(with_(one), with_(other));
      },
    ),
    { numRuns: 300 },
  );
});

test('the first of those that say the same is named, whatever came between', () => {
  const texts = new DistinctTexts<string>();
  expect(texts.add(POLICY, 'first', false)).toBeUndefined();
  expect(texts.add(POLICY.replace('14', '15'), 'second', false)).toBeUndefined();
  expect(texts.add(`${POLICY} `, 'third', false)).toBe('first');
  expect(texts.add(POLICY.replace('14', '15').replace('ordinary', 'ordinray'), 'fourth', false)).toBe('second');
  expect(texts.add(POLICY, 'row', true)).toBeUndefined();
});

test('the worst of texts take time that is linear in them', () => {
  const hostile = [
    'a '.repeat(50_000),
    '1 '.repeat(50_000),
    '-'.repeat(100_000),
    `${'('.repeat(50_000)}1${')'.repeat(50_000)}`,
  ];
  for (const text of [...hostile, 'lantern'.repeat(15_000), '-,'.repeat(50_000), ` ${'.'.repeat(100_000)}x`]) {
    const texts = new DistinctTexts<number>();
    const start = performance.now();
    texts.add(text, 1, false);
    texts.add(`${text}x`, 2, false);
    expect(performance.now() - start, text.slice(0, 10)).toBeLessThan(2_000);
  }
});
