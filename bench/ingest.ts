/**
 * `npm run bench -- ingest`: what reading with visibility costs. PDF beside pdf-parse's text alone, DOCX beside mammoth's HTML alone, each
 * file turn by turn in one run and in one process; the Unicode wash in megabytes a second; whole files a second through two sandboxed readers.
 */
import { Command } from 'commander';
import mammoth from 'mammoth';
import { PDFParse } from 'pdf-parse';
import { createSignalClassifier } from '../filters/injection/signal-classifier.ts';
import { extractDocx } from '../ingest/formats/docx.ts';
import { extractPdf } from '../ingest/formats/pdf.ts';
import { createReader } from '../ingest/pipeline.ts';
import { createSandbox, SANDBOX_DEFAULTS } from '../ingest/sandbox.ts';
import { washUnicode } from '../ingest/sanitize/unicode.ts';
import innocent from '../test/corpus/unicode/innocent.json' with { type: 'json' };
import type { Bench } from './bench.ts';
import { type BenchFile, harborFiles, longDocx, longPdf, ofKind } from './ingest/documents.ts';
import { type Pair, sideBySide, total } from './ingest/side-by-side.ts';
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

async function measureFiles(files: readonly BenchFile[], rounds: number): Promise<number> {
  const sandbox = createSandbox({ ...SANDBOX_DEFAULTS, workers: WORKERS });
  const reader = createReader({ sandbox, classifier: createSignalClassifier() });
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

export const ingest: Bench = {
  name: 'ingest',
  summary: 'what reading with visibility costs: PDF, DOCX, Unicode, and files a second',
  async run(args) {
    const program = new Command('ingest')
      .option('--rounds <count>', 'turns for each file', '5')
      .option('--json', 'print one line of JSON')
      .exitOverride()
      .parse(args, { from: 'user' });
    const { rounds: stated, json } = program.opts<{ rounds: string; json?: true }>();
    const rounds = Number.parseInt(stated, 10);
    const files = await harborFiles();
    const pdf = await measurePdf([...ofKind(files, 'pdf'), await longPdf(40)], rounds);
    const docx = await measureDocx([...ofKind(files, 'docx'), await longDocx(100)], rounds);
    const wash = {
      ascii: measureWash('A parcel that arrives late is answered within two days, the office says.\n'),
      mixed: measureWash(`${innocent.map(({ text }) => text).join('\n')}\n`),
    };
    const filesPerSecond = await measureFiles(files, rounds);
    if (json) {
      const result = { machine: thisMachine(), pdf, docx, washMegabytesPerSecond: wash, filesPerSecond };
      return void process.stdout.write(`${JSON.stringify(result)}\n`);
    }
    const { node, cpus, model } = thisMachine();
    process.stdout.write(
      `${[
        ...tableOf('PDF with visibility / text of pdf-parse', 'page', pdf, true),
        ...tableOf('DOCX with visibility / HTML of mammoth', 'kB', docx, false),
        `Unicode wash: ${wash.ascii.toFixed(0)} MB/s of plain ASCII, ${wash.mixed.toFixed(1)} MB/s of mixed scripts`,
        `Whole files through ${WORKERS} readers: ${filesPerSecond.toFixed(1)} a second (${files.length} files)`,
        `${node}, ${cpus} processors, ${model}`,
      ].join('\n')}\n`,
    );
  },
};
