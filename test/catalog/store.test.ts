import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../src/audit/event.ts';
import { verifyChain } from '../../src/catalog/ledger.ts';
import { assertDurable, openCatalogFile } from '../../src/catalog/sqlite/open.ts';
import { SqliteCatalogStore } from '../../src/catalog/sqlite/store.ts';
import { EpochMoved, GuardFailed, StoreUnavailable } from '../../src/catalog/store.ts';
import { openTestCatalog, storeOptions, type TestCatalog } from '../support/catalog.ts';

let catalog: TestCatalog;
beforeEach(async () => {
  catalog = await openTestCatalog();
});
afterEach(() => catalog.close());

const anEvent = (): AuditEvent => ({ id: randomUUID(), workspace: 'main', kind: 'decision.retrieve', detail: {} });
const insert = (name: string) => ({
  sql: 'INSERT INTO principals (workspace, name) VALUES (?, ?)',
  params: ['main', name],
});
const names = async () => (await catalog.store.read('SELECT name FROM principals ORDER BY name', [])).flat();

describe('durability', () => {
  test('every connection, on a reopened file too, syncs each commit', () => {
    for (const readonly of [true, false]) {
      const db = openCatalogFile(catalog.path, { readonly });
      expect(db.pragma('synchronous', { simple: true })).toBe(2);
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
      db.close();
    }
  });

  test('a connection that would not is refused: a plain one to the same file is', () => {
    const plain = new Database(catalog.path);
    expect(plain.pragma('synchronous', { simple: true })).not.toBe(2);
    expect(() => assertDurable(plain)).toThrow('not durable');
    plain.close();
  });
});

describe('a batch', () => {
  test('is applied whole or not at all', async () => {
    const batch = {
      statements: [insert('user:a'), insert('user:b'), insert('user:a')],
      advancesEpoch: true,
      events: [anEvent()],
    };
    await expect(catalog.store.commit(batch)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await names()).toEqual([]);
    expect(await verifyChain(catalog)).toMatchObject({ entries: 0 });
    await expect(catalog.store.commit({})).resolves.toMatchObject({ epoch: 0 });
  });

  test('that fails leaves the others of its group alone', async () => {
    const all = await Promise.allSettled([
      catalog.store.commit({ statements: [insert('user:a')] }),
      catalog.store.commit({ statements: [insert('user:a')] }),
      catalog.store.commit({ statements: [insert('user:b')] }),
    ]);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await names()).toEqual(['user:a', 'user:b']);
  });

  test("is refused by its guard, with the guard's reason", async () => {
    const guards = [{ reason: 'too-many', sql: '(SELECT count(*) FROM principals) < ?', params: [1] }];
    await catalog.store.commit({ guards, statements: [insert('user:a')] });
    const second = catalog.store.commit({ guards, statements: [insert('user:b')] });
    await expect(second).rejects.toEqual(new GuardFailed('too-many'));
    expect(await names()).toEqual(['user:a']);
  });

  test('a guard that is neither true nor false is not true', async () => {
    const guards = [{ reason: 'unknown', sql: 'NULL', params: [] }];
    await expect(catalog.store.commit({ guards })).rejects.toEqual(new GuardFailed('unknown'));
  });
});

describe('the epoch', () => {
  test('advances with the change that says so, and with no other', async () => {
    expect((await catalog.store.commit({ statements: [insert('user:a')] })).epoch).toBe(0);
    expect((await catalog.store.commit({ statements: [insert('user:b')], advancesEpoch: true })).epoch).toBe(1);
  });

  test('a decision made under an earlier one is not recorded', async () => {
    await catalog.store.commit({ expectedEpoch: 0, events: [anEvent()] });
    await catalog.store.commit({ advancesEpoch: true });
    await expect(catalog.store.commit({ expectedEpoch: 0, events: [anEvent()] })).rejects.toEqual(new EpochMoved(1));
    expect(await verifyChain(catalog)).toMatchObject({ entries: 1 });
  });
});

describe('the chain', () => {
  test('is one chain for all who append to it, in this process and in others', async () => {
    const others = await Promise.all([1, 2].map(() => SqliteCatalogStore.open(storeOptions(catalog.path))));
    const appends = [catalog.store, ...others].flatMap((store) =>
      Array.from({ length: 100 }, () =>
        store.commit({ events: [anEvent(), anEvent()], advancesEpoch: Math.random() < 0.1 }),
      ),
    );
    await Promise.all(appends);
    const { entries, head, firstBreak } = await verifyChain(catalog);
    expect({ entries, seq: head.seq, firstBreak }).toEqual({ entries: 600, seq: 600, firstBreak: undefined });
    await Promise.all(others.map((store) => store.close()));
  });

  test('can not be rewritten through SQL', async () => {
    await catalog.store.commit({ events: [anEvent()] });
    for (const sql of ["UPDATE audit SET body = '{}'", 'DELETE FROM audit']) {
      await expect(catalog.store.commit({ statements: [{ sql, params: [] }] })).rejects.toThrow('append-only');
    }
  });

  test('a change behind its back is found', async () => {
    for (let i = 0; i < 5; i++) await catalog.store.commit({ events: [anEvent()] });
    const db = new Database(catalog.path);
    db.exec('DROP TRIGGER audit_is_never_updated; UPDATE audit SET body = \'{"forged":true}\' WHERE seq = 3');
    db.close();
    expect((await verifyChain(catalog)).firstBreak).toEqual({ seq: 3, problem: 'hash-mismatch' });
  });
});

test('two processes that open a new folder at once both find it migrated', async () => {
  const fresh = `${catalog.path}.fresh`;
  const stores = await Promise.all([1, 2, 3].map(() => SqliteCatalogStore.open(storeOptions(fresh))));
  for (const store of stores) await store.commit({ events: [anEvent()] });
  expect((await stores[0]?.read('SELECT count(*) FROM audit', []))?.[0]).toEqual([3]);
  await Promise.all(stores.map((store) => store.close()));
});

test('a store whose writer is gone refuses to write', async () => {
  await catalog.store.commit({});
  const other = await SqliteCatalogStore.open(storeOptions(catalog.path));
  await other.close();
  await expect(other.commit({ events: [anEvent()] })).rejects.toBeInstanceOf(StoreUnavailable);
});
