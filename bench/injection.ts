/**
 * `npm run bench -- injection --data FILE`: how often a classifier is right, by source, and what a kilobyte costs it. Thresholds are
 * those of the product: nothing is fitted to the data that it is measured on.
 *
 * FILE is JSON lines, gzipped or not: `{text, label (1 injection, 0 benign), kind, source}`.
 */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { Command } from 'commander';
import { z } from 'zod';
import type { Verdict } from '../filters/injection/classifier.ts';
import { createSignalClassifier } from '../filters/injection/signal-classifier.ts';
import type { Bench } from './bench.ts';

const row = z.object({
  text: z.string(),
  label: z.union([z.literal(0), z.literal(1)]),
  kind: z.string(),
  source: z.string(),
});
type Row = z.infer<typeof row>;

interface Tally {
  readonly group: string;
  rows: number;
  /** Suspicious or worse. */
  flagged: number;
  malicious: number;
}

const BATCH = 64;
const GZIP_MAGIC = 0x1f;

async function readRows(path: string): Promise<Row[]> {
  const bytes = await readFile(path);
  const text = (bytes[0] === GZIP_MAGIC ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => row.parse(JSON.parse(line)));
}

function count(tallies: Map<string, Tally>, group: string, verdict: Verdict): void {
  const tally = tallies.get(group) ?? { group, rows: 0, flagged: 0, malicious: 0 };
  tallies.set(group, tally);
  tally.rows += 1;
  if (verdict !== 'clean') tally.flagged += 1;
  if (verdict === 'malicious') tally.malicious += 1;
}

async function measure(rows: readonly Row[]) {
  const classifier = createSignalClassifier();
  const tallies = new Map<string, Tally>();
  const start = process.cpuUsage();
  for (let i = 0; i < rows.length; i += BATCH) {
    const batch = rows.slice(i, i + BATCH);
    const risks = await classifier.score(batch.map(({ text }) => text));
    for (const [at, { label, kind, source }] of batch.entries()) {
      const verdict = risks[at]?.verdict;
      if (verdict === undefined) throw new Error('the classifier left a text unscored');
      const side = label === 1 ? 'attack' : 'benign';
      for (const group of [`${side} · all`, `${side} · ${kind}`, `${side} · ${kind} · ${source}`])
        count(tallies, group, verdict);
    }
  }
  const { user, system } = process.cpuUsage(start);
  const kilobytes = rows.reduce((sum, { text }) => sum + text.length, 0) / 1_000;
  return {
    classifier: `${classifier.id}@${classifier.version}`,
    cpuMsPerKilobyte: (user + system) / 1_000 / kilobytes,
    groups: [...tallies.values()].sort((a, b) => a.group.localeCompare(b.group)),
  };
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

export const injection: Bench = {
  name: 'injection',
  summary: 'how often the injection classifier is right, by source, on labelled JSON lines',
  async run(args) {
    const program = new Command('injection')
      .requiredOption('--data <file>', 'JSON lines {text, label, kind, source}, gzipped or not')
      .option('--json', 'print one line of JSON')
      .exitOverride()
      .parse(args, { from: 'user' });
    const { data, json } = program.opts<{ data: string; json?: true }>();
    const result = await measure(await readRows(data));
    if (json) return void process.stdout.write(`${JSON.stringify(result)}\n`);
    const lines = result.groups.map(({ group, rows, flagged, malicious }) =>
      [
        group.padEnd(56),
        String(rows).padStart(7),
        percent(flagged, rows).padStart(9),
        percent(malicious, rows).padStart(9),
      ].join('  '),
    );
    process.stdout.write(
      `${[
        ['group'.padEnd(56), 'rows'.padStart(7), 'flagged'.padStart(9), 'malicious'.padStart(9)].join('  '),
        ...lines,
        `${result.classifier}, ${result.cpuMsPerKilobyte.toFixed(2)} ms of processor time for a kilobyte`,
      ].join('\n')}\n`,
    );
  },
};
