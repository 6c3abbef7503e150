/** How collections nest: who may say so, and that policies about one hold below it at once. */
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
/** Three collections, two of them Olga's. */
async function aWorkspace() {
  workspaces += 1;
  const workspace = `w${workspaces}`;
  const as = (user: string, ...scopes: ('own' | 'admin' | 'retrieve' | 'ingest' | 'soc' | 'approve')[]) =>
    callerFor(user, { workspace, ...(scopes.length > 0 && { scopes }) });
  const [olga, admin] = [as('olga', 'own'), as('root', 'admin')];
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
  return { as, olga, admin, nest, found, events };
}
const epoch = async () => (await readState(sluice.catalog)).epoch;

test('P2: a policy about a collection holds for what is put into it, at once, and no longer for what leaves it', async () => {
  const { admin, nest, found, events } = await aWorkspace();
  const source = 'forbid (principal, action == Action::"retrieve", resource in Collection::"finance");';
  await sluice.broker.applyPolicies(admin, source, { expectedVersion: 0 });
  expect(await found()).toEqual(['harbour', 'payroll']);
  const before = await epoch();
  await nest(admin, 'payroll', 'finance');
  expect(await epoch()).toBe(before + 1);
  expect(await found()).toEqual(['harbour']);
  await nest(admin, 'harbour', 'payroll');
  expect(await found()).toEqual([]);
  await nest(admin, 'payroll', null);
  expect(await found()).toEqual(['harbour', 'payroll']);
  expect(await events()).toMatchObject([
    { actor: { user: 'user:root' }, collection: 'payroll', parent: 'finance' },
    { actor: { user: 'user:root' }, collection: 'harbour', parent: 'payroll' },
    { collection: 'payroll', parent: null },
  ]);
});

test('a collection is not put into itself, at any distance', async () => {
  const { admin, nest, events } = await aWorkspace();
  await nest(admin, 'payroll', 'finance');
  for (const [one, parent] of [
    ['finance', 'payroll'],
    ['finance', 'finance'],
  ] as const) {
    await expect(nest(admin, one, parent)).rejects.toMatchObject({ code: 'collection-cycle' });
  }
  expect(await events()).toHaveLength(1);
});

test('P2: whoever owns a collection can not move it out of what policies say of its parent: that is for administrators', async () => {
  const { olga, admin, as, nest, events } = await aWorkspace();
  await nest(admin, 'payroll', 'finance');
  const everythingElse = as('olga', 'own', 'ingest', 'retrieve', 'soc', 'approve');
  for (const caller of [olga, everythingElse]) {
    await expect(nest(caller, 'payroll', null)).rejects.toMatchObject({ code: 'insufficient-scope' });
  }
  for (const [one, parent] of [
    ['payroll', 'nowhere'],
    ['nowhere', 'finance'],
    ['nowhere', null],
  ] as const) {
    await expect(nest(admin, one, parent)).rejects.toMatchObject({ code: 'not-found' });
  }
  await expect(nest(admin, 'payroll', 'a b')).rejects.toMatchObject({ code: 'invalid-request' });
  expect(await events()).toHaveLength(1);
});
