/**
 * Questions about access over random worlds: who can read something agrees with what retrieving shows, person by person; what a change
 * is said to do is what it does once it is made; and what everyone or no one reads is what brute force finds.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Delivery } from '../../src/broker.ts';
import type { AccessWho, ProposedChange } from '../../src/governance.ts';
import type { Caller } from '../../src/identity/caller.ts';
import { randomPolicies } from '../oracle/policies.ts';
import { Product } from '../oracle/product.ts';
import { Random } from '../oracle/random.ts';
import { AGENTS, COLLECTIONS, GROUPS, LEVELS, randomWorld, USERS, type World } from '../oracle/world.ts';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

const WORLDS = 1;
const CHANGES = 15;
const SIZE = { texts: 8, tables: 3, rows: 4 };
/** Beside the world's own: whoever brings everything, and is known only for that. */
const PEOPLE = [...USERS, 'user:root'];

let sluice: TestBroker;
beforeAll(async () => {
  sluice = await openTestBroker();
});
afterAll(() => sluice.close());

interface Living {
  readonly world: World;
  readonly product: Product;
  readonly documents: readonly { readonly id: string; readonly rowIds: readonly string[] }[];
  readonly soc: Caller;
  readonly root: Caller;
  readonly random: Random;
}

/** Masks that can be put on, and one that can't: its column was not brought to be masked. */
const MASKS = [
  { masks: ['email'], group: 'all' },
  { masks: ['email', 'iban'], group: 'west' },
  { masks: ['place'], group: 'guests' },
].map(({ masks, group }, i) => {
  const scope = `principal in Group::"${group}", action == Action::"retrieve", resource is Row`;
  return { id: `m${i}`, masks, text: `@id("m${i}") @mask("${masks.join(',')}") permit (${scope});` };
});

let worlds = 0;
async function aWorld(seed: number, more: typeof MASKS = []): Promise<Living> {
  const random = new Random(seed);
  const workspace = `w${worlds++}`;
  const world = randomWorld(random, SIZE);
  const { product, placed } = await Product.of(sluice, workspace, world);
  const { documents } = placed;
  const ids = { documents: documents.map(({ id }) => id), rows: documents.flatMap(({ rowIds }) => rowIds) };
  const policies = [...randomPolicies(random, ids), ...more];
  const root = callerFor('root', { workspace });
  const { faults } = await sluice.broker.checkPolicies(root, policies.map(({ text }) => text).join('\n'));
  // Some contradict themselves, and are refused.
  const refused = new Set(faults.map(({ policy }) => policy));
  await product.apply(policies.filter(({ id }) => !refused.has(`custom/${id}`)));
  const soc = callerFor('sam', { workspace, scopes: ['soc'] });
  return { world, product, documents, soc, root, random };
}

/** What everybody retrieves: ids of documents that are texts, and of rows, with what is masked of each. */
async function whatAllRetrieve({
  product,
}: Pick<Living, 'product'>): Promise<Map<string, Map<string, readonly string[]>>> {
  const all = new Map<string, Map<string, readonly string[]>>();
  for (const user of PEOPLE) {
    const answers = await product.answers({ user }).catch((error: { code?: string }) => {
      if (error.code === 'principal-suspended') return new Map();
      throw error;
    });
    all.set(user, answers);
  }
  return all;
}

const readersOf = ({ readers }: AccessWho) => readers.map(({ user }) => user).sort();

test('who can read something are exactly those who retrieve it, with the same masks, and of tables as many rows', async () => {
  const seen = { readers: 0, masked: 0, beyond: 0, part: 0 };
  for (let seed = 1; seed <= WORLDS; seed++) {
    const living = await aWorld(seed, MASKS);
    const retrieved = await whatAllRetrieve(living);
    for (const { id, rowIds } of living.documents) {
      const single = rowIds.length > 0 ? rowIds : [id];
      for (const one of single) {
        const who = await sluice.broker.accessWho(living.soc, one);
        expect(readersOf(who)).toEqual(PEOPLE.filter((user) => retrieved.get(user)?.has(one)).sort());
        for (const { user, masks, policies, beyondReaders } of who.readers) {
          // A text has no columns.
          expect(rowIds.length > 0 ? masks : []).toEqual(retrieved.get(user)?.get(one));
          expect(beyondReaders).toBe(policies.every((policy) => policy.startsWith('custom/')));
          seen.beyond += beyondReaders ? 1 : 0;
          seen.masked += masks.length > 0 ? 1 : 0;
          seen.readers += 1;
        }
      }
      if (rowIds.length === 0) continue;
      const who = await sluice.broker.accessWho(living.soc, id);
      expect(who).toMatchObject({ rows: rowIds.length, resource: { resourceId: id }, truncated: false });
      const counted = PEOPLE.map((user) => [user, rowIds.filter((row) => retrieved.get(user)?.has(row)).length]);
      const expected = counted.filter(([, rows]) => rows !== 0);
      expect(new Map(who.readers.map(({ user, rows }) => [user, rows]))).toEqual(
        new Map(expected as [string, number][]),
      );
      for (const { user, masks } of who.readers) {
        const each = rowIds.flatMap((row) => retrieved.get(user)?.get(row) ?? []);
        expect(masks).toEqual([...new Set(each)].sort());
      }
      seen.part += expected.filter(([, rows]) => rows !== rowIds.length).length;
    }
  }
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
}, 240_000);

test('whoever could read something with approval reads it once a grant is made, and nobody else does', async () => {
  let lifted = 0;
  for (let seed = 20; seed < 20 + WORLDS; seed++) {
    const living = await aWorld(seed);
    const root = living.root;
    const { version } = await sluice.broker.readPolicies(root);
    const source = `@id("mine") permit (principal, action == Action::"retrieve", resource) when { resource.classification < 2 };
      @id("ask") @approval("manager") forbid (principal, action == Action::"retrieve", resource) unless { resource in context.approved };`;
    await sluice.broker.applyPolicies(root, source, { expectedVersion: version });
    const said = new Map<string, readonly string[]>();
    for (const { id } of living.documents) {
      const { withApproval, readers } = await sluice.broker.accessWho(living.soc, id);
      expect(readers).toEqual([]);
      said.set(id, withApproval.map(({ user }) => user).sort());
    }
    for (const user of PEOPLE)
      await living.product.grant(
        { user },
        living.documents.map(({ id }) => id),
      );
    await sluice.broker.addMember(root, aPrincipal('group:moves-the-facts'), aPrincipal('agent:nobody'));
    const retrieved = await whatAllRetrieve(living);
    for (const { id, rowIds } of living.documents) {
      const ids = rowIds.length > 0 ? rowIds : [id];
      const readable = PEOPLE.filter((user) => ids.some((one) => retrieved.get(user)?.has(one)));
      // Of a table, only whoever is let in to the whole of it can be approved of.
      expect(readable).toEqual(expect.arrayContaining([...(said.get(id) ?? [])]));
      if (rowIds.length === 0) expect(said.get(id)).toEqual(readable.sort());
      lifted += said.get(id)?.length ?? 0;
    }
  }
  expect(lifted).toBeGreaterThan(10);
}, 240_000);

const KINDS = ['policies', 'membership', 'entitlements', 'collection', 'manifest'] as const;

test('what a change is said to give and take is what it gives and takes when it is made', async () => {
  const seen = { gains: 0, losses: 0 };
  const felt = new Set<string>();
  for (let seed = 40; seed < 40 + WORLDS; seed++) {
    const living = await aWorld(seed);
    const named = await nameThem(living);
    let before = await pairsOf(living);
    for (let n = 0; n < CHANGES; n++) {
      const change = randomChange(living, KINDS[n % KINDS.length] ?? 'policies', named);
      const diff = await sluice.broker.accessDiff(living.root, change).catch((error: { code?: string }) => {
        if (error.code === 'membership-cycle' || error.code === 'invalid-policy') return undefined;
        throw error;
      });
      if (!diff) continue;
      await make(living, change, named);
      const after = await pairsOf(living);
      const pairs = (list: typeof diff.gains) =>
        list.map(({ user, resource }) => `${user} ${resource.documentId} ${resource.row ?? null}`).sort();
      const missingIn = (one: typeof before, other: typeof before) =>
        [...one].filter((pair) => !other.has(pair)).sort();
      expect(pairs(diff.gains), JSON.stringify(change)).toEqual(missingIn(after, before));
      expect(pairs(diff.losses), JSON.stringify(change)).toEqual(missingIn(before, after));
      expect(diff.counts).toMatchObject({ gains: diff.gains.length, losses: diff.losses.length });
      expect(diff.truncated).toBe(false);
      if (diff.gains.length + diff.losses.length > 0) felt.add(change.kind);
      seen.gains += diff.gains.length;
      seen.losses += diff.losses.length;
      before = after;
    }
  }
  expect([...felt].sort()).toEqual([...KINDS].sort());
  expect(Math.min(seen.gains, seen.losses)).toBeGreaterThan(10);
}, 240_000);

/** Who retrieves what: a row by its number, since those of a new version have other ids. */
async function pairsOf(living: Living): Promise<ReadonlySet<string>> {
  const retrieved = await whatAllRetrieve(living);
  const rows = await sluice.store.read('SELECT id, document_id, row_number FROM resources', []);
  const places = new Map(rows.map(([id, documentId, row]) => [id, `${documentId} ${row}`]));
  return new Set([...retrieved].flatMap(([user, ids]) => [...ids.keys()].map((id) => `${user} ${places.get(id)}`)));
}

/** Documents that manifests can speak of: texts, and tables whose rows have owners or readers of their own. */
type Named = readonly (Pick<Delivery, 'rows'> & { readonly externalId: string; readonly collection: string })[];

async function nameThem(living: Living): Promise<Named> {
  const columns = [{ owner: 'keeper' }, { readers: 'viewers' }, { owner: 'keeper', readers: 'viewers' }];
  const named = COLLECTIONS.flatMap((collection, i) => [
    { externalId: `${collection}/text`, collection },
    { externalId: `${collection}/table`, collection, ...(columns[i] && { rows: columns[i] }) },
  ]);
  for (const one of named) await bring(living, one);
  return named;
}

let versions = 0;
/** Another version of a document, with the same owners and readers in its rows. */
async function bring({ root }: Living, named: Named[number], labels: Partial<Delivery> = {}): Promise<void> {
  const rows = ['ada', 'ben'].map((name) => ({
    place: `The quayside, seen ${versions++} times`,
    keeper: `user:${name}`,
    viewers: name === 'ada' ? 'group:west' : 'user:cleo',
  }));
  const text = named.rows ? rows.map((row) => JSON.stringify(row)).join('\n') : `The quayside ${versions++}.`;
  const format = named.rows ? { format: 'jsonl' as const } : {};
  await sluice.broker.ingest(root, { ...named, ...format, ...labels, bytes: new TextEncoder().encode(text) });
}

function randomChange(
  { random, documents, world }: Living,
  kind: (typeof KINDS)[number],
  named: Named,
): ProposedChange {
  const anyone = [...USERS, ...GROUPS, ...AGENTS].map(aPrincipal);
  const some = () => random.some(anyone, 3);
  const ids = { documents: documents.map(({ id }) => id), rows: documents.flatMap(({ rowIds }) => rowIds) };
  switch (kind) {
    case 'policies':
      return {
        kind,
        source: randomPolicies(random, ids)
          .map(({ text }) => text)
          .join('\n'),
      };
    case 'membership': {
      const [member, group] = random.one(world.memberships.filter(([name]) => name.startsWith('user:')));
      return random.chance(0.5)
        ? { kind, group: aPrincipal(group), member: aPrincipal(member), add: false }
        : { kind, group: aPrincipal(random.one(GROUPS)), member: random.one(anyone), add: true };
    }
    case 'entitlements': {
      const owner = random.chance(0.5) ? { owner: aPrincipal(random.one(USERS)) } : {};
      const at = { documentId: random.one(ids.documents), readers: some(), deniers: random.chance(0.3) ? some() : [] };
      return { kind, ...at, ...owner };
    }
    case 'collection':
      return { kind, collection: random.one(COLLECTIONS), readers: some(), deniers: random.chance(0.2) ? some() : [] };
    case 'manifest': {
      const collection = random.one(COLLECTIONS);
      const stated = () => ({
        ...(random.chance(0.4) && { owner: aPrincipal(random.one(USERS)) }),
        ...(random.chance(0.6) && { readers: some() }),
        ...(random.chance(0.3) && { deniers: some() }),
        ...(random.chance(0.5) && { classification: random.one(LEVELS) }),
      });
      const documents = named.filter((one) => one.collection === collection);
      return { kind, collection, documents: documents.map(({ externalId }) => ({ externalId, ...stated() })) };
    }
    default:
      return kind satisfies never;
  }
}

async function make(living: Living, change: ProposedChange, named: Named): Promise<void> {
  const { broker } = sluice;
  const { root } = living;
  switch (change.kind) {
    case 'policies': {
      const { version } = await broker.readPolicies(root);
      await broker.applyPolicies(root, change.source, { expectedVersion: version });
      return;
    }
    case 'membership':
      await (change.add
        ? broker.addMember(root, change.group, change.member)
        : broker.removeMember(root, change.group, change.member));
      return;
    case 'entitlements':
      await broker.setEntitlements(root, change.documentId, change);
      return;
    case 'collection':
      await broker.setCollectionEntitlements(root, change.collection, change);
      return;
    case 'manifest':
      for (const { externalId, classification, ...entitlements } of change.documents) {
        const one = named.find((known) => known.externalId === externalId);
        const hasEntitlements = Object.keys(entitlements).length > 0;
        if (one)
          await bring(living, one, {
            ...(classification && { classification }),
            ...(hasEntitlements && { entitlements }),
          });
      }
      return;
    default:
      return change satisfies never;
  }
}

test('what everyone and what no one can read is what brute force finds, and an operator hides nothing', async () => {
  const seen = { everyone: 0, nobody: 0 };
  for (let seed = 60; seed < 60 + WORLDS; seed++) {
    const living = await aWorld(seed);
    const { version } = await sluice.broker.readPolicies(living.root);
    const source = `permit (principal in Group::"all", action == Action::"retrieve", resource) when { resource.classification == 0 };
      forbid (principal, action == Action::"retrieve", resource) when { resource.classification == 3 };`;
    await sluice.broker.applyPolicies(living.root, source, { expectedVersion: version });
    for (const user of USERS) {
      await sluice.broker.addMember(living.root, aPrincipal('group:all'), aPrincipal(user));
    }
    const retrieved = await whatAllRetrieve(living);
    const active = living.world.people.filter((person) => person.active).map(({ name }) => name);
    const ids = living.documents.flatMap(({ id, rowIds }) => (rowIds.length > 0 ? rowIds : [id]));
    const coverage = await sluice.broker.accessCoverage(living.soc);
    const idsOf = ({ resources }: (typeof coverage)['everyone']) =>
      resources.map(({ resourceId }) => resourceId).sort();
    expect(idsOf(coverage.everyone)).toEqual(
      ids.filter((id) => active.every((user) => retrieved.get(user)?.has(id))).sort(),
    );
    expect(idsOf(coverage.nobody)).toEqual(
      ids.filter((id) => PEOPLE.every((user) => !retrieved.get(user)?.has(id))).sort(),
    );
    expect(coverage).toMatchObject({ users: active.length, resources: ids.length, truncated: false });
    seen.everyone += coverage.everyone.count;
    seen.nobody += coverage.nobody.count;
  }
  expect(Math.min(seen.everyone, seen.nobody)).toBeGreaterThan(2);
}, 240_000);
