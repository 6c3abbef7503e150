/**
 * The searches for an answer have one deadline, however many there are, and an answer of which one search failed is none: what was found
 * before it is not given as if it were all.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { Hit, VectorIndex } from '../../src/index/port.ts';
import { instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { callerFor } from '../support/callers.ts';

const root = callerFor('root');
const unavailable = { code: 'index-unavailable', status: 503 };

let sluice: TestBroker;
afterEach(() => sluice.close());

/** A broker with one passage, whose index is then asked through `search`. */
async function openWith(search: (real: VectorIndex) => VectorIndex['search'], searchTimeoutMs: number): Promise<void> {
  sluice = await openTestBroker({
    between: { index: (real) => instead(real, { search: search(real) }) },
    searchTimeoutMs,
  });
  await sluice.broker.ingest(root, { bytes: new TextEncoder().encode('The keel.'), collection: 'deck' });
}
const ask = () => sluice.broker.retrieve(root, { query: 'keel', k: 5 });
const decisions = async () =>
  (await sluice.broker.auditTail(root, 100)).filter(({ kind }) => kind.startsWith('decision.')).length;

/** What is nobody's: it does not leave, and more is asked for in its place. */
const strangers = (count: number) => Array.from({ length: count }, () => ({ chunkId: randomUUID() }) as Hit);

test('P6: an index that never answers is waited for until the deadline, and nothing is recorded as answered', async () => {
  await openWith(() => () => new Promise(() => undefined), 100);
  await expect(ask()).rejects.toMatchObject({ ...unavailable, cause: { name: 'TimeoutError' } });
  expect(await decisions()).toBe(0);
});

test('P6: the deadline is one for all searches of an answer', async () => {
  let searches = 0;
  await openWith(
    () => async (_plan, _question, limit) => {
      searches += 1;
      await sleep(400);
      return strangers(limit);
    },
    1_000,
  );
  await expect(ask()).rejects.toMatchObject(unavailable);
  expect(searches).toBeLessThan(4);
});

test('P6: what the first search found is no answer when the second fails', async () => {
  let searches = 0;
  await openWith(
    (real) =>
      async (...asked) => {
        searches += 1;
        if (searches > 1) throw new Error('away');
        const found = await real.search(...asked);
        return [...found, ...strangers(asked[2] - found.length)];
      },
    60_000,
  );
  await expect(ask()).rejects.toMatchObject(unavailable);
  expect(searches).toBe(2);
  expect(await decisions()).toBe(0);
});
