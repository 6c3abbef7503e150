/**
 * What the filters of the compiler mean to Qdrant's own engine: over the corpus of conditions, and over random conditions on random
 * passages, the points that it counts are those for which the condition holds, neither more nor fewer.
 */
import { randomUUID } from 'node:crypto';
import { QdrantClient } from '@qdrant/js-client-rest';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Condition, holds, LABELS, type Labelled } from '../../../entitlements/condition.ts';
import { payloadOf, toFilter } from '../../../src/index/qdrant/filter.ts';
import { startEngine, WITHOUT_ENGINE } from '../../qdrant/engine.ts';
import { readConditionCases } from '../../support/condition-cases.ts';
import { anyChunk, anyCondition } from '../../support/labels.ts';

const engine = await startEngine();
const client = new QdrantClient({ url: engine?.url ?? 'http://127.0.0.1:9', checkCompatibility: false });

const PASSAGES = 300;
/** Each condition is a request. */
const CONDITIONS = Number(process.env.SLUICE_TEST_CONDITIONS ?? 300);
const PAGE = 10_000;

/** A collection of a point for each chunk, numbered in its order, all in one workspace. */
async function collectionOf(name: string, workspace: string, chunks: readonly Labelled[]): Promise<void> {
  await client.createCollection(name, { vectors: { dense: { size: 1, distance: 'Cosine' } } });
  for (const field_name of ['workspace', 'resource', 'document', 'attrs', 'emptySets'])
    await client.createPayloadIndex(name, { field_name, field_schema: 'keyword', wait: true });
  for (const field_name of LABELS)
    await client.createPayloadIndex(name, { field_name, field_schema: 'integer', wait: true });
  const points = chunks.map(({ resourceId, documentId, labels, attributes }, id) => {
    const entry = { ...{ chunkId: `${id}`, resourceId, labels, attributes }, title: '', headings: [], text: '' };
    return { id, vector: { dense: [1] }, payload: { ...payloadOf(workspace, documentId, 1, entry) } };
  });
  await client.upsert(name, { points, wait: true });
}

/** The numbers of the chunks that the engine finds. */
async function found(name: string, workspace: string, condition: Condition): Promise<readonly number[]> {
  const filter = { ...toFilter(workspace, condition) } as never;
  const { points } = await client.scroll(name, { filter, limit: PAGE, with_payload: false });
  return points.map(({ id }) => Number(id)).toSorted((one, other) => one - other);
}

describe.skipIf(engine === undefined)(
  `filters in the engine of Qdrant${engine === undefined ? ` (${WITHOUT_ENGINE})` : ''}`,
  () => {
    const cases = readConditionCases();
    const chunks = fc.sample(anyChunk, { numRuns: PASSAGES, seed: 11 });

    beforeAll(async () => {
      await collectionOf(
        'corpus',
        'readings',
        cases.map(({ chunk }) => chunk),
      );
      await collectionOf('random', 'readings', chunks);
    });
    afterAll(() => engine?.close());

    test('mean what the corpus of conditions says', async () => {
      const wrong: string[] = [];
      for (const [i, one] of cases.entries()) {
        if ((await found('corpus', 'readings', one.condition)).includes(i) !== one.holds) wrong.push(one.name);
      }
      expect(wrong).toEqual([]);
    });

    test(
      'mean what a condition means in memory, whatever the condition and whatever the passages',
      async () => {
        let telling = 0;
        await fc.assert(
          fc.asyncProperty(anyCondition, async (condition) => {
            const expected = chunks.flatMap((chunk, i) => (holds(condition, chunk) ? [i] : []));
            expect(await found('random', 'readings', condition)).toEqual(expected);
            if (expected.length > 0 && expected.length < chunks.length) telling += 1;
          }),
          { numRuns: CONDITIONS },
        );
        // Conditions that hold for all or for none would agree too easily.
        expect(telling).toBeGreaterThan(CONDITIONS / 4);
      },
      Math.max(60_000, CONDITIONS * 100),
    );

    test('reach no other workspace', async () => {
      const all: Condition = { op: 'at-most', label: 'risk', value: 2 };
      expect(await found('random', 'readings', all)).toHaveLength(PASSAGES);
      expect(await found('random', randomUUID(), all)).toEqual([]);
    });

    test('are requests as Qdrant describes them', () => {
      expect(engine?.invalid).toEqual([]);
    });
  },
);
