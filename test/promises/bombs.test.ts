/**
 * Bombs through the reader of the service: each ends within its limits, with the error that is its own, while documents of a second
 * client go on being read. `SLUICE_TEST_BOMBS=all` sends every bomb that there is, the short form one of each kind.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TooManyChunksError } from '../../ingest/chunk.ts';
import { UnreadableDocument } from '../../ingest/formats/format.ts';
import { createThreadReader, type ThreadReader } from '../../src/hosts/reader.ts';
import type { Bomb } from '../fuzz/bomb.ts';
import { BOMBS } from '../fuzz/bombs.ts';
import { TRIGGERS } from '../fuzz/triggers.ts';
import { bytesOf } from '../ingest/formats/helpers.ts';
import { PORTABLE } from '../support/classifier.ts';

const MIB = 1024 * 1024;
const IS_LONG = process.env.SLUICE_TEST_BOMBS === 'all';
/** Long enough for every error that is certain, on a machine that is busy with other tests. */
const PATIENT_MS = 30_000;
/** The small documents of the second client are under it, too, on a machine that is busy with other tests. */
const IMPATIENT_MS = IS_LONG ? 20_000 : 3_000;
const LIMITS = { maxRssBytes: 768 * MIB, maxOutputBytes: 64 * MIB };
/** Washing has its own limit; starting a child has time of its own. */
const WASH_MS = 20_000;
const START_MS = 20_000;
const TRIGGER_CHARS = IS_LONG ? 1_000_000 : 3_000;

/** What the short form sends, and the errors that are certain. Others may be read as far as they go, or take too long. */
const SHORT: Readonly<Record<string, string | undefined>> = {
  'a.docx: a megabyte that unpacks to a gigabyte': 'archive-too-large',
  'a.xlsx: a megabyte that unpacks to a gigabyte': 'archive-too-large',
  'a.docx: entries that share their bytes': 'archive-too-large',
  'a.pptx: groups in groups': 'too-deeply-nested',
  'a.pdf: ten thousand pages': 'too-many-pages',
  'a.pdf: a picture of 30,000 by 30,000 under unseen words': undefined,
  'a.pdf: ten million operations': undefined,
  'a.html: 100,000 levels': undefined,
  'a.html: selectors in selectors': undefined,
  'a.md: brackets': undefined,
  'a.csv: a million columns': undefined,
  'a.json: 100,000 levels of objects': undefined,
  'a.txt: fifty megabytes on a line': undefined,
  'a.eml: parts in parts': undefined,
};

const titleOf = ({ fileName, name }: Bomb) => `${fileName}: ${name}`;
const bombs = BOMBS.filter((bomb) => IS_LONG || titleOf(bomb) in SHORT);

let patient: ThreadReader;
let impatient: ThreadReader;
beforeAll(() => {
  const limits = { ...LIMITS, ...PORTABLE, workers: 2, washing: { timeoutMs: WASH_MS, timeoutMsPerKilobyte: 0 } };
  patient = createThreadReader({ ...limits, timeoutMs: PATIENT_MS });
  impatient = createThreadReader({ ...limits, timeoutMs: IMPATIENT_MS });
});
afterAll(() => Promise.all([patient.close(), impatient.close()]));

/** The code that a document is refused with; `undefined` when it was read. */
async function outcomeOf(reader: ThreadReader, fileName: string, bytes: Uint8Array): Promise<string | undefined> {
  try {
    await reader.read({ bytes, fileName }, { fileName });
    return undefined;
  } catch (error) {
    if (error instanceof UnreadableDocument) return error.code;
    if (error instanceof TooManyChunksError) return 'too-many-chunks';
    throw error;
  }
}

/** Runs `work`, and reads documents of a second client until it is done. Resolves to how long the slowest of them took. */
async function besideSecondClient(reader: ThreadReader, work: () => Promise<void>): Promise<number> {
  let isDone = false;
  let slowestMs = 0;
  const working = work().finally(() => {
    isDone = true;
  });
  do {
    const start = performance.now();
    expect(await outcomeOf(reader, 'small.txt', bytesOf('A small document about freight.'))).toBeUndefined();
    slowestMs = Math.max(slowestMs, performance.now() - start);
  } while (!isDone);
  await working;
  return slowestMs;
}

test('the short form sends what it names', () => {
  const titles = new Set(BOMBS.map(titleOf));
  expect(Object.keys(SHORT).filter((title) => !titles.has(title))).toEqual([]);
  expect(titles.size).toBe(BOMBS.length);
});

test.each(bombs.map((bomb) => [titleOf(bomb), bomb] as const))(
  'ends within its limits while others are served: %s',
  { timeout: 120_000 },
  async (title, bomb) => {
    const bytes = bomb.make();
    const reader = SHORT[title] === undefined ? impatient : patient;
    const start = performance.now();
    let outcome: string | undefined;
    const slowestMs = await besideSecondClient(reader, async () => {
      outcome = await outcomeOf(reader, bomb.fileName, bytes);
    });
    const tookMs = performance.now() - start;
    if (IS_LONG)
      console.log(`${title}: ${outcome ?? 'read'} in ${Math.round(tookMs)} ms, others ${Math.round(slowestMs)} ms`);
    // A crash is nobody else's, but a reader should see a bomb coming.
    expect(outcome).not.toBe('parser-crashed');
    if (SHORT[title] !== undefined) expect(outcome).toBe(SHORT[title]);
    expect(tookMs).toBeLessThan(PATIENT_MS + WASH_MS + START_MS);
    expect(slowestMs).toBeLessThan(START_MS);
  },
);

test(`no pattern takes long over ${TRIGGER_CHARS} characters of what it begins with`, {
  timeout: 600_000,
}, async () => {
  const late: string[] = [];
  const repeated = (trigger: string) => `words ${trigger.repeat(Math.ceil(TRIGGER_CHARS / trigger.length))}`;
  // In one document each sign has its own paragraph, so that a file is read for all of them; alone only in the long form.
  const texts = IS_LONG
    ? TRIGGERS.map(repeated)
    : inGroups(TRIGGERS, 16).map((group) => group.map((one) => repeated(one)).join('\n\n'));
  for (const text of texts) {
    const start = performance.now();
    const outcome = await outcomeOf(patient, 'a.txt', bytesOf(text));
    const tookMs = performance.now() - start;
    if (outcome !== undefined || tookMs > WASH_MS)
      late.push(`${JSON.stringify(text.slice(0, 20))}: ${outcome ?? 'read'} ${tookMs}`);
  }
  expect(late).toEqual([]);
});

function inGroups<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
