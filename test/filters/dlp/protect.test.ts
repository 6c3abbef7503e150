/** What rules do to values: nothing that a rule names leaves whole, what has no rule leaves as it was, and no report has a value in it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DLP_ACTIONS, DLP_KINDS, type DlpKind, type DlpRules } from '../../../filters/dlp/kinds.ts';
import { protect } from '../../../filters/dlp/protect.ts';
import { recognize } from '../../../filters/dlp/recognize.ts';

const tokenOf = (kind: DlpKind, value: string): string =>
  `t${kind.length}${[...value].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 9973, 7)}`;

/** One value of each kind, and what its mask shows. */
const VALUES: readonly (readonly [DlpKind, string, string, string])[] = [
  ['email', 'mail to ', 'jane.doe@brine.example', 'j****@brine.example'],
  ['phone', 'call ', '+44 20 7946 0958', '****958'],
  ['iban', 'IBAN ', 'DE89 3704 0044 0532 0130 00', 'DE****3000'],
  ['card', 'card ', '4251 9961 9839 1457', '****1457'],
  ['national-id', 'SSN ', '751-71-9912', '****12'],
  ['ip-address', 'from ', '203.0.113.7', '203.0.*.*'],
  ['ip-address', 'from ', '2001:db8::ff00:42:8329', '2001:db8:****'],
  ['address', 'at ', 'Hauptstraße 12, 10115 Berlin', '****'],
  ['secret', 'password: ', 'Tr0ub4dor&3', '****'],
  ['secret', 'use ', `gh${'p_'}a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8`, '****q7R8'],
];
const apply = (text: string, rules: DlpRules) => protect(text, recognize(text), rules, tokenOf);

describe('a rule', () => {
  test.each(VALUES)('masks, redacts, hashes and withholds: %s %s%s', (kind, before, value, mask) => {
    const text = `${before}${value} today`;
    expect(apply(text, { [kind]: 'mask' }).text).toBe(`${before}${mask} today`);
    expect(apply(text, { [kind]: 'redact' }).text).toBe(`${before}[${kind}] today`);
    expect(apply(text, { [kind]: 'hash' }).text).toMatch(new RegExp(`^${before}\\[${kind}:t\\d+\\] today$`));
    expect(apply(text, { [kind]: 'withhold' })).toMatchObject({ text: '', isWithheld: true });
    expect(apply(text, {})).toEqual({ text, found: [], isWithheld: false });
  });

  test('gives one token to one value, however it is written', () => {
    const hashed = (text: string): string => apply(text, { card: 'hash', email: 'hash' }).text;
    expect(hashed('card 4251 9961 9839 1457')).toBe(hashed('card 4251-9961-9839-1457'));
    expect(hashed('Jane@Brine.example')).toBe(hashed('jane@brine.example'));
    expect(hashed('jane@brine.example')).not.toBe(hashed('joan@brine.example'));
  });

  test('shows nothing of a name of one letter, and a masked value is not taken for one again', () => {
    const masked = apply('j@brine.example', { email: 'mask' }).text;
    expect(masked).toBe('****@brine.example');
    for (const [kind, before, value] of VALUES) {
      const once = apply(`${before}${value} today`, { [kind]: 'mask' }).text;
      expect(apply(once, { [kind]: 'mask' })).toEqual({ text: once, found: [], isWithheld: false });
    }
  });

  test('counts what it met by kind and recognizer, in the order of the kinds', () => {
    const text = 'a@brine.example, b@brine.example, IBAN DE89 3704 0044 0532 0130 00, password: Tr0ub4dor&3';
    expect(apply(text, { iban: 'mask', email: 'hash', secret: 'redact' }).found).toEqual([
      { kind: 'secret', recognizer: 'password', action: 'redact', count: 1 },
      { kind: 'email', recognizer: 'email', action: 'hash', count: 2 },
      { kind: 'iban', recognizer: 'iban', action: 'mask', count: 1 },
    ]);
  });
});

test('no value that a rule names is in what leaves, nor in the report, and all other text is there', () => {
  const rules = fc.dictionary(fc.constantFrom(...DLP_KINDS), fc.constantFrom(...DLP_ACTIONS));
  const words = fc.constantFrom('the harbor opens', 'at ten', 'see section four', 'thanks');
  fc.assert(
    fc.property(fc.array(fc.tuple(words, fc.constantFrom(...VALUES)), { maxLength: 6 }), rules, (parts, given) => {
      const text = parts.map(([word, [, before, value]]) => `${word}\n${before}${value}`).join('\n');
      const { text: left, found, isWithheld } = apply(text, given as DlpRules);
      const ruled = parts.filter(([, [kind]]) => (given as DlpRules)[kind] !== undefined);
      for (const [, [, , value]] of ruled) expect(left + JSON.stringify(found)).not.toContain(value);
      expect(isWithheld).toBe(ruled.some(([, [kind]]) => (given as DlpRules)[kind] === 'withhold'));
      if (isWithheld) return;
      for (const [word, [kind, , value]] of parts) {
        expect(left).toContain(word);
        if ((given as DlpRules)[kind] === undefined) expect(left).toContain(value);
      }
    }),
    { numRuns: 60 },
  );
});
