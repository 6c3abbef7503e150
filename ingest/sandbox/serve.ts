/**
 * The child's side of the sandbox: takes documents from standard input, one after the other, and answers on its fourth pipe.
 * Guarantees: parsers are loaded after the process has given up what they never need; one answer for each document, whatever
 * the reader throws; the process ends when its parent does, even in the middle of a loop. What parsers print goes nowhere.
 */
import { once } from 'node:events';
import { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { type RawExtract, UnreadableDocument } from '../formats/format.ts';
import type { Block, Format } from '../stages.ts';
import { confine } from './confine.ts';
import { FrameReader, framed } from './frames.ts';
import { type JobHeader, parseHeader, TITLE_CHARS } from './job.ts';
import { TIED_TO_PARENT } from './launch.ts';
import type { Message } from './messages.ts';

/** File descriptor that answers are written to. */
const ANSWERS_FD = 3;
/** Text of the blocks that one message carries, in UTF-16 code units; a single block may be larger. */
const BATCH_CHARS = 256 * 1024;
const MEMORY_REPORT_MS = 50;

export type ReadDocument = (bytes: Uint8Array, fileName?: string, declared?: Format) => Promise<RawExtract>;

/** Answers documents with what `loadReader` gives until the parent closes the pipe. */
export async function serve(loadReader: () => Promise<ReadDocument>): Promise<void> {
  if (!process.argv.includes(TIED_TO_PARENT)) endWithParent();
  const { stdin, exit } = process;
  confine();
  const read = await loadReader();
  const answers = new Socket({ fd: ANSWERS_FD, readable: false, writable: true });
  // Waits until the parent has taken what was said: a large document is never in the pipe's buffer whole.
  const say = async (message: Message) => {
    const [length, payload] = framed(Buffer.from(JSON.stringify(message)));
    answers.write(length);
    if (!answers.write(payload)) await once(answers, 'drain');
  };

  const frames = new FrameReader(Number.POSITIVE_INFINITY);
  let header: Buffer | undefined;
  let last: Promise<void> = Promise.resolve();
  stdin.on('data', (chunk: Buffer) => {
    for (const frame of frames.push(chunk)) {
      if (header === undefined) {
        header = frame;
        continue;
      }
      const job = parseHeader(header);
      header = undefined;
      last = last.then(() => reportingMemory(say, () => answer(read, frame, job, say)));
    }
  });
  stdin.on('end', () => exit(0));
  void say({ kind: 'ready' });
}

/** Where nobody can look at the memory of another process, this one tells its own: while it works, and at the end. */
async function reportingMemory(say: (message: Message) => Promise<void>, work: () => Promise<void>): Promise<void> {
  if (process.platform === 'linux') return work();
  const report = () => void say({ kind: 'memory', rssBytes: process.memoryUsage.rss() });
  const reports = setInterval(report, MEMORY_REPORT_MS);
  try {
    await work();
  } finally {
    clearInterval(reports);
    report();
  }
}

async function answer(
  read: ReadDocument,
  bytes: Buffer,
  job: JobHeader,
  say: (message: Message) => Promise<void>,
): Promise<void> {
  try {
    const extract = await read(bytes, job.fileName, job.declaredFormat);
    if (hasPollutedPrototypes()) throw new Error('a parser let the document write where every later one would read');
    for (const blocks of batches(extract.blocks)) await say({ kind: 'blocks', blocks });
    await say({
      kind: 'done',
      format: extract.format,
      ...(extract.title === undefined ? {} : { title: extract.title.slice(0, TITLE_CHARS) }),
      findings: [...extract.findings],
    });
  } catch (error) {
    await say({ kind: 'refused', ...refusal(error) });
  }
}

function refusal(error: unknown): Pick<UnreadableDocument, 'code' | 'publicText'> {
  if (error instanceof UnreadableDocument) return { code: error.code, publicText: error.publicText };
  // What Node throws where one string or buffer would be too large.
  if (
    error instanceof RangeError &&
    /allocation failed|invalid (?:string|array|typed array) length/i.test(error.message)
  ) {
    return { code: 'extraction-memory', publicText: 'reading the document takes more memory than is allowed' };
  }
  return { code: 'parser-crashed', publicText: "the document can't be read: it breaks the reader for its format" };
}

/** Blocks in the shape of messages. Copies: messages are mutable to the type checker, extracts are not. */
function* batches(blocks: readonly Block[]): Generator<Extract<Message, { kind: 'blocks' }>['blocks']> {
  let batch: Extract<Message, { kind: 'blocks' }>['blocks'] = [];
  let chars = 0;
  for (const block of blocks) {
    const { headings, ...place } = block.locator;
    batch.push({
      ...block,
      runs: [...block.runs],
      locator: headings === undefined ? place : { ...place, headings: [...headings] },
      cells: block.cells === undefined ? undefined : { ...block.cells },
    });
    chars += block.runs.reduce((sum, run) => sum + run.text.length, 0);
    if (chars < BATCH_CHARS) continue;
    yield batch;
    batch = [];
    chars = 0;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Whether some object has got a property that every object, list, function or text now has: by a document's key such as
 * `__proto__`, and for all documents to come. What libraries add on purpose is not enumerable.
 */
function hasPollutedPrototypes(): boolean {
  for (const one of [{}, [], () => {}, Object(''), Object(0), new Uint8Array()]) for (const _ in one) return true;
  return false;
}

/** A parser in an endless loop never sees its input close, so a thread of its own looks after the parent. */
function endWithParent(): void {
  const watch = `const parent = process.ppid; setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);`;
  new Worker(watch, { eval: true, execArgv: [], env: {} }).unref();
}
