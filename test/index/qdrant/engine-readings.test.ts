/**
 * What the filters of the compiler mean to Qdrant's own engine: over the corpus of conditions, and over random conditions on random
 * passages, the points that it counts are those for which the condition holds, neither more nor fewer. And what they mean of payloads
 * that no adapter wrote, in which keys are missing, null or empty.
 */
import { randomUUID } from 'node:crypto';
import { QdrantClient } from '@qdrant/js-client-rest';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Condition, holds, LABELS, type Labelled } from '../../../entitlements/condition.ts';
import { type Payload, toFilter } from '../../../src/index/qdrant/filter.ts';
import { openQdrant, WITHOUT_ENGINE } from '../../qdrant/engine.ts';
import { readConditionCases } from '../../support/condition-cases.ts';
import { anyChunk, anyCondition } from '../../support/labels.ts';
import { found, load, payloadOfChunk } from './loaded.ts';

const qdrant = await openQdrant();
const client = new QdrantClient({ url: qdrant?.url ?? 'http://127.0.0.1:9', checkCompatibility: false });

const WORKSPACE = 'readings';
const PASSAGES = 300;
/** Each condition is a request. */
const CONDITIONS = Number(process.env.SLUICE_TEST_CONDITIONS ?? 300);

/** Of this process alone: a server may serve others. */
const collection = (name: string) => `readings-${process.pid}-${name}`;
const foundIn = (name: string, condition: Condition, workspace = WORKSPACE) =>
  found(client, collection(name), toFilter(workspace, condition));
const payloads = (chunks: readonly Labelled[]) => chunks.map((chunk) => payloadOfChunk(WORKSPACE, chunk));

/** What a store may have for a key that says nothing; `undefined` is none, once it is JSON. */
const NOTHINGS = [undefined, null, []];

/** The payload with nothing said in other ways, for the keys that say nothing. */
function saidOtherwise(payload: Payload, nothing: unknown): object {
  const empty = (value: unknown) => (Object.keys(value as object).length === 0 ? nothing : value);
  const names = ['x', 'y', 'region_2'];
  const filled = (values: object) => ({ ...Object.fromEntries(names.map((name) => [name, nothing])), ...values });
  const { attrs, emptySets, text, number, flag, set } = payload;
  return {
    ...{ ...payload, attrs: empty(attrs), emptySets: empty(emptySets) },
    ...{ text: filled(text), number: filled(number), flag: empty(flag), set: filled(set) },
  };
}

describe.skipIf(qdrant === undefined)(
  `filters in the engine of Qdrant${qdrant === undefined ? ` (${WITHOUT_ENGINE})` : ''}`,
  () => {
    const cases = readConditionCases();
    const chunks = fc.sample(anyChunk, { numRuns: PASSAGES, seed: 11 });
    /** Each with one of its labels lost, in each of the ways. */
    const bereft = chunks
      .slice(0, 6)
      .flatMap((chunk) => LABELS.flatMap((label) => NOTHINGS.map((nothing) => ({ chunk, label, nothing }))));

    beforeAll(async () => {
      await load(client, collection('corpus'), payloads(cases.map(({ chunk }) => chunk)));
      await load(client, collection('random'), payloads(chunks));
      const otherwise = payloads(chunks).map((payload, i) => saidOtherwise(payload, NOTHINGS[i % NOTHINGS.length]));
      await load(client, collection('otherwise'), otherwise);
      const lost = bereft.map(({ chunk, label, nothing }) => ({
        ...payloadOfChunk(WORKSPACE, chunk),
        [label]: nothing,
      }));
      await load(client, collection('bereft'), lost);
    });
    afterAll(() => qdrant?.close());

    test('mean what the corpus of conditions says', async () => {
      const wrong: string[] = [];
      for (const [i, one] of cases.entries()) {
        if ((await foundIn('corpus', one.condition)).includes(i) !== one.holds) wrong.push(one.name);
      }
      expect(wrong).toEqual([]);
    });

    test.each([
      ['', 'random'],
      [', also where keys that say nothing are missing, null or empty lists', 'otherwise'],
    ])(
      'mean what a condition means in memory, whatever the condition and whatever the passages%s',
      async (_, name) => {
        let telling = 0;
        await fc.assert(
          fc.asyncProperty(anyCondition, async (condition) => {
            const expected = chunks.flatMap((chunk, i) => (holds(condition, chunk) ? [i] : []));
            expect(await foundIn(name, condition)).toEqual(expected);
            if (expected.length > 0 && expected.length < chunks.length) telling += 1;
          }),
          { numRuns: CONDITIONS },
        );
        // Conditions that hold for all or for none would agree too easily.
        expect(telling).toBeGreaterThan(CONDITIONS / 4);
      },
      Math.max(60_000, CONDITIONS * 100),
    );

    test(
      'P1: let nothing through that has lost a label, unless the condition holds whatever the label was',
      async () => {
        const values = [0, 1, 2, 3, 4, 5];
        let passed = 0;
        await fc.assert(
          fc.asyncProperty(anyCondition, async (condition) => {
            for (const i of await foundIn('bereft', condition)) {
              const one = bereft[i];
              if (one === undefined) throw new Error('found what is not there');
              const { chunk, label } = one;
              const could = values.map((value) => ({ ...chunk, labels: { ...chunk.labels, [label]: value } }));
              expect(could.every((each) => holds(condition, each))).toBe(true);
              passed += 1;
            }
          }),
          { numRuns: CONDITIONS },
        );
        expect(passed).toBeGreaterThan(CONDITIONS);
      },
      Math.max(60_000, CONDITIONS * 100),
    );

    test('reach no other workspace', async () => {
      const all: Condition = { op: 'at-most', label: 'risk', value: 2 };
      expect(await foundIn('random', all)).toHaveLength(PASSAGES);
      expect(await foundIn('random', all, randomUUID())).toEqual([]);
    });

    test('are requests as Qdrant describes them', () => {
      expect(qdrant?.invalid).toEqual([]);
    });
  },
);
