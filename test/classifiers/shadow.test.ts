/** A classifier that scores beside the live one: what it says is kept and compared, and serves nobody. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { cohensKappa, timed } from '../../src/classifiers/shadow.ts';
import { openCommands } from '../cli/in-process.ts';
import { temporaryFolder } from '../cli/sluice.ts';

/** Nobody waits for what the shadow says but this test. */
const PATIENCE = { timeout: 20_000, interval: 20 };

/** Says that a text with `harbor` is malicious, or fails. */
let isDown = false;
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { texts } = JSON.parse(body) as { readonly texts: readonly string[] };
  if (isDown) response.writeHead(400).end();
  else
    response.end(JSON.stringify({ scores: texts.map((text) => ({ score: text.includes('harbor') ? 0.99 : 0.01 })) }));
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the endpoint does not listen');
  url = `http://127.0.0.1:${address.port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('verdicts that differ are kept and reported; documents are served by the live one, also when the shadow is down', async () => {
  const data = await temporaryFolder();
  const documents = join(data, 'documents');
  await mkdir(documents);
  await writeFile(join(documents, 'one.txt'), 'The lock is closed at night.\n');
  await writeFile(join(documents, 'two.txt'), 'The harbor is closed at night.\n');
  const run = await openCommands(join(data, 'sluice'), {
    SLUICE_LOG_LEVEL: 'silent',
    SLUICE_SHADOW_CLASSIFIER: 'endpoint',
    SLUICE_SHADOW_CLASSIFIER_URL: url,
  });
  const report = async () => JSON.parse((await run('shadow', 'report', '--json')).stdout);

  expect(await run('ingest', documents, '--collection', 'notes', '--owner', 'user:operator')).toMatchObject({
    code: 0,
    stderr: '',
  });
  const { reports, differences, ...counts } = await vi.waitFor(async () => {
    const told = await report();
    expect(told.reports[0]?.documents).toBe(2);
    return told;
  }, PATIENCE);
  expect(counts).toEqual({ late: 0, failed: 0 });
  expect(reports).toMatchObject([
    {
      shadowBy: 'endpoint@unversioned',
      ...{ documents: 2, passages: 2, kappa: 0 },
      agreement: [
        [1, 0, 1],
        [0, 0, 0],
        [0, 0, 0],
      ],
    },
  ]);
  expect(reports[0].shadowMsPerKilobyte).toBeGreaterThan(0);
  expect(differences).toMatchObject([
    {
      title: 'two.txt',
      passages: 1,
      ordinal: 0,
      live: { verdict: 'clean' },
      shadow: { score: 0.99, verdict: 'malicious' },
    },
  ]);
  const found = await run('retrieve', 'harbor', '--as', 'user:operator', '--json');
  expect(JSON.parse(found.stdout).results[0]).toMatchObject({ title: 'two.txt', risk: { verdict: 'clean' } });

  isDown = true;
  await writeFile(join(documents, 'three.txt'), 'The quay is closed at night.\n');
  expect(await run('ingest', documents, '--collection', 'notes', '--owner', 'user:operator')).toMatchObject({
    code: 0,
    stderr: '',
  });
  await vi.waitFor(async () => expect(await report()).toMatchObject({ failed: 1 }), PATIENCE);
  const shown = await run('shadow', 'report');
  expect(shown.stdout).toContain('2 documents, 2 passages, kappa 0.000');
  expect(shown.stdout).toContain('two.txt');
  isDown = false;
});

describe('kappa', () => {
  test('is what the textbook has', () => {
    expect(
      cohensKappa([
        [20, 5, 0],
        [10, 15, 0],
        [0, 0, 0],
      ]),
    ).toBeCloseTo(0.4, 9);
  });

  test('is 1 for those who always agree, about 0 for those who judge apart, and nothing where nothing can be told', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        expect(cohensKappa(a.map((count, i) => a.map((_, j) => (i === j ? count : 0))))).toBeCloseTo(1, 9);
        expect(cohensKappa(a.map((x) => b.map((y) => x * y)))).toBeCloseTo(0, 9);
      }),
    );
    expect(cohensKappa([[0]])).toBeUndefined();
    expect(cohensKappa([[7]])).toBeUndefined();
  });
});

test('a classifier that is stopped scores no more', async () => {
  const risk = { score: 0, verdict: 'clean', spans: [] } as const;
  const own = { id: 'calm', version: '1', thresholds: { suspicious: 0.5, malicious: 0.9 } };
  const { classifier, stop, spentMs } = timed({ ...own, score: async (texts) => texts.map(() => risk) });
  expect(await classifier.score(['a', 'b'])).toEqual([risk, risk]);
  expect(spentMs()).toBeGreaterThanOrEqual(0);
  stop();
  await expect(classifier.score(['a'])).rejects.toThrow('stopped');
});
