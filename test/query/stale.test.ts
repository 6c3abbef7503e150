/** Answers while the index is behind: by the facts in force, as if it were not, and without an alarm. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

const root = callerFor('root');
const ada = callerFor('ada');
const ben = callerFor('ben');

let sluice: TestBroker;
/** Whether labels reach the index. While they do not, their jobs stay in the outbox. */
let isBehind = false;
beforeAll(async () => {
  sluice = await openTestBroker({
    between: {
      index: (real) =>
        instead(real, { relabel: (...all) => (isBehind ? Promise.reject(new Error('gone')) : real.relabel(...all)) }),
    },
  });
});
afterAll(() => sluice?.close());

const readBy = (...names: string[]) => ({ readers: names.map((name) => aPrincipal(`user:${name}`)), deniers: [] });

async function bring(text: string, more: object = {}): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return (await sluice.broker.ingest(root, { bytes, collection: 'deck', entitlements: { readers: [] }, ...more }))
    .documentId;
}

const found = async (who: typeof ada, query: string, k = 8) =>
  (await sluice.broker.retrieve(who, { query, k })).results.map(({ documentId }) => documentId);

const alarms = async () =>
  (await sluice.broker.auditTail(root, 1_000)).filter(({ kind }) => kind === 'integrity.alarm');

test('P2: what was granted a moment ago is found and what was revoked is not, before the index has heard of it', async () => {
  isBehind = false;
  const given = await bring('The rudder is given.');
  const taken = await bring('The rudder is taken.', { entitlements: readBy('ada') });
  expect(await found(ada, 'rudder')).toEqual([taken]);
  isBehind = true;
  await sluice.broker.setEntitlements(root, given, readBy('ada'));
  await sluice.broker.setEntitlements(root, taken, readBy('ben'));
  expect(await found(ada, 'rudder')).toEqual([given]);
  expect(await found(ben, 'rudder')).toEqual([taken]);
  expect(await alarms()).toEqual([]);
});

test('an answer is full although the best of what the index has was revoked', async () => {
  isBehind = false;
  const ids: string[] = [];
  for (let n = 0; n < 30; n++) ids.push(await bring(`The capstan ${n} turns.`, { entitlements: readBy('ada') }));
  isBehind = true;
  for (const id of ids.slice(0, 20)) await sluice.broker.setEntitlements(root, id, readBy());
  expect((await found(ada, 'capstan')).length).toBe(8);
  const all = await found(ada, 'capstan', 20);
  expect(new Set(all.filter((id) => ids.includes(id)))).toEqual(new Set(ids.slice(20)));
});

test('rows of a table that the index is behind with are found by the labels in force, each by its own', async () => {
  isBehind = false;
  const table = 'keeper,note\nuser:ada,spinnaker one\nuser:ben,spinnaker two\n';
  const id = await bring(table, { format: 'csv', rows: { owner: 'keeper' } });
  isBehind = true;
  const rowsOf = async (who: typeof ada) => (await found(who, 'spinnaker')).filter((one) => one === id).length;
  expect(await rowsOf(ada)).toBe(1);
  await sluice.broker.setEntitlements(root, id, readBy('cid'));
  expect(await rowsOf(ada)).toBe(1);
  expect(await rowsOf(callerFor('cid'))).toBe(2);
  expect(await alarms()).toEqual([]);
});

test('a question keeps to its collections although the index is behind', async () => {
  isBehind = false;
  const here = await bring('The halyard is here.');
  isBehind = true;
  await sluice.broker.setEntitlements(root, here, readBy('ada'));
  const ask = async (name: string) =>
    (await sluice.broker.retrieve(ada, { query: 'halyard', k: 8, collections: [name] })).results;
  expect((await ask('deck')).map(({ documentId }) => documentId)).toContain(here);
  expect(await ask('hold')).toEqual([]);
});

test('P6: an index that is behind with more than 1,000 documents answers nothing', async () => {
  const jobs = (n: number) =>
    sluice.catalog.store.commit({
      statements: [
        {
          sql: `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO jobs (workspace, kind, document_id, generation, created_at, claimed_until)
            SELECT 'elsewhere', 'relabel', 'document-' || ? || i, 0, 0, 9e15 FROM n`,
          params: [n, String(n)],
        },
      ],
    });
  const asking = callerFor('ada', { workspace: 'elsewhere' });
  const ask = () => sluice.broker.retrieve(asking, { query: 'anything', k: 1 });
  await jobs(1_000);
  expect((await ask()).results).toEqual([]);
  await jobs(1);
  await expect(ask()).rejects.toMatchObject({ code: 'index-behind', status: 503 });
});
