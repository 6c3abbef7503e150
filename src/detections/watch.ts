/**
 * Looks at documents that have just been taken in for signs of poisoning, one after the other, while nobody waits. Guarantees that nothing here
 * delays or fails an ingest or a question: it has its own queue, which is bounded, and a bounded time for each document; what fails, and what
 * there was no room for, is told in the log. It is for one process, and what waits when that ends is not looked at.
 */
import { randomUUID } from 'node:crypto';
import { findStuffing } from '../../filters/poisoning/stuffing.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { findBrought, raiseDetection, restateDetection } from '../catalog/detections.ts';
import { GuardFailed } from '../catalog/store.ts';
import type { Embedder, Vector } from '../embedding/port.ts';
import type { Logger } from '../logger.ts';
import { BURST_WINDOW_MS, findBurst } from './bursts.ts';
import { type Seen, severityOf } from './detection.ts';
import { GeneralQuestions, type JudgedPassage, WorkspaceHubs } from './workspace-hubs.ts';

/** A version that is served from now on. */
export interface TakenIn {
  readonly workspace: string;
  readonly documentId: string;
  readonly generation: number;
  readonly text: string;
  readonly passages: readonly JudgedPassage[];
}

/** Documents that wait, and characters that are kept of each. */
const MAX_WAITING = 64;
const MAX_LENGTH = 1 << 18;
const MAX_DOCUMENT_MS = 1_000;
/** Workspaces of which something is remembered. */
const MAX_WORKSPACES = 64;

interface Found {
  readonly seen: Seen;
  readonly about: string;
  readonly quietSinceMs?: number;
}

export class Watch {
  readonly #catalog: Catalog;
  readonly #embedder: Embedder;
  readonly #logger: Logger;
  readonly #general: GeneralQuestions;
  readonly #hubs = new Map<string, WorkspaceHubs>();
  readonly #waiting: TakenIn[] = [];
  #working: Promise<void> | undefined;
  #isClosed = false;

  constructor(catalog: Catalog, embedder: Embedder, logger: Logger) {
    this.#catalog = catalog;
    this.#embedder = embedder;
    this.#logger = logger;
    this.#general = new GeneralQuestions(embedder);
  }

  /** A question that somebody asked: its direction alone is remembered. Never throws. */
  asked(workspace: string, by: string, vector: Vector | undefined): void {
    try {
      if (vector !== undefined) this.#hubsOf(workspace).asked(vector, by);
    } catch (err) {
      this.#logger.error({ err }, 'a question could not be remembered');
    }
  }

  /** A document to be looked at, some time. Never throws. */
  takenIn(document: TakenIn): void {
    const { documentId, text } = document;
    if (this.#isClosed) return;
    if (this.#waiting.length >= MAX_WAITING) {
      this.#logger.warn(
        { documentId },
        'too many documents wait to be looked at for signs of poisoning: this one is not',
      );
      return;
    }
    this.#waiting.push({ ...document, text: text.slice(0, MAX_LENGTH) });
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  /** Waits until nothing waits. */
  async settled(): Promise<void> {
    while (this.#working !== undefined) await this.#working;
  }

  /** Waits for the document that is looked at, and leaves the others. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting.length = 0;
    await this.settled();
  }

  async #work(): Promise<void> {
    // Not in the turn of whoever took it in.
    await Promise.resolve();
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const { documentId } = next;
      const startMs = performance.now();
      const isOver = () => this.#isClosed || performance.now() - startMs > MAX_DOCUMENT_MS;
      for (const look of [this.#stuffing, this.#burst, this.#hub]) {
        if (isOver()) break;
        try {
          const found = await look.call(this, next, isOver);
          if (found) await this.#raise(next, found);
        } catch (err) {
          this.#logger.error({ err, documentId }, 'a document could not be looked at for signs of poisoning');
        }
      }
    }
  }

  async #stuffing({ text, documentId }: TakenIn): Promise<Found | undefined> {
    const signals = findStuffing(text);
    return signals.length === 0 ? undefined : { seen: { kind: 'stuffed-text', signals }, about: documentId };
  }

  async #burst(document: TakenIn): Promise<Found | undefined> {
    const nowMs = Date.now();
    const found = await findBurst(this.#catalog, document, nowMs);
    return found && { seen: found.seen, about: found.cluster, quietSinceMs: nowMs - BURST_WINDOW_MS };
  }

  async #hub({ workspace, documentId, passages }: TakenIn, isOver: () => boolean): Promise<Found | undefined> {
    const seen = await this.#hubsOf(workspace).judge(this.#catalog, workspace, documentId, passages, isOver);
    return seen && { seen, about: documentId };
  }

  async #raise({ workspace, documentId, generation }: TakenIn, found: Found): Promise<void> {
    const brought = await findBrought(this.#catalog, documentId, generation);
    if (brought === undefined) return;
    const { seen, about } = found;
    const detectionId = randomUUID();
    const { broughtBy } = brought;
    const said = { detectionId, documentId, generation, broughtBy, severity: severityOf(seen), ...seen };
    const event = { id: randomUUID(), workspace, kind: 'detection.raised', detail: said } as const;
    try {
      await this.#catalog.store.commit(raiseDetection({ ...brought, ...found, detectionId, nowMs: Date.now(), event }));
      this.#logger.warn({ detectionId, documentId, kind: seen.kind }, 'a document shows signs of poisoning');
    } catch (error) {
      if (!(error instanceof GuardFailed)) throw error;
      if (error.reason === 'too-many-open')
        this.#logger.warn({ documentId, kind: seen.kind }, 'too many detections are open: this one is not kept');
      if (error.reason === 'told-before' && seen.kind === 'near-duplicate-burst')
        await this.#catalog.store.commit(restateDetection(workspace, about, seen));
    }
  }

  #hubsOf(workspace: string): WorkspaceHubs {
    const known = this.#hubs.get(workspace) ?? new WorkspaceHubs(this.#embedder, this.#general);
    this.#hubs.delete(workspace);
    this.#hubs.set(workspace, known);
    const [oldest] = this.#hubs.keys();
    if (this.#hubs.size > MAX_WORKSPACES && oldest !== undefined) this.#hubs.delete(oldest);
    return known;
  }
}
