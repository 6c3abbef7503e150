/** What `sluice retrieve` prints: the passage with what stands around it and where else it stands, for people and for programs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCommands } from './in-process.ts';
import { temporaryFolder } from './sluice.ts';

const MANUAL = '# Anchors\n\nAn anchor is heavy.\n\n# Windlasses\n\nA windlass hoists.\n\n# Ropes\n\nA rope is long.\n';

test('neighbours stand around their passage and copies are named, when asked for and unless not wanted', {
  timeout: 60_000,
}, async () => {
  const folder = await temporaryFolder();
  const documents = join(folder, 'documents');
  await mkdir(documents);
  for (const name of ['one.md', 'two.md']) await writeFile(join(documents, name), MANUAL);
  const run = await openCommands(join(folder, 'data'));
  const { code } = await run('ingest', documents, '--collection', 'deck', '--owner', 'user:olga');
  expect(code).toBe(0);
  const ask = (...more: string[]) => run('retrieve', 'a windlass hoists', '--as', 'user:olga', '-k', '1', ...more);

  const plain = await ask();
  expect(plain.stdout).not.toContain('An anchor is heavy.');
  expect(plain.stdout).not.toContain('the same text');

  const { stdout } = await ask('--expand', '1');
  const lines = stdout.split('\n').map((line) => line.trim());
  const at = (text: string) => lines.findIndex((line) => line.includes(text));
  expect(at('· before')).toBeGreaterThan(0);
  expect(at('· before')).toBeLessThan(at('· An anchor is heavy.'));
  expect(at('· An anchor is heavy.')).toBeLessThan(lines.indexOf('A windlass hoists.'));
  expect(lines.indexOf('A windlass hoists.')).toBeLessThan(at('· after'));
  expect(at('· after')).toBeLessThan(at('· A rope is long.'));

  const both = await ask('-k', '2', '--json');
  const { results } = JSON.parse(both.stdout);
  expect(results).toHaveLength(2);
  expect(results[0].duplicates).toHaveLength(1);
  expect((await ask('-k', '2')).stdout).toContain(`the same text: `);
  const apart = JSON.parse((await ask('-k', '2', '--no-fold', '--json')).stdout).results;
  expect(apart.map(({ text }: { text: string }) => text)).toEqual([results[0].text, results[0].text]);
  expect((await ask('--expand', '2')).code).toBe(2);
});
