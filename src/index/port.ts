/**
 * The port to an index of passages. An index is derived from the catalogue and can be rebuilt; it finds, it does not decide.
 *
 * Guarantees of every adapter: a search finds only what meets the plan's condition, in order of relevance, without
 * duplicates; `put` replaces what the generation had; every call is idempotent; workspaces share no statistics; all vectors are of
 * one model: who has another is refused, whatever it asks or brings, until the index is built anew for it.
 */
import type { Attributes } from '../../entitlements/attributes.ts';
import type { Labels } from '../../entitlements/condition.ts';
import type { Plan } from '../../entitlements/plan.ts';
import type { Vector } from '../embedding/port.ts';

/** A passage as an index keeps it. */
export interface IndexEntry {
  readonly chunkId: string;
  readonly resourceId: string;
  readonly title: string;
  /** Headings above the passage, outermost first. */
  readonly headings: readonly string[];
  /** What the passage can't be understood without and does not hold: the header of the table that it goes on with. */
  readonly context?: string;
  readonly text: string;
  readonly labels: Labels;
  /** Of its document or row. */
  readonly attributes: Attributes;
}

/** A passage with its vector; `undefined` when its model sees nothing in it, and words alone find it. */
export interface EmbeddedEntry extends IndexEntry {
  readonly vector: Vector | undefined;
}

/** A question as an index is asked: in words, and by the direction that they have in the model whose vectors it holds. */
export interface EmbeddedQuestion {
  readonly text: string;
  readonly vector: Vector | undefined;
}

declare const hit: unique symbol;
/** Something that was found. It names a chunk and says nothing of it: text comes from the catalogue, through the recheck. */
export interface Hit {
  readonly [hit]: true;
  readonly chunkId: string;
}

/** What can change after a passage was indexed: all that is said of its document or row. */
export interface ResourceLabels {
  readonly labels: Omit<Labels, 'risk' | 'score'>;
  readonly attributes: Attributes;
}

/** A passage as an index tells of it. What it has lost, or has in a form that is none, is `undefined`. */
export interface IndexedPassage {
  readonly chunkId: string;
  readonly documentId: string;
  readonly generation: number;
  readonly resourceId: string;
  readonly labels: Labels | undefined;
  readonly attributes: Attributes | undefined;
  /** Whether it can be found by its words; of a passage without any, an index may say either. */
  readonly hasWords: boolean;
  readonly hasVector: boolean;
}

/** Which passages are listed. */
export interface Listing {
  /** Absent: those of all documents. */
  readonly documentId?: string;
  /** `next` of the page before; absent for the first. */
  readonly after?: string | undefined;
  /** Of a page; at least 1. */
  readonly limit: number;
}

export interface IndexedPage {
  readonly passages: readonly IndexedPassage[];
  /** Where the next page begins; `undefined` when there is none. */
  readonly next: string | undefined;
}

/** Which generations of a document. */
export type Generations = { readonly only: number } | { readonly before: number } | 'all';

/** Passages as an index keeps them. Who writes has the catalogue, which is the truth. */
export interface PassageStore {
  /** Replaces what the index has of this generation. All or nothing. */
  put(workspace: string, documentId: string, generation: number, entries: readonly EmbeddedEntry[]): Promise<void>;
  /** Sets the labels and attributes of a document's passages, by resource. */
  relabel(workspace: string, documentId: string, labels: ReadonlyMap<string, ResourceLabels>): Promise<void>;
  /** Removes a document's passages of these generations. */
  remove(workspace: string, documentId: string, which: Generations): Promise<void>;
  /** How many passages the index has of a workspace. */
  count(workspace: string): Promise<number>;
  /**
   * A page of what the index has, in an order of its own. What is there all the while is listed once; what is there twice, twice. A page may
   * be shorter than `limit`, and yet not be the last.
   */
  list(workspace: string, listing: Listing): Promise<IndexedPage>;
}

/** An index that is built beside the one that is searched, for the model of who builds it, whatever the other is for. */
export interface Rebuild {
  /** Whether it goes on with what was left of an earlier one. */
  readonly isResumed: boolean;
  /** What is being built: nobody is answered from it. */
  readonly beside: PassageStore;
  /**
   * Puts it in the place of the one that is searched, which is forgotten, with whatever others wrote to that one meanwhile. A search is
   * answered from one of them, never from both. Where it was cut short it can be done again.
   */
  switchOver(): Promise<void>;
  /** What was not switched over is left to be gone on with. */
  close(): Promise<void>;
}

export interface VectorIndex extends PassageStore {
  /**
   * The best `limit` passages under the plan, most relevant first: by words and by vectors, both under the plan's condition, fused by rank.
   * Fewer than `limit` means that there are no more.
   */
  search(plan: Plan, question: EmbeddedQuestion, limit: number): Promise<readonly Hit[]>;
  /**
   * Begins to build the whole index anew, or goes on where an earlier build was interrupted; with `restart`, what that one left is thrown
   * away. One at a time: the caller sees to it.
   */
  rebuild(options: { readonly restart: boolean }): Promise<Rebuild>;
  /** Whether searches can be answered now. */
  isReady(): boolean;
  close(): Promise<void>;
}
