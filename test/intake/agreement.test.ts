/** Catalogue and index, held against each other passage for passage: every kind of disagreement is planted, and found. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { enqueue, finish, jobsOf } from '../../src/catalog/jobs.ts';
import type { VectorIndex } from '../../src/index/port.ts';
import { compareIndex } from '../../src/intake/agreement.ts';
import { reindex } from '../../src/intake/reindex.ts';
import { instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { callerFor } from '../support/callers.ts';

const olga = callerFor('olga');
const bytesOf = (text: string) => new TextEncoder().encode(text);
const TABLE = 'who,region,note\nann,dach;emea,first\nbo,nordics,second\ncy,emea,third\n';
const NONE = { missing: 0, unserved: 0, twice: 0, differing: 0, unfindable: 0 };
const AGREED = { documents: 3, passages: 5, waiting: 0, disagreements: NONE };

let sluice: TestBroker;
let documentId: string;
beforeAll(async () => {
  sluice = await openTestBroker();
  await sluice.broker.declareAttribute(olga, { subject: 'resource', name: 'region', type: 'strings' });
  const bring = (fileName: string, text: string, more = {}) =>
    sluice.broker.ingest(olga, { bytes: bytesOf(text), fileName, collection: 'quay', ...more });
  await bring('tides.txt', 'The tide turns at noon.');
  await bring('berths.csv', TABLE, { rows: { attributes: { region: 'region' } } });
  ({ documentId } = await bring('leave.txt', 'The leave ledger is under lock.', { attributes: { region: ['emea'] } }));
});
afterEach(async () => {
  await reindex(sluice);
  expect(await compare()).toEqual(AGREED);
});
afterAll(() => sluice.close());

const compare = (index: VectorIndex = sluice.index) => compareIndex({ ...sluice, index }, () => undefined);

/** Changes the index as somebody with its file in hand would. */
function plant(...statements: readonly string[]): void {
  const db = new Database(join(sluice.folder, 'index', 'main.db'));
  db.pragma('foreign_keys = OFF');
  for (const statement of statements) db.exec(statement);
  db.close();
}

const OF_DOCUMENT = () => `(SELECT id FROM passage WHERE document_id = '${documentId}')`;

test('what was taken in agrees, documents and rows', async () => {
  expect(await compare()).toEqual(AGREED);
});

test('a passage that is not in the index is missing', async () => {
  await sluice.index.remove('main', documentId, 'all');
  expect(await compare()).toMatchObject({ disagreements: { ...NONE, missing: 1 }, example: documentId });
});

test('a passage that is there twice is seen, also where one of the two is right', async () => {
  plant(
    'CREATE TABLE copy AS SELECT * FROM passage',
    'DROP TABLE passage',
    'ALTER TABLE copy RENAME TO passage',
    `INSERT INTO passage SELECT id + 1000, chunk_id, document_id, 0, resource_id, attributes FROM passage
      WHERE document_id = '${documentId}'`,
  );
  expect(await compare()).toMatchObject({ disagreements: { ...NONE, twice: 1 }, example: documentId });
});

test('what is left of a document that is gone, or of a version that was replaced, is there and not served', async () => {
  const left = {
    ...{ chunkId: 'left', resourceId: 'gone', title: 'Gone', headings: [], text: 'gone' },
    ...{ attributes: {}, vector: undefined },
    labels: { kind: 0, readers: 1, deniers: 0, owner: 1, collection: 1, classification: 0, risk: 0, score: 0 },
  };
  await sluice.index.put('main', 'gone', 1, [left]);
  expect(await compare()).toMatchObject({ disagreements: { ...NONE, unserved: 1 }, example: 'gone' });
  await sluice.index.put('main', documentId, 0, [{ ...left, chunkId: 'replaced' }]);
  expect(await compare()).toMatchObject({ disagreements: { ...NONE, unserved: 2 } });
});

test.each([
  ['a label', () => `UPDATE label SET readers = readers + 1 WHERE id IN ${OF_DOCUMENT()}`],
  ['a risk', () => `UPDATE label SET risk = risk + 1 WHERE id IN ${OF_DOCUMENT()}`],
  ['an attribute', () => `UPDATE passage SET attributes = '{"region":["dach"]}' WHERE id IN ${OF_DOCUMENT()}`],
  ['an attribute that is gone', () => `UPDATE passage SET attributes = NULL WHERE id IN ${OF_DOCUMENT()}`],
  ['attributes that are none', () => `UPDATE passage SET attributes = '{' WHERE id IN ${OF_DOCUMENT()}`],
  ['a resource', () => `UPDATE passage SET resource_id = 'other' WHERE id IN ${OF_DOCUMENT()}`],
  ['a generation', () => `UPDATE passage SET generation = 7 WHERE id IN ${OF_DOCUMENT()}`],
  ['a passage without labels', () => `DELETE FROM label WHERE id IN ${OF_DOCUMENT()}`],
])('%s that is not as the catalogue says differs', async (_, statement) => {
  plant(statement());
  expect(await compare()).toMatchObject({ disagreements: { ...NONE, differing: 1 }, example: documentId });
});

test.each([
  ['words', () => `DELETE FROM words WHERE rowid IN ${OF_DOCUMENT()}`],
  ['vector', () => `DELETE FROM vector WHERE id IN ${OF_DOCUMENT()}`],
])('a passage without its %s can not be found', async (_, statement) => {
  plant(statement());
  expect(await compare()).toMatchObject({ disagreements: { ...NONE, unfindable: 1 }, example: documentId });
});

test('a document that a job names waits, and is not judged', async () => {
  await sluice.index.remove('main', documentId, 'all');
  const job = enqueue({ workspace: 'main', kind: 'refresh', documentId, generation: 1, nowMs: Date.now() });
  await sluice.store.commit({ statements: [job] });
  expect(await compare()).toMatchObject({ documents: 2, waiting: 1, disagreements: NONE });
  const [waiting] = await jobsOf(sluice.catalog, documentId);
  await sluice.store.commit(finish(waiting?.id ?? 0));
  expect(await compare()).toMatchObject({ documents: 3, waiting: 0, disagreements: { ...NONE, missing: 1 } });
});

test('a document that changes while it is looked at is looked at again', async () => {
  let looks = 0;
  const changing = instead(sluice.index, {
    list: async (workspace, listing) => {
      if (listing.documentId === documentId && ++looks === 1)
        await sluice.broker.setEntitlements(olga, documentId, { readers: [], deniers: [] });
      return sluice.index.list(workspace, listing);
    },
  });
  expect(await compare(changing)).toEqual(AGREED);
  expect(looks).toBe(2);
});
