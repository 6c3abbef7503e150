import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createCollection,
  dropCollectionOf,
  readCollectionTree,
  setCollectionParent,
} from '../../src/catalog/collections.ts';
import { GuardFailed } from '../../src/catalog/store.ts';
import { openTestCatalog, type TestCatalog } from '../support/catalog.ts';
import { aName, commit } from './placing.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

const make = (workspace: string, ...names: string[]) =>
  commit(
    catalog,
    names.flatMap((name) => createCollection(workspace, name, aName('user:olga'), `${workspace}/${name}`)),
  );
const put = (workspace: string, name: string, parent: string | null) =>
  catalog.store.commit(setCollectionParent(workspace, name, parent));

test('a tree says what is below and above, after any sequence of moves, and no move makes a cycle', async () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const name = fc.constantFrom(...names);
  const move = fc.tuple(name, fc.option(name, { freq: 4 }));
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 12 }), async (moves) => {
      const workspace = `moves${count++}`;
      await make(workspace, ...names);
      const parents = new Map<string, string | null>();
      const above = (of: string): string[] => {
        const parent = parents.get(of);
        return parent ? [of, ...above(parent)] : [of];
      };
      for (const [child, parent] of moves) {
        const isCycle = parent !== null && above(parent).includes(child);
        const done = put(workspace, child, parent);
        if (isCycle) await expect(done).rejects.toEqual(new GuardFailed('collection-cycle'));
        else {
          await done;
          parents.set(child, parent);
        }
      }
      const tree = await readCollectionTree(catalog, workspace);
      const ids = new Map(
        (await catalog.store.read('SELECT name, id FROM collections WHERE workspace = ?', [workspace])) as [
          string,
          number,
        ][],
      );
      for (const one of names) {
        expect(tree.above(one)).toEqual(above(one));
        const below = names.filter((other) => above(other).includes(one)).map((other) => ids.get(other));
        expect([...tree.below(one)].sort()).toEqual(below.sort());
      }
    }),
    { numRuns: 40 },
  );
});

test('a collection that is not there, or is another workspace’s, is gone as a child and as a parent', async () => {
  await make('here', 'one');
  await make('there', 'two');
  for (const [child, parent] of [
    ['two', 'one'],
    ['one', 'two'],
    ['two', null],
  ] as const) {
    await expect(put('here', child, parent)).rejects.toEqual(new GuardFailed('collection-gone'));
  }
  const tree = await readCollectionTree(catalog, 'here');
  expect([tree.below('two'), tree.above('two')]).toEqual([[], ['two']]);
});

test('a tree ends on a cycle that somebody wrote into the file', async () => {
  await make('cycle', 'x', 'y', 'z');
  await put('cycle', 'y', 'x');
  await put('cycle', 'z', 'y');
  const cut = {
    sql: "UPDATE collections SET parent_id = (SELECT id FROM collections WHERE workspace = 'cycle' AND name = 'z') WHERE workspace = 'cycle' AND name = 'x'",
    params: [],
  };
  await commit(catalog, [cut]);
  const tree = await readCollectionTree(catalog, 'cycle');
  expect(tree.above('x')).toEqual(['x', 'z', 'y']);
  expect(tree.below('x')).toHaveLength(3);
});

test('a collection that nests stays when the document is gone for which it was made', async () => {
  await make('drop', 'outer', 'inner', 'loose');
  await put('drop', 'inner', 'outer');
  for (const name of ['outer', 'inner', 'loose']) await commit(catalog, dropCollectionOf('drop', `drop/${name}`));
  const left = await catalog.store.read("SELECT name FROM collections WHERE workspace = 'drop' ORDER BY name", []);
  expect(left.flat()).toEqual(['inner', 'outer']);
});
