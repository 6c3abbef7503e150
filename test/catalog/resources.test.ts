import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCollectionTree, setCollectionParent } from '../../src/catalog/collections.ts';
import { readPassages, readWhole } from '../../src/catalog/passages.ts';
import { addMember } from '../../src/catalog/people.ts';
import { hasRows, readLabelled, readResource } from '../../src/catalog/resources.ts';
import { readStanding } from '../../src/catalog/standing.ts';
import { openTestCatalog, type TestCatalog } from '../support/catalog.ts';
import { aName, commitAll, type Placed, place } from './placing.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

const standingOf = (workspace: string, user = 'user:alice', agent: string | undefined = undefined) =>
  readStanding(catalog, { workspace, user: aName(user), ...(agent && { agent: aName(agent) }) }, []);

async function factsIn(workspace: string, placed: Placed, user?: string, agent?: string) {
  const { id, chunks } = await place(catalog, { ...placed, workspace });
  const standing = await standingOf(workspace, user, agent);
  const tree = await readCollectionTree(catalog, workspace);
  const found = await readPassages(catalog, standing, tree, chunks);
  return { id, found: chunks.map((chunk) => found.get(chunk)) };
}

describe('facts of a passage', () => {
  test('are those of its document or its row, in names', async () => {
    const workspace = 'facts';
    const cells = [{ column: 'email', start: 0, end: 4, masked: true }];
    const { id, found } = await factsIn(workspace, {
      ...{ collection: 'invoices', owner: 'user:olga', classification: 2, attributes: { region: 'eu' } },
      rows: [{ owner: 'user:rita', attributes: { region: 'us', amount: 7 }, readers: ['user:alice'], cells }],
    });
    const facts = { workspace, served: true, documentId: id, collections: ['invoices'] };
    const nobody = { person: false, agent: false };
    expect(found[0]?.facts).toEqual({
      ...{ ...facts, kind: 'document', resourceId: id, owner: 'user:olga', classification: 2 },
      ...{ attributes: { region: 'eu' }, reads: nobody, denied: nobody },
    });
    expect(found[1]?.facts).toEqual({
      ...{ ...facts, kind: 'row', resourceId: found[1]?.passage.resourceId, owner: 'user:rita', classification: 1 },
      ...{ attributes: { region: 'us', amount: 7 }, reads: { person: true, agent: false }, denied: nobody },
    });
    expect([found[0]?.passage.cells, found[1]?.passage.cells]).toEqual([[], cells]);
    expect(found[1]?.passage).toMatchObject({
      title: 'A title',
      text: 'text 1',
      collection: 'invoices',
      documentId: id,
    });
  });

  // With many groups, principals are looked for the other way round.
  test.each([
    ['few', 0],
    ['many', 100],
  ] as const)('tell the person’s edges from the agent’s, by name, through %s groups or a base', async (few, more) => {
    const workspace = `edges of ${few}`;
    const others = Array.from({ length: more }, (_, n) =>
      addMember(workspace, aName(`group:g${n}`), aName('user:alice')),
    );
    await commitAll(
      catalog,
      addMember(workspace, aName('group:staff'), aName('user:alice')),
      addMember(workspace, aName('group:bots'), aName('agent:helpdesk')),
      ...others,
    );
    const pick = fc.subarray(['user:alice', 'group:staff', 'agent:helpdesk', 'group:bots', 'user:eve', 'group:none']);
    const isOf = (who: 'person' | 'agent', ...lists: readonly (readonly string[])[]) =>
      lists
        .flat()
        .some((name) =>
          (who === 'person' ? ['user:alice', 'group:staff'] : ['agent:helpdesk', 'group:bots']).includes(name),
        );
    await fc.assert(
      fc.asyncProperty(pick, pick, pick, fc.boolean(), async (readers, baseReaders, deniers, throughAgent) => {
        const agent = throughAgent ? 'agent:helpdesk' : undefined;
        const { id, found } = await factsIn(workspace, { readers, baseReaders, deniers }, 'user:alice', agent);
        const edges = {
          reads: {
            person: isOf('person', readers, baseReaders),
            agent: throughAgent && isOf('agent', readers, baseReaders),
          },
          denied: { person: isOf('person', deniers), agent: throughAgent && isOf('agent', deniers) },
        };
        expect(found[0]?.facts).toMatchObject(edges);
        const standing = await standingOf(workspace, 'user:alice', agent);
        const tree = await readCollectionTree(catalog, workspace);
        expect((await readResource(catalog, standing, tree, id))?.facts).toMatchObject(edges);
      }),
      { numRuns: 40 },
    );
  });

  test('name the collection and all above it, and a collection that is newer than the tree', async () => {
    const workspace = 'nested';
    const { chunks } = await place(catalog, { workspace, collection: 'invoices' });
    const late = await place(catalog, { workspace, collection: 'late' });
    await place(catalog, { workspace, collection: 'finance' });
    await commitAll(catalog, setCollectionParent(workspace, 'invoices', 'finance'));
    const tree = await readCollectionTree(catalog, workspace);
    const standing = await standingOf(workspace);
    const [one] = (await readPassages(catalog, standing, tree, chunks)).values();
    expect(one?.facts.collections).toEqual(['invoices', 'finance']);
    const before = await readCollectionTree(catalog, 'of-another-workspace');
    const [other] = (await readPassages(catalog, standing, before, late.chunks)).values();
    expect(other?.facts.collections).toEqual(['late']);
  });

  test.each([
    [{ status: 'active' }, true],
    [{ status: 'active', verdict: 'suspicious' }, true],
    [{ status: 'active', verdict: 'malicious' }, false],
    [{ status: 'held' }, false],
    [{ status: 'received' }, false],
    [{ status: 'deleted' }, false],
  ] as const)('say of %o that served is %s', async (placed, served) => {
    const { found } = await factsIn('served', { ...placed, rows: [{}] });
    expect(found.map((one) => one?.facts.served)).toEqual([served, served]);
  });

  test('come with a whole document in order, or with one row, and not with what is not served', async () => {
    const workspace = 'whole';
    const { id, rows, chunks } = await place(catalog, { workspace, rows: [{}, {}] });
    const held = await place(catalog, { workspace, status: 'held' });
    const tree = await readCollectionTree(catalog, workspace);
    const standing = await standingOf(workspace);
    const ids = async (of: string, after = -1, limit = 9) =>
      (await readWhole(catalog, standing, tree, of, after, limit)).map((one) => one.passage.chunkId);
    expect(await ids(id)).toEqual(chunks);
    expect(await ids(id, 0, 1)).toEqual([chunks[1]]);
    expect(await ids(rows[1] ?? '')).toEqual([chunks[2]]);
    expect([await ids(held.id), await ids(randomUUID())]).toEqual([[], []]);
    expect([
      await hasRows(catalog, id),
      await hasRows(catalog, rows[0] ?? ''),
      await hasRows(catalog, held.id),
    ]).toEqual([true, false, false]);
  });
});

describe('facts of a resource without its text', () => {
  test('are there for a document and a row, served or not, and for nothing that is deleted or elsewhere', async () => {
    const workspace = 'resource';
    const { id, rows } = await place(catalog, { workspace, readers: ['user:alice'], rows: [{ owner: 'user:alice' }] });
    const held = await place(catalog, { workspace, status: 'held' });
    const deleted = await place(catalog, { workspace, status: 'deleted' });
    const elsewhere = await place(catalog, { workspace: 'elsewhere' });
    const tree = await readCollectionTree(catalog, workspace);
    const standing = await standingOf(workspace);
    const read = (of: string) => readResource(catalog, standing, tree, of);
    const reference = { documentId: id, title: 'A title', collection: 'handbook' };
    expect(await read(id)).toMatchObject({
      facts: { served: true, kind: 'document', reads: { person: true, agent: false } },
      ...{ reference: { ...reference, resourceId: id }, status: 'active' },
    });
    expect(await read(rows[0] ?? '')).toMatchObject({
      facts: { served: true, kind: 'row', owner: 'user:alice', reads: { person: false, agent: false } },
      reference: { ...reference, resourceId: rows[0], row: 1 },
    });
    expect(await read(held.id)).toMatchObject({ facts: { served: false }, status: 'held' });
    for (const absent of [deleted.id, elsewhere.id, randomUUID()]) expect(await read(absent)).toBeUndefined();
  });

  test('are what passages say', async () => {
    const workspace = 'same';
    const { id, rows, chunks } = await place(catalog, {
      workspace,
      readers: ['user:alice'],
      rows: [{ deniers: ['user:alice'] }],
    });
    const tree = await readCollectionTree(catalog, workspace);
    const standing = await standingOf(workspace);
    const found = await readPassages(catalog, standing, tree, chunks);
    for (const [n, of] of [id, ...rows].entries()) {
      const one = found.get(chunks[n] ?? '');
      expect(await readResource(catalog, standing, tree, of)).toMatchObject({
        facts: one?.facts,
        evidence: one?.evidence,
      });
    }
  });
});

describe('labels that an index should have', () => {
  test('are those of what is served, rows and documents, up to a bound', async () => {
    const workspace = 'labels';
    const { id, rows } = await place(catalog, { workspace, classification: 3, attributes: { due: 5 }, rows: [{}, {}] });
    const held = await place(catalog, { workspace, status: 'held' });
    const found = await readLabelled(catalog, [id, held.id, randomUUID()]);
    expect(found.map((one) => [one.resourceId, one.labels.kind, one.documentId]).sort()).toEqual(
      [[id, 0, id], ...rows.map((row) => [row, 1, id])].sort(),
    );
    const one = found.find(({ resourceId }) => resourceId === id);
    const numbers = await catalog.store.read(
      'SELECT r.readers_id, r.deniers_id, r.owner_id, d.collection_id FROM resources r JOIN documents d ON d.id = r.id WHERE r.id = ?',
      [id],
    );
    const { readers, deniers, owner, collection } = one?.labels ?? {};
    expect([readers, deniers, owner, collection]).toEqual(numbers[0]);
    expect(one).toMatchObject({ labels: { classification: 3 }, attributes: { due: 5 } });
    expect(await readLabelled(catalog, [id], 2)).toHaveLength(2);
    expect(await readLabelled(catalog, [])).toEqual([]);
  });
});
