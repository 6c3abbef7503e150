/** Policies and attributes: who may govern them, what is refused, and that whatever takes away moves the epoch and is on record. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AttributeType, Subject } from '../../entitlements/attributes.ts';
import { readState } from '../../src/catalog/epoch.ts';
import { readTail } from '../../src/catalog/ledger.ts';
import { SCOPES, type Scope } from '../../src/identity/caller.ts';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

let sluice: TestBroker;
beforeAll(async () => {
  sluice = await openTestBroker();
});
afterAll(() => sluice.close());

let workspaces = 0;
function aWorkspace() {
  workspaces += 1;
  const workspace = `w${workspaces}`;
  const as = (user: string, ...scopes: Scope[]) => callerFor(user, { workspace, scopes });
  const admin = as('root', 'admin');
  const declare = (subject: Subject, name: string, type: AttributeType) =>
    sluice.broker.declareAttribute(admin, { subject, name, type });
  const apply = (source: string, expectedVersion: number, note?: string) =>
    sluice.broker.applyPolicies(admin, source, { expectedVersion, ...(note !== undefined && { note }) });
  const events = async () =>
    (await readTail(sluice.catalog, workspace, 1_000)).map(({ kind, body }) => ({ kind, detail: JSON.parse(body) }));
  return { workspace, admin, as, declare, apply, events };
}
const epoch = async () => (await readState(sluice.catalog)).epoch;
const without = (...scopes: Scope[]) => SCOPES.filter((scope) => !scopes.includes(scope));

const EU =
  '@id("eu")\npermit (principal, action == Action::"retrieve", resource)\nwhen { resource.attr has region && resource.attr.region == "eu" };\n';
const LEAVE = `@id("leave")
@approval("manager")
forbid (principal, action == Action::"retrieve", resource)
when { resource.classification >= 2 }
unless { resource in context.approved };
`;

test('a workspace begins with no policies of its own, and counts its versions from 1', async () => {
  const { admin, as, declare, apply } = aWorkspace();
  const { broker } = sluice;
  const none = { version: 0, source: '', note: null, appliedBy: null, appliedAt: null };
  expect(await broker.readPolicies(admin)).toEqual(none);
  expect(await broker.readPolicies(admin, 0)).toEqual(none);
  await declare('resource', 'region', 'string');
  const first = await apply(EU, 0, 'opens what is of the EU');
  expect(first).toEqual({
    ...{ version: 1, source: EU, note: 'opens what is of the EU', appliedBy: 'user:root' },
    appliedAt: expect.stringMatching(/^\d{4}-/),
  });
  await apply('', 1);
  for (const reader of [admin, as('sam', 'soc'), as('olga', 'own')]) {
    expect(await broker.readPolicies(reader)).toMatchObject({ version: 2, source: '', note: null });
    expect(await broker.readPolicies(reader, 1)).toEqual(first);
    const versions = await broker.listPolicyVersions(reader);
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(versions.every((version) => !('source' in version))).toBe(true);
  }
  await expect(broker.readPolicies(admin, 3)).rejects.toMatchObject({ code: 'not-found' });
});

test('a version is put in force only over the one that was expected, moves the epoch, and is on record by its hash', async () => {
  const { declare, apply, events } = aWorkspace();
  await declare('resource', 'region', 'string');
  const before = await epoch();
  await apply(EU + LEAVE, 0, 'two');
  expect(await epoch()).toBe(before + 1);
  const hash = createHash('sha256')
    .update(EU + LEAVE)
    .digest('hex');
  expect((await events()).at(-1)).toMatchObject({
    kind: 'policies.changed',
    detail: { version: 1, hash, note: 'two', policies: ['custom/eu', 'custom/leave'] },
  });
  for (const expected of [0, 2, -1]) {
    await expect(apply('', expected)).rejects.toMatchObject({ code: 'policies-changed' });
  }
  expect(await epoch()).toBe(before + 1);
  expect((await events()).filter(({ kind }) => kind === 'policies.changed')).toHaveLength(1);
});

test('policies that are not fit are refused with their lines and columns, and nothing changes', async () => {
  const { admin, apply } = aWorkspace();
  const before = await epoch();
  // No such attribute is declared.
  const refusal = await apply(`\n\n${EU}`, 0).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'invalid-policy' });
  const { faults } = refusal as { faults: readonly { at: string; detail: string }[] };
  expect(faults.length).toBeGreaterThan(0);
  for (const { at } of faults) expect(at).toMatch(/^line [3-5], column \d+$/);
  const checked = await sluice.broker.checkPolicies(admin, `\n\n${EU}`);
  expect(checked).toMatchObject({ ok: false, policies: [] });
  expect(checked.faults.map(({ line, column }) => `line ${line}, column ${column}`)).toEqual(
    faults.map(({ at }) => at),
  );
  await expect(apply('', 0, 'x'.repeat(501))).rejects.toMatchObject({ code: 'invalid-request' });
  expect(await epoch()).toBe(before);
  expect(await sluice.broker.readPolicies(admin)).toMatchObject({ version: 0 });
});

test('a check says how policies are understood, and leaves no trace', async () => {
  const { as, declare, events } = aWorkspace();
  await declare('resource', 'region', 'string');
  for (const reader of [as('root', 'admin'), as('sam', 'soc'), as('olga', 'own')]) {
    expect(await sluice.broker.checkPolicies(reader, EU + LEAVE)).toEqual({
      ok: true,
      faults: [],
      policies: [
        { id: 'custom/eu', effect: 'permit', line: 1, masks: [], protects: {}, approval: null },
        { id: 'custom/leave', effect: 'forbid', line: 4, masks: [], protects: {}, approval: 'manager' },
      ],
    });
  }
  expect(await events()).toHaveLength(1);
});

test('an attribute keeps its type, and declaring it again changes nothing', async () => {
  const { admin, as, declare, events } = aWorkspace();
  await declare('resource', 'region', 'string');
  await declare('user', 'region', 'strings');
  await declare('resource', 'region', 'string');
  await expect(declare('resource', 'region', 'strings')).rejects.toMatchObject({ code: 'attribute-in-use' });
  for (const reader of [admin, as('sam', 'soc'), as('olga', 'own')]) {
    expect(await sluice.broker.listAttributes(reader)).toEqual([
      { subject: 'resource', name: 'region', type: 'string' },
      { subject: 'user', name: 'region', type: 'strings' },
    ]);
  }
  expect((await events()).map(({ detail }) => detail.declared)).toEqual([
    { subject: 'resource', name: 'region', type: 'string' },
    { subject: 'user', name: 'region', type: 'strings' },
  ]);
  for (const name of ['', '1st', 'has', 'a-b', 'x'.repeat(65)]) {
    await expect(declare('user', name, 'string')).rejects.toMatchObject({ code: 'invalid-request' });
  }
});

test('no more attributes are declared of one subject than policies can bear', async () => {
  const { declare } = aWorkspace();
  for (let n = 0; n < 100; n++) await declare('user', `a${n}`, 'string');
  await expect(declare('user', 'one_more', 'string')).rejects.toMatchObject({ code: 'invalid-request' });
  await declare('user', 'a7', 'string');
  await declare('agent', 'one_more', 'string');
});

test('an attribute that a policy in force names, or that anything has, is not withdrawn', async () => {
  const { admin, declare, apply, events } = aWorkspace();
  const { broker } = sluice;
  const withdraw = (subject: Subject, name: string) => broker.withdrawAttribute(admin, subject, name);
  await declare('resource', 'region', 'string');
  await declare('user', 'grade', 'long');
  await apply(EU, 0);
  await expect(withdraw('resource', 'region')).rejects.toMatchObject({
    code: 'attribute-in-use',
    message: expect.stringContaining('`custom/eu`'),
  });
  await apply('', 1);
  await broker.putPrincipal(admin, aPrincipal('user:ada'), { attributes: { grade: 3 } });
  await expect(withdraw('user', 'grade')).rejects.toMatchObject({ code: 'attribute-in-use' });
  await broker.putPrincipal(admin, aPrincipal('user:ada'), { attributes: {} });

  const before = await epoch();
  await withdraw('resource', 'region');
  await withdraw('user', 'grade');
  expect(await epoch()).toBe(before + 2);
  expect((await events()).slice(-2).map(({ detail }) => detail.withdrawn)).toEqual([
    { subject: 'resource', name: 'region' },
    { subject: 'user', name: 'grade' },
  ]);
  for (const name of ['region', 'constructor']) {
    await expect(withdraw('resource', name)).rejects.toMatchObject({ code: 'not-found' });
  }
  await expect(broker.putPrincipal(admin, aPrincipal('user:ada'), { attributes: { grade: 3 } })).rejects.toMatchObject({
    code: 'invalid-attribute',
  });
});

test('an attribute of which a policy only asks whether it is there is not withdrawn either', async () => {
  const { admin, declare, apply } = aWorkspace();
  await declare('resource', 'sealed', 'bool');
  await apply('forbid (principal, action == Action::"retrieve", resource) when { resource.attr has sealed };', 0);
  await expect(sluice.broker.withdrawAttribute(admin, 'resource', 'sealed')).rejects.toMatchObject({
    code: 'attribute-in-use',
  });
});

test('nobody without the scope governs, whatever other scopes they have', async () => {
  const { as } = aWorkspace();
  const { broker } = sluice;
  const noAdmin = as('eve', ...without('admin'));
  const noReader = as('eve', ...without('admin', 'own', 'soc'));
  const attempts = [
    broker.declareAttribute(noAdmin, { subject: 'user', name: 'grade', type: 'long' }),
    broker.withdrawAttribute(noAdmin, 'user', 'grade'),
    broker.applyPolicies(noAdmin, '', { expectedVersion: 0 }),
    broker.listAttributes(noReader),
    broker.readPolicies(noReader),
    broker.listPolicyVersions(noReader),
    broker.checkPolicies(noReader, ''),
  ];
  for (const attempt of await Promise.allSettled(attempts)) {
    expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'insufficient-scope' } });
  }
});
