/** Policies that can't be evaluated: nothing is answered, nothing is recorded as answered, and other workspaces go on. */
import { afterEach, expect, test } from 'vitest';
import type { Cedar } from '../../entitlements/cedar/runtime.ts';
import { instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

const root = callerFor('root');

let sluice: TestBroker;
afterEach(() => sluice.close());

const bring = async () =>
  (await sluice.broker.ingest(root, { bytes: new TextEncoder().encode('The keel.'), collection: 'deck' })).documentId;
const ask = (who = root, query = 'keel') => sluice.broker.retrieve(who, { query, k: 5 });
const decisions = async () =>
  (await sluice.broker.auditTail(root, 100)).filter(({ kind }) => kind.startsWith('decision.')).length;

/** A broker whose engine fails in some of its functions, as long as `broken` names them. */
async function openWith(broken: Set<keyof Cedar>): Promise<void> {
  const fail = (name: keyof Cedar, real: Cedar): never =>
    ((...all: never[]) => {
      if (broken.has(name)) throw new Error('unreachable');
      return (real[name] as (...given: never[]) => unknown)(...all);
    }) as never;
  sluice = await openTestBroker({
    between: {
      startCedar: (start) => () => {
        const real = start();
        return instead(real, {
          isAuthorizedPartial: fail('isAuthorizedPartial', real),
          statefulIsAuthorized: fail('statefulIsAuthorized', real),
          isAuthorized: fail('isAuthorized', real),
        });
      },
    },
  });
}

test('P6: an engine that fails when a question is planned answers nothing', async () => {
  const broken = new Set<keyof Cedar>();
  await openWith(broken);
  const id = await bring();
  broken.add('isAuthorizedPartial');
  await expect(ask()).rejects.toMatchObject({ code: 'policy-failure', status: 503 });
  expect(await decisions()).toBe(0);
  broken.clear();
  expect((await ask()).results.map(({ documentId }) => documentId)).toEqual([id]);
});

test('P6: an engine that fails when a hit is decided lets nothing out', async () => {
  const broken = new Set<keyof Cedar>();
  await openWith(broken);
  const id = await bring();
  // The plan is known from before, so that only decisions are left to fail.
  expect((await ask(root, 'mast')).results).toEqual([]);
  broken.add('statefulIsAuthorized').add('isAuthorized');
  expect((await ask()).results).toEqual([]);
  await expect(sluice.broker.fetch(root, id)).rejects.toMatchObject({ code: 'not-found' });
  const entries = await sluice.broker.auditTail(root, 2);
  expect(entries.map(({ kind }) => kind)).toEqual(['decision.retrieve', 'decision.fetch']);
  for (const { body } of entries) expect(JSON.parse(body)).toMatchObject({ withheld: [{ reason: 'failed' }] });
  broken.clear();
  expect((await ask()).results).toHaveLength(1);
});

test('P6: stored policies that are not fit decide nothing; other workspaces go on, and a new version mends it', async () => {
  sluice = await openTestBroker();
  const { broker, catalog } = sluice;
  const id = await bring();
  await broker.putPrincipal(root, aPrincipal('user:root'), { displayName: 'Root' });
  await catalog.store.commit({
    advancesEpoch: true,
    statements: [
      {
        sql: `INSERT INTO policies (workspace, version, source, applied_by_id, applied_at)
          SELECT 'main', 1, 'permit (principal, action, resource) when { resource.nonsense };', id, 0 FROM principals LIMIT 1`,
        params: [],
      },
    ],
  });
  await expect(ask()).rejects.toMatchObject({ code: 'policy-failure' });
  await expect(broker.fetch(root, id)).rejects.toMatchObject({ code: 'policy-failure' });
  expect((await ask(callerFor('root', { workspace: 'other' }))).results).toEqual([]);
  await broker.applyPolicies(root, '', { expectedVersion: 1 });
  expect((await ask()).results.map(({ documentId }) => documentId)).toEqual([id]);
});
