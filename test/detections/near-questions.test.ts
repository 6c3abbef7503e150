/** A passage that is near many questions which have nothing to do with each other, among passages that are not. */
import { beforeAll, expect, test } from 'vitest';
import { NearQuestions } from '../../src/detections/near-questions.ts';
import { QUESTION_BANK } from '../../src/detections/question-bank.ts';
import { Reservoir } from '../../src/detections/reservoir.ts';
import { quantize } from '../../src/embedding/quantize.ts';

const DIMENSION = 64;
const RELATED_FROM = 0.5;

/** The same numbers each time. */
let state = 7;
const random = () => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return state / 2 ** 32 - 0.5;
};
const direction = () => Array.from({ length: DIMENSION }, () => random() + random() + random());
const sumOf = (some: readonly (readonly number[])[]) =>
  Array.from({ length: DIMENSION }, (_, i) => some.reduce((sum, one) => sum + (one[i] ?? 0), 0));
const vector = (floats: readonly number[]) => quantize(floats) ?? new Int8Array(DIMENSION);

const questions = Array.from({ length: 60 }, direction);
const ordinary = Array.from({ length: 200 }, direction);
let near: NearQuestions;
beforeAll(async () => {
  near = await NearQuestions.learn(questions.map(vector), ordinary.map(vector), RELATED_FROM, 5);
});

test('a passage that is a mixture of questions is a hub, and an ordinary one or one of a single topic is not', () => {
  expect(near.judge(vector(sumOf(questions.slice(0, 12)))).isHub).toBe(true);
  expect(near.judge(vector(questions[0] ?? [])).isHub).toBe(false);
  for (const passage of Array.from({ length: 200 }, direction)) expect(near.judge(vector(passage)).isHub).toBe(false);
});

test('questions that are related count once: a passage on a topic that everybody asks about is no hub', async () => {
  const topic = direction();
  const alike = Array.from({ length: 40 }, () => sumOf([topic.map((x) => 3 * x), direction()]));
  const asked = await NearQuestions.learn(alike.map(vector), ordinary.map(vector), RELATED_FROM, 5);
  expect(asked.judge(vector(topic))).toEqual({ near: 1, isHub: false });
});

test('what is usual is learned from the passages: where some are mixtures, another mixture is none', async () => {
  const mixture = (from: number) => sumOf(Array.from({ length: 6 }, (_, i) => questions[(from + 7 * i) % 60] ?? []));
  const some = [...ordinary.slice(0, 180), ...Array.from({ length: 20 }, (_, i) => mixture(3 * i))];
  const among = await NearQuestions.learn(questions.map(vector), some.map(vector), RELATED_FROM, 3);
  const { near: count, isHub } = among.judge(vector(mixture(1)));
  expect([count >= 3, isHub]).toEqual([true, false]);
});

test('a passage that is near no more than half as many again as the most of the ordinary ones is no hub', async () => {
  const mixture = (size: number) => vector(sumOf(questions.slice(0, size)));
  const among = await NearQuestions.learn(
    questions.map(vector),
    [...ordinary.map(vector), mixture(5)],
    RELATED_FROM,
    1,
  );
  const judged = Array.from({ length: 20 }, (_, i) => among.judge(mixture(i + 1)));
  const hubs = judged.filter(({ isHub }) => isHub).map(({ near: count }) => count);
  const others = judged.filter(({ isHub }) => !isHub).map(({ near: count }) => count);
  expect(Math.min(...hubs)).toBeGreaterThanOrEqual(1.5 * among.ordinary);
  // Some of them are above all ordinary ones, and are told of by nobody for that alone.
  expect(Math.max(...others)).toBeGreaterThan(among.ordinary);
});

test('the general questions are some hundreds, each once', () => {
  expect(QUESTION_BANK.length).toBeGreaterThan(300);
  expect(new Set(QUESTION_BANK).size).toBe(QUESTION_BANK.length);
  expect(QUESTION_BANK.filter((question) => !/^\p{Lu}.*\?$/u.test(question))).toEqual([]);
});

test('a reservoir is bounded, and whoever asks without end has no more than their share of it', () => {
  const reservoir = new Reservoir<number>(64, 8);
  for (let i = 0; i < 56; i += 1) reservoir.add(i, `user:u${i}`);
  for (let i = 0; i < 5_000; i += 1) reservoir.add(-1, 'user:flood');
  const items = reservoir.items();
  expect(items.filter((item) => item === -1).length).toBe(8);
  expect(new Set(items.filter((item) => item >= 0)).size).toBe(56);
  for (let i = 0; i < 5_000; i += 1) reservoir.add(i, `user:u${i}`);
  expect([reservoir.items().length, reservoir.came]).toEqual([64, 10_056]);
});
