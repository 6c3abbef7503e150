import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Standing } from '../../entitlements/standing.ts';
import { internAudience } from '../../src/catalog/audiences.ts';
import {
  addMember,
  findPrincipal,
  internPrincipals,
  listPrincipals,
  putPrincipal,
  removeMember,
} from '../../src/catalog/people.ts';
import { declareAttribute } from '../../src/catalog/registry.ts';
import { readAudiences, readStanding, readUserNumbers } from '../../src/catalog/standing.ts';
import { GuardFailed } from '../../src/catalog/store.ts';
import { openTestCatalog, type TestCatalog } from '../support/catalog.ts';
import { aName, anEvent, commit, commitAll, names } from './placing.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

const ALICE = aName('user:alice');
const HELPDESK = aName('agent:helpdesk');
const NAMED = names('group:staff', 'group:hr', 'group:bots', 'group:elsewhere');

async function nested(workspace: string) {
  const join = (group: string, member: string) => addMember(workspace, aName(group), aName(member));
  await commitAll(
    catalog,
    ...[join('group:hr', 'user:alice'), join('group:people', 'group:hr'), join('group:staff', 'group:people')],
    ...[
      join('group:bots', 'agent:helpdesk'),
      join('group:machines', 'group:bots'),
      join('group:elsewhere', 'user:eve'),
    ],
  );
}

/** Names of the numbers. */
async function named(numbers: readonly number[]) {
  const rows = await catalog.store.read(
    'SELECT name FROM principals WHERE id IN (SELECT value FROM json_each(?)) ORDER BY name',
    [JSON.stringify(numbers)],
  );
  return rows.flat();
}

describe('standing', () => {
  test('is of nobody special where the catalogue knows nothing', async () => {
    expect(await readStanding(catalog, { workspace: 'empty', user: ALICE, agent: HELPDESK }, NAMED)).toEqual({
      workspace: 'empty',
      person: { name: ALICE, active: true, clearance: 2, attributes: {}, groups: [] },
      agent: { name: HELPDESK, active: true, clearance: 2, attributes: {}, groups: [], external: false },
      personId: undefined,
      principals: [],
      agentPrincipals: [],
    } satisfies Standing);
  });

  test('follows nested groups, the person’s and the agent’s apart, and names of them those that policies do', async () => {
    await nested('nested');
    const standing = await readStanding(catalog, { workspace: 'nested', user: ALICE, agent: HELPDESK }, NAMED);
    expect(standing.person.groups).toEqual(['group:staff', 'group:hr']);
    expect(standing.agent?.groups).toEqual(['group:bots']);
    expect(await named(standing.principals)).toEqual(['group:hr', 'group:people', 'group:staff', 'user:alice']);
    expect(await named(standing.agentPrincipals)).toEqual(['agent:helpdesk', 'group:bots', 'group:machines']);
    expect(await named([standing.personId ?? 0])).toEqual(['user:alice']);
  });

  test('takes a person’s groups from the token or from the directory, never both; the agent’s from the directory', async () => {
    await nested('claims');
    const claimedGroups = names('group:elsewhere', 'group:people');
    const asker = { workspace: 'claims', user: ALICE, agent: HELPDESK, claimedGroups };
    const standing = await readStanding(catalog, asker, NAMED);
    expect(standing.person.groups).toEqual(['group:staff', 'group:elsewhere']);
    expect(await named(standing.principals)).toEqual(['group:elsewhere', 'group:people', 'group:staff', 'user:alice']);
    expect(standing.agent?.groups).toEqual(['group:bots']);
    const without = await readStanding(catalog, { ...asker, claimedGroups: [] }, NAMED);
    expect([without.person.groups, await named(without.principals)]).toEqual([[], ['user:alice']]);
  });

  test('counts a claimed group that policies name although the catalogue never heard of it', async () => {
    const asker = { workspace: 'unheard', user: ALICE, claimedGroups: names('group:hr') };
    expect((await readStanding(catalog, asker, NAMED)).person.groups).toEqual(['group:hr']);
  });

  test('has attributes, suspension, clearance and the agent’s ceiling', async () => {
    const workspace = 'ceilings';
    const ceiling = { collections: ['support'], purposes: ['answering'], maxRisk: 0.25 };
    await commitAll(
      catalog,
      putPrincipal(workspace, ALICE, { attributes: { region: ['eu', 'us'], joined: 0 }, clearance: 'restricted' }),
      putPrincipal(workspace, HELPDESK, { active: false, external: true, ceiling, attributes: { tier: 'gold' } }),
    );
    const { person, agent } = await readStanding(catalog, { workspace, user: ALICE, agent: HELPDESK }, []);
    expect(person).toMatchObject({ active: true, clearance: 3, attributes: { region: ['eu', 'us'], joined: 0 } });
    expect(agent).toMatchObject({
      active: false,
      clearance: 2,
      attributes: { tier: 'gold' },
      external: true,
      ...ceiling,
    });
    await commitAll(catalog, putPrincipal(workspace, HELPDESK, { ceiling: {}, attributes: {} }));
    const after = (await readStanding(catalog, { workspace, user: ALICE, agent: HELPDESK }, [])).agent;
    expect(after).toEqual({
      ...agent,
      attributes: {},
      collections: undefined,
      purposes: undefined,
      maxRisk: undefined,
    });
    expect(after).not.toHaveProperty('collections');
  });

  test('never reaches into another workspace', async () => {
    await nested('here');
    const there = await readStanding(catalog, { workspace: 'there', user: ALICE, agent: HELPDESK }, NAMED);
    expect([there.person.groups, there.principals, there.agentPrincipals]).toEqual([[], [], []]);
    expect(await readUserNumbers(catalog, 'there', [ALICE])).toEqual(new Map());
    expect([...(await readUserNumbers(catalog, 'here', names('user:alice', 'user:nobody'))).keys()]).toEqual([ALICE]);
  });
});

describe('closures and audiences', () => {
  const size = 7;
  const someone = fc.nat(size - 1);
  const edge = fc.tuple(someone, someone).filter(([a, b]) => a !== b);
  const world = fc.record({
    edges: fc.array(edge, { maxLength: 14 }),
    audiences: fc.array(fc.uniqueArray(someone, { maxLength: 3 }), { maxLength: 5 }),
    hasBase: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    agentAsks: fc.boolean(),
  });
  // 0 and 1 are people, 2 is an agent, the rest are groups.
  const nameOf = (n: number) => aName(n < 2 ? `user:p${n}` : n === 2 ? 'agent:a' : `group:g${n}`);

  test('are what walking the raw edges by hand gives', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(world, async ({ edges, audiences, hasBase, agentAsks }) => {
        const workspace = `walk${count++}`;
        const made: (readonly [number, number])[] = [];
        for (const [member, group] of edges.filter(([, group]) => group > 2)) {
          const done = await catalog.store
            .commit(addMember(workspace, nameOf(group), nameOf(member)))
            .catch((cause) => {
              expect(cause).toEqual(new GuardFailed('membership-cycle'));
              expect(walk(made, [group])).toContain(member);
            });
          if (done) made.push([member, group]);
        }
        const refs: ReturnType<typeof internAudience>[] = [];
        const members: number[][] = [];
        for (const [n, own] of audiences.entries()) {
          const base = hasBase[n] ? refs.at(-1) : undefined;
          refs.push(internAudience(workspace, own.map(nameOf), base));
          members.push([...own, ...(base ? (members.at(-1) ?? []) : [])]);
        }
        await commit(catalog, [
          internPrincipals(
            workspace,
            Array.from({ length: size }, (_, n) => nameOf(n)),
          ),
          ...refs.flatMap(({ statements }) => statements),
        ]);

        const agent = agentAsks ? nameOf(2) : undefined;
        const standing = await readStanding(catalog, { workspace, user: nameOf(0), ...(agent && { agent }) }, []);
        const above = [walk(made, [0]), agentAsks ? walk(made, [2]) : []] as const;
        expect(await named(standing.principals)).toEqual(above[0].map(nameOf).sort());
        expect(await named(standing.agentPrincipals)).toEqual(above[1].map(nameOf).sort());

        const found = await readAudiences(catalog, standing);
        const expected = above.map((mine) => refs.filter((_, n) => members[n]?.some((one) => mine.includes(one))));
        expect(await holders(found.person)).toEqual(distinctHolders(expected[0]));
        expect(await holders(found.agent)).toEqual(distinctHolders(expected[1]));
      }),
      { numRuns: 60 },
    );
  });

  const distinctHolders = (refs: readonly { holder: string }[] = []) =>
    [...new Set(refs.map((ref) => ref.holder))].sort();

  async function holders(numbers: readonly number[]) {
    const rows = await catalog.store.read(
      'SELECT holder FROM audiences WHERE id IN (SELECT value FROM json_each(?)) ORDER BY holder',
      [JSON.stringify(numbers)],
    );
    return rows.flat();
  }

  function walk(edges: readonly (readonly [number, number])[], from: readonly number[]): number[] {
    const more = edges
      .filter(([member, group]) => from.includes(member) && !from.includes(group))
      .map(([, group]) => group);
    return more.length === 0 ? [...from] : walk(edges, [...new Set([...from, ...more])]);
  }
});

describe('the directory', () => {
  test('shows a principal as it was put, with datetimes as text and what is of its kind alone', async () => {
    const workspace = 'shown';
    await commitAll(
      catalog,
      declareAttribute(workspace, { subject: 'user', name: 'joined', type: 'datetime' }, anEvent(workspace)),
      declareAttribute(workspace, { subject: 'user', name: 'badge', type: 'long' }, anEvent(workspace)),
      putPrincipal(workspace, ALICE, { attributes: { joined: 0, badge: 0 }, manager: aName('user:mona') }),
      putPrincipal(workspace, HELPDESK, { external: true, ceiling: { purposes: [] } }),
      putPrincipal(workspace, aName('group:hr'), { displayName: 'People' }),
    );
    const plain = { displayName: null, active: true, clearance: 'confidential', attributes: {} };
    const alice = {
      ...plain,
      principal: ALICE,
      manager: 'user:mona',
      attributes: { badge: 0, joined: '1970-01-01T00:00:00.000Z' },
    };
    expect(await findPrincipal(catalog, workspace, ALICE)).toEqual(alice);
    expect(await listPrincipals(catalog, workspace, '', 10)).toEqual([
      { ...plain, principal: HELPDESK, external: true, ceiling: { purposes: [] } },
      { ...plain, principal: 'group:hr', displayName: 'People' },
      alice,
      { ...plain, principal: 'user:mona', manager: null },
    ]);
    await commitAll(catalog, putPrincipal(workspace, ALICE, { manager: null }));
    expect(await findPrincipal(catalog, workspace, ALICE)).toEqual({ ...alice, manager: null });
  });

  test('refuses a group in itself, at any distance', async () => {
    const workspace = 'cycle';
    const join = (group: string, member: string) =>
      catalog.store.commit(addMember(workspace, aName(group), aName(member)));
    await expect(join('group:new', 'group:new')).rejects.toEqual(new GuardFailed('membership-cycle'));
    await join('group:b', 'group:a');
    await join('group:c', 'group:b');
    await expect(join('group:a', 'group:c')).rejects.toEqual(new GuardFailed('membership-cycle'));
    await expect(join('group:a', 'group:a')).rejects.toEqual(new GuardFailed('membership-cycle'));
    await catalog.store.commit(removeMember(workspace, aName('group:c'), aName('group:b')));
    await join('group:a', 'group:c');
  });
});
