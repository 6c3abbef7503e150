/**
 * One child process of the sandbox and the limits around it. Guarantees: a document that costs too much time, memory or
 * output, or that breaks the child, ends the child with SIGKILL and fails alone, with its own error. The child gets no environment of ours
 * and, by `launch.ts` and `confine.ts`, nothing that a parser never needs; when idle it keeps nobody alive.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { type RawExtract, UnreadableDocument } from '../formats/format.ts';
import type { Block, Received } from '../stages.ts';
import type { ChildEntry } from './entry.ts';
import { FrameBudgetSpent, FrameReader, framed } from './frames.ts';
import type { JobHeader } from './job.ts';
import { launchOf } from './launch.ts';
import { offerToBeKilledFirst, residentBytes } from './memory.ts';
import { type Message, parseMessage } from './messages.ts';

export interface ChildLimits {
  readonly timeoutMs: number;
  readonly maxRssBytes: number;
  readonly maxOutputBytes: number;
}

/** The sandbox itself does not work; no document is to blame. */
export class SandboxUnavailable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SandboxUnavailable';
  }
}

/** A child has this long to start. Generous: a loaded machine is no reason to refuse documents. */
const START_TIMEOUT_MS = 60_000;
const MEMORY_POLL_MS = 50;
/** Messages around the blocks take some bytes, too. */
const OVERHEAD_BYTES = 64 * 1024;
const STDERR_TAIL_CHARS = 4_096;
/** How long the last words of a dead child are waited for. */
const LAST_WORDS_MS = 300;
/** A child that holds more than this share of its limit when it has nothing to do won't be given more documents. */
const RESTING_SHARE = 0.5;
/** What V8, Node and the canvas say when there is no memory left for them. */
const STARVED = /heap out of memory|allocation failure|allocation of \d+ bytes failed|bad_alloc/i;

const TOO_MUCH_MEMORY = 'reading the document takes more memory than is allowed';

interface Job {
  readonly blocks: Block[];
  readonly resolve: (extract: RawExtract) => void;
  readonly reject: (error: Error) => void;
  readonly stopWatch: () => void;
}

export class SandboxChild {
  readonly #process: ChildProcess;
  readonly #input: Writable;
  readonly #answers: Readable;
  readonly #limits: ChildLimits;
  readonly #ready: Promise<void>;
  #sayReady: () => void = () => {};
  #frames = new FrameReader(OVERHEAD_BYTES);
  #job: Job | undefined;
  #stderrTail = '';
  #documents = 0;
  #reportedRssBytes = 0;
  #isAlive = true;

  constructor(entry: ChildEntry, limits: ChildLimits) {
    this.#limits = limits;
    const { command, args, env } = launchOf(entry, limits.maxRssBytes);
    this.#process = spawn(command, args, {
      cwd: '/',
      env,
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    offerToBeKilledFirst(this.#process.pid);
    const { stdin, stderr, stdio } = this.#process;
    const answers = stdio[3];
    if (stdin === null || stderr === null || !(answers !== null && answers !== undefined && 'read' in answers)) {
      throw new SandboxUnavailable('the pipes to the sandbox are missing');
    }
    this.#input = stdin;
    this.#answers = answers;
    this.#ready = new Promise((resolve) => {
      this.#sayReady = resolve;
    });
    this.#listen(stderr);
  }

  /** Documents that were given to this child. */
  get documents(): number {
    return this.#documents;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Whether it keeps so much memory between documents that the next one would be short of it. */
  get isBloated(): boolean {
    const rssBytes = residentBytes(this.#process.pid) ?? this.#reportedRssBytes;
    return rssBytes > this.#limits.maxRssBytes * RESTING_SHARE;
  }

  /** Reads one document. One at a time. Throws {@link UnreadableDocument} or {@link SandboxUnavailable}. */
  async extract(received: Received): Promise<RawExtract> {
    this.#hold(true);
    try {
      await this.#started();
      return await this.#run(received);
    } finally {
      this.#hold(false);
    }
  }

  /** Ends the child now; the document that it was reading fails with `error`. */
  kill(error: Error): void {
    this.#isAlive = false;
    this.#fail(error);
    this.#process.kill('SIGKILL');
  }

  /** Waits until the process is gone. */
  async gone(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    // An idle child holds nobody up; whoever waits for its end has to be held.
    this.#process.ref();
    await once(this.#process, 'exit');
  }

  async #started(): Promise<void> {
    const abort = new AbortController();
    const late = delay(START_TIMEOUT_MS, 'late' as const, { signal: abort.signal }).catch(() => 'late' as const);
    const died = once(this.#process, 'exit', { signal: abort.signal }).then(
      () => 'died' as const,
      () => 'died' as const,
    );
    const outcome = this.#isAlive ? await Promise.race([this.#ready, late, died]) : 'died';
    abort.abort();
    if (outcome === undefined) return;
    const error = new SandboxUnavailable(`the sandbox did not start: ${outcome}`);
    this.kill(error);
    throw error;
  }

  #run(received: Received): Promise<RawExtract> {
    const header: JobHeader = {
      ...(received.fileName === undefined ? {} : { fileName: received.fileName }),
      ...(received.declaredFormat === undefined ? {} : { declaredFormat: received.declaredFormat }),
    };
    this.#documents += 1;
    this.#frames = new FrameReader(this.#limits.maxOutputBytes + OVERHEAD_BYTES);
    return new Promise((resolve, reject) => {
      this.#job = { blocks: [], resolve, reject, stopWatch: this.#watch() };
      for (const payload of [Buffer.from(JSON.stringify(header)), received.bytes]) {
        for (const piece of framed(payload)) this.#input.write(piece);
      }
    });
  }

  /** Starts the clocks of one document. */
  #watch(): () => void {
    const { timeoutMs } = this.#limits;
    const timeout = setTimeout(() => {
      this.kill(new UnreadableDocument('extraction-timeout', `reading the document takes longer than ${timeoutMs} ms`));
    }, timeoutMs);
    const memory = setInterval(() => this.#checkMemory(residentBytes(this.#process.pid) ?? 0), MEMORY_POLL_MS);
    return () => {
      clearTimeout(timeout);
      clearInterval(memory);
    };
  }

  #checkMemory(rssBytes: number): void {
    if (rssBytes > this.#limits.maxRssBytes) this.kill(new UnreadableDocument('extraction-memory', TOO_MUCH_MEMORY));
  }

  #listen(stderr: Readable): void {
    this.#answers.on('data', (chunk: Buffer) => this.#take(chunk));
    stderr.setEncoding('latin1');
    stderr.on('data', (text: string) => {
      this.#stderrTail = (this.#stderrTail + text).slice(-STDERR_TAIL_CHARS);
    });
    // A pipe that breaks is the end of the child, and that is what is looked at.
    for (const stream of [this.#input, this.#answers, stderr]) stream.on('error', () => {});
    this.#process.on('error', () => this.kill(new SandboxUnavailable('the sandbox could not be started')));
    this.#process.on('exit', (_code, signal) => void this.#exited(signal));
    this.#hold(false);
  }

  async #exited(signal: NodeJS.Signals | null): Promise<void> {
    this.#isAlive = false;
    if (this.#job === undefined) return;
    await Promise.race([once(this.#process, 'close'), delay(LAST_WORDS_MS)]);
    // Nobody here kills without an error, so that a SIGKILL from outside is the kernel's, for want of memory.
    const starved = signal === 'SIGKILL' || STARVED.test(this.#stderrTail);
    this.#fail(
      starved
        ? new UnreadableDocument('extraction-memory', TOO_MUCH_MEMORY)
        : new UnreadableDocument('parser-crashed', "the document can't be read: it breaks the reader for its format"),
    );
  }

  #take(chunk: Buffer): void {
    try {
      for (const frame of this.#frames.push(chunk)) {
        if (!this.#isAlive) return;
        this.#hear(parseMessage(frame));
      }
    } catch (error) {
      if (!(error instanceof FrameBudgetSpent)) throw error;
      this.kill(new UnreadableDocument('output-too-large', 'the document holds more text than is allowed'));
    }
  }

  #hear(message: Message | undefined): void {
    const job = this.#job;
    if (message?.kind === 'ready') {
      this.#sayReady();
      return;
    }
    if (message?.kind === 'memory') {
      this.#reportedRssBytes = message.rssBytes;
      this.#checkMemory(message.rssBytes);
      return;
    }
    if (message === undefined || job === undefined) {
      this.kill(new UnreadableDocument('parser-crashed', 'the document makes its reader answer nonsense'));
      return;
    }
    switch (message.kind) {
      case 'blocks':
        for (const block of message.blocks) job.blocks.push(block);
        return;
      case 'done': {
        const { format, title, findings } = message;
        this.#end();
        job.resolve({ format, ...(title === undefined ? {} : { title }), blocks: job.blocks, findings });
        return;
      }
      case 'refused': {
        const error = new UnreadableDocument(message.code, message.publicText);
        // Whatever broke a parser may have left it in pieces for the next document.
        if (message.code === 'parser-crashed' || message.code === 'extraction-memory') {
          this.kill(error);
          return;
        }
        this.#fail(error);
        return;
      }
      default: {
        const never: never = message;
        throw new TypeError(`unknown message ${JSON.stringify(never)}`);
      }
    }
  }

  #fail(error: Error): void {
    const job = this.#job;
    this.#end();
    job?.reject(error);
  }

  #end(): void {
    this.#job?.stopWatch();
    this.#job = undefined;
  }

  /** While a document is being read the parent waits; an idle child keeps nobody alive. */
  #hold(isHeld: boolean): void {
    const verb = isHeld ? 'ref' : 'unref';
    this.#process[verb]();
    for (const stream of [this.#input, this.#answers, this.#process.stderr]) {
      if (stream !== null && verb in stream) (stream as unknown as Record<'ref' | 'unref', () => void>)[verb]();
    }
  }
}
