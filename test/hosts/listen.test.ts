/** A stop takes no more requests, finishes those under way, and waits no longer than it may. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { listen } from '../../src/hosts/listen.ts';

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test('an answer under way is finished, and then nobody is let in', async () => {
  const [arrived, released] = [gate(), gate()];
  const surface = () => async () => {
    arrived.open();
    await released.opened;
    return new Response('whole');
  };
  const listening = await listen({ host: '127.0.0.1', port: 0, trustedProxies: 0, surface });
  const answer = fetch(listening.url);
  await arrived.opened;
  const stopped = listening.stop(60_000);
  await expect(fetch(listening.url)).rejects.toThrow();
  // Long enough for a stop that does not wait to show itself; however long it takes, one that waits goes on waiting.
  await sleep(300);
  released.open();
  expect(await (await answer).text()).toBe('whole');
  await stopped;
});

test('an answer that never comes is broken off after the grace', async () => {
  const arrived = gate();
  const surface = () => () => {
    arrived.open();
    return new Promise<Response>(() => {});
  };
  const listening = await listen({ host: '127.0.0.1', port: 0, trustedProxies: 0, surface });
  const answer = expect(fetch(listening.url)).rejects.toThrow();
  await arrived.opened;
  await listening.stop(0);
  await answer;
});

test('a port that is taken is an error', async () => {
  const surface = () => () => new Response();
  const first = await listen({ host: '127.0.0.1', port: 0, trustedProxies: 0, surface });
  const port = Number(new URL(first.url).port);
  await expect(listen({ host: '127.0.0.1', port, trustedProxies: 0, surface })).rejects.toThrow('EADDRINUSE');
  await first.stop(0);
});
