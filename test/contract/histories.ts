/** The part of the contract that is about histories: after any of them an index has and finds what the reference in memory has and finds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { VectorIndex } from '../../src/index/port.ts';
import { anyChunk, anyCondition } from '../support/labels.ts';
import { MemoryIndex } from './memory-index.ts';
import { asEntry, CONTRACT_MODEL, find, freshWorkspace, LONG_MS, listed, vectorOf } from './world.ts';

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

export function historyContract(index: () => VectorIndex): void {
  test('has after any history what the reference in memory has, and finds what it finds', {
    timeout: LONG_MS,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 12 }), async (steps) => {
        const reference = new MemoryIndex(CONTRACT_MODEL);
        const [here, there] = [freshWorkspace(), freshWorkspace()];
        for (const { isHere, change, condition } of steps) {
          for (const one of [reference, index()]) await change(one, isHere ? here : there);
          for (const workspace of [here, there]) {
            expect(await listed(index(), workspace)).toEqual(await listed(reference, workspace));
            expect(await index().count(workspace)).toBe(await reference.count(workspace));
            const wanted = await find(reference, workspace, 'alpha', condition);
            expect((await find(index(), workspace, 'alpha', condition)).sort()).toEqual(wanted.sort());
          }
        }
      }),
      { numRuns: 25 },
    );
  });
}
