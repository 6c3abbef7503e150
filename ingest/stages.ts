/**
 * What the steps of the way in hand to each other: `Received → Extracted → Sanitized → Chunked → Scored → Labelled`.
 * INVARIANT: each brand is given out by one function only, the step that makes the type, so that a pipeline which
 * leaves a step out does not compile.
 */
import type { Sensitive } from '../filters/dlp/kinds.ts';
import type { Finding } from '../filters/finding.ts';
import type { RiskScore, Thresholds } from '../filters/injection/classifier.ts';
import type { MarkedRisk } from '../filters/injection/neutralize.ts';

/** The formats that are read today. */
export const FORMATS = ['markdown', 'text', 'html', 'pdf', 'docx', 'pptx', 'csv', 'jsonl', 'xlsx', 'email'] as const;
export type Format = (typeof FORMATS)[number];

/** Where a piece of a document stands, for people and for answers. Pages (slides, too), lines and rows count from 1; row 1 is the first below the header. */
export interface Locator {
  readonly page?: number;
  readonly line?: number;
  readonly row?: number;
  /** Part of a mail or container: `subject`, `body`, an attachment's name, a sheet's name. */
  readonly part?: string;
  /** Titles of the headings above, outermost first. */
  readonly headings?: readonly string[];
}

/** Why a person looking at the document would not see a run. */
export interface Hidden {
  /** Stable kebab-case name, such as `css-display-none`. */
  readonly technique: string;
  /** How deliberate the hiding is. Wording that speaks to a model raises it later. */
  readonly severity: Finding['severity'];
  /** Where exactly, in the terms of the format: a box on the page in points, a path in the XML, a selector. At most {@link MAX_HIDDEN_NOTE}. */
  readonly place?: string;
  /** Why it is not seen, for an analyst: `contrast 1.00 with what is painted behind it`. At most {@link MAX_HIDDEN_NOTE}. Holds no text of the document. */
  readonly why?: string;
}

/** Longest `place` and `why`, in UTF-16 units. */
export const MAX_HIDDEN_NOTE = 200;

/** A stretch of text of one visibility. */
export interface Run {
  readonly text: string;
  readonly hidden?: Hidden;
}

/** A structural piece of a document, in reading order. */
export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'list-item' | 'code' | 'quote' | 'table' | 'row';
  /** 1 to 6, for headings. */
  readonly level?: number;
  readonly runs: readonly Run[];
  readonly locator: Locator;
  /** For `row`: header → cell, as they stand in the file. `runs` then hold the rendering `header: cell` by line. */
  readonly cells?: Readonly<Record<string, string>>;
}

/** A file as it arrived; its bytes are durable by the time this exists. */
export interface Received {
  readonly bytes: Uint8Array;
  /** Name as sent, for the sniffer and for scoring; never a path on this machine. */
  readonly fileName?: string;
  /** What the sender says it is; contents decide. */
  readonly declaredFormat?: Format;
}

declare const extracted: unique symbol;
/** The document's text with the visibility of every run. Made by `ingest/sandbox.ts` alone. */
export interface Extracted {
  readonly [extracted]: true;
  readonly format: Format;
  /** Title that the file itself states (PDF Info, `<title>`, mail subject, first heading). */
  readonly title?: string;
  readonly blocks: readonly Block[];
  readonly findings: readonly Finding[];
}

/** A block as a person would read it: hidden runs cut, invisible characters out. */
export interface CleanBlock {
  readonly kind: Block['kind'];
  readonly level?: number;
  readonly text: string;
  readonly locator: Locator;
  /** For `row`: column → value, clean. `text` is their rendering. */
  readonly cells?: Readonly<Record<string, string>>;
  /** For `row`: where the values stand in `text`, in order and without overlaps. */
  readonly spans?: readonly CellSpan[];
}

/** What was cut, for the analyst alone. */
export interface Removed {
  readonly technique: string;
  readonly severity: Finding['severity'];
  /** For people: `page 3`, `row 12`. */
  readonly where: string;
  readonly text: string;
  /** See {@link Hidden}. */
  readonly place?: string;
  readonly why?: string;
  /** Where it stood: offset into the document's clean text (its blocks joined by a blank line). Absent for what is not in the text at all, names for example. */
  readonly at?: number;
}

/** Between two blocks in a document's text. */
export const BLOCK_SEPARATOR = '\n\n';

declare const sanitized: unique symbol;
/** Text that a person looking at the document would see. Made by `ingest/sanitize/sanitize.ts` alone. */
export interface Sanitized {
  readonly [sanitized]: true;
  readonly format: Format;
  readonly title?: string;
  readonly blocks: readonly CleanBlock[];
  readonly findings: readonly Finding[];
  readonly removed: readonly Removed[];
}

/** A passage to be indexed. `start` and `end` are UTF-16 offsets into the document's text, which is its blocks joined by a blank line. */
export interface Chunk {
  readonly ordinal: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly locator: Locator;
  /**
   * What `text` can't be understood without and does not hold: the header of the table that it goes on with, the line that leads its list in, the
   * name of the column whose value was cut. It stands earlier in the document, and is never a value of a row.
   */
  readonly context?: string;
  /** Where `context` begins in the document's text. */
  readonly contextStart?: number;
  /** For a row of a table. A chunk never holds two rows. */
  readonly row?: TableRow;
  /** For a row of a table: where the value of each column stands in `text`, in order and without overlaps. */
  readonly cells?: readonly CellSpan[];
}

export interface TableRow {
  /** Counts the rows of the document from 0: sheets number theirs anew, this does not. */
  readonly index: number;
  /** As people count, in its sheet. */
  readonly number: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** Where the value of a column, or a part of it, stands in a chunk: UTF-16 offsets into the chunk's text. */
export interface CellSpan {
  readonly column: string;
  readonly start: number;
  readonly end: number;
}

declare const chunked: unique symbol;
/** The document cut into passages. Made by `ingest/chunk.ts` alone. */
export interface Chunked {
  readonly [chunked]: true;
  readonly format: Format;
  readonly title?: string;
  readonly text: string;
  readonly chunks: readonly Chunk[];
  readonly findings: readonly Finding[];
  readonly removed: readonly Removed[];
}

/** A chunk with its risk, its own text and what the document's metadata adds to it. */
export interface MarkedChunk extends Chunk {
  readonly risk: MarkedRisk;
}

/** The same, with what is sensitive in it. */
export interface ScoredChunk extends MarkedChunk {
  /** Credentials and personal data in its text. What begins in another passage has its part here. */
  readonly sensitive: readonly Sensitive[];
}

declare const scored: unique symbol;
/** Every text that could ever leave has a score. Made by `ingest/score.ts` alone. */
export interface Scored {
  readonly [scored]: true;
  readonly format: Format;
  readonly title: string;
  readonly text: string;
  readonly chunks: readonly ScoredChunk[];
  /** Judgement of title, file name, uri and attribute values together. */
  readonly metadataRisk: RiskScore;
  readonly findings: readonly Finding[];
  readonly removed: readonly Removed[];
  /** `id@version` of the classifier. */
  readonly scoredBy: string;
  /** By which scores became verdicts. */
  readonly thresholds: Thresholds;
}
