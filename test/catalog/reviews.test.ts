/** Reviews in the catalogue: decided once, by somebody else, on what is still there. */
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { remove } from '../../src/catalog/documents.ts';
import { forgetUnwanted, listUnwanted } from '../../src/catalog/evidence.ts';
import { forgetDocument, forgetSuperseded } from '../../src/catalog/generations.ts';
import { placeHold } from '../../src/catalog/holds.ts';
import { isPending } from '../../src/catalog/pending.ts';
import { findReview, listReviews } from '../../src/catalog/review-views.ts';
import { holdAgain, rejectGeneration, releaseActive, releaseHeld } from '../../src/catalog/reviews.ts';
import { SqliteCatalogStore } from '../../src/catalog/sqlite/store.ts';
import { GuardFailed } from '../../src/catalog/store.ts';
import { openTestCatalog, storeOptions, type TestCatalog } from '../support/catalog.ts';
import { aDecision, aName, anEvent, aReview, commitAll, NOW_MS, place } from './placing.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

const CLAIM = { by: 'host/1/2', untilMs: NOW_MS + 1 };
const refusedAs = (reason: string) => new GuardFailed(reason);

/** A document with an open review, and its one generation with columns as given. */
async function reviewed(status: 'active' | 'held', generation: Readonly<Record<string, string | number | null>> = {}) {
  const workspace = `w${randomUUID()}`;
  const { id } = await place(catalog, { workspace, status, verdict: 'suspicious' });
  for (const [column, value] of Object.entries(generation)) {
    const sql = `UPDATE generations SET ${column} = ? WHERE document_id = ?`;
    await catalog.store.commit({ statements: [{ sql, params: [value, id] }] });
  }
  await commitAll(catalog, aReview(workspace, id));
  const rows = async (sql: string) => (await catalog.store.read(sql, [id])).map((row) => row[0]);
  return { workspace, id, rows, decision: (by?: string) => aDecision(workspace, id, by ? aName(by) : undefined) };
}

describe('a release', () => {
  test.each(['active', 'held'] as const)('of what is %s is made once', async (status) => {
    const { decision, rows } = await reviewed(status);
    const release = () => (status === 'held' ? releaseHeld(decision(), CLAIM) : releaseActive(decision()));
    await catalog.store.commit(release());
    expect(await rows('SELECT state FROM reviews WHERE document_id = ?')).toEqual(['released']);
    expect(await rows('SELECT released_hash FROM generations WHERE document_id = ?')).toEqual(['hash']);
    await expect(catalog.store.commit(release())).rejects.toEqual(refusedAs('review-settled'));
    await expect(catalog.store.commit(rejectGeneration(decision()))).rejects.toEqual(refusedAs('review-settled'));
  });

  test('is not for who brought the document, nor for who brought the version', async () => {
    const { decision } = await reviewed('held', { brought_by: 'user:root' });
    // Of versions that came before it was kept who brought them, the document's counts.
    const older = await reviewed('active');
    for (const by of ['user:root', 'user:olga']) {
      await expect(catalog.store.commit(releaseHeld(decision(by), CLAIM))).rejects.toEqual(refusedAs('self-review'));
    }
    await expect(catalog.store.commit(releaseActive(older.decision('user:olga')))).rejects.toEqual(
      refusedAs('self-review'),
    );
    await catalog.store.commit(rejectGeneration(decision('user:root')));
  });

  test('is of what is still held, or served, and the latest', async () => {
    const changed = refusedAs('document-changed');
    const held = await reviewed('held');
    await expect(catalog.store.commit(releaseActive(held.decision()))).rejects.toEqual(changed);
    await catalog.store.commit({
      statements: [{ sql: 'UPDATE documents SET latest_generation = 2 WHERE id = ?', params: [held.id] }],
    });
    await expect(catalog.store.commit(releaseHeld(held.decision(), CLAIM))).rejects.toEqual(changed);
    const active = await reviewed('active');
    await expect(catalog.store.commit(releaseHeld(active.decision(), CLAIM))).rejects.toEqual(changed);
    await commitAll(catalog, remove(active.workspace, active.id, NOW_MS, anEvent()));
    await expect(catalog.store.commit(releaseActive(active.decision()))).rejects.toEqual(refusedAs('review-settled'));
  });

  test('is of the workspace', async () => {
    const { id, decision } = await reviewed('held');
    const elsewhere = { ...decision(), workspace: 'elsewhere' };
    for (const batch of [releaseHeld(elsewhere, CLAIM), releaseActive(elsewhere), rejectGeneration(elsewhere)]) {
      await expect(catalog.store.commit(batch)).rejects.toEqual(refusedAs('review-settled'));
    }
    expect(await findReview(catalog, 'elsewhere', id)).toBeUndefined();
    expect(await listReviews(catalog, 'elsewhere', { limit: 10 })).toEqual([]);
  });

  test('leaves work that is claimed, and what can’t be taken in is held again with a review like the one before', async () => {
    const { id, workspace, decision, rows } = await reviewed('held');
    await catalog.store.commit(releaseHeld(decision(), CLAIM));
    expect(await rows('SELECT claimed_by FROM jobs WHERE document_id = ?')).toEqual(['host/1/2']);
    expect(await rows('SELECT status FROM documents WHERE id = ?')).toEqual(['received']);
    const again = () =>
      catalog.store.commit(holdAgain({ documentId: id, generation: 1, nowMs: NOW_MS + 1 }, randomUUID(), anEvent()));
    await again();
    expect(await rows('SELECT state FROM reviews WHERE document_id = ? ORDER BY opened_at')).toEqual([
      'released',
      'open',
    ]);
    expect(await rows('SELECT text_hash FROM reviews WHERE document_id = ?')).toEqual(['hash', 'hash']);
    expect(await rows('SELECT 1 FROM jobs WHERE document_id = ?')).toEqual([]);
    expect(await rows('SELECT status FROM generations WHERE document_id = ?')).toEqual(['held']);
    await expect(again()).rejects.toEqual(refusedAs('not-pending'));
    expect((await listReviews(catalog, workspace, { limit: 10, state: 'open' })).map(({ status }) => status)).toEqual([
      'held',
    ]);
  });
});

test('a rejection leaves a document as what is left of it says', async () => {
  const statusWith = async (newer: 'held' | 'pending' | undefined) => {
    const { id, decision, rows } = await reviewed('active');
    const sql = `INSERT INTO generations (document_id, generation, blob, salt, intent, status, findings, entitlements_version, received_at)
      VALUES (?, 2, 'b', 's', '{}', ?, '[]', 0, 0)`;
    if (newer) await catalog.store.commit({ statements: [{ sql, params: [id, newer] }] });
    await catalog.store.commit(rejectGeneration(decision()));
    expect(await rows('SELECT active_generation FROM documents WHERE id = ?')).toEqual([null]);
    return rows('SELECT status FROM documents WHERE id = ?');
  };
  expect([await statusWith(undefined), await statusWith('held'), await statusWith('pending')]).toEqual([
    ['rejected'],
    ['held'],
    ['received'],
  ]);
});

test('a generation has one open review at a time', async () => {
  const { workspace, id } = await reviewed('held');
  const second = aReview(workspace, id);
  await expect(catalog.store.commit(second)).rejects.toThrow();
  await expect(catalog.store.commit({ guards: [isPending(id, 1)] })).rejects.toEqual(refusedAs('not-pending'));
});

test('nothing of a document under a legal hold is forgotten that is not sealed, and its evidence is always wanted', async () => {
  const { workspace, id, decision } = await reviewed('held');
  await catalog.store.commit(rejectGeneration(decision()));
  expect(await listUnwanted(catalog, NOW_MS - 1, 10, id)).toEqual([]);
  expect(await listUnwanted(catalog, NOW_MS, 10, id)).toHaveLength(1);
  const event = anEvent(workspace);
  await catalog.store.commit(
    placeHold({ workspace, documentId: id, placedBy: aName('user:mona'), reason: 'a case', nowMs: NOW_MS, event }),
  );
  expect(await listUnwanted(catalog, NOW_MS + 1, 10, id)).toEqual([]);
  // What was listed before the hold was placed.
  await catalog.store.commit(forgetUnwanted([`cut of ${id}`], NOW_MS + 1, []));
  expect(await catalog.store.read('SELECT 1 FROM evidence WHERE document_id = ?', [id])).toHaveLength(1);
  for (const batch of [forgetSuperseded(id, 2, 'unheld'), forgetDocument(id, event)]) {
    await expect(catalog.store.commit(batch)).rejects.toEqual(refusedAs('legal-hold'));
  }
});

test('what was held before there were reviews is read again, and so gets one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-upgrade-'));
  const { migrationsFolder } = storeOptions('');
  const earlier = join(folder, 'migrations');
  await cp(migrationsFolder, earlier, { recursive: true });
  const journal = JSON.parse(await readFile(join(earlier, 'meta/_journal.json'), 'utf8'));
  journal.entries = journal.entries.filter(({ idx }: { idx: number }) => idx < 5);
  await writeFile(join(earlier, 'meta/_journal.json'), JSON.stringify(journal));
  const path = join(folder, 'sluice.db');
  const db = new Database(path);
  migrate(drizzle(db), { migrationsFolder: earlier });
  db.exec(`INSERT INTO principals (id, workspace, name) VALUES (1, 'main', 'user:olga');
    INSERT INTO audiences (id, workspace, holder) VALUES (1, 'main', 'x');
    INSERT INTO collections (id, workspace, name, owner_id, readers_id, deniers_id, made_for) VALUES (1, 'main', 'quay', 1, 1, 1, 'd');
    INSERT INTO documents (id, workspace, brought_by_id, collection_id, status, latest_generation, created_at)
      VALUES ('d', 'main', 1, 1, 'held', 1, 0), ('e', 'main', 1, 1, 'active', 1, 0);
    INSERT INTO generations (document_id, generation, blob, salt, intent, status, findings, entitlements_version, received_at)
      VALUES ('d', 1, 'b', 's', '{}', 'held', '[]', 0, 7), ('e', 1, 'b', 's', '{}', 'active', '[]', 0, 7);`);
  db.close();
  const store = await SqliteCatalogStore.open(storeOptions(path));
  expect(await store.read('SELECT document_id, status FROM generations ORDER BY 1', [])).toEqual([
    ['d', 'pending'],
    ['e', 'active'],
  ]);
  expect(await store.read('SELECT workspace, kind, document_id, generation, claimed_by FROM jobs', [])).toEqual([
    ['main', 'ingest', 'd', 1, null],
  ]);
  await store.close();
  await rm(folder, { recursive: true });
});
