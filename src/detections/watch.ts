/**
 * Looks at documents that have just been taken in, and at what is in answers, for signs of poisoning, one after the other, while nobody waits. Guarantees that nothing here
 * delays or fails an ingest or a question: it has its own queues, which are bounded, and a bounded time for each document; what fails, and what
 * there was no room for, is told in the log. It is for one process, and what waits when that ends is not looked at.
 */
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { findStuffing } from '../../filters/poisoning/stuffing.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { findBrought, raiseDetection, restateDetection } from '../catalog/detections.ts';
import { GuardFailed } from '../catalog/store.ts';
import type { Embedder, Vector } from '../embedding/port.ts';
import type { Logger } from '../logger.ts';
import { AnswerCounts, type AnsweredPassage } from './answer-counts.ts';
import { BURST_WINDOW_MS, findBurst } from './bursts.ts';
import { type Seen, severityOf } from './detection.ts';
import { GeneralQuestions, type JudgedPassage, WorkspaceHubs } from './workspace-hubs.ts';

interface Version {
  readonly workspace: string;
  readonly documentId: string;
  readonly generation: number;
}

/** A version that is served from now on. */
export interface TakenIn extends Version {
  readonly text: string;
  readonly passages: readonly JudgedPassage[];
}

/** Answers that wait, and those after which it is looked for passages that are in too many. */
const MAX_ANSWERS_WAITING = 256;
const JUDGED_EVERY = 16;
/** Documents that wait, and characters that are kept of each. */
const MAX_WAITING = 64;
const MAX_LENGTH = 1 << 18;
const MAX_DOCUMENT_MS = 1_000;
/** Workspaces of which something is remembered. */
const MAX_WORKSPACES = 64;

/** A question that was answered. */
export interface AnsweredQuestion {
  readonly workspace: string;
  readonly by: string;
  /** Absent: its model sees nothing in it. */
  readonly vector: Vector | undefined;
}

interface Answered extends AnsweredQuestion {
  readonly vector: Vector;
  readonly passages: readonly AnsweredPassage[];
}

/** What is remembered of a workspace. */
interface Remembered {
  readonly hubs: WorkspaceHubs;
  readonly answers: AnswerCounts;
  answered: number;
}

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
  readonly #workspaces = new Map<string, Remembered>();
  readonly #waiting: TakenIn[] = [];
  readonly #answers: Answered[] = [];
  #working: Promise<void> | undefined;
  #isClosed = false;

  constructor(catalog: Catalog, embedder: Embedder, logger: Logger) {
    this.#catalog = catalog;
    this.#embedder = embedder;
    this.#logger = logger;
    this.#general = new GeneralQuestions(embedder);
  }

  /**
   * A question that somebody asked, and what they were given. Its direction is remembered, with the ids of the passages, some time: nothing is worked out
   * here. Never throws. What there is no room for is not counted.
   */
  answered({ workspace, by, vector }: AnsweredQuestion, passages: readonly AnsweredPassage[]): void {
    if (this.#isClosed || vector === undefined || this.#answers.length >= MAX_ANSWERS_WAITING) return;
    const named = passages.map(({ chunkId, documentId, generation, ordinal }) => ({
      ...{ chunkId, documentId, generation, ordinal },
    }));
    this.#answers.push({ workspace, by, vector, passages: named });
    this.#begin();
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
    this.#begin();
  }

  #begin(): void {
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
    this.#answers.length = 0;
    await this.settled();
  }

  async #work(): Promise<void> {
    while (this.#waiting.length + this.#answers.length > 0) {
      // Not in the turn of whoever took it in, or asked.
      await nextTurn();
      const answered = this.#answers.shift();
      if (answered) await this.#count(answered);
      const next = this.#waiting.shift();
      if (next) await this.#lookAt(next);
    }
  }

  async #lookAt(document: TakenIn): Promise<void> {
    const { documentId } = document;
    const startMs = performance.now();
    const isOver = () => this.#isClosed || performance.now() - startMs > MAX_DOCUMENT_MS;
    for (const look of [this.#stuffing, this.#burst, this.#hub]) {
      if (isOver()) break;
      try {
        const found = await look.call(this, document, isOver);
        if (found) await this.#raise(document, found);
      } catch (err) {
        this.#logger.error({ err, documentId }, 'a document could not be looked at for signs of poisoning');
      }
    }
  }

  async #count({ workspace, by, vector, passages }: Answered): Promise<void> {
    try {
      const remembered = this.#of(workspace);
      remembered.hubs.asked(vector, by);
      remembered.answers.add(vector, by, passages);
      remembered.answered += 1;
      if (remembered.answered % JUDGED_EVERY !== 0) return;
      if (!remembered.answers.isEnough) return;
      const { alikeFrom } = await this.#general.learned();
      for (const { passage, seen } of await remembered.answers.judge(alikeFrom))
        await this.#raise({ workspace, ...passage }, { seen, about: passage.documentId });
    } catch (err) {
      this.#logger.error({ err }, 'an answer could not be looked at for signs of poisoning');
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
    const seen = await this.#of(workspace).hubs.judge(this.#catalog, workspace, documentId, passages, isOver);
    return seen && { seen, about: documentId };
  }

  async #raise({ workspace, documentId, generation }: Version, found: Found): Promise<void> {
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

  #of(workspace: string): Remembered {
    const known = this.#workspaces.get(workspace) ?? {
      hubs: new WorkspaceHubs(this.#embedder, this.#general),
      answers: new AnswerCounts(),
      answered: 0,
    };
    this.#workspaces.delete(workspace);
    this.#workspaces.set(workspace, known);
    const [oldest] = this.#workspaces.keys();
    if (this.#workspaces.size > MAX_WORKSPACES && oldest !== undefined) this.#workspaces.delete(oldest);
    return known;
  }
}
