/**
 * What a file is, by its bytes: a format that is read here, text, or something else with a name for people.
 * Text comes before magic numbers: two letters at the start of a note (`BM`, `MZ`) do not make it a picture or a program.
 */
import { Buffer } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type';
import { isDecodable } from '../decode.ts';

export type ContentKind =
  | { readonly kind: 'pdf' | 'docx' | 'pptx' | 'xlsx' | 'text' }
  /** Locked Office files are not archives but the containers of old Office files. */
  | { readonly kind: 'locked-office' }
  /** `name` is what it was recognised as, for people; `undefined` when it is nothing that is known. */
  | { readonly kind: 'other'; readonly name: string | undefined };

const OLE_MAGIC = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const LOCKED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');

/** Kinds that are written in plain characters and are not what a person reads. */
const TEXTUAL_MAGIC: readonly (readonly [string, string])[] = [
  ['{\\rtf', 'rich text (RTF)'],
  ['%!PS', 'PostScript'],
];

/** Share of control characters in the beginning above which decodable bytes are not text. */
const MAX_CONTROL_SHARE = 0.1;
const HEAD_BYTES = 8 * 1024;

/** Recognises `bytes`. Looks at all of them only to tell text from other things. */
export async function contentKind(bytes: Uint8Array): Promise<ContentKind> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD_BYTES));
  const start = head.toString('latin1').replace(/^(?:\xef\xbb\xbf)?\s{0,16}/, '');
  if (start.startsWith('%PDF-')) return { kind: 'pdf' };
  for (const [magic, name] of TEXTUAL_MAGIC) if (start.startsWith(magic)) return { kind: 'other', name };
  if (head.subarray(0, OLE_MAGIC.length).equals(OLE_MAGIC)) {
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (all.includes(LOCKED_STREAM)) return { kind: 'locked-office' };
    return { kind: 'other', name: 'an Office file of the old kind (.doc, .xls, .ppt, .msg)' };
  }
  if (isDecodable(bytes) && controlShare(head) <= MAX_CONTROL_SHARE) return { kind: 'text' };
  return recognise(bytes);
}

async function recognise(bytes: Uint8Array): Promise<ContentKind> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (found === undefined) return { kind: 'other', name: undefined };
  // Any archive may be an Office document whose parts stand in an unusual order; the reader looks for the part that makes it one.
  const isZip = found.ext === 'zip';
  if (found.ext === 'docx' || found.ext === 'docm' || (isZip && names(bytes, 'word/document.xml')))
    return { kind: 'docx' };
  if (found.ext === 'xlsx' || found.ext === 'xlsm' || (isZip && names(bytes, 'xl/workbook.xml')))
    return { kind: 'xlsx' };
  if (found.ext === 'pptx' || found.ext === 'pptm' || (isZip && names(bytes, 'ppt/presentation.xml')))
    return { kind: 'pptx' };
  return { kind: 'other', name: `${found.ext.toUpperCase()} (${found.mime})` };
}

function names(bytes: Uint8Array, part: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(part);
}

/** Share of bytes that are control characters but tab, line ends, form feed, escape and backspace (manual pages overstrike). UTF-16 has many zeros and counts as none. */
function controlShare(head: Buffer): number {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return 0;
  let controls = 0;
  for (const byte of head) {
    if (
      byte < 0x20 &&
      byte !== 0x08 &&
      byte !== 0x09 &&
      byte !== 0x0a &&
      byte !== 0x0c &&
      byte !== 0x0d &&
      byte !== 0x1b
    )
      controls += 1;
  }
  return head.length === 0 ? 0 : controls / head.length;
}
