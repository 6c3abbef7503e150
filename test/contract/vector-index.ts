/**
 * What every index adapter guarantees, whatever it is made of. A bug that was fixed in one adapter becomes a line here.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Condition, holds, type Labelled, type Labels } from '../../entitlements/condition.ts';
import type { Plan } from '../../entitlements/plan.ts';
import type { EmbeddingModel } from '../../src/embedding/port.ts';
import type { EmbeddedEntry, IndexEntry, IndexedPassage, Listing, VectorIndex } from '../../src/index/port.ts';
import { readConditionCases } from '../support/condition-cases.ts';
import { anyAttributes, anyChunk, anyCondition, anyLabels } from '../support/labels.ts';
import { MemoryIndex } from './memory-index.ts';

const EVERYONE: Labels = {
  kind: 0,
  readers: 1,
  deniers: 0,
  owner: 1,
  collection: 1,
  classification: 0,
  risk: 0,
  score: 0,
};
const ANY: Condition = { op: 'at-most', label: 'risk', value: 2 };

/** An engine that makes an index for every attribute takes its time over all names of the corpus. */
const LONG_MS = 180_000;

/** The model of the vectors here: small enough to write them by hand. */
export const CONTRACT_MODEL: EmbeddingModel = { id: 'contract', version: '1', dimension: 8, minSimilarity: 0.3 };

/** Plans are made in one place; the contract makes its own, to reach every condition. */
const planFor = (workspace: string, condition: Condition) =>
  ({ workspace, kind: 'matching', condition }) as unknown as Plan;

/** A vector of the contract's model that begins so. */
function vectorOf(beginning: readonly number[] | undefined): Int8Array | undefined {
  if (beginning === undefined) return undefined;
  const vector = new Int8Array(CONTRACT_MODEL.dimension);
  vector.set(beginning);
  return vector;
}

const inWords = (text: string) => ({ text, vector: undefined });

const entry = (
  chunkId: string,
  text: string,
  labels: Partial<Labels> = {},
  attributes: IndexEntry['attributes'] = {},
): EmbeddedEntry => ({
  chunkId,
  resourceId: `resource-of-${chunkId}`,
  title: 'Untitled',
  headings: [],
  text,
  labels: { ...EVERYONE, ...labels },
  attributes,
  vector: undefined,
});

const asEntry = (chunkId: string, { resourceId, labels, attributes }: Labelled, text = 'alpha'): EmbeddedEntry => ({
  ...entry(chunkId, text, labels, attributes),
  resourceId,
});

/** Changes of a small world, in which documents, generations and resources meet often. Ids of chunks are of one generation, as they are. */
const anyDocument = fc.constantFrom('d', 'e');
const anyGeneration = fc.integer({ min: 1, max: 3 });
const anyChange: fc.Arbitrary<(index: VectorIndex, workspace: string) => Promise<void>> = fc.oneof(
  fc
    .tuple(anyDocument, anyGeneration, fc.array(fc.tuple(anyChunk, fc.boolean()), { maxLength: 4 }))
    .map(([documentId, generation, chunks]) => {
      const entries = chunks.map(([chunk, isDirected], i) => ({
        ...asEntry(`${documentId}${generation}-${i}`, chunk),
        vector: isDirected ? vectorOf([1, i]) : undefined,
      }));
      return (index: VectorIndex, workspace: string) => index.put(workspace, documentId, generation, entries);
    }),
  fc.tuple(anyDocument, fc.array(anyChunk, { maxLength: 3 })).map(([documentId, chunks]) => {
    const said = chunks.map(({ resourceId, labels: { risk: _risk, score: _score, ...labels }, attributes }) => {
      return [resourceId, { labels, attributes }] as const;
    });
    return (index: VectorIndex, workspace: string) => index.relabel(workspace, documentId, new Map(said));
  }),
  fc
    .tuple(
      anyDocument,
      fc.oneof(
        fc.constant('all' as const),
        anyGeneration.map((only) => ({ only })),
        anyGeneration.map((before) => ({ before })),
      ),
    )
    .map(
      ([documentId, which]) =>
        (index: VectorIndex, workspace: string) =>
          index.remove(workspace, documentId, which),
    ),
);
const anyStep = fc.record({ isHere: fc.boolean(), change: anyChange, condition: anyCondition });

/** The entry as conditions see it. */
const labelled = (documentId: string, { resourceId, labels, attributes }: IndexEntry): Labelled => ({
  documentId,
  resourceId,
  labels,
  attributes,
});

export function vectorIndexContract(name: string, open: () => Promise<VectorIndex>): void {
  describe(`the contract of an index, kept by ${name}`, () => {
    let index: VectorIndex;
    let counter = 0;
    const freshWorkspace = () => `contract-${++counter}`;
    const find = async (workspace: string, query: string, condition: Condition = ANY, limit = 100) =>
      (await index.search(planFor(workspace, condition), inWords(query), limit)).map((hit) => hit.chunkId);
    /** All that is listed, page by page, by the ids of chunks. */
    const listed = async (workspace: string, { limit = 2, ...of }: Partial<Listing> = {}, at = index) => {
      const all: IndexedPassage[] = [];
      for (let after: string | undefined; ; ) {
        const { passages, next } = await at.list(workspace, { ...of, after, limit });
        expect(passages.length).toBeLessThanOrEqual(limit);
        all.push(...passages);
        if (next === undefined) return all.toSorted((one, two) => (one.chunkId < two.chunkId ? -1 : 1));
        after = next;
      }
    };

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

    test('finds exactly what meets the condition, for any labels, any attributes and any condition', async () => {
      const workspace = freshWorkspace();
      const world = fc.sample(fc.tuple(anyLabels, anyAttributes, fc.nat(4)), { numRuns: 200, seed: 7 });
      const entries = world.map(([labels, attributes, resource], i) => ({
        ...entry(`${i}`, 'alpha', labels, attributes),
        resourceId: `resource-${resource}`,
      }));
      const byDocument = [0, 1, 2, 3, 4].map((n) => [`document-${n}`, entries.filter((_, i) => i % 5 === n)] as const);
      for (const [documentId, some] of byDocument) await index.put(workspace, documentId, 1, some);
      await fc.assert(
        fc.asyncProperty(anyCondition, async (condition) => {
          const expected = byDocument.flatMap(([documentId, some]) =>
            some.filter((one) => holds(condition, labelled(documentId, one))).map(({ chunkId }) => chunkId),
          );
          expect((await find(workspace, 'alpha', condition, 1_000)).sort()).toEqual(expected.sort());
        }),
        { numRuns: 500 },
      );
    });

    test('finds exactly what the corpus of conditions says', { timeout: LONG_MS }, async () => {
      const workspace = freshWorkspace();
      const cases = readConditionCases();
      const all = cases.map(({ chunk }, i) => ({
        documentId: chunk.documentId,
        one: asEntry(`${i}`, chunk, `alpha word${i}`),
      }));
      for (const documentId of new Set(all.map((each) => each.documentId))) {
        const own = all.filter((each) => each.documentId === documentId).map(({ one }) => one);
        await index.put(workspace, documentId, 1, own);
      }
      const wrong: string[] = [];
      for (const [i, { name, condition, holds: isFound }] of cases.entries())
        if ((await find(workspace, `word${i}`, condition)).includes(`${i}`) !== isFound) wrong.push(name);
      expect(wrong).toEqual([]);
    });

    test('has after any history what the reference in memory has, and finds what it finds', {
      timeout: LONG_MS,
    }, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 12 }), async (steps) => {
          const reference = new MemoryIndex(CONTRACT_MODEL);
          const [here, there] = [freshWorkspace(), freshWorkspace()];
          for (const { isHere, change, condition } of steps) {
            const workspace = isHere ? here : there;
            await change(reference, workspace);
            await change(index, workspace);
            for (const one of [here, there]) {
              expect(await listed(one)).toEqual(await listed(one, {}, reference));
              expect(await index.count(one)).toBe(await reference.count(one));
              const wanted = (await reference.search(planFor(one, condition), inWords('alpha'), 100)).map(
                (hit) => hit.chunkId,
              );
              expect((await find(one, 'alpha', condition)).sort()).toEqual(wanted.sort());
            }
          }
        }),
        { numRuns: 25 },
      );
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

    test('takes a list of any length, and of any numbers', async () => {
      const workspace = freshWorkspace();
      const numbers = [0, 1, 63, 64, 65, 49_999, 50_000, 50_001, 2 ** 24, 2 ** 31, Number.MAX_SAFE_INTEGER];
      await index.put(
        workspace,
        'd',
        1,
        numbers.map((readers) => entry(`${readers}`, 'alpha', { readers })),
      );
      const upTo = (length: number, from = 0) => Array.from({ length }, (_, i) => from + i);
      for (const values of [
        ...[[], [0], upTo(64), upTo(65), upTo(66, 1), upTo(50_000), upTo(50_000, 60)],
        ...[
          [...upTo(100), 2 ** 24],
          [...upTo(100), 2 ** 31, Number.MAX_SAFE_INTEGER],
          [...upTo(100, 50), ...upTo(100)],
        ],
      ]) {
        const condition: Condition = { op: 'is-one-of', label: 'readers', values };
        const within = numbers.filter((number) => values.includes(number)).map(String);
        expect((await find(workspace, 'alpha', condition)).sort()).toEqual(within.sort());
        const without = numbers.filter((number) => !values.includes(number)).map(String);
        expect((await find(workspace, 'alpha', { op: 'not', not: condition })).sort()).toEqual(without.sort());
      }
    });

    test('takes a condition of a thousand parts', async () => {
      const workspace = freshWorkspace();
      await index.put(workspace, 'd', 1, [
        entry('a', 'alpha', {}, { amount: 999 }),
        entry('b', 'alpha', {}, { amount: -1 }),
      ]);
      const [first, ...rest] = Array.from(
        { length: 1_000 },
        (_, i): Condition => ({ op: 'equals-any', attribute: 'amount', values: [i] }),
      );
      if (first === undefined) throw new Error('there are a thousand');
      expect(await find(workspace, 'alpha', { op: 'or', any: [first, ...rest] })).toEqual(['a']);
    });

    test('throws on an operator, a label or the name of an attribute that it does not know', async () => {
      const workspace = freshWorkspace();
      await index.put(workspace, 'd', 1, [entry('a', 'alpha')]);
      const unknown = { op: 'near', label: 'readers', value: 1 } as unknown as Condition;
      await expect(find(workspace, 'alpha', unknown)).rejects.toThrow('unknown operator');
      const label = { op: 'at-most', label: 'chunk_id', value: 1 } as unknown as Condition;
      await expect(find(workspace, 'alpha', label)).rejects.toThrow('not a label');
      for (const attribute of ["x') OR 1 --", 'x.y', '', 'x"', '2x', 'in', '__proto__'])
        await expect(find(workspace, 'alpha', { op: 'has', attribute })).rejects.toThrow(
          'not the name of an attribute',
        );
    });
  });
}
