/**
 * Calls to a worker thread, whether the project runs from its sources or compiled. A thread that dies fails the calls that
 * wait for it and every later one; it keeps the process alive only while a call is under way.
 */
import { type MessagePort, parentPort, Worker } from 'node:worker_threads';

/** What travels to the thread. */
export interface Call<Request> {
  readonly id: number;
  readonly request: Request;
}

/** What comes back: an answer, or the message of what the handler threw. */
export type Return<Reply> = { readonly id: number } & ({ readonly reply: Reply } | { readonly error: string });

interface Waiting<Reply> {
  resolve(reply: Reply): void;
  reject(error: Error): void;
}

/** The thread is gone; nothing more can be asked of it. */
export class ThreadGone extends Error {
  constructor(cause: Error) {
    super(`a worker thread is gone: ${cause.message}`, { cause });
    this.name = 'ThreadGone';
  }
}

/** The caller's end of a thread. */
export class Thread<Request, Reply> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting<Reply>>();
  #nextId = 1;
  #failure: Error | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message: Return<Reply>) => this.#settle(message));
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => this.#fail(new Error('it stopped')));
    worker.unref();
  }

  /** Starts the module `./name` beside the module at `from` (its `import.meta.url`); resolves when it says that it is ready. */
  static start<Request, Reply>(name: string, from: string, workerData: unknown): Promise<Thread<Request, Reply>> {
    const worker = new Worker(entry(name, from), { workerData });
    return new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', () => {
        worker.off('error', reject);
        resolve(new Thread(worker));
      });
    });
  }

  /** Calls under way. */
  get load(): number {
    return this.#waiting.size;
  }

  get isGone(): boolean {
    return this.#failure !== undefined;
  }

  call(request: Request): Promise<Reply> {
    if (this.#failure) return Promise.reject(new ThreadGone(this.#failure));
    const id = this.#nextId++;
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, request } satisfies Call<Request>);
    });
  }

  async close(): Promise<void> {
    this.#failure ??= new Error('it was closed');
    // Without a reference the process could end before the thread has.
    this.#worker.ref();
    await this.#worker.terminate();
  }

  #settle(message: Return<Reply>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('reply' in message) waiting?.resolve(message.reply);
    else waiting?.reject(new Error(message.error));
  }

  #fail(cause: Error): void {
    this.#failure ??= cause;
    for (const { reject } of this.#waiting.values()) reject(new ThreadGone(cause));
    this.#waiting.clear();
  }
}

function entry(name: string, from: string): URL {
  if (!from.endsWith('.ts')) return new URL(`./${name}.js`, from);
  // Node 20 takes no loader for a worker from execArgv, so the thread's first module registers it.
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const module = JSON.stringify(new URL(`./${name}.ts`, from).href);
  return new URL(
    `data:text/javascript,${encodeURIComponent(`import { register } from ${loader}; register(); await import(${module});`)}`,
  );
}

/** The port to the caller, inside a thread. */
export function callerPort(): MessagePort {
  if (!parentPort) throw new Error('this module runs in a worker thread');
  return parentPort;
}

/** Tells the caller that the thread takes calls. */
export function sayReady(port: MessagePort): void {
  port.postMessage('ready');
}

/** Inside a thread: answers calls, each as soon as its handler is done with it. */
export function serve<Request, Reply>(handle: (request: Request) => Reply | Promise<Reply>): void {
  const port = callerPort();
  port.on('message', async ({ id, request }: Call<Request>) => {
    let message: Return<Reply>;
    try {
      message = { id, reply: await handle(request) };
    } catch (error) {
      message = { id, error: error instanceof Error ? error.message : 'unknown' };
    }
    port.postMessage(message);
  });
  sayReady(port);
}
