/** Every promise that is kept today, also in part, is cited by a test. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, sourceFiles } from '../architecture/sources.ts';
import { PROMISES } from './promises.ts';

/** `test('P7: …` in any quotes, with `describe`, `it` and their variants. */
const CITATION = /\b(?:test|it|describe)(?:\.\w+(?:\([^)]*\))?)*\(\s*['"`](P\d+(?:, P\d+)*):/g;

function citedIn(text: string): string[] {
  return [...text.matchAll(CITATION)].flatMap(([, ids = '']) => ids.split(', '));
}

async function citations(): Promise<ReadonlyMap<string, string[]>> {
  const byPromise = new Map<string, string[]>();
  for (const path of await sourceFiles(['test'])) {
    if (!path.endsWith('.test.ts') || path === 'test/promises/coverage.test.ts') continue;
    for (const id of citedIn(await readFile(join(ROOT, path), 'utf8'))) {
      byPromise.set(id, [...(byPromise.get(id) ?? []), path]);
    }
  }
  return byPromise;
}

test('every promise that is kept today is cited by a test', async () => {
  const cited = await citations();
  const uncited = PROMISES.filter(({ id, kept }) => kept !== 'not-yet' && !cited.has(id)).map(({ id }) => id);
  expect(uncited).toEqual([]);
});

test('no test cites a promise that there is not', async () => {
  const ids = PROMISES.map(({ id }) => id);
  expect([...(await citations()).keys()].filter((id) => !ids.includes(id))).toEqual([]);
});

test('what is kept in part or not yet says what is missing', () => {
  for (const { id, kept, missing } of PROMISES) expect(missing === undefined, id).toBe(kept === 'yes');
});

test('the scan sees citations and nothing else', () => {
  expect(citedIn("test('P1: a')\ntest.each([1])('P2: b')\ndescribe(`P3, P4: c`)\nit.skipIf(true)('P5: d')")).toEqual([
    'P1',
    'P2',
    'P3',
    'P4',
    'P5',
  ]);
  expect(citedIn("test('about P1: a')\n// P2: b\nconst name = 'P3: c'")).toEqual([]);
});
