/** How collections nest: whose they have to be, and that policies about one hold below it at once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readState } from '../../src/catalog/epoch.ts';
import { readTail } from '../../src/catalog/ledger.ts';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

let sluice: TestBroker;
beforeAll(async () => {
  sluice = await openTestBroker();
});
afterAll(() => sluice.close());

let workspaces = 0;
/** Three collections: two of Olga's, and one of Noor's. */
async function aWorkspace() {
  workspaces += 1;
  const workspace = `w${workspaces}`;
  const as = (user: string, ...scopes: ('own' | 'admin' | 'retrieve' | 'ingest' | 'soc' | 'approve')[]) =>
    callerFor(user, { workspace, ...(scopes.length > 0 && { scopes }) });
  const [olga, noor, admin] = [as('olga', 'own'), as('noor', 'own'), as('root', 'admin')];
  const bring = (user: string, collection: string) =>
    sluice.broker.ingest(as(user, 'ingest'), {
      bytes: new TextEncoder().encode(`lantern of ${collection}`),
      title: collection,
      collection,
      entitlements: { readers: [aPrincipal('user:ada')] },
    });
  await bring('olga', 'finance');
  await bring('olga', 'payroll');
  await bring('noor', 'harbour');
  const nest = (caller: typeof olga, collection: string, parent: string | null) =>
    sluice.broker.setCollectionParent(caller, collection, parent);
  const found = async () => {
    const { results } = await sluice.broker.retrieve(as('ada', 'retrieve'), { query: 'lantern', k: 10 });
    return results.map(({ title }) => title).sort();
  };
  const events = async () =>
    (await readTail(sluice.catalog, workspace, 1_000))
      .filter(({ kind }) => kind === 'collection.changed')
      .map(({ body }) => JSON.parse(body));
  return { as, olga, noor, admin, nest, found, events };
}
const epoch = async () => (await readState(sluice.catalog)).epoch;

test('P2: a policy about a collection holds for what is put into it, at once, and no longer for what leaves it', async () => {
  const { olga, admin, nest, found, events } = await aWorkspace();
  const source = 'forbid (principal, action == Action::"retrieve", resource in Collection::"finance");';
  await sluice.broker.applyPolicies(admin, source, { expectedVersion: 0 });
  expect(await found()).toEqual(['harbour', 'payroll']);
  const before = await epoch();
  await nest(olga, 'payroll', 'finance');
  expect(await epoch()).toBe(before + 1);
  expect(await found()).toEqual(['harbour']);
  await nest(admin, 'harbour', 'payroll');
  expect(await found()).toEqual([]);
  await nest(olga, 'payroll', null);
  expect(await found()).toEqual(['harbour', 'payroll']);
  expect(await events()).toMatchObject([
    { actor: { user: 'user:olga' }, collection: 'payroll', parent: 'finance' },
    { actor: { user: 'user:root' }, collection: 'harbour', parent: 'payroll' },
    { collection: 'payroll', parent: null },
  ]);
});

test('a collection is not put into itself, at any distance', async () => {
  const { olga, nest, events } = await aWorkspace();
  await nest(olga, 'payroll', 'finance');
  for (const [one, parent] of [
    ['finance', 'payroll'],
    ['finance', 'finance'],
  ] as const) {
    await expect(nest(olga, one, parent)).rejects.toMatchObject({ code: 'collection-cycle' });
  }
  expect(await events()).toHaveLength(1);
});

test('P8: what is not theirs and what is not there are one answer, for the collection and for its parent', async () => {
  const { olga, noor, admin, as, nest, events } = await aWorkspace();
  for (const [caller, one, parent] of [
    [noor, 'payroll', 'finance'],
    [noor, 'payroll', null],
    [noor, 'harbour', 'finance'],
    [olga, 'payroll', 'harbour'],
    [olga, 'payroll', 'nowhere'],
    [olga, 'nowhere', 'finance'],
    [admin, 'nowhere', null],
  ] as const) {
    const refusal = { code: 'not-found', message: 'Not found', faults: [] };
    await expect(nest(caller, one, parent)).rejects.toMatchObject(refusal);
  }
  await expect(nest(olga, 'payroll', 'a b')).rejects.toMatchObject({ code: 'invalid-request' });
  const unable = as('olga', 'ingest', 'retrieve', 'soc', 'approve');
  await expect(nest(unable, 'payroll', 'finance')).rejects.toMatchObject({ code: 'insufficient-scope' });
  expect(await events()).toEqual([]);
});
