import { describe, expect, it } from 'vitest';
import { extractJsonl } from '../../../ingest/formats/jsonl.ts';
import { bytesOf, refusalOf } from './helpers.ts';

const read = (text: string) => extractJsonl(bytesOf(text));

describe('JSON Lines', () => {
  it('make every line a row, with all keys of the file as columns in the order of their first appearance', async () => {
    const extract = await read('{"b":"x","a":null}\r\n\n{"c":true,"a":-0.5}\n');
    expect(extract.blocks).toEqual([
      { kind: 'row', runs: [{ text: 'b: x' }], locator: { row: 1 }, cells: { b: 'x', a: '', c: '' } },
      {
        kind: 'row',
        runs: [{ text: 'a: -0.5\nc: true' }],
        locator: { row: 3 },
        cells: { b: '', a: '-0.5', c: 'true' },
      },
    ]);
  });

  it('spell lists so that no value becomes two', async () => {
    const lists = [['a', 'b'], [], ['Kiel, north', 'b'], [''], ['["x"]'], [' a']];
    const extract = await read(lists.map((list) => JSON.stringify({ n: 'x', list })).join('\n'));
    expect(extract.blocks.map(({ cells }) => cells?.list)).toEqual([
      'a; b',
      '',
      '["Kiel, north","b"]',
      '[""]',
      '["[\\"x\\"]"]',
      '[" a"]',
    ]);
  });

  it.each([
    [
      'a nested object',
      '{"a":1}\n{"a":{"b":1}}',
      'damaged-document',
      "line 2: the value in the object's place 1 is nested",
    ],
    [
      'a list of numbers',
      '{"a":[1]}',
      'damaged-document',
      "line 1: the value in the object's place 1 is a list of something",
    ],
    [
      'a list in a list',
      '{"b":0,"a":[["x"]]}',
      'damaged-document',
      "line 1: the value in the object's place 2 is a list",
    ],
    ['a line that is no object', '{"a":1}\n\n[1]', 'damaged-document', 'line 3: a line must be one JSON object'],
    ['a line that is no JSON', '{"a":1}\n{a:1}', 'damaged-document', 'line 2: a line must be one JSON object'],
    ['two objects on a line', '{"a":1}{"a":2}', 'damaged-document', 'line 1: a line must be one'],
    ['a key twice but for spaces', '{"a":1," a":2}', 'damaged-document', 'line 1: the object has a key twice'],
    ['a number that is not what was written', '{"a":90071992547409930}', 'damaged-document', 'line 1: the value in'],
    ['a number beyond all', '{"a":1e999}', 'damaged-document', 'too large a number'],
    ['half of a character', '{"a":"\\ud800"}', 'damaged-document', 'lone surrogate'],
    ['half of a character in a list', '{"a":["\\ud800"]}', 'damaged-document', 'lone surrogate'],
    ['a key without a name', '{"":1}', 'invalid-header', 'column 1 has no name'],
    ['a reserved key', '{"__proto__":1}', 'invalid-header', 'reserved'],
    ['keys that look the same', '{"a":1}\n{"a\\u200b":2}', 'invalid-header', 'columns 1 and 2'],
    ['a line that is too long', `{"a":"${'x'.repeat(1_000_001)}"}`, 'damaged-document', 'line 1: the line is too long'],
    ['too many keys', Array.from({ length: 1_001 }, (_, i) => `{"k${i}":1}`).join('\n'), 'too-many-columns', '1000'],
    ['too many rows', '{"a":1}\n'.repeat(200_001), 'too-many-rows', '200000'],
    [
      'cells that nobody wrote',
      `${Array.from({ length: 900 }, (_, i) => `{"k${i}":1}`).join('\n')}\n${'{"a":1}\n'.repeat(50_000)}`,
      'output-too-large',
      'cells',
    ],
  ])('are refused with their line: %s', async (_name, text, code, message) => {
    const refusal = await refusalOf(read(text));
    expect(refusal.code).toBe(code);
    expect(refusal.text).toContain(message);
  });

  it('take strings that hold what separates keys for what they are', async () => {
    const value = String.raw`a\": {\"b\": [1]} \\`;
    expect((await read(`{"x" :"${value}", "y":["\\":",":"]}`)).blocks[0]?.cells).toEqual({
      x: String.raw`a": {"b": [1]} \ `.trim(),
      y: '["\\":",":"]',
    });
  });

  it('look at the longest line in no time', async () => {
    const before = performance.now();
    for (const text of ['\\"'.repeat(250_000), '":'.repeat(2).replaceAll('"', '\\"').repeat(100_000)]) {
      await read(`{"a":"${text}"}`);
    }
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
