/** The Unicode wash: innocent texts of many scripts come back byte for byte, and what nobody sees goes and is read out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { washUnicode } from '../../../ingest/sanitize/unicode.ts';
import attacks from '../../corpus/unicode/attacks.json' with { type: 'json' };
import innocent from '../../corpus/unicode/innocent.json' with { type: 'json' };

interface Attack {
  readonly id: string;
  readonly technique: string;
  readonly severity: string;
  readonly input: string;
  readonly visible: string;
  readonly decoded?: string;
}

const bytesAsSelectors = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) =>
    String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16),
  ).join('');
const asTags = (text: string): string =>
  Array.from(text, (c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('');
const asBits = (text: string): string =>
  Array.from(text, (c) =>
    c.charCodeAt(0).toString(2).padStart(8, '0').replace(/0/g, '\u200B').replace(/1/g, '\u200C'),
  ).join('');

const message = fc.stringMatching(/^[a-z]{3,8}( [a-z]{2,8}){2,6}$/);

describe('innocent text', () => {
  test('the corpus holds at least twenty scripts', () => {
    expect(innocent.length).toBeGreaterThan(40);
  });

  test.each(innocent)('$id comes back byte for byte, with nothing to report', ({ text }) => {
    expect(washUnicode(text)).toEqual({ text, cuts: [] });
  });

  test('any printable ASCII comes back as it is', () => {
    const paragraph = fc.stringMatching(/^[!-~]([ !-~]{0,80}[!-~])?$/).filter((text) => !/ {8}/.test(text));
    fc.assert(fc.property(paragraph, (text) => washUnicode(text).text === text));
  });

  test('any mixture of innocent texts comes back as it is', () => {
    const pick = fc.constantFrom(...innocent.map(({ text }) => text));
    fc.assert(
      fc.property(fc.array(pick, { minLength: 1, maxLength: 5 }), (texts) => {
        const text = texts.join('\n');
        expect(washUnicode(text).text).toBe(text);
      }),
    );
  });

  test('one joiner or zero-width space in a Latin word goes without an alarm', () => {
    expect(washUnicode('Auf\u200Clage und wort\u200Bweise')).toEqual({ text: 'Auflage und wortweise', cuts: [] });
  });

  test('line ends of all kinds become line feeds without an alarm', () => {
    expect(washUnicode('a\r\nb\rc\u0085d')).toEqual({ text: 'a\nb\nc\nd', cuts: [] });
  });
});

describe('hidden text', () => {
  test.each(attacks as readonly Attack[])('$id is cut and told as $technique', (attack) => {
    const { text, cuts } = washUnicode(attack.input);
    expect(text).toBe(attack.visible);
    const cut = cuts.find(({ technique }) => technique === attack.technique);
    expect(cut).toMatchObject({
      severity: attack.severity,
      ...(attack.decoded === undefined ? {} : { decoded: attack.decoded }),
    });
  });

  test.each([
    ['tags', asTags],
    ['variation selectors', bytesAsSelectors],
    ['zero-width bits', asBits],
  ] as const)('any message in %s is cut whole and read out', (_, encode) => {
    fc.assert(
      fc.property(message, message, (visible, secret) => {
        const { text, cuts } = washUnicode(`${visible}${encode(secret)} ok`);
        expect(text).toBe(`${visible} ok`);
        expect(cuts.map(({ decoded }) => decoded)).toContain(secret);
      }),
    );
  });

  test('no tag outside the three flags survives, however it is arranged', () => {
    const part = fc.oneof(
      fc.constantFrom('\u{1F3F4}', '\u{E007F}', '\u{E0001}', 'x', '\u200D', '\uFE0F'),
      fc.constantFrom(...Array.from('gbengsctwl1', (c) => asTags(c))),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const { text } = washUnicode(parts.join(''));
        const flags =
          /\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}/gu;
        expect(text.replace(flags, '')).not.toMatch(/[\u{E0000}-\u{E007F}]/u);
      }),
    );
  });
});

describe('the wash itself', () => {
  const nasty = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...Array.from(
            'aZ \n\t\u200B\u200C\u200D\u2060\u00AD\u034F\uFEFF\u202E\u2066\u2069\u202C\u200F\u0628\u0915\u0E01\uFE0F\u3164\u2800\uFFF9\uFFFA\uFFFB\x1B[8mK\b\x9B\u0301\uE041',
          ),
        ),
        fc.constantFrom('\u{1F600}', '\u{1F3F4}', '\u{E0041}', '\u{E0101}', '\uD800', '\u{F0041}', '\u{845B}'),
        fc.string({ unit: 'binary', maxLength: 3 }),
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join(''));

  test('washing twice changes nothing more', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const once = washUnicode(text).text;
        expect(washUnicode(once).text).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  test('what it returns is well formed and free of controls', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const clean = washUnicode(text).text;
        expect(clean).not.toMatch(/\p{Surrogate}/u);
        expect(clean).not.toMatch(/[\0-\x08\x0B-\x1F\x7F-\x9F]/);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a quarter of a million hidden characters of any kind go like one', () => {
    const units = [
      '\u200B',
      '\u200B\u200C',
      '\u034F',
      '\u202E',
      '\u2066',
      '\uFE0F',
      '\u2800',
      '\uFFFA',
      '\u{E0041}',
      '\u{F0041}',
      '\u{1F3F4}\u{E0061}\u{E0061}\u{E007F}',
      '\x1B[8m',
      '\x1B[2K',
      '\x9F',
      '\b',
      '\0',
      '\uD800',
    ];
    for (const unit of units) {
      const { text, cuts } = washUnicode(`a${unit.repeat(250_000 / unit.length)}`);
      expect(text.trim().length).toBeLessThanOrEqual(unit === '\uD800' || unit.startsWith('\u{1F3F4}') ? 250_001 : 1);
      expect(cuts.length).toBeGreaterThan(0);
    }
  });
});
