/** What the lists of tricks hold: one file each, told by what stands between paragraphs that are seen. `§` stands for the hidden sentence. */
import type { Part } from './ooxml.ts';
import type { RawPage } from './pdf-file.ts';

export interface DocxTrick {
  readonly name: string;
  /** Stands between two paragraphs that are seen. */
  readonly body: string;
  readonly styles?: string;
  /** Of the whole document. */
  readonly defaults?: string;
  readonly background?: string;
  readonly settings?: string;
  readonly section?: string;
  readonly parts?: readonly Part[];
  readonly rels?: NonNullable<Part['rels']>;
  readonly visible?: readonly string[];
}

export interface PageTrick {
  readonly name: string;
  readonly head?: string;
  /** Stands between two paragraphs that are seen. */
  readonly body: string;
  readonly visible?: readonly string[];
}

export interface PdfTrick extends RawPage {
  readonly name: string;
  readonly visible?: readonly string[];
  /** The sentence, where it isn't one of the payloads. */
  readonly says?: string;
}
