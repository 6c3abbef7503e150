/** What every index guarantees of being built anew: beside the one that is searched, gone on with, and put in its place as a whole. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../entitlements/plan.ts';
import type { EmbeddingModel } from '../../src/embedding/port.ts';
import type { EmbeddedEntry, Rebuild, VectorIndex } from '../../src/index/port.ts';
import { CONTRACT_MODEL } from './world.ts';

const MODEL = CONTRACT_MODEL;
const OTHER: EmbeddingModel = { ...MODEL, version: '2' };
const labels = { kind: 0, readers: 1, deniers: 0, owner: 1, collection: 1, classification: 0, risk: 0, score: 0 };
const vector = new Int8Array(MODEL.dimension).fill(9);
const entry = (chunkId: string): EmbeddedEntry => ({
  ...{
    chunkId,
    resourceId: 'r',
    title: '',
    headings: [],
    text: 'alpha',
    labels,
    attributes: { region: 'north' },
    vector,
  },
});
const plan = (workspace: string) =>
  ({ workspace, kind: 'matching', condition: { op: 'has', attribute: 'region' } }) as unknown as Plan;

/** `open` gives the same index each time, as another process has it. */
export function rebuildContract(name: string, open: (model: EmbeddingModel) => Promise<VectorIndex>): void {
  describe(`an index that is built anew, kept by ${name}`, () => {
    let index: VectorIndex;
    /** In another process, which looks on. */
    let other: VectorIndex;
    const find = async (at: VectorIndex, workspace: string, by: Int8Array | undefined = vector) =>
      (await at.search(plan(workspace), { text: 'alpha', vector: by }, 100)).map(({ chunkId }) => chunkId).sort();
    const build = async (restart: boolean, work: (rebuild: Rebuild) => Promise<unknown>) => {
      const rebuild = await index.rebuild({ restart });
      await work(rebuild);
      await rebuild.close();
      return rebuild;
    };

    beforeAll(async () => {
      [index, other] = await Promise.all([open(MODEL), open(MODEL)]);
      await index.put('here', 'd', 1, [entry('a'), entry('b')]);
      await index.put('there', 'd', 1, [entry('c')]);
    });
    afterAll(async () => {
      await index.close();
      await other.close();
    });

    test('is not searched, listed or counted before it is whole', async () => {
      await build(true, async ({ beside, isResumed }) => {
        expect(isResumed).toBe(false);
        expect(await beside.count('here')).toBe(0);
        await beside.put('here', 'd', 2, [entry('x')]);
        expect(await beside.count('here')).toBe(1);
        for (const at of [index, other]) {
          expect(await find(at, 'here')).toEqual(['a', 'b']);
          expect(await at.count('here')).toBe(2);
        }
      });
    });

    test('is gone on with, unless it is to begin anew', async () => {
      const left = await build(false, async ({ beside }) => {
        expect((await beside.list('here', { limit: 10 })).passages).toMatchObject([
          { ...{ chunkId: 'x', documentId: 'd', generation: 2, labels, attributes: { region: 'north' } } },
        ]);
      });
      expect(left.isResumed).toBe(true);
      const fresh = await build(true, async ({ beside }) => expect(await beside.count('here')).toBe(0));
      expect(fresh.isResumed).toBe(false);
    });

    test('takes the place of the other in all workspaces, for every process, and nothing is left to go on with', async () => {
      await build(true, async ({ beside, switchOver }) => {
        await beside.put('here', 'd', 2, [entry('x'), entry('y')]);
        await beside.relabel('here', 'd', new Map([['r', { labels: { ...labels, readers: 7 }, attributes: {} }]]));
        await beside.put('here', 'd', 3, [entry('z')]);
        await beside.remove('here', 'd', { only: 3 });
        await beside.put('new', 'e', 1, [entry('n')]);
        await switchOver();
      });
      for (const at of [index, other]) {
        expect(await at.count('here')).toBe(2);
        expect(await find(at, 'here')).toEqual([]);
        expect((await at.list('here', { limit: 10 })).passages.map(({ labels: of }) => of?.readers)).toEqual([7, 7]);
        expect(await find(at, 'there')).toEqual([]);
        expect(await find(at, 'new')).toEqual(['n']);
      }
      await other.put('here', 'd', 2, [entry('x')]);
      expect(await find(index, 'here')).toEqual(['x']);
      expect((await build(false, async () => undefined)).isResumed).toBe(false);
    });

    test('never gives vectors of two models: who has the other is refused from then on, in words and in vectors', async () => {
      const next = await open(OTHER);
      try {
        await expect(find(next, 'here')).rejects.toThrow();
        const rebuild = await next.rebuild({ restart: false });
        await rebuild.beside.put('here', 'd', 2, [entry('q')]);
        expect(await find(other, 'here')).toEqual(['x']);
        await rebuild.switchOver();
        await rebuild.close();
        expect(await find(next, 'here')).toEqual(['q']);
        await expect(find(other, 'here')).rejects.toThrow();
        await expect(other.search(plan('here'), { text: 'alpha', vector: undefined }, 10)).rejects.toThrow();
        await expect(other.put('here', 'e', 1, [entry('r')])).rejects.toThrow();
        expect(await find(next, 'here')).toEqual(['q']);
      } finally {
        await next.close();
      }
    });
  });
}
