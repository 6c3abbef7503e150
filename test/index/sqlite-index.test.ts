import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { toSql } from '../../src/index/sqlite/condition.ts';
import { replaceFile } from '../../src/index/sqlite/files.ts';
import { openForWriting } from '../../src/index/sqlite/schema.ts';
import { SqliteIndex } from '../../src/index/sqlite/sqlite-index.ts';
import { empty } from '../contract/empty.ts';
import { rebuildContract } from '../contract/rebuild.ts';
import { vectorIndexContract } from '../contract/vector-index.ts';
import { CONTRACT_MODEL } from '../contract/world.ts';

const folder = await mkdtemp(join(tmpdir(), 'sluice-index-'));
afterAll(() => rm(folder, { recursive: true }));

vectorIndexContract('SQLite', () => SqliteIndex.open({ folder, searchers: 2, model: CONTRACT_MODEL }));

const rebuilt = await mkdtemp(join(tmpdir(), 'sluice-index-'));
afterAll(() => rm(rebuilt, { recursive: true }));
rebuildContract('SQLite', (model) => SqliteIndex.open({ folder: rebuilt, searchers: 1, model }));

test('a workspace name can not leave the folder', async () => {
  const index = await SqliteIndex.open({ folder, searchers: 1, model: CONTRACT_MODEL });
  for (const name of ['../elsewhere', 'a/b', '', 'A', 'a'.repeat(64)]) {
    await expect(index.put(name, 'd', 1, [])).rejects.toThrow('workspace name');
  }
  await index.close();
});

test('a file of another version is refused until it is built anew', async () => {
  const path = join(folder, 'old.db');
  openForWriting(path, CONTRACT_MODEL, true).close();
  const db = new Database(path);
  db.pragma('user_version = 99');
  db.close();
  const index = await SqliteIndex.open({ folder, searchers: 1, model: CONTRACT_MODEL });
  await expect(index.count('old')).rejects.toThrow('sluice reindex');
  await empty(index);
  expect(await index.count('old')).toBe(0);
  await index.close();
});

test('a file that is written to is replaced when that is over', async () => {
  const [path, by] = [join(folder, 'written.db'), join(folder, 'better.db')];
  for (const one of [path, by]) openForWriting(one, CONTRACT_MODEL, true).close();
  const writing = new Database(path);
  writing.exec('BEGIN IMMEDIATE; UPDATE file SET vectors = 7');
  const replacing = replaceFile(path, by);
  await new Promise((resolve) => setTimeout(resolve, 200));
  writing.exec('COMMIT');
  await replacing;
  expect(writing.prepare('SELECT vectors FROM file').pluck().get()).toBe(0);
  writing.close();
});

test('labels are tested before ids, and ids before attributes', () => {
  const { sql } = toSql({
    op: 'and',
    all: [
      { op: 'has', attribute: 'region' },
      {
        op: 'or',
        any: [
          { op: 'has', attribute: 'amount' },
          { op: 'document-is', ids: [] },
        ],
      },
      { op: 'not', not: { op: 'is-one-of', label: 'deniers', values: [1] } },
    ],
  });
  const order = ['l.deniers', '$.region', 'p.document_id', '$.amount'].map((part) => sql.indexOf(part));
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  expect(order).not.toContain(-1);
});
