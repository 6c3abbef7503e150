/** Personal data is recognized by shape, check digits and the words around it; ordinary numbers are left; and the work is linear. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RECOGNIZERS, recognize } from '../../../filters/dlp/recognize.ts';
import { INNOCENT } from './innocent.ts';
import nationalIds from './national-ids.json' with { type: 'json' };
import personal from './personal.json' with { type: 'json' };

interface Row {
  readonly recognizer: string;
  /** The value stands between « and ». */
  readonly hits: readonly string[];
  readonly misses: readonly string[];
}
const ROWS: readonly Row[] = [...personal, ...nationalIds];

function told(hit: string): { readonly text: string; readonly start: number; readonly end: number } {
  return { text: hit.replace(/[«»]/g, ''), start: hit.indexOf('«'), end: hit.indexOf('»') - 1 };
}

describe('a recognizer', () => {
  test.each(ROWS)('$recognizer finds its values, and where they stand', ({ recognizer, hits }) => {
    for (const hit of hits) {
      const { text, start, end } = told(hit);
      const found = recognize(text).map((one) => [one.recognizer, one.start, one.end]);
      expect([hit, found]).toEqual([hit, expect.arrayContaining([[recognizer, start, end]])]);
    }
  });

  test.each(ROWS)('$recognizer leaves what nearly is one', ({ recognizer, misses }) => {
    for (const text of misses) {
      const found = recognize(text).filter((one) => one.recognizer === recognizer);
      expect([text, found]).toEqual([text, []]);
    }
  });

  test('has a table, with eight rows of each sort', () => {
    const tables = new Set(ROWS.map(({ recognizer }) => recognizer));
    const names = RECOGNIZERS.filter(({ kind }) => kind !== 'secret').map(({ name }) => name);
    expect(names.filter((name) => !tables.has(name))).toEqual([]);
    expect(ROWS.filter(({ hits, misses }) => hits.length < 8 || misses.length < 8)).toEqual([]);
  });
});

test.each(Object.keys(INNOCENT))('nothing is found in ordinary text: %s', (name) => {
  const text = INNOCENT[name] ?? '';
  expect(recognize(text).map((one) => [one.recognizer, text.slice(one.start, one.end)])).toEqual([]);
});

describe('what is recognized', () => {
  const hits = ROWS.flatMap((row) => row.hits.map(told));

  test('is sorted, does not overlap, and lies inside of the text, whatever the text', () => {
    const piece = fc.oneof(fc.constantFrom(...hits.map(({ text }) => text)), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom('', ' ', '\n', '-', '@'), (pieces, joint) => {
        const text = pieces.join(joint);
        let at = 0;
        for (const { start, end } of recognize(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 60 },
    );
  });

  test('is found at any depth of a long text, and all of it', () => {
    const prose = Object.values(INNOCENT).join('\n\n');
    fc.assert(
      fc.property(fc.constantFrom(...hits), fc.nat(4), ({ text, start, end }, depth) => {
        const before = `${prose}\n\n`.repeat(depth);
        const found = recognize(`${before}${text}\n\n${prose}`);
        expect(found.some((one) => one.start === before.length + start && one.end === before.length + end)).toBe(true);
      }),
      { numRuns: 10 },
    );
    const many = 5000;
    expect(recognize('jane@brine.example, '.repeat(many))).toHaveLength(many);
  });

  test('of two claims on one place is the secret first, so that a rule about secrets is never lost to a milder one', () => {
    const text = 'postgres://jane:s3cr3tish@brine.example/db';
    expect(recognize(text).map((one) => [one.kind, text.slice(one.start, one.end)])).toEqual([['secret', 's3cr3tish']]);
  });
});

/** Quantifiers without an upper bound, outside of character classes. */
function unbounded(source: string): string[] {
  const bare = source.replace(/\\./g, '_').replace(/\[[^\]]+\]|\[\^\]/g, 'C');
  return bare.match(/[^(]?(?:\*|\+|\{\d+,\})/g) ?? [];
}

describe('work grows with the input and no faster', () => {
  test('no pattern has a quantifier without a bound, so that work at one place is bounded', () => {
    expect(RECOGNIZERS.filter(({ pattern }) => unbounded(pattern.source).length > 0).map(({ name }) => name)).toEqual(
      [],
    );
    expect(RECOGNIZERS.filter(({ pattern }) => !/^d?gi?u$/.test(pattern.flags)).map(({ name }) => name)).toEqual([]);
  });

  const worst = [
    ...['1', '1 ', '1-', '12.', '+1', '(1', '0 ', 'a', 'A', 'Aa ', 'a.', 'a@', 'a@b.', '@', 'a:', ':', '::', '1:', 'é'],
    ...[
      'DE12',
      'AB12 ',
      'eyJ',
      'eyJa.',
      '-----BEGIN PRIVATE KEY-----',
      '-----BEGIN ',
      '-----END ',
      'a://b:',
      'a://',
      '://:a',
    ],
    ...[
      'password',
      'password=',
      'token=',
      'token: a',
      'key = "',
      'Bearer ',
      'xoxb-',
      'sk-',
      'glpat-',
      'AKIA',
      '\n',
      ' ',
      '\t',
      '=',
    ],
    ...[
      '12 Main St, ',
      'Main Street ',
      '1 rue a',
      'Calle a ',
      'Am Aa',
      'Aastraße 1 ',
      'Aweg ',
      'P.O. Box 1',
      'tel 0123456789 ',
      'NHS 2914177763 ',
    ],
    ...['4251 9961 ', '1.2.3.', '(at)', 'a (at) b ', '無', '😀', '\u00A0', '\\n', 'Aa-', "A'"],
  ];
  /** Eight times the input takes 8 times the work when linear, 64 times when quadratic; a busy machine adds to either. */
  const MAX_RATIO = 24;
  /** Less than this is the clock's grain and not work. */
  const GRAIN_US = 500;
  const fill = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const cpuOf = (text: string): number => {
    const start = process.cpuUsage();
    recognize(text);
    const { user, system } = process.cpuUsage(start);
    return Math.max(GRAIN_US, user + system);
  };

  test('the work grows with the length of any worst case, and not with its square', { timeout: 60_000 }, () => {
    const ratios: [string, number][] = [];
    for (const unit of worst) {
      // What is compiled on its first use costs more then: the short one is read first.
      recognize(fill(unit, 2000));
      ratios.push([unit, cpuOf(fill(unit, 16_000)) / cpuOf(fill(unit, 2000))]);
    }
    expect(ratios.filter(([, ratio]) => ratio > MAX_RATIO)).toEqual([]);
  });
});
