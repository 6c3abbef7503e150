/** `sluice doctor --deep`: catalogue and index, passage for passage. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openCommands } from './in-process.ts';
import { temporaryFolder } from './sluice.ts';

const CHECK = 'index, passage by passage';

test('says with --deep what differs though the counts agree, and what to do about it', {
  timeout: 60_000,
}, async () => {
  const folder = await temporaryFolder();
  const data = join(folder, 'data');
  const run = await openCommands(data);
  await writeFile(join(folder, 'tides.txt'), 'The tide turns at noon.\n');
  const taken = await run('ingest', join(folder, 'tides.txt'), '--collection', 'quay', '--as', 'user:olga');
  expect(taken).toMatchObject({ code: 0, stderr: '' });

  const whole = await run('doctor', '--deep');
  expect(whole.code).toBe(0);
  expect(whole.stdout).toMatch(/ok +index, passage by passage +1 passage of 1 document agree/);

  const db = new Database(join(data, 'index', 'main.db'));
  db.exec('UPDATE label SET readers = readers + 1');
  db.close();
  const shallow = await run('doctor', '--json');
  expect(shallow.code).toBe(0);
  expect(JSON.parse(shallow.stdout).checks.map(({ check }: { check: string }) => check)).not.toContain(CHECK);
  const deep = await run('doctor', '--deep', '--json');
  expect(deep.code).toBe(1);
  expect(JSON.parse(deep.stdout).checks).toContainEqual({
    ...{ check: CHECK, state: 'fail', remedy: 'run `sluice reindex`' },
    detail: expect.stringMatching(/^of 1 passage: 1 under other labels, as in document `[0-9a-f-]{36}`$/),
    counts: {
      ...{ documents: 1, passages: 1, waiting: 0 },
      ...{ missing: 0, unserved: 0, twice: 0, differing: 1, unfindable: 0 },
    },
  });

  expect(await run('reindex')).toMatchObject({ code: 0 });
  expect(await run('doctor', '--deep')).toMatchObject({ code: 0 });
});
