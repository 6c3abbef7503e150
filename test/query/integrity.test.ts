/** What the index offers and should not have is seen and written down; what the outbox explains is not. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

const root = callerFor('root');
const ada = callerFor('ada');
const question = { query: 'anchor', k: 8 };

let sluice: TestBroker;
const warnings: string[] = [];
beforeAll(async () => {
  const warn = (_: unknown, message: string) => void warnings.push(message);
  sluice = await openTestBroker({ logger: { info() {}, error() {}, warn } });
});
afterAll(() => sluice?.close());
afterEach(() => {
  vi.useRealTimers();
  warnings.length = 0;
});

async function bring(text: string, readers: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const entitlements = { readers: readers.map(aPrincipal) };
  return (await sluice.broker.ingest(root, { bytes, collection: 'deck', entitlements })).documentId;
}

/** Changes the index behind everybody's back. */
function tamper(sql: string, ...params: readonly string[]): void {
  const db = new Database(join(sluice.folder, 'index', 'main.db'));
  expect(db.prepare(sql).run(...params).changes).toBeGreaterThan(0);
  db.close();
}

async function alarms(): Promise<Record<string, unknown>[]> {
  const entries = await sluice.broker.auditTail(root, 1_000);
  return entries.filter(({ kind }) => kind === 'integrity.alarm').map(({ body }) => JSON.parse(body));
}

test('labels that somebody changed in the index let nothing out, and raise an alarm with the answer', async () => {
  const own = await bring('The anchor of ada is light.', ['user:ada']);
  const other = await bring('The anchor of ben is heavy.', ['user:ben']);
  expect((await sluice.broker.retrieve(ada, question)).results.map(({ documentId }) => documentId)).toEqual([own]);
  expect(await alarms()).toEqual([]);

  tamper(
    `UPDATE label SET readers = (SELECT l.readers FROM label l JOIN passage p ON p.id = l.id WHERE p.document_id = ?)
      WHERE id IN (SELECT id FROM passage WHERE document_id = ?)`,
    ...[own, other],
  );
  const answer = await sluice.broker.retrieve(ada, question);
  expect(answer.results.map(({ documentId }) => documentId)).toEqual([own]);
  const [alarm, ...more] = await alarms();
  expect(more).toEqual([]);
  expect(alarm).toMatchObject({
    actor: { user: 'user:ada' },
    decisionId: answer.decisionId,
    mismatches: [{ documentId: other, stage: 'recheck', reason: 'not-permitted' }],
  });
  expect(JSON.stringify(alarm)).not.toContain('heavy');
  expect(warnings).toHaveLength(1);
  await sluice.broker.deleteDocument(root, other);
});

test('a passage that the catalogue does not have raises an alarm once it has been there for a minute', async () => {
  const before = (await alarms()).length;
  const id = await bring('The anchor of the ghost is made of air.', ['user:ada']);
  const raised = async () => {
    await sluice.broker.retrieve(ada, question);
    return (await alarms()).length - before;
  };
  tamper('UPDATE passage SET chunk_id = ? WHERE document_id = ?', 'nobody-knows-it', id);
  vi.useFakeTimers({ toFake: ['performance'] });
  expect(await raised()).toBe(0);
  vi.advanceTimersByTime(59_999);
  expect(await raised()).toBe(0);
  vi.advanceTimersByTime(1);
  expect(await raised()).toBe(1);
});

test('what waits in the outbox explains what the index offers, however long it waits', async () => {
  const before = (await alarms()).length;
  const id = await bring('The anchor of a replaced version.', ['user:ada']);
  // Superseded, with the job that takes it out of the index still to be done.
  await sluice.catalog.store.commit({
    statements: [
      { sql: `UPDATE documents SET active_generation = NULL, status = 'received' WHERE id = ?`, params: [id] },
      {
        sql: `INSERT INTO jobs (workspace, kind, document_id, generation, created_at, claimed_until) VALUES ('main', 'prune', ?, 1, 0, 9e15)`,
        params: [id],
      },
    ],
  });
  vi.useFakeTimers({ toFake: ['performance'] });
  for (let minutes = 0; minutes < 3; minutes++) {
    const { results } = await sluice.broker.retrieve(ada, question);
    expect(results.map(({ documentId }) => documentId)).not.toContain(id);
    vi.advanceTimersByTime(60_000);
  }
  // The ghost of the test before is still there, and nothing else.
  const since = (await alarms()).slice(before);
  expect(JSON.stringify(since)).not.toContain(id);
});
