import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AttributeType, Subject } from '../../entitlements/attributes.ts';
import { putPrincipal } from '../../src/catalog/people.ts';
import { declareAttribute, listDeclarations, readRegistry, withdrawAttribute } from '../../src/catalog/registry.ts';
import { GuardFailed } from '../../src/catalog/store.ts';
import { openTestCatalog, type TestCatalog } from '../support/catalog.ts';
import { aName, anEvent, commitAll, type Placed, place } from './placing.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

const IN_USE = new GuardFailed('attribute-in-use');
const declare = (workspace: string, subject: Subject, name: string, type: AttributeType) =>
  catalog.store.commit(declareAttribute(workspace, { subject, name, type }, anEvent(workspace, 'attributes.changed')));
const withdraw = (workspace: string, subject: Subject, name: string) =>
  catalog.store.commit(withdrawAttribute(workspace, subject, name, anEvent(workspace, 'attributes.changed')));

test('the registry has what the workspace declared, by subject, and nothing that every object has', async () => {
  await declare('one', 'user', 'region', 'strings');
  await declare('one', 'resource', 'region', 'string');
  await declare('one', 'resource', 'due', 'datetime');
  await declare('two', 'agent', 'tier', 'long');
  const registry = await readRegistry(catalog, 'one');
  expect(registry).toEqual({ user: { region: 'strings' }, agent: {}, resource: { due: 'datetime', region: 'string' } });
  for (const name of ['constructor', 'toString']) expect(registry.user[name]).toBeUndefined();
  expect(await listDeclarations(catalog, 'one')).toEqual([
    { subject: 'resource', name: 'due', type: 'datetime' },
    { subject: 'resource', name: 'region', type: 'string' },
    { subject: 'user', name: 'region', type: 'strings' },
  ]);
});

test('a declaration can be said again, but not with another type', async () => {
  await declare('again', 'user', 'badge', 'long');
  await declare('again', 'user', 'badge', 'long');
  await declare('again', 'agent', 'badge', 'string');
  await expect(declare('again', 'user', 'badge', 'string')).rejects.toEqual(IN_USE);
  expect((await readRegistry(catalog, 'again')).user).toEqual({ badge: 'long' });
});

describe('a declaration is not taken back while something has a value of it:', () => {
  const values = { region: false, regional: 1 };

  test.each(['user', 'agent'] as const)('a %s', async (subject) => {
    const workspace = `used-${subject}`;
    const other = subject === 'user' ? 'agent' : 'user';
    for (const name of ['region', 'reg']) {
      await declare(workspace, subject, name, 'bool');
      await declare(workspace, other, name, 'bool');
    }
    const someone = aName(`${subject}:somebody`);
    await commitAll(catalog, putPrincipal(workspace, someone, { attributes: values }));
    await expect(withdraw(workspace, subject, 'region')).rejects.toEqual(IN_USE);
    await withdraw(workspace, subject, 'reg');
    await withdraw(workspace, other, 'region');
    await commitAll(catalog, putPrincipal(workspace, someone, { attributes: {} }));
    await withdraw(workspace, subject, 'region');
    expect((await readRegistry(catalog, workspace))[subject]).toEqual({});
  });

  const holders: Record<string, Placed> = {
    'a document': { attributes: values },
    'a row': { rows: [{ attributes: values }] },
    'what a sender stated and nobody has read yet': { status: 'received', intent: { attributes: values } },
    'a column of a table that nobody has read yet': {
      status: 'received',
      intent: { attributes: {}, rows: { attributes: { region: 'Sales region' } } },
    },
    'what is held': { status: 'held', intent: { attributes: values } },
  };
  test.each(Object.entries(holders))('%s', async (name, placed) => {
    const workspace = `used by ${name}`;
    await place(catalog, { workspace: `${workspace}, elsewhere`, ...placed });
    await declare(workspace, 'resource', 'region', 'bool');
    await declare(workspace, 'resource', 'reg', 'bool');
    const { id } = await place(catalog, { workspace, ...placed });
    await expect(withdraw(workspace, 'resource', 'region')).rejects.toEqual(IN_USE);
    await withdraw(workspace, 'resource', 'reg');
    await catalog.store.commit({
      statements: [{ sql: "UPDATE documents SET status = 'deleted' WHERE id = ?", params: [id] }],
    });
    await withdraw(workspace, 'resource', 'region');
  });
});
