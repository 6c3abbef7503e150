/**
 * What every format reader gives back, and the one error that it may throw.
 * A reader reads all of a document or refuses it: it never gives back a part silently. It knows nothing of entitlements,
 * of scores and of the catalogue. Readers run in the sandbox; nothing else should call them on bytes from outside.
 */
import type { Finding } from '../../filters/finding.ts';
import type { Block, Format } from '../stages.ts';

/** `Extracted` before the sandbox has checked it and given it the brand. */
export interface RawExtract {
  readonly format: Format;
  readonly title?: string;
  readonly blocks: readonly Block[];
  readonly findings: readonly Finding[];
}

/** One format's reader. Throws {@link UnreadableDocument}; anything else that it throws is a defect of the parser. */
export type Reader = (bytes: Uint8Array) => Promise<RawExtract>;

/** Why a document can't be read. Stable: these are part of the public contract. */
export const UNREADABLE_CODES = [
  'archive-too-large',
  'damaged-document',
  'empty-file',
  'encrypted-document',
  'extraction-memory',
  'extraction-timeout',
  'format-mismatch',
  'invalid-encoding',
  'invalid-header',
  'invalid-row-entitlement',
  'invalid-row-attribute',
  'unknown-column',
  'output-too-large',
  'parser-crashed',
  'ragged-row',
  'too-deeply-nested',
  'too-many-columns',
  'too-many-pages',
  'too-many-rows',
  'unsupported-format',
] as const;
export type UnreadableCode = (typeof UNREADABLE_CODES)[number];

/** The document is at fault, not the service. `publicText` is for the sender: it holds none of the document's text. */
export class UnreadableDocument extends Error {
  readonly code: UnreadableCode;
  readonly publicText: string;

  constructor(code: UnreadableCode, publicText: string) {
    super(`${code}: ${publicText}`);
    this.name = 'UnreadableDocument';
    this.code = code;
    this.publicText = publicText;
  }
}
