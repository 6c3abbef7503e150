/** The breaker: when it opens, what it lets through then, and what does not count. */
import { expect, test } from 'vitest';
import { Breaker, BreakerOpen } from '../../../src/index/qdrant/breaker.ts';

function make() {
  const clock = { now: 0 };
  const isFailure = (error: unknown) => (error as Error).message === 'away';
  const breaker = new Breaker({ failures: 3, openMs: 1_000, isFailure, now: () => clock.now });
  const fail = (message = 'away') => breaker.run(() => Promise.reject(new Error(message))).catch((error) => error);
  return { clock, breaker, fail };
}

test('opens after failures in a row, and sends nothing then', async () => {
  const { breaker, fail } = make();
  await fail();
  await fail();
  await breaker.run(async () => 'in between');
  await fail();
  await fail();
  expect(breaker.state).toBe('closed');
  await fail();
  expect(breaker.state).toBe('open');
  let isSent = false;
  await expect(breaker.run(async () => (isSent = true))).rejects.toThrow(BreakerOpen);
  expect(isSent).toBe(false);
});

test('lets one call through after a while, which decides', async () => {
  const { clock, breaker, fail } = make();
  for (let i = 0; i < 3; i++) await fail();
  clock.now = 1_000;
  expect(breaker.state).toBe('probe');
  await fail();
  expect(breaker.state).toBe('open');
  clock.now = 2_000;
  let answer: (text: string) => void = () => undefined;
  const probe = breaker.run(() => new Promise<string>((resolve) => (answer = resolve)));
  await expect(breaker.run(async () => 'second')).rejects.toThrow(BreakerOpen);
  answer('back');
  expect(await probe).toBe('back');
  expect(breaker.state).toBe('closed');
});

test('does not count what a server that is there refuses', async () => {
  const { breaker, fail } = make();
  for (let i = 0; i < 9; i++) expect((await fail('refused')).message).toBe('refused');
  expect(breaker.state).toBe('closed');
});
