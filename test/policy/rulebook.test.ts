/** The rules of a workspace: the same object while nothing of them changes, new ones the moment that something does. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readState } from '../../src/catalog/epoch.ts';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

const root = callerFor('root');

let sluice: TestBroker;
beforeAll(async () => {
  sluice = await openTestBroker();
});
afterAll(() => sluice?.close());

const current = async (workspace = 'main') =>
  sluice.rulebook.current(workspace, (await readState(sluice.catalog)).facts);
const POLICY = `@id("nobody") forbid (principal, action == Action::"retrieve", resource) when { principal in Group::"nobody" };`;

test('rules stay the same object through changes of other facts, and change with policies and attributes', async () => {
  const first = await current();
  expect(await current()).toBe(first);
  await sluice.broker.addMember(root, aPrincipal('group:crew'), aPrincipal('user:ada'));
  expect(await current()).toBe(first);

  await sluice.broker.applyPolicies(root, POLICY, { expectedVersion: 0 });
  const second = await current();
  expect(second).not.toBe(first);
  expect([...second.policies.keys()]).toContain('custom/nobody');
  expect((await current('other')).policies.has('custom/nobody')).toBe(false);

  await sluice.broker.declareAttribute(root, { subject: 'resource', name: 'region', type: 'string' });
  const third = await current();
  expect(third).not.toBe(second);
  expect(third.registry.resource).toEqual({ region: 'string' });
});

test('a number of another catalogue, or of a state that is not yet, keeps no rules from changing', async () => {
  const { facts } = await readState(sluice.catalog);
  await sluice.rulebook.current('ahead', facts + 100);
  await sluice.broker.applyPolicies(callerFor('root', { workspace: 'ahead' }), POLICY, { expectedVersion: 0 });
  await sluice.store.commit({ statements: [{ sql: 'UPDATE state SET facts = ?', params: [facts + 100] }] });
  expect((await current('ahead')).policies.has('custom/nobody')).toBe(true);
});

test('those who ask at once share one check', async () => {
  const rules = await Promise.all(Array.from({ length: 10 }, () => current('crowded')));
  expect(new Set(rules).size).toBe(1);
});

test('a proposal is checked against the attributes that are declared now', async () => {
  const source = (name: string) =>
    `permit (principal, action == Action::"retrieve", resource) when { resource.attr has ${name} && resource.attr.${name} == "north" };`;
  expect((await sluice.rulebook.check('main', source('region'))).ok).toBe(true);
  expect((await sluice.rulebook.check('main', source('colour'))).ok).toBe(false);
});
