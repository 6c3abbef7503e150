/** A passage that is in the answers to many questions which have nothing to do with each other, among passages that are not. */
import { expect, test } from 'vitest';
import { AnswerCounts } from '../../src/detections/answer-counts.ts';
import { quantize } from '../../src/embedding/quantize.ts';

const DIMENSION = 64;
const ALIKE = 0.6;

/** The same numbers each time. */
let state = 11;
const random = () => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return state / 2 ** 32 - 0.5;
};
const direction = () => Array.from({ length: DIMENSION }, () => random() + random() + random());
const vector = (floats: readonly number[]) => quantize(floats) ?? new Int8Array(DIMENSION);
const near = (one: readonly number[]) => direction().map((x, i) => 4 * (one[i] ?? 0) + x);

const passageOf = (documentId: string) => ({ chunkId: `${documentId}/0`, documentId, generation: 1, ordinal: 0 });
const ORDINARY = Array.from({ length: 40 }, (_, i) => passageOf(`ordinary-${i}`));
const BAIT = passageOf('bait');
const people = (many: number) => (i: number) => `user:u${i % many}`;

interface Asking {
  readonly questions?: number;
  /** In how many of the answers it is. */
  readonly bait: number;
  readonly by?: (i: number) => string;
  readonly ask?: (i: number) => readonly number[];
}

/** Questions of which each is answered with three ordinary passages in turn, the first few with another one, too. */
function answered({ questions = 96, bait, by = people(6), ask = direction }: Asking): AnswerCounts {
  const counts = new AnswerCounts();
  for (let i = 0; i < questions; i += 1) {
    const usual = [0, 1, 2].flatMap((n) => ORDINARY[(3 * i + n) % ORDINARY.length] ?? []);
    counts.add(vector(ask(i)), by(i), i < bait ? [...usual, BAIT] : usual);
  }
  return counts;
}
const told = async (asking: Asking) => (await answered(asking).judge(ALIKE)).map(({ passage }) => passage.documentId);

test('a passage in far more answers than others is told of with what was counted, and no other is', async () => {
  const [found, ...others] = await answered({ bait: 60 }).judge(ALIKE);
  expect(others).toEqual([]);
  expect(found?.passage).toEqual(BAIT);
  expect(found?.seen).toMatchObject({ kind: 'in-many-answers', passage: 0, compared: 96, people: 6 });
  expect(found?.seen.answers).toBeGreaterThan(3 * (found?.seen.ordinary ?? 0));
});

test('one in hardly more answers than the ordinary ones is not: it takes half as many again', async () => {
  // Each ordinary one is in 7 or 8 of 96, or of 120 in 9.
  const ordinary = 9;
  const counts = async (bait: number) => (await answered({ questions: 120, bait }).judge(ALIKE))[0]?.seen;
  expect(await counts(ordinary + 2)).toBeUndefined();
  expect(await counts(2 * ordinary)).toMatchObject({ ordinary });
});

test('none is told of where it is ordinary to be in many answers, or nobody knows what is', async () => {
  const few = ORDINARY.slice(0, 5);
  const small = new AnswerCounts();
  for (let i = 0; i < 96; i += 1) small.add(vector(direction()), `user:u${i % 6}`, [...few, BAIT]);
  expect(await small.judge(ALIKE)).toEqual([]);
  expect(await told({ questions: 40, bait: 40 })).toEqual([]);
});

test('several that were made to be found don’t stand for each other', async () => {
  const counts = new AnswerCounts();
  const baits = [BAIT, passageOf('bait-2'), passageOf('bait-3')];
  for (let i = 0; i < 96; i += 1) {
    const usual = [0, 1, 2].flatMap((n) => ORDINARY[(3 * i + n) % ORDINARY.length] ?? []);
    counts.add(vector(direction()), `user:u${i % 6}`, i < 60 ? [...baits, ...usual] : usual);
  }
  expect((await counts.judge(ALIKE)).map(({ passage }) => passage)).toEqual(baits);
});

test('questions of one or two people are not enough', async () => {
  expect(await told({ bait: 60, by: (i) => (i < 60 ? `user:u${i % 2}` : `user:v${i}`) })).toEqual([]);
  expect(await told({ bait: 60, by: (i) => (i < 60 ? `user:u${i % 3}` : `user:v${i}`) })).toEqual(['bait']);
});

test('related questions count once, and one that is asked again and again is one', async () => {
  const topic = direction();
  expect(await told({ bait: 30, ask: (i) => (i < 30 ? near(topic) : direction()) })).toEqual([]);
  const same = direction();
  const counts = answered({ bait: 0 });
  for (let i = 0; i < 60; i += 1) counts.add(vector(same), `user:u${i % 6}`, [BAIT]);
  expect(await counts.judge(ALIKE)).toEqual([]);
});

test('who asks without end has no more than their share, and displaces nobody’s questions', async () => {
  const counts = answered({ bait: 60 });
  for (let i = 0; i < 2_000; i += 1) counts.add(vector(direction()), 'user:flood', [ORDINARY[i % 40] ?? BAIT]);
  const [found] = await counts.judge(ALIKE);
  expect(found).toMatchObject({ passage: BAIT, seen: { compared: 96 + 32 } });
});

test('it holds 256 questions, and what is older than those is forgotten', async () => {
  const counts = answered({ bait: 60 });
  for (let i = 0; i < 300; i += 1) counts.add(vector(direction()), `user:w${i % 20}`, [ORDINARY[i % 40] ?? BAIT]);
  expect(await counts.judge(ALIKE)).toEqual([]);
  for (let i = 0; i < 60; i += 1) counts.add(vector(direction()), `user:w${i % 20}`, [BAIT]);
  expect((await counts.judge(ALIKE))[0]?.seen.compared).toBe(256);
});
