/** Copies of the facts: of one workspace, at one moment, and never anything back into the file. */
import { existsSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCatalog } from '../../src/catalog/catalog.ts';
import { readState } from '../../src/catalog/epoch.ts';
import { addMember, listMembers, putPrincipal } from '../../src/catalog/people.ts';
import { FactsCopy } from '../../src/catalog/sqlite/facts-copy.ts';
import { StoreUnavailable } from '../../src/catalog/store.ts';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';
import { storeOptions } from '../support/catalog.ts';

let sluice: TestBroker;
let path: string;
beforeAll(async () => {
  sluice = await openTestBroker();
  path = join(sluice.folder, 'sluice.db');
  for (const workspace of ['main', 'other']) {
    const root = callerFor('root', { workspace });
    const bytes = new TextEncoder().encode(`the harbour of ${workspace} is a secret`);
    await sluice.broker.ingest(root, { bytes, collection: 'harbour', title: workspace });
    await sluice.broker.addMember(root, aPrincipal('group:crew'), aPrincipal(`user:${workspace}`));
  }
});
afterAll(() => sluice.close());

const take = (workspace = 'main') => FactsCopy.take(storeOptions(path), workspace);
const TABLES = ['principals', 'memberships', 'audiences', 'audience_members', 'collections', 'documents', 'resources'];

test('a copy has the facts of its workspace, row for row, and nothing of another', async () => {
  const copy = await take();
  for (const table of TABLES) {
    const mine = (await copy.read(`SELECT * FROM ${table} ORDER BY 1, 2`, [])).map(String);
    const all = (await sluice.store.read(`SELECT * FROM ${table} ORDER BY 1, 2`, [])).map(String);
    expect(mine.length, table).toBe(all.length / 2);
    expect(all, table).toEqual(expect.arrayContaining(mine));
  }
  expect(await readState(openCatalog(copy))).toEqual(await readState(sluice.catalog));
  expect(await copy.read(`SELECT * FROM principals WHERE name = 'user:other'`, [])).toEqual([]);
  await copy.close();
});

test('a copy has no text, no findings and no audit log', async () => {
  const copy = await take();
  for (const table of ['chunks', 'audit', 'jobs']) expect(await copy.read(`SELECT * FROM ${table}`, [])).toEqual([]);
  expect(await copy.read('SELECT DISTINCT findings FROM generations', [])).toEqual([['[]']]);
  await copy.close();
});

test('what is done to a copy is seen there alone: not in the file, and not in the copy that it was forked from', async () => {
  const crew = aPrincipal('group:crew');
  const before = await take();
  const after = await before.fork();
  const stateOf = async () => [
    await readState(sluice.catalog),
    await sluice.store.read('SELECT max(seq) FROM audit', []),
  ];
  const state = await stateOf();
  await after.commit(addMember('main', crew, aPrincipal('user:zoe')));
  const members = (store: FactsCopy | TestBroker['store']) => listMembers(openCatalog(store), 'main', crew);
  expect(await members(after)).toEqual(['user:main', 'user:zoe']);
  expect(await members(before)).toEqual(['user:main']);
  expect(await members(sluice.store)).toEqual(['user:main']);
  expect(await stateOf()).toEqual(state);
  await before.close();
  expect(await members(after)).toContain('user:zoe');
  await after.close();
});

test('a copy shows one moment while others write: all of a batch or nothing of it', async () => {
  let isWriting = true;
  const writing = (async () => {
    for (let n = 0; isWriting; n++) {
      const both = ['left', 'right'].map((name) => putPrincipal('main', aPrincipal(`group:${name}${n}`), {}));
      await sluice.store.commit({ statements: both.flatMap(({ statements = [] }) => statements), advancesEpoch: true });
    }
  })();
  const seen = new Set<number>();
  for (let n = 0; n < 5; n++) {
    const copy = await take();
    const [[left, right, epoch] = []] = await copy.read(
      `SELECT (SELECT count(*) FROM principals WHERE name LIKE 'group:left%'),
        (SELECT count(*) FROM principals WHERE name LIKE 'group:right%'), (SELECT epoch FROM state)`,
      [],
    );
    expect(left).toBe(right);
    seen.add(Number(epoch) - Number(left));
    await copy.close();
  }
  isWriting = false;
  await writing;
  // Each batch moved the epoch by one and brought one pair: every copy has its own epoch's pairs.
  expect(seen.size).toBe(1);
});

test('a file that is not there is not copied, and not made', async () => {
  const missing = join(sluice.folder, 'missing.db');
  await expect(FactsCopy.take(storeOptions(missing), 'main')).rejects.toBeInstanceOf(StoreUnavailable);
  expect(existsSync(missing)).toBe(false);
});

test('a file of another version, or one that is no catalogue, is not copied', async () => {
  await sluice.store.commit({});
  const older = join(sluice.folder, 'older.db');
  const db = new Database(older);
  db.exec('CREATE TABLE principals (id INTEGER PRIMARY KEY, workspace TEXT, name TEXT)');
  db.close();
  await expect(FactsCopy.take(storeOptions(older), 'main')).rejects.toBeInstanceOf(StoreUnavailable);
  const text = join(sluice.folder, 'text.db');
  await copyFile(import.meta.filename, text);
  await expect(FactsCopy.take(storeOptions(text), 'main')).rejects.toBeInstanceOf(StoreUnavailable);
  expect(await readFile(text)).toEqual(await readFile(import.meta.filename));
});

test('a copy that was closed answers nothing', async () => {
  const copy = await take();
  await copy.close();
  await expect(copy.read('SELECT 1', [])).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(copy.fork()).rejects.toBeInstanceOf(StoreUnavailable);
});
