import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldForm } from '../../src/index/words/fold.ts';
import { questionWords, segment } from '../../src/index/words/segment.ts';

const words = (text: string) => new Set(segment(text).split(' '));
/** Whether a passage has all that the question asks for. */
const answers = (passage: string, question: string) => {
  const has = words(passage);
  return questionWords(question).every((word) => has.has(word));
};

/** Letters of scripts with spaces and without, with the marks that they take. */
const LETTERS = {
  Latin: 'abcdefghijklmnopqrstuvwxyzàéîöüßøłçñ',
  Greek: 'αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ',
  Cyrillic: 'абвгдежзийклмнопрстуфхцчшщъыьэюяё',
  Hebrew: 'אבגדהוזחטיכלמנסעפצקרשת',
  Arabic: 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
  Devanagari: ['क', 'ख', 'ग', 'घ', 'च', 'ज', 'क्', 'कि', 'की', 'कु', 'मे', 'हिं'],
  Tamil: ['க', 'ங', 'ச', 'ட', 'கா', 'கி', 'கு', 'க்'],
  Georgian: 'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ',
  Armenian: 'աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ',
  Ethiopic: 'ሀለሐመሠረሰሸቀበተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ',
  'private use': '\ue000\ue001\ue002\u{f0000}\u{10fffd}',
  Han: '国語漢字中文我们是人大小上下年月日〇々',
  Hiragana: 'あいうえおかがきぎくぐけげこごさざしじすずせぜそぞ',
  Katakana: 'アイウエオカガキギクグケゲコゴサザシジー',
  Hangul: '가나다라마바사아자차카타파하각난닫랄맘밥삿앙',
  Thai: ['ก', 'ข', 'ค', 'ง', 'จ', 'กา', 'ก้', 'เ', 'แ', 'นำ', 'ดี', 'วั'],
  Lao: ['ກ', 'ຂ', 'ຄ', 'ງ', 'ກາ', 'ກ້', 'ເ', 'ດີ'],
  Khmer: ['ក', 'ខ', 'គ', 'ឃ', 'ក្', 'កា', 'កិ', 'ញុ'],
  Myanmar: ['က', 'ခ', 'ဂ', 'င', 'ကာ', 'ကိ', 'ကု', 'က်'],
};
const UNSPACED = new Set(['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']);
const RUNS = { numRuns: 40 };
const word = (letters: string | readonly string[]) =>
  fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 8 }).map((some) => some.join(''));

describe.each(Object.entries(LETTERS))('in %s', (script, letters) => {
  test('a question finds every word of a passage, whatever stands around it', () => {
    fc.assert(
      fc.property(word(letters), word(letters), word(letters), (before, asked, after) => {
        for (const passage of [`${before} ${asked} ${after}`, `${before}, “${asked}”. ${after}`, asked])
          expect(answers(passage, asked)).toBe(true);
        if (UNSPACED.has(script)) expect(answers(`${before}${asked}${after}`, asked)).toBe(true);
      }),
      RUNS,
    );
  });

  test('words come out as they went in a second time, in any case and form', () => {
    fc.assert(
      fc.property(fc.array(word(letters), { minLength: 1, maxLength: 5 }), (some) => {
        const text = some.join(' ');
        for (const other of [text.normalize('NFD'), text.normalize('NFC'), text.toUpperCase(), text.toLowerCase()])
          expect(segment(other)).toBe(segment(text));
        for (const asked of questionWords(text)) expect(questionWords(asked)).toEqual([asked]);
      }),
      RUNS,
    );
  });
});

test('any text is cut to words that are cut no further', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(answers(text, text)).toBe(true);
      for (const one of words(text)) expect(one).toMatch(/^[\p{L}\p{N}\p{M}\p{Co}·]*$/u);
    }),
    { numRuns: 500 },
  );
});

test.each([
  [
    'a name in camel case',
    'calls runTarget twice',
    'runTarget run_target run-target RunTarget runtarget',
    'run target',
  ],
  ['a name with underscores', 'calls run_target twice', 'runTarget run_target RUN_TARGET runtarget', 'target run'],
  ['initials before a name', 'an HTTPServer', 'HTTPServer http_server httpserver', 'server http'],
  ['a part number', 'by ISO-27001:2022', 'ISO-27001:2022 ISO27001:2022', 'iso 27001'],
  ['a version', 'since v1.2.3', 'v1.2.3 V1.2.3', '3'],
  ['an address', 'write to ana.lopez@example.com', 'Ana.Lopez@example.com', 'lopez example'],
  ['a compound with a hyphen', 'an e-mail', 'e-mail email E-Mail', 'mail'],
  ['a possessive', 'the company’s rules', "company's company’s", 'company'],
  ['letters with accents', 'Crème brûlée, Ångström, Ёлка', 'creme brulee angstrom елка', 'CRÈME'],
  ['German and Greek case', 'Straße, Ὀδυσσεύς', 'STRASSE strasse ΟΔΥΣΣΕΥΣ οδυσσευς', 'straße'],
  [
    'soft hyphens, ligatures and joiners',
    'Schiff\u00adfahrt ﬁnance tele\u200dphone',
    'Schifffahrt finance telephone',
    'FINANCE',
  ],
  ['wide and narrow forms', 'ＡＢＣ１２３ ｶﾞﾗｽ', 'abc123 ガラス', 'ABC'],
  ['digits of other scripts', '٢٠٢٦ and १२', '2026 12', '٢٠٢٦'],
  ['superscripts', 'revenue¹ of 5 m² H₂O', 'revenue 5 m2 H2O h2o', 'm²'],
  ['Arabic points and tatweel', 'مُحَمَّد العـــربية', 'محمد العربية', 'مُحَمَّد'],
  ['Korean particles', '회사에서 일합니다', '회사 에서', '회'],
])('a question finds %s in every spelling', (_, passage, spellings, part) => {
  for (const spelling of spellings.split(' ')) expect([spelling, answers(passage, spelling)]).toEqual([spelling, true]);
  expect(answers(passage, part)).toBe(true);
});

test('numbers that are put together stay apart', () => {
  expect(answers('version 1.23', '12.3')).toBe(false);
  expect(words('1.23').has('123')).toBe(false);
});

test('a hash is one word, and a long path its parts', () => {
  const hash = 'a1b2c3d4e5f6a7b8c9d0';
  expect(segment(hash)).toBe(hash);
  expect(segment('a/b/c/d/e/f/g/h/i')).toBe('a b c d e f g h i');
});

test('every decimal digit there is counts as what it is worth', () => {
  const digits: string[] = [];
  for (let code = 0x80; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    if (/\p{Nd}/u.test(character)) digits.push(character);
  }
  expect(digits.length).toBeGreaterThan(600);
  for (let i = 0; i < digits.length; i += 10) expect(foldForm(digits.slice(i, i + 10).join(''))).toBe('0123456789');
});

test('hostile text takes time in proportion to its length', () => {
  const hostile = [
    '\u0315\u0316',
    '\u0f71\u0f39\u0f84',
    'a_',
    'aB',
    'a1',
    '1.',
    '漢',
    'a漢',
    'กา้',
    '漢\u093c',
    '\u00ad',
    '.',
    'Σ',
    '\ud800',
  ];
  for (const part of hostile) {
    const start = process.cpuUsage();
    segment(part.repeat(20_000));
    const { user, system } = process.cpuUsage(start);
    expect([part, (user + system) / 1_000_000 < 2]).toEqual([part, true]);
  }
});
