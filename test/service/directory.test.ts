/** The directory: who may change it, what may be said of whom, and that an import does what its preview shows. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLASSIFICATIONS } from '../../entitlements/classification.ts';
import type { Principal } from '../../entitlements/principal.ts';
import { readState } from '../../src/catalog/epoch.ts';
import { readTail } from '../../src/catalog/ledger.ts';
import type { DirectoryChange, DirectoryInput, PrincipalFields } from '../../src/governance.ts';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

let sluice: TestBroker;
beforeAll(async () => {
  sluice = await openTestBroker();
});
afterAll(() => sluice.close());

/** Every test has a workspace of its own. */
let workspaces = 0;
function aWorkspace() {
  workspaces += 1;
  const workspace = `w${workspaces}`;
  const admin = callerFor('root', { workspace, scopes: ['admin'] });
  const put = (name: string, fields: PrincipalFields) => sluice.broker.putPrincipal(admin, aPrincipal(name), fields);
  const importing = (input: Partial<DirectoryInput>, preview = false) =>
    sluice.broker.importDirectory(admin, { users: [], groups: [], agents: [], ...input }, { preview });
  const events = async () =>
    (await readTail(sluice.catalog, workspace, 1_000)).map(({ kind, body }) => ({ kind, detail: JSON.parse(body) }));
  return { workspace, admin, put, importing, events };
}
const epoch = async () => (await readState(sluice.catalog)).epoch;
const group = (id: string, ...members: string[]) => ({ id: aPrincipal(id), members: members.map(aPrincipal) });

describe('what is said of a principal', () => {
  test('is kept, shown as it was declared, and set whole where it is a whole', async () => {
    const { admin, put } = aWorkspace();
    const { broker } = sluice;
    await broker.declareAttribute(admin, { subject: 'user', name: 'region', type: 'strings' });
    await broker.declareAttribute(admin, { subject: 'user', name: 'since', type: 'datetime' });
    const before = await epoch();
    const manager = aPrincipal('user:bo');
    await put('user:ada', { manager, attributes: { region: ['us', 'eu'], since: '2026-11-22T09:00:00+01:00' } });
    expect(await epoch()).toBe(before + 1);
    const ada = {
      principal: 'user:ada',
      displayName: null,
      active: true,
      clearance: 'confidential',
      manager: 'user:bo',
    };
    const attributes = { region: ['eu', 'us'], since: '2026-11-22T08:00:00.000Z' };
    expect(await broker.readPrincipal(admin, aPrincipal('user:ada'))).toEqual({ ...ada, attributes });
    expect(await put('user:ada', { attributes: { region: 'eu' } })).toEqual({ ...ada, attributes: { region: ['eu'] } });
    expect(await put('user:ada', { manager: null })).toMatchObject({ manager: null, attributes: { region: ['eu'] } });

    const ceiling = { collections: ['support'], purposes: ['answer tickets'], maxRisk: 0.2 };
    expect(await put('agent:desk', { external: true, ceiling })).toMatchObject({ external: true, ceiling });
    expect(await put('agent:desk', { ceiling: {} })).toMatchObject({ external: true, ceiling: {} });
  });

  test('is refused where it does not go with the kind, or is out of bounds, with every fault', async () => {
    const { put, events } = aWorkspace();
    const refusals: [string, PrincipalFields, string[]][] = [
      ['group:hr', { active: false, clearance: 'public', attributes: {} }, ['active', 'clearance', 'attributes']],
      ['group:hr', { manager: null, external: false, ceiling: {} }, ['manager', 'external', 'ceiling']],
      ['user:ada', { external: true, ceiling: {} }, ['external', 'ceiling']],
      ['agent:desk', { manager: aPrincipal('user:bo') }, ['manager']],
      ['user:ada', { manager: aPrincipal('user:ada') }, ['manager']],
      ['user:ada', { manager: aPrincipal('group:hr') }, ['manager']],
      ['user:ada', { displayName: 'Ada\nSample' }, ['displayName']],
      [
        'agent:desk',
        { ceiling: { collections: ['a b'], maxRisk: Number.NaN } },
        ['ceiling.collections', 'ceiling.maxRisk'],
      ],
      ['agent:desk', { ceiling: { purposes: ['\ud800'], maxRisk: 1.01 } }, ['ceiling.purposes', 'ceiling.maxRisk']],
      ['agent:desk', { ceiling: { purposes: Array.from({ length: 101 }, (_, n) => `p${n}`) } }, ['ceiling.purposes']],
    ];
    for (const [name, fields, at] of refusals) {
      const faults = at.map((place) => expect.objectContaining({ at: place }));
      await expect(put(name, fields)).rejects.toMatchObject({ code: 'invalid-request', faults });
    }
    expect(await events()).toEqual([]);
  });

  test('has no attribute that is not declared for its kind, or not of its type, and all of these are named', async () => {
    const { admin, put, events } = aWorkspace();
    await sluice.broker.declareAttribute(admin, { subject: 'user', name: 'grade', type: 'long' });
    const attributes = { grade: 'high', region: 'eu', constructor: 'x', toString: 'y' };
    await expect(put('user:ada', { attributes })).rejects.toMatchObject({
      code: 'invalid-attribute',
      faults: ['grade', 'region', 'constructor', 'toString'].map((name) => ({ at: `attributes.${name}` })),
    });
    await expect(put('agent:desk', { attributes: { grade: 3 } })).rejects.toMatchObject({ code: 'invalid-attribute' });
    expect((await events()).map(({ kind }) => kind)).toEqual(['attributes.changed']);
  });
});

test('nobody but an administrator reads or changes the directory', async () => {
  const { workspace } = aWorkspace();
  const other = callerFor('eve', { workspace, scopes: ['retrieve', 'ingest', 'own', 'soc', 'approve'] });
  const { broker } = sluice;
  const input = { users: [], groups: [], agents: [] };
  const attempts = [
    broker.putPrincipal(other, aPrincipal('user:eve'), { clearance: 'restricted' }),
    broker.readPrincipal(other, aPrincipal('user:eve')),
    broker.listPrincipals(other, '', 10),
    broker.addMember(other, aPrincipal('group:hr'), aPrincipal('user:eve')),
    broker.removeMember(other, aPrincipal('group:hr'), aPrincipal('user:eve')),
    broker.listMembers(other, aPrincipal('group:hr')),
    broker.importDirectory(other, input, { preview: true }),
  ];
  for (const attempt of await Promise.allSettled(attempts)) {
    expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'insufficient-scope' } });
  }
});

test('nobody is put into a person or an agent', async () => {
  const { admin } = aWorkspace();
  for (const name of ['user:ada', 'agent:desk']) {
    const adding = sluice.broker.addMember(admin, aPrincipal(name), aPrincipal('user:bo'));
    await expect(adding).rejects.toMatchObject({ code: 'invalid-request' });
  }
});

describe('an import', () => {
  test('tells every change with an event of its own, advances the epoch, and takes away before it gives', async () => {
    const { importing, events } = aWorkspace();
    await importing({ groups: [group('group:hr', 'user:ada', 'user:bo')] });
    const before = await epoch();
    const made = await importing({
      users: [{ id: aPrincipal('user:cy'), displayName: 'Cy' }],
      groups: [group('group:hr', 'user:bo', 'user:cy')],
    });
    expect(made).toEqual([
      { kind: 'remove', group: 'group:hr', member: 'user:ada' },
      { kind: 'put', principal: 'user:cy', isNew: true, fields: { displayName: 'Cy' } },
      { kind: 'add', group: 'group:hr', member: 'user:cy' },
    ]);
    expect(await epoch()).toBeGreaterThan(before);
    expect((await events()).slice(-3)).toMatchObject([
      { kind: 'membership.changed', detail: { actor: { user: 'user:root' }, group: 'group:hr', removed: 'user:ada' } },
      { kind: 'principal.changed', detail: { principal: 'user:cy', fields: { displayName: 'Cy' } } },
      { kind: 'membership.changed', detail: { group: 'group:hr', added: 'user:cy' } },
    ]);
  });

  test('that is only previewed changes nothing', async () => {
    const { importing, admin, events } = aWorkspace();
    const before = await epoch();
    expect(await importing({ groups: [group('group:hr', 'user:ada')] }, true)).toHaveLength(2);
    expect(await epoch()).toBe(before);
    expect(await events()).toEqual([]);
    expect(await sluice.broker.listPrincipals(admin, '', 10)).toEqual([]);
  });

  test('that would close a cycle of groups, with what is there, is refused before anything is changed', async () => {
    const { importing, events } = aWorkspace();
    await importing({ groups: [group('group:a', 'group:b'), group('group:b', 'group:c')] });
    const before = (await events()).length;
    const cyclic = { users: [{ id: aPrincipal('user:ada') }], groups: [group('group:c', 'user:ada', 'group:a')] };
    for (const preview of [true, false]) {
      await expect(importing(cyclic, preview)).rejects.toMatchObject({
        code: 'membership-cycle',
        message: expect.stringMatching(/`group:a`.*`group:c`|`group:c`.*`group:a`/),
      });
      await expect(importing({ groups: [group('group:x', 'group:x')] }, preview)).rejects.toMatchObject({
        code: 'membership-cycle',
      });
    }
    expect(await events()).toHaveLength(before);
    // Where the same import takes the cycle apart, it is none.
    const turned = { groups: [group('group:c', 'group:a'), group('group:b'), group('group:a', 'group:b')] };
    expect(await importing(turned)).toEqual([
      { kind: 'remove', group: 'group:b', member: 'group:c' },
      { kind: 'add', group: 'group:c', member: 'group:a' },
    ]);
  });

  test('with anything wrong in it changes nothing, and everything that is wrong is told', async () => {
    const { importing, admin, events } = aWorkspace();
    const users = [
      { id: aPrincipal('user:ada'), displayName: 'Ada' },
      { id: aPrincipal('user:ada'), manager: aPrincipal('user:ada') },
    ];
    const agents = [{ id: aPrincipal('user:bo') }, { id: aPrincipal('agent:desk'), ceiling: { maxRisk: 2 } }];
    await expect(importing({ users, agents })).rejects.toMatchObject({
      code: 'invalid-request',
      faults: [
        { at: 'user:ada', detail: 'stands there twice' },
        { at: 'user:ada manager' },
        { at: 'user:bo', detail: 'stands among the agents' },
        { at: 'agent:desk ceiling.maxRisk' },
      ],
    });
    await sluice.broker.declareAttribute(admin, { subject: 'user', name: 'grade', type: 'long' });
    const graded = ['1', 'two', 'three'].map((grade) => ({ id: aPrincipal(`user:u${grade}`), attributes: { grade } }));
    await expect(importing({ users: graded })).rejects.toMatchObject({
      code: 'invalid-attribute',
      faults: [{ at: 'user:utwo attributes.grade' }, { at: 'user:uthree attributes.grade' }],
    });
    expect((await events()).map(({ kind }) => kind)).toEqual(['attributes.changed']);
  });

  test('of more than one holds is refused', async () => {
    const { importing } = aWorkspace();
    const members = Array.from({ length: 50_001 }, (_, n) => `user:u${n}`);
    await expect(importing({ groups: [group('group:all', ...members)] }, true)).rejects.toMatchObject({
      code: 'request-too-large',
    });
  });

  test('does what its preview shows, and then there is nothing left to do', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDirectory, { minLength: 1, maxLength: 4 }), async (directories) => {
        const { importing, admin, workspace } = aWorkspace();
        await sluice.broker.declareAttribute(admin, { subject: 'user', name: 'region', type: 'strings' });
        await sluice.broker.declareAttribute(admin, { subject: 'user', name: 'since', type: 'datetime' });
        await sluice.broker.declareAttribute(admin, { subject: 'agent', name: 'grade', type: 'long' });
        for (const directory of directories) {
          const previewed = await importing(directory, true);
          const before = await imageOf(workspace);
          expect(await importing(directory)).toEqual(previewed);
          expect(await imageOf(workspace)).toEqual(applied(before, previewed));
          expect(await importing(directory, true)).toEqual([]);
          await expectSaid(admin, directory);
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** Memberships of a workspace, by name. */
async function imageOf(workspace: string): Promise<Set<string>> {
  const rows = await sluice.store.read(
    'SELECT g.name, p.name FROM memberships m JOIN principals g ON g.id = m.group_id JOIN principals p ON p.id = m.member_id WHERE g.workspace = ?',
    [workspace],
  );
  return new Set(rows.map(([one, member]) => `${one} ${member}`));
}

function applied(before: ReadonlySet<string>, changes: readonly DirectoryChange[]): Set<string> {
  const after = new Set(before);
  for (const change of changes) {
    if (change.kind === 'add') after.add(`${change.group} ${change.member}`);
    if (change.kind === 'remove') after.delete(`${change.group} ${change.member}`);
  }
  return after;
}

/** Holds the directory to the input, whatever was said to have changed. */
async function expectSaid(admin: ReturnType<typeof callerFor>, { users, groups, agents }: DirectoryInput) {
  for (const { id, members } of groups) {
    const expected = [...new Set(members)].sort();
    // A group that was only ever named has no entry until it is put; an import puts what it names.
    expect([...(await sluice.broker.listMembers(admin, id))].sort()).toEqual(expected);
  }
  for (const { id, attributes: _, ...said } of [...users, ...agents]) {
    const known = await sluice.broker.readPrincipal(admin, id);
    expect(known).toMatchObject(JSON.parse(JSON.stringify(said)));
  }
}

const names = (kind: string, many: number) => Array.from({ length: many }, (_, n) => aPrincipal(`${kind}:n${n}`));
const USERS = names('user', 6);
const AGENTS = names('agent', 2);
const GROUPS = names('group', 4);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const about = {
  displayName: maybe(fc.constantFrom('One', 'Two', null)),
  active: maybe(fc.boolean()),
  clearance: maybe(fc.constantFrom(...CLASSIFICATIONS)),
};
const userAttributes = fc.record(
  {
    region: fc.constantFrom('eu', 'eu;us', ['us', 'eu', 'us']),
    since: fc.constantFrom('2026-11-22', '2026-11-22T01:00:00+01:00'),
  },
  { requiredKeys: [] },
);
const ceiling = fc.record(
  {
    collections: fc.subarray(['support', 'handbook', 'hr']),
    purposes: fc.subarray(['answer', 'triage']),
    maxRisk: fc.constantFrom(0, 0.25, 1),
  },
  { requiredKeys: [] },
);
const withIds = <T extends object>(ids: readonly Principal[], fields: fc.Arbitrary<T>) =>
  fc
    .subarray([...ids])
    .chain((some) => fc.tuple(...some.map((id) => fields.map((one) => ({ id, ...definedOf(one) })))));
const definedOf = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const anyDirectory = fc.record({
  users: withIds(
    USERS,
    fc.record({
      ...about,
      manager: maybe(fc.constantFrom(aPrincipal('user:boss'), null)),
      attributes: maybe(userAttributes),
    }),
  ),
  agents: withIds(
    AGENTS,
    fc.record({
      ...about,
      external: maybe(fc.boolean()),
      ceiling: maybe(ceiling),
      attributes: maybe(fc.constantFrom({ grade: '3' }, { grade: 3 }, {})),
    }),
  ),
  groups: fc.subarray(GROUPS).chain((some) =>
    fc.tuple(
      ...some.map((id) =>
        fc.record({
          id: fc.constant(id),
          // Higher groups hold lower ones: no cycles.
          members: fc.array(fc.constantFrom(...USERS, ...AGENTS, ...GROUPS.slice(0, GROUPS.indexOf(id))), {
            maxLength: 5,
          }),
        }),
      ),
    ),
  ),
}) as fc.Arbitrary<DirectoryInput>;
