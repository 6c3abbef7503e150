/**
 * `npm run bench -- ingest`: what reading with visibility costs. PDF beside pdf-parse's text alone, DOCX beside mammoth's HTML alone, each
 * file turn by turn in one run and in one process; the Unicode wash in megabytes a second; whole files a second through two sandboxed readers; and
 * documents a second with and without scoring.
 */
import { Command, Option } from 'commander';
import mammoth from 'mammoth';
import { PDFParse } from 'pdf-parse';
import type { InjectionClassifier } from '../filters/injection/classifier.ts';
import { extractDocx } from '../ingest/formats/docx.ts';
import { extractPdf } from '../ingest/formats/pdf.ts';
import { createReader } from '../ingest/pipeline.ts';
import { createSandbox, SANDBOX_DEFAULTS } from '../ingest/sandbox.ts';
import { washUnicode } from '../ingest/sanitize/unicode.ts';
import { whole } from '../src/cli/values.ts';
import innocent from '../test/corpus/unicode/innocent.json' with { type: 'json' };
import type { Bench } from './bench.ts';
import { type BenchFile, harborFiles, longDocx, longPdf, ofKind } from './ingest/documents.ts';
import { measureScoring } from './ingest/scoring.ts';
import { type Pair, sideBySide, total } from './ingest/side-by-side.ts';
import { DEFAULT_CONTENDER, NoContender, openByName } from './injection/contender.ts';
import { thisMachine } from './machine.ts';

const WORKERS = 2;
const WASHED_BYTES = 20_000_000;

/** Pages are pdf-parse's count. */
async function measurePdf(files: readonly BenchFile[], rounds: number) {
  const subjects = await Promise.all(files.map(async (file) => ({ ...file, units: await textOf(file) })));
  return sideBySide(subjects, rounds, ({ bytes }) => extractPdf(bytes), textOf);
}

/** The text of pdf-parse; answers the number of pages. */
async function textOf({ bytes }: BenchFile): Promise<number> {
  const parser = new PDFParse({ data: new Uint8Array(bytes), verbosity: 0 });
  try {
    return (await parser.getText()).total;
  } finally {
    await parser.destroy();
  }
}

function measureDocx(files: readonly BenchFile[], rounds: number) {
  return sideBySide(
    files.map((file) => ({ ...file, units: file.bytes.length / 1_000 })),
    rounds,
    ({ bytes }) => extractDocx(bytes),
    ({ bytes }) => mammoth.convertToHtml({ buffer: Buffer.from(bytes) }),
  );
}

/** Megabytes of UTF-8 a second of processor time. */
function measureWash(text: string): number {
  const block = text.repeat(Math.ceil(100_000 / text.length));
  const megabytes = Buffer.byteLength(block) / 1_000_000;
  const rounds = Math.ceil(WASHED_BYTES / 1_000_000 / megabytes);
  washUnicode(block);
  const start = process.cpuUsage();
  for (let i = 0; i < rounds; i += 1) washUnicode(block);
  return (rounds * megabytes) / (process.cpuUsage(start).user / 1_000_000);
}

async function measureFiles(
  files: readonly BenchFile[],
  rounds: number,
  classifier: InjectionClassifier,
): Promise<number> {
  const sandbox = createSandbox({ ...SANDBOX_DEFAULTS, workers: WORKERS });
  const reader = createReader({ sandbox, classifier });
  const readAll = () =>
    Promise.all(files.map(({ name, bytes }) => reader.read({ bytes, fileName: name }, { fileName: name })));
  try {
    await readAll();
    const start = performance.now();
    for (let round = 0; round < rounds; round += 1) await readAll();
    return (files.length * rounds) / ((performance.now() - start) / 1_000);
  } finally {
    await sandbox.close();
  }
}

function tableOf(title: string, unit: string, pairs: readonly Pair[], showsUnits: boolean): string[] {
  const all = total(pairs);
  const line = ({ name, units, oursMs, theirsMs }: Pair) =>
    [
      name.padEnd(48),
      ...(showsUnits
        ? [`${(oursMs / units).toFixed(1)} / ${(theirsMs / units).toFixed(1)} ms a ${unit}`.padStart(30)]
        : []),
      `${oursMs.toFixed(1)} / ${theirsMs.toFixed(1)} ms`.padStart(24),
      `${(oursMs / theirsMs).toFixed(2)}x`.padStart(7),
    ].join('  ');
  return [title, ...pairs.map(line), line(all), ''];
}

/** Documents a second with scoring, without, and how many times as long one takes with it. */
function scoringTable(name: string, pairs: readonly Pair[]): string[] {
  const perSecond = (ms: number) => (1_000 / ms).toPrecision(3);
  return [
    `Documents a second, read and scored by ${name} / read alone`,
    ...pairs.map(({ name: size, oursMs, theirsMs }) =>
      [
        size.padEnd(48),
        `${perSecond(oursMs)} / ${perSecond(theirsMs)}`.padStart(24),
        `${(oursMs / theirsMs).toFixed(2)}x`.padStart(7),
      ].join('  '),
    ),
    '',
  ];
}

interface Options {
  readonly rounds: number;
  readonly classifier: string;
  readonly only?: 'scoring';
  readonly json?: true;
}

async function measure({ rounds, classifier: name, only, json }: Options): Promise<void> {
  const classifier = await openByName(name);
  const scoredBy = `${classifier.id}@${classifier.version}`;
  const machine = thisMachine();
  const scoring = await measureScoring(classifier, rounds);
  if (only !== undefined) {
    const shown = json ? JSON.stringify({ machine, scoredBy, scoring }) : scoringTable(scoredBy, scoring).join('\n');
    return void process.stdout.write(`${shown}\n`);
  }
  const files = await harborFiles();
  const pdf = await measurePdf([...ofKind(files, 'pdf'), await longPdf(40)], rounds);
  const docx = await measureDocx([...ofKind(files, 'docx'), await longDocx(100)], rounds);
  const wash = {
    ascii: measureWash('A parcel that arrives late is answered within two days, the office says.\n'),
    mixed: measureWash(`${innocent.map(({ text }) => text).join('\n')}\n`),
  };
  const filesPerSecond = await measureFiles(files, rounds, classifier);
  if (json) {
    const result = { machine, scoredBy, scoring, pdf, docx, washMegabytesPerSecond: wash, filesPerSecond };
    return void process.stdout.write(`${JSON.stringify(result)}\n`);
  }
  const { node, cpus, model } = machine;
  process.stdout.write(
    `${[
      ...scoringTable(scoredBy, scoring),
      ...tableOf('PDF with visibility / text of pdf-parse', 'page', pdf, true),
      ...tableOf('DOCX with visibility / HTML of mammoth', 'kB', docx, false),
      `Unicode wash: ${wash.ascii.toFixed(0)} MB/s of plain ASCII, ${wash.mixed.toFixed(1)} MB/s of mixed scripts`,
      `Whole files through ${WORKERS} readers, scored: ${filesPerSecond.toFixed(1)} a second (${files.length} files)`,
      `${node}, ${cpus} processors, ${model}`,
    ].join('\n')}\n`,
  );
}

export const ingest: Bench = {
  name: 'ingest',
  summary: 'what reading costs: with visibility, with scoring; PDF, DOCX, Unicode, and files a second',
  async run(args) {
    const options = new Command('bench ingest')
      .option('--rounds <count>', 'turns for each file', whole(1, 1_000), 5)
      .option(
        '--classifier <name>',
        'detector, portable, signals, or another value of SLUICE_CLASSIFIER',
        DEFAULT_CONTENDER,
      )
      .addOption(new Option('--only <part>', 'one part').choices(['scoring']))
      .option('--json', 'print one line of JSON')
      .exitOverride()
      .parse(args, { from: 'user' })
      .opts<Options>();
    try {
      await measure(options);
    } catch (error) {
      if (!(error instanceof NoContender)) throw error;
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
    }
  },
};
