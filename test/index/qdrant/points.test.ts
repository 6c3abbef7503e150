/** Passages as points: which are the same, what words weigh, and what is refused before anything is sent. */
import { expect, test } from 'vitest';
import { pointId, pointsOf, questionOf, wordsOf } from '../../../src/index/qdrant/points.ts';
import { CONTRACT_MODEL } from '../../contract/world.ts';

const labels = { kind: 0, readers: 1, deniers: 0, owner: 1, collection: 1, classification: 0, risk: 0, score: 0 };
const entry = (text: string, title = '') => ({
  ...{ chunkId: 'c', resourceId: 'r', title, headings: [], text, labels, attributes: {} },
  vector: undefined as Int8Array | undefined,
});
const points = (one: ReturnType<typeof entry>) => pointsOf('w', 'd', 1, [one], CONTRACT_MODEL);

/** What a passage weighs for a question that asks for one word. */
function weight(of: ReturnType<typeof entry>, word: string): number {
  const [number] = questionOf(word)?.indices ?? [];
  const { indices, values } = wordsOf(of);
  return values[indices.indexOf(number ?? -1)] ?? 0;
}

test('the same passage is the same point, and no other is', () => {
  expect(pointId('w', 'c', 1)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(pointId('w', 'c', 1)).toBe(pointId('w', 'c', 1));
  const others = [pointId('v', 'c', 1), pointId('w', 'b', 1), pointId('w', 'c', 2), pointId('w', 'c1', 1)];
  expect(new Set([...others, pointId('w', 'c', 1)]).size).toBe(5);
});

test('a word weighs more the more often it stands there, in a title, and in a short passage, and never without bound', () => {
  expect(weight(entry('alpha'), 'beta')).toBe(0);
  expect(weight(entry('alpha alpha'), 'alpha')).toBeGreaterThan(weight(entry('alpha beta'), 'alpha'));
  expect(weight(entry('beta', 'alpha'), 'alpha')).toBeGreaterThan(weight(entry('alpha', 'beta'), 'alpha'));
  expect(weight(entry('alpha'), 'alpha')).toBeGreaterThan(weight(entry(`alpha ${'beta '.repeat(50)}`), 'alpha'));
  expect(weight(entry('alpha '.repeat(10_000)), 'alpha')).toBeLessThan(2.2);
});

test('a question asks for each word once, in any case and form; without words it asks for none', () => {
  expect(questionOf('Alpha ALPHA beta')).toEqual({ indices: expect.anything(), values: [1, 1] });
  expect(questionOf('alpha')).toEqual(questionOf('ÁLPHA'));
  expect(questionOf('?! …')).toBeUndefined();
});

test('numbers of words are such as Qdrant takes, each once', () => {
  const { indices } = wordsOf(entry(Array.from({ length: 5_000 }, (_, i) => `w${i}x`).join(' ')));
  expect(new Set(indices).size).toBe(indices.length);
  expect(indices.every((number) => Number.isInteger(number) && number >= 0 && number < 2 ** 32)).toBe(true);
});

test('what has neither words nor a direction is kept all the same', () => {
  expect(points(entry('…')).map(({ vector }) => vector)).toEqual([{}]);
});

test('refuses vectors that are none of the model, and names that are none', () => {
  expect(() => points({ ...entry('a'), vector: new Int8Array(3).fill(1) })).toThrow('dimension');
  expect(() => points({ ...entry('a'), vector: new Int8Array(8) })).toThrow('direction');
  expect(() => points({ ...entry('a'), attributes: { 'x.y': 1 } })).toThrow('not the name of an attribute');
});
