/** JSON documents: what escapes spell is washed like any text, values that lose to a later one of their key are hidden, the rest stays. */
import { describe, expect, it } from 'vitest';
import { scanJson } from '../../../ingest/formats/json/scan.ts';
import { extractJsonl } from '../../../ingest/formats/jsonl.ts';
import { extractText } from '../../../ingest/formats/text.ts';
import { type Attack, type LookAlike, SECRET, seenIn } from './text-like.ts';

const tags = [...SECRET].map((c) => `\\udb40\\u${(0xdc00 + c.charCodeAt(0)).toString(16)}`).join('');

const ATTACKS: readonly Attack[] = [
  ['tags in escapes', `{"a": "x${tags}y"}`, ['{"a": "xy"}'], 'unicode-tags high'],
  ['a key that comes again', '{"a": "SECRET", "b": 1, "a": "x"}', ['{ "b": 1, "a": "x"}'], 'json-duplicate-key medium'],
  [
    'a key that comes again in escapes',
    '{"a": "SECRET", "\\u0061": "x"}',
    ['{ "a": "x"}'],
    'json-duplicate-key medium',
  ],
  ['an object that loses', '{"a": {"b": ["SECRET", {"c": 1}]}, "a": 2}', ['{ "a": 2}'], 'json-duplicate-key medium'],
  [
    'a key that comes again inside',
    '[{"o": {"k": "SECRET", "k": "x"}}]',
    ['[{"o": { "k": "x"}}]'],
    'json-duplicate-key medium',
  ],
  [
    'concealment in an escape',
    '{"a": "x \\u001b[8mSECRET", "b": "y"}',
    ['{"a": "x ", "b": "y"}'],
    'terminal-concealed high',
  ],
];

const LOOK_ALIKES: readonly LookAlike[] = [
  ['the same key in two objects', '[{"a": 1}, {"a": 2}]', ['[{"a": 1}, {"a": 2}]']],
  ['the same word as key and value', '{"a": "a", "b": {"a": "a"}}', ['{"a": "a", "b": {"a": "a"}}']],
  ['letters in escapes', '{"a": "Caf\\u00e9 \\uD83D\\uDE00"}', ['{"a": "Café 😀"}']],
  [
    'what escapes spell without being ones',
    '{"a": "C:\\\\u0041", "b": "\\\\\\u0041"}',
    ['{"a": "C:\\\\u0041", "b": "\\\\A"}'],
  ],
  [
    'escapes that keep a string in its quotes',
    '{"a": "x\\u0022, \\u005c \\n \\u000a"}',
    ['{"a": "x\\", \\\\ \\n \\n"}'],
  ],
  ['half of a character', '{"a": "\\ud83d"}', ['{"a": "\\ud83d"}']],
  ['a comment key', '{"_comment": "made by hand", "a": 1}', ['{"_comment": "made by hand", "a": 1}']],
  ['text that only begins like JSON', '{not JSON \\u0041', ['{not JSON \\u0041']],
  ['a layout of lines', '{\n  "a": 1,\n\n  "b": [\n    2\n  ]\n}', ['{\n  "a": 1,', '  "b": [\n    2\n  ]\n}']],
];

describe('a JSON document', () => {
  it.each(ATTACKS)('is cut: %s', async (_what, file, texts, found) => {
    const seen = await seenIn(extractText, file);
    expect(seen.texts).toEqual(texts);
    expect(seen.techniques).toContain(found);
    expect(seen.removed).toContain(SECRET);
  });

  it.each(LOOK_ALIKES)('stays and raises no alarm: %s', async (_what, file, texts) => {
    const seen = await seenIn(extractText, file);
    expect(seen.texts).toEqual(texts);
    expect(seen.loud).toEqual([]);
  });

  it('may have any number of escapes', async () => {
    const { texts } = await seenIn(extractText, `["a"${',"\\u0041"'.repeat(150_000)}]`);
    expect(texts.join('')).toBe(`["a"${',"A"'.repeat(150_000)}]`);
  });

  it('is scanned in linear time and at any depth', () => {
    const before = performance.now();
    scanJson('['.repeat(100_000));
    scanJson(`{${'"a":{'.repeat(50_000)}`);
    scanJson(`"${'\\"'.repeat(100_000)}"`);
    expect(performance.now() - before).toBeLessThan(3_000);
  });
});

describe('a line of JSON', () => {
  it('keeps the last value of a key, as parsers do, and tells of the others', async () => {
    const seen = await seenIn(extractJsonl, '{"a":"SECRET","b":"x","a":"shown"}\n{"a":"y","b":"a"}\n');
    expect(seen).toEqual({
      texts: ['a: shown\nb: x', 'a: y\nb: a'],
      techniques: ['json-duplicate-key medium'],
      loud: ['json-duplicate-key'],
      removed: 'a: SECRET',
    });
  });
});
