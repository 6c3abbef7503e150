/**
 * The corpus of hidden text, through the sandbox and every step up to the score, as `sluice scan` reads it: nothing hidden is in the
 * text, nothing visible is lost, and no innocent file is flagged.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { isAtLeast } from '../../filters/finding.ts';
import { createSignalClassifier } from '../../filters/injection/signal-classifier.ts';
import { createReader } from '../../ingest/pipeline.ts';
import { createSandbox, SANDBOX_DEFAULTS } from '../../ingest/sandbox.ts';
import { bytesOf, readHiddenCorpus, squeezed } from '../support/hidden-corpus.ts';

const corpus = readHiddenCorpus();
const attacks = corpus.filter(({ kind }) => kind === 'attack');
const innocent = corpus.filter(({ kind }) => kind === 'innocent');
const byOthers = (entries: typeof corpus) => entries.filter(({ madeBy }) => madeBy !== 'script').length;

const sandbox = createSandbox({ ...SANDBOX_DEFAULTS, workers: 2 });
const reader = createReader({ sandbox, classifier: createSignalClassifier() });
afterAll(() => sandbox.close());

// All at once: two children read them while the tests, one after the other, wait for their own.
const scans = new Map(
  corpus.map((entry) => {
    const fileName = entry.file.split('/').at(-1) ?? '';
    const scan = reader.read({ bytes: bytesOf(entry), fileName }, { fileName });
    scan.catch(() => undefined);
    return [entry.file, scan] as const;
  }),
);

test('P3 the corpus is as large as it should be, and a third of it is not written by its own scripts', () => {
  expect(attacks.length).toBeGreaterThanOrEqual(150);
  expect(innocent.length).toBeGreaterThanOrEqual(100);
  expect(byOthers(attacks)).toBeGreaterThanOrEqual(attacks.length / 3);
  expect(byOthers(innocent)).toBeGreaterThanOrEqual(innocent.length / 3);
  expect(new Set(corpus.map(({ file }) => file)).size).toBe(corpus.length);
});

describe('P3 what a person can not see, the model never reads', () => {
  test.each(attacks)('$file', { timeout: 120_000 }, async (entry) => {
    const text = squeezed((await scans.get(entry.file))?.text ?? '');
    expect(entry.hidden.filter((hidden) => text.includes(squeezed(hidden)))).toEqual([]);
    expect(entry.visible.filter((visible) => !text.includes(squeezed(visible)))).toEqual([]);
  });
});

describe('P3 what a person sees stays, and innocent files are not flagged', () => {
  test.each(innocent)('$file', { timeout: 120_000 }, async (entry) => {
    const scan = await scans.get(entry.file);
    const text = squeezed(scan?.text ?? '');
    expect(entry.visible.filter((visible) => !text.includes(squeezed(visible)))).toEqual([]);
    expect(entry.hidden.filter((hidden) => text.includes(squeezed(hidden)))).toEqual([]);
    expect(scan?.findings.filter(({ severity }) => isAtLeast(severity, 'medium'))).toEqual([]);
  });
});
