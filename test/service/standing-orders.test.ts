/** What people set by hand stands, what is refused leaves nothing, and whoever is suspended does nothing more. */
import { afterEach, expect, test } from 'vitest';
import { StoreUnavailable } from '../../src/catalog/store.ts';
import { type Between, instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

const admin = callerFor('root');
const connector = callerFor('connector', { scopes: ['ingest'] });
const olga = callerFor('olga', { scopes: ['own', 'retrieve'] });
const amir = callerFor('amir', { scopes: ['retrieve'] });

let sluice: TestBroker;
afterEach(() => sluice.close());

const open = async (between: Between = {}) => {
  sluice = await openTestBroker({ between });
  return sluice.broker;
};

const delivery = (content: string) => ({
  bytes: new TextEncoder().encode(content),
  collection: 'quay',
  externalId: 'page-1',
  entitlements: { owner: aPrincipal('user:olga'), readers: [aPrincipal('user:amir')] },
});

test('P2: what an owner revoked does not come back with the next delivery of whoever brought it', async () => {
  const broker = await open();
  const { documentId } = await broker.ingest(connector, delivery('tide tables'));
  const seen = async () => (await broker.retrieve(amir, { query: 'tide', k: 5 })).results.length;
  expect(await seen()).toBe(1);
  await broker.setEntitlements(olga, documentId, { readers: [], deniers: [] });
  expect(await broker.ingest(connector, delivery('tide tables, second edition'))).toMatchObject({ generation: 2 });
  expect(await seen()).toBe(0);
  expect((await broker.readDocument(olga, documentId)).entitlements).toMatchObject({ owner: 'user:olga', readers: [] });
});

test('a document that was given away can not be taken back by whoever brought it', async () => {
  const broker = await open();
  const { documentId } = await broker.ingest(connector, { ...delivery('tide tables'), entitlements: undefined });
  await broker.setEntitlements(admin, documentId, { owner: aPrincipal('user:olga'), readers: [], deniers: [] });
  const taken = { ...delivery('mine again'), entitlements: { owner: aPrincipal('user:connector'), readers: [] } };
  await broker.ingest(connector, taken);
  expect((await broker.readDocument(olga, documentId)).entitlements.owner).toBe('user:olga');
});

test('until somebody sets them by hand, a new delivery states the labels anew', async () => {
  const broker = await open();
  const { documentId } = await broker.ingest(connector, delivery('tide tables'));
  const wider = {
    ...delivery('tide tables'),
    entitlements: { owner: aPrincipal('user:olga'), readers: [aPrincipal('user:noor')] },
  };
  await broker.ingest(connector, wider);
  expect((await broker.readDocument(olga, documentId)).entitlements.readers).toEqual(['user:noor']);
});

test('P7: a document that is refused leaves no collection behind either, and one that others came into stays', async () => {
  const broker = await open();
  const rows = (table: string) => sluice.store.read(`SELECT * FROM ${table}`, []);
  const before = await rows('audiences');
  await expect(broker.ingest(connector, { ...delivery(' '), collection: 'new' })).rejects.toMatchObject({
    code: 'empty-file',
  });
  expect(await rows('collections')).toEqual([]);
  expect((await rows('audiences')).length - before.length).toBeLessThanOrEqual(1);
  await broker.ingest(connector, { ...delivery('tide tables'), collection: 'new' });
  await expect(
    broker.ingest(connector, { ...delivery(' '), externalId: 'page-2', collection: 'new' }),
  ).rejects.toThrow();
  expect((await broker.retrieve(amir, { query: 'tide', k: 5, collections: ['new'] })).results).toHaveLength(1);
});

test('P6: who is suspended reads no log, asks nothing and brings nothing', async () => {
  const broker = await open();
  await broker.putPrincipal(admin, aPrincipal('user:amir'), { active: false });
  const suspended = callerFor('amir');
  const tries = [
    broker.retrieve(suspended, { query: 'tide', k: 5 }),
    broker.fetch(suspended, 'x'),
    broker.ingest(suspended, delivery('tide')),
    broker.auditTail(suspended, 5),
    broker.auditVerify(suspended),
    broker.listPrincipals(suspended, '', 5),
    broker.readDocument(suspended, 'x'),
  ];
  for (const attempt of await Promise.allSettled(tries)) {
    expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'principal-suspended' } });
  }
});

test('P6: facts that can not be read, at any step, are an error that names no fact', async () => {
  let readsLeft = Number.POSITIVE_INFINITY;
  const broker = await open({
    store: (real) =>
      instead(real, {
        async read(sql, params) {
          readsLeft -= 1;
          if (readsLeft < 0) throw new StoreUnavailable('the catalogue can not be read');
          return real.read(sql, params);
        },
      }),
  });
  await broker.ingest(connector, delivery('tide tables'));
  for (let reads = 0; reads < 4; reads++) {
    readsLeft = reads;
    const refusal = { code: 'catalogue-unavailable', message: 'The catalogue can not be written or read now' };
    await expect(broker.retrieve(amir, { query: 'tide', k: 5 })).rejects.toMatchObject(refusal);
  }
});
