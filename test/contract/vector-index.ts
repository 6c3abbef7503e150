/**
 * What every index adapter guarantees, whatever it is made of. A bug that was fixed in one adapter becomes a line here.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Condition, Labels } from '../../entitlements/condition.ts';
import type { Plan } from '../../entitlements/plan.ts';
import type { EmbeddedEntry, Listing, VectorIndex } from '../../src/index/port.ts';
import { conditionContract } from './conditions.ts';
import { historyContract } from './histories.ts';
import { ANY, entry, find as findIn, freshWorkspace, inWords, listed as listedIn, planFor, vectorOf } from './world.ts';

export function vectorIndexContract(name: string, open: () => Promise<VectorIndex>): void {
  describe(`the contract of an index, kept by ${name}`, () => {
    let index: VectorIndex;
    const find = (workspace: string, query: string, condition?: Condition, limit?: number) =>
      findIn(index, workspace, query, condition, limit);
    const listed = (workspace: string, of?: Partial<Listing>) => listedIn(index, workspace, of);

    beforeAll(async () => {
      index = await open();
    });
    afterAll(() => index.close());

    test('finds what holds a word of the question, in any case, form and accent', async () => {
      const workspace = freshWorkspace();
      await index.put(workspace, 'd', 1, [
        entry('a', 'Refunds are paid within ten days.'),
        entry('b', 'The café opens at nine.'),
      ]);
      expect(await find(workspace, 'how is a REFUND paid')).toEqual(['a']);
      expect(await find(workspace, 'cafe')).toEqual(['b']);
      expect(await find(workspace, 'zebra')).toEqual([]);
    });

    test('puts what speaks most of it first', async () => {
      const workspace = freshWorkspace();
      await index.put(workspace, 'd', 1, [
        entry(
          'some',
          'parental leave is one of many kinds of leave that the handbook of the company speaks of at length',
        ),
        entry('most', 'parental leave: how parental leave works'),
      ]);
      expect(await find(workspace, 'parental leave')).toEqual(['most', 'some']);
    });

    test('finds nothing at all under a plan for nothing, or for a question without words', async () => {
      const workspace = freshWorkspace();
      await index.put(workspace, 'd', 1, [entry('a', 'alpha')]);
      expect(await index.search({ workspace, kind: 'nothing' } as unknown as Plan, inWords('alpha'), 10)).toEqual([]);
      expect(await find(workspace, '')).toEqual([]);
      expect(await find(workspace, '?! … —')).toEqual([]);
    });

    test('takes a question as words, whatever query syntax it holds', async () => {
      const workspace = freshWorkspace();
      await index.put(workspace, 'd', 1, [entry('a', 'alpha beta')]);
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 40 }), async (noise) => {
          await find(workspace, noise);
        }),
        { numRuns: 100 },
      );
      for (const syntax of [
        'alpha" OR "x',
        'alpha NOT beta',
        'title:alpha',
        'alpha*',
        'NEAR(alpha beta)',
        '(((alpha',
        '^alpha',
        '{title}:alpha',
      ]) {
        expect(await find(workspace, syntax)).toEqual(['a']);
      }
    });

    test('finds what lies in the direction of the question, whatever its words, closest first', async () => {
      const workspace = freshWorkspace();
      const vectors = {
        far: [0, 0, 0, 9],
        none: undefined,
        near: [9, 3, 0, 0],
        nearest: [90, 10, 0, 0],
        against: [-9],
      };
      const entries = Object.entries(vectors).map(([id, vector]) => ({
        ...entry(id, 'alpha'),
        vector: vectorOf(vector),
      }));
      await index.put(workspace, 'd', 1, entries);
      const ask = async (text: string, condition: Condition = ANY) =>
        (await index.search(planFor(workspace, condition), { text, vector: vectorOf([1]) }, 100)).map(
          (hit) => hit.chunkId,
        );
      expect(await ask('zebra')).toEqual(['nearest', 'near']);
      expect((await ask('alpha')).slice(0, 2).sort()).toEqual(['near', 'nearest']);
      expect((await ask('alpha')).sort()).toEqual(Object.keys(vectors).sort());
      expect(await ask('zebra', { op: 'resource-is', ids: ['resource-of-near'] })).toEqual(['near']);
      await index.put(workspace, 'd', 1, entries.slice(0, 3));
      expect(await ask('zebra')).toEqual(['near']);
      await index.remove(workspace, 'd', 'all');
      expect(await ask('zebra')).toEqual([]);
    });

    test('never finds the text of another workspace', async () => {
      const [mine, yours] = [freshWorkspace(), freshWorkspace()];
      await index.put(mine, 'd', 1, [entry('mine', 'alpha')]);
      await index.put(yours, 'd', 1, [entry('yours', 'alpha')]);
      expect(await find(mine, 'alpha')).toEqual(['mine']);
    });

    test('replaces a generation as a whole, however often it is put', async () => {
      const workspace = freshWorkspace();
      await index.put(workspace, 'd', 1, [entry('a', 'alpha'), entry('b', 'alpha')]);
      await index.put(workspace, 'd', 1, [entry('a', 'alpha')]);
      await index.put(workspace, 'd', 1, [entry('a', 'alpha')]);
      expect(await find(workspace, 'alpha')).toEqual(['a']);
    });

    test('removes the generations that are named and no others', async () => {
      const workspace = freshWorkspace();
      const put = async () => {
        for (const generation of [1, 2, 3])
          await index.put(workspace, 'd', generation, [entry(`${generation}`, 'alpha')]);
        await index.put(workspace, 'other', 1, [entry('other', 'alpha')]);
      };
      await put();
      await index.remove(workspace, 'd', { before: 3 });
      expect((await find(workspace, 'alpha')).sort()).toEqual(['3', 'other']);
      await put();
      await index.remove(workspace, 'd', { only: 2 });
      expect((await find(workspace, 'alpha')).sort()).toEqual(['1', '3', 'other']);
      await index.remove(workspace, 'd', 'all');
      expect(await find(workspace, 'alpha')).toEqual(['other']);
    });

    test('goes by new labels and attributes as soon as they are set, and keeps the risk', async () => {
      const workspace = freshWorkspace();
      await index.put(workspace, 'd', 1, [
        entry('a', 'alpha', { readers: 1, risk: 1, score: 300 }, { region: 'north', gone: true }),
        entry('b', 'alpha', { readers: 1 }, { region: 'north' }),
      ]);
      const labels = { kind: 1, readers: 2, deniers: 3, owner: 4, collection: 5, classification: 1 };
      const attributes = { region: 'south', teams: ['red'] };
      await index.relabel(workspace, 'd', new Map([['resource-of-a', { labels, attributes }]]));
      for (const [label, value] of Object.entries({ ...labels, risk: 1, score: 300 })) {
        const condition: Condition = { op: 'is-one-of', label: label as keyof Labels, values: [value] };
        expect(await find(workspace, 'alpha', condition), label).toContain('a');
      }
      const regionIs = (value: string): Condition => ({ op: 'equals-any', attribute: 'region', values: [value] });
      expect(await find(workspace, 'alpha', regionIs('north'))).toEqual(['b']);
      expect(await find(workspace, 'alpha', regionIs('south'))).toEqual(['a']);
      expect(await find(workspace, 'alpha', { op: 'has', attribute: 'gone' })).toEqual([]);
      expect(await find(workspace, 'alpha', { op: 'has', attribute: 'teams' })).toEqual(['a']);
      await index.relabel(workspace, 'd', new Map([['resource-of-a', { labels, attributes: {} }]]));
      expect(await find(workspace, 'alpha', { op: 'has', attribute: 'region' })).toEqual(['b']);
    });

    test('returns the best `limit`, and fewer only when there are no more', async () => {
      const workspace = freshWorkspace();
      const entries = Array.from({ length: 30 }, (_, i) => entry(`${i}`, `alpha ${'beta '.repeat(i)}`));
      await index.put(workspace, 'd', 1, entries);
      const all = await find(workspace, 'alpha');
      expect(all).toHaveLength(30);
      for (const limit of [1, 7, 29]) expect(await find(workspace, 'alpha', ANY, limit)).toEqual(all.slice(0, limit));
    });

    test('answers the same question alike, also where words and directions find different passages', async () => {
      const workspace = freshWorkspace();
      const numbers = Array.from({ length: 12 }, (_, i) => i);
      await index.put(workspace, 'd', 1, [
        ...numbers.map((i) => entry(`word-${i}`, `alpha${' beta'.repeat(i)}`)),
        ...numbers.map((i) => ({ ...entry(`direction-${i}`, 'gamma'), vector: vectorOf([100, 5 * i]) })),
      ]);
      const question = { text: 'alpha', vector: vectorOf([100]) };
      const ask = async () => {
        const hits = await index.search(planFor(workspace, ANY), question, 11);
        return hits.map(({ chunkId }) => chunkId);
      };
      const first = await ask();
      expect(first).toHaveLength(11);
      for (let again = 0; again < 10; again += 1) expect(await ask()).toEqual(first);
    });

    test('counts what it has', async () => {
      const workspace = freshWorkspace();
      expect(await index.count(workspace)).toBe(0);
      await index.put(workspace, 'd', 1, [entry('a', 'alpha'), entry('b', 'alpha')]);
      expect(await index.count(workspace)).toBe(2);
    });

    test('lists what it has, each once, as it was put, labelled anew and removed, whatever the size of a page', async () => {
      const [workspace, other] = [freshWorkspace(), freshWorkspace()];
      expect(await listed(workspace)).toEqual([]);
      const values = ['south', '', -1, false, true, ['b', 'a'], []];
      const entries = values.map((region, i) => entry(`${i}`, 'alpha', { score: i }, { region }));
      const asPut = (
        documentId: string,
        generation: number,
        { chunkId, resourceId, labels, ...one }: EmbeddedEntry,
      ) => ({
        ...{ chunkId, documentId, generation, resourceId, labels, attributes: one.attributes },
        ...{ hasWords: true, hasVector: one.vector !== undefined },
      });
      const directed = { ...entry('directed', 'beta'), vector: vectorOf([1]) };
      await index.put(workspace, 'd', 2, entries);
      await index.put(workspace, 'e', 1, [directed]);
      await index.put(other, 'd', 2, [entry('elsewhere', 'alpha')]);
      const ofD = entries.map((one) => asPut('d', 2, one));
      for (const limit of [1, 2, 3, 7, 100]) {
        expect(await listed(workspace, { limit })).toEqual([...ofD, asPut('e', 1, directed)]);
        expect(await listed(workspace, { documentId: 'd', limit })).toEqual(ofD);
      }
      expect(await listed(workspace, { documentId: 'elsewhere' })).toEqual([]);
      const labels = { kind: 1, readers: 2, deniers: 3, owner: 4, collection: 5, classification: 1 };
      const said = { labels, attributes: {} };
      await index.relabel(workspace, 'd', new Map([['resource-of-3', said]]));
      const relabelled = ofD.map((one) =>
        one.chunkId === '3' ? { ...one, ...said, labels: { ...labels, risk: 0, score: 3 } } : one,
      );
      expect(await listed(workspace, { documentId: 'd' })).toEqual(relabelled);
      await index.remove(workspace, 'd', 'all');
      expect(await listed(workspace)).toEqual([asPut('e', 1, directed)]);
    });

    conditionContract(() => index);
    historyContract(() => index);
  });
}
