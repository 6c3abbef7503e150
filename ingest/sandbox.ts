/**
 * Opens documents: every parser runs in a child process with bounded time, memory and output, and what it answers is checked.
 * Guarantees: a document that breaks, stalls or bloats its parser fails alone, with an `UnreadableDocument`; the others go on.
 * It takes environment, network, files outside the installation, processes and threads away, in layers that depend on the system:
 * `sandbox/launch.ts` says which.
 */
import type { RawExtract } from './formats/format.ts';
import { type ChildLimits, SandboxChild, SandboxUnavailable } from './sandbox/child-process.ts';
import { type ChildEntry, childEntry } from './sandbox/entry.ts';
import type { Extracted, Received } from './stages.ts';

export interface SandboxOptions extends ChildLimits {
  /** Children that read at the same time. Default 1. */
  readonly workers?: number;
  /** Documents after which a child makes room for a fresh one. Default 200. */
  readonly maxDocumentsPerChild?: number;
  /** Another child than the product's: for tests of the limits. */
  readonly entry?: ChildEntry;
}

export interface Sandbox {
  /** Reads a document. Throws `UnreadableDocument` (the document's fault) or `SandboxUnavailable` (ours). */
  extract(received: Received): Promise<Extracted>;
  /** Starts a child ahead, so that the first document doesn't wait for it. */
  warm(): void;
  /** Ends the children. Documents that are being read or wait fail with `SandboxUnavailable`. */
  close(): Promise<void>;
}

/** Limits that the largest file of every format fits in: 200,000 rows of a table, 2,000 pages of text. */
export const SANDBOX_DEFAULTS: ChildLimits = {
  timeoutMs: 30_000,
  maxRssBytes: 1024 * 1024 * 1024,
  maxOutputBytes: 64 * 1024 * 1024,
};

const DEFAULT_WORKERS = 1;
const DEFAULT_DOCUMENTS_PER_CHILD = 200;

export function createSandbox(options: SandboxOptions): Sandbox {
  return new ChildPool(options);
}

interface Waiting {
  readonly received: Received;
  readonly resolve: (extracted: Extracted) => void;
  readonly reject: (error: unknown) => void;
}

class ChildPool implements Sandbox {
  readonly #options: SandboxOptions;
  readonly #entry: ChildEntry;
  readonly #workers: number;
  readonly #maxDocuments: number;
  readonly #idle: SandboxChild[] = [];
  readonly #busy = new Set<SandboxChild>();
  readonly #waiting: Waiting[] = [];
  #isClosed = false;

  constructor(options: SandboxOptions) {
    this.#options = options;
    this.#entry = options.entry ?? childEntry('sandbox/child', import.meta.url);
    this.#workers = options.workers ?? DEFAULT_WORKERS;
    this.#maxDocuments = options.maxDocumentsPerChild ?? DEFAULT_DOCUMENTS_PER_CHILD;
  }

  extract(received: Received): Promise<Extracted> {
    if (this.#isClosed) return Promise.reject(new SandboxUnavailable('the sandbox is closed'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ received, resolve, reject });
      this.#next();
    });
  }

  warm(): void {
    if (this.#isClosed || this.#idle.length + this.#busy.size >= this.#workers) return;
    try {
      this.#idle.push(new SandboxChild(this.#entry, this.#options));
    } catch {
      // The next document tries again, and says what is wrong.
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const closed = new SandboxUnavailable('the sandbox is closed');
    for (const waiting of this.#waiting.splice(0)) waiting.reject(closed);
    const children = [...this.#idle.splice(0), ...this.#busy];
    for (const child of children) child.kill(closed);
    await Promise.all(children.map((child) => child.gone()));
  }

  #next(): void {
    if (this.#busy.size >= this.#workers) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    void this.#serve(waiting);
  }

  async #serve(waiting: Waiting): Promise<void> {
    let child: SandboxChild | undefined;
    try {
      child = this.#childToUse();
      this.#busy.add(child);
      waiting.resolve(brand(await child.extract(waiting.received)));
    } catch (error) {
      waiting.reject(error);
    } finally {
      if (child !== undefined) this.#release(child);
      this.#next();
    }
  }

  #childToUse(): SandboxChild {
    for (let child = this.#idle.pop(); child !== undefined; child = this.#idle.pop()) {
      if (child.isAlive) return child;
    }
    return new SandboxChild(this.#entry, this.#options);
  }

  #release(child: SandboxChild): void {
    this.#busy.delete(child);
    if (child.isAlive && (this.#isClosed || child.documents >= this.#maxDocuments || child.isBloated))
      child.kill(new SandboxUnavailable('the child is retired'));
    if (child.isAlive) this.#idle.push(child);
    // Whoever comes next waits for its start no longer than it has to. One that never read anything is not worth a try.
    else if (child.documents > 0) this.warm();
  }
}

/** INVARIANT: the one place that makes an `Extracted`. The messages behind `extract` were parsed one by one. */
function brand(extract: RawExtract): Extracted {
  return extract as Extracted;
}
