/**
 * Two processes answer and record while this one takes documents in: nobody is told that the log is busy, and the chain is one.
 * How long a record takes is measured by `npm run bench -- audit`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Asked, Asking } from '../support/asking-child.ts';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';
import { compiledPath } from '../support/compiled.ts';
import { faultsIn } from '../support/data-folder.ts';

const DOCUMENTS = 40;
const root = callerFor('root');

let sluice: TestBroker;
beforeAll(async () => {
  sluice = await openTestBroker();
}, 60_000);
afterAll(async () => {
  await sluice?.close();
});

const manual = (n: number) =>
  Array.from({ length: 30 }, (_, i) => `## Winch ${n}-${i}\n\n${'The winch turns slowly. '.repeat(20)}`).join('\n\n');

test('P5: records of two processes are never refused while a third takes documents in, and the chain is whole', async () => {
  const { broker, folder } = sluice;
  const entitlements = { readers: [aPrincipal('user:ada')] };
  const bring = (n: number) =>
    broker.ingest(root, { bytes: new TextEncoder().encode(manual(n)), collection: 'hall', entitlements });
  await bring(0);
  const asking: Asking = { folder, askers: [{ user: 'ada' }], query: 'winch', controls: {} };
  const servers = [1, 2].map(() =>
    fork(compiledPath('test/support/asking-child.ts'), [JSON.stringify(asking)], { execArgv: [] }),
  );
  await Promise.all(servers.map((child) => once(child, 'message')));

  const numbers = Array.from({ length: DOCUMENTS }, (_, n) => n + 1);
  for (let at = 0; at < DOCUMENTS; at += 4) {
    const brought = await Promise.all(numbers.slice(at, at + 4).map(bring));
    expect(brought.map(({ status }) => status)).toEqual(brought.map(() => 'active'));
  }

  const asked = servers.map((child) => once(child, 'message') as Promise<[Asked]>);
  for (const child of servers) child.send('stop');
  for (const [{ full, refused }] of await Promise.all(asked)) {
    expect(refused).toEqual({});
    expect(full).toBeGreaterThan(10);
  }
  expect((await broker.auditVerify(root)).firstBreak).toBeUndefined();
  expect(faultsIn(folder, { settled: true })).toEqual([]);
}, 120_000);
