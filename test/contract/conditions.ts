/** The part of the contract that is about conditions: over the corpus, over random ones, and over what is as large as a condition may be. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Condition, holds } from '../../entitlements/condition.ts';
import type { VectorIndex } from '../../src/index/port.ts';
import { readConditionCases } from '../support/condition-cases.ts';
import { anyAttributes, anyCondition, anyLabels } from '../support/labels.ts';
import { asEntry, entry, find as findIn, freshWorkspace, LONG_MS, labelled } from './world.ts';

export function conditionContract(index: () => VectorIndex): void {
  const find = (workspace: string, query: string, condition?: Condition, limit?: number) =>
    findIn(index(), workspace, query, condition, limit);

  test('finds exactly what meets the condition, for any labels, any attributes and any condition', async () => {
    const workspace = freshWorkspace();
    const world = fc.sample(fc.tuple(anyLabels, anyAttributes, fc.nat(4)), { numRuns: 200, seed: 7 });
    const entries = world.map(([labels, attributes, resource], i) => ({
      ...entry(`${i}`, 'alpha', labels, attributes),
      resourceId: `resource-${resource}`,
    }));
    const byDocument = [0, 1, 2, 3, 4].map((n) => [`document-${n}`, entries.filter((_, i) => i % 5 === n)] as const);
    for (const [documentId, some] of byDocument) await index().put(workspace, documentId, 1, some);
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
      await index().put(workspace, documentId, 1, own);
    }
    const wrong: string[] = [];
    for (const [i, { name, condition, holds: isFound }] of cases.entries())
      if ((await find(workspace, `word${i}`, condition)).includes(`${i}`) !== isFound) wrong.push(name);
    expect(wrong).toEqual([]);
  });

  test('takes a list of any length, and of any numbers', async () => {
    const workspace = freshWorkspace();
    const numbers = [0, 1, 63, 64, 65, 49_999, 50_000, 50_001, 2 ** 24, 2 ** 31, Number.MAX_SAFE_INTEGER];
    await index().put(
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
    await index().put(workspace, 'd', 1, [
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
    await index().put(workspace, 'd', 1, [entry('a', 'alpha')]);
    const unknown = { op: 'near', label: 'readers', value: 1 } as unknown as Condition;
    await expect(find(workspace, 'alpha', unknown)).rejects.toThrow('unknown operator');
    const label = { op: 'at-most', label: 'chunk_id', value: 1 } as unknown as Condition;
    await expect(find(workspace, 'alpha', label)).rejects.toThrow('not a label');
    for (const attribute of ["x') OR 1 --", 'x.y', '', 'x"', '2x', 'in', '__proto__'])
      await expect(find(workspace, 'alpha', { op: 'has', attribute })).rejects.toThrow('not the name of an attribute');
  });
}
