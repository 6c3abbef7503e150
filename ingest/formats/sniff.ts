/**
 * Decides which reader opens a file: by its content; name and declaration choose only among formats of plain text.
 * Guarantees: content that contradicts what the sender *declared*, or a name that promises a PDF or Office file over plain text, is
 * refused as `format-mismatch`; a name that is merely wrong is a finding; content of a kind that is not read is refused by name.
 */
import { excerpt, type Finding } from '../../filters/finding.ts';
import type { Format } from '../stages.ts';
import { decodeText } from './decode.ts';
import { UnreadableDocument } from './format.ts';
import { contentKind } from './sniff/content-kind.ts';
import { hasTags, mailHeaders, startsAsHtml, startsAsJsonLines } from './sniff/text-kind.ts';

export interface Sniffed {
  readonly format: Format;
  readonly findings: readonly Finding[];
}

const EXTENSIONS: ReadonlyMap<string, Format> = new Map([
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['mdown', 'markdown'],
  ['txt', 'text'],
  ['text', 'text'],
  ['log', 'text'],
  ['html', 'html'],
  ['htm', 'html'],
  ['xhtml', 'html'],
  ['pdf', 'pdf'],
  ['docx', 'docx'],
  ['docm', 'docx'],
  ['pptx', 'pptx'],
  ['pptm', 'pptx'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['xlsx', 'xlsx'],
  ['xlsm', 'xlsx'],
  ['eml', 'email'],
]);

/** How formats are called in messages. */
const NAMES: Record<Format, string> = {
  markdown: 'Markdown',
  text: 'plain text',
  html: 'HTML',
  pdf: 'PDF',
  docx: 'a Word document',
  pptx: 'a PowerPoint presentation',
  csv: 'CSV',
  jsonl: 'JSON Lines',
  xlsx: 'an Excel workbook',
  email: 'mail',
};

const BINARY: ReadonlySet<Format> = new Set(['pdf', 'docx', 'pptx', 'xlsx']);

/**
 * The format that `bytes` are read as, with a `format-mismatch` finding where the name or the declaration says another.
 * Throws `empty-file`, `unsupported-format`, `format-mismatch`, `encrypted-document` or `invalid-encoding`.
 */
export async function sniffFormat(bytes: Uint8Array, fileName?: string, declared?: Format): Promise<Sniffed> {
  if (bytes.length === 0) throw new UnreadableDocument('empty-file', 'the file is empty');
  const named = EXTENSIONS.get(extensionOf(fileName));
  const claim = declared ?? named;
  const content = await contentKind(bytes);
  switch (content.kind) {
    case 'pdf':
    case 'docx':
    case 'pptx':
    case 'xlsx':
      return settle(content.kind, claim, declared);
    case 'text':
      return settle(textFormat(bytes, claim, declared), claim, declared);
    case 'locked-office':
      throw new UnreadableDocument('encrypted-document', 'the Office document is locked with a password');
    case 'other':
      return refuse(bytes, content.name, claim, declared);
    default: {
      const never: never = content;
      throw new TypeError(`unknown content ${JSON.stringify(never)}`);
    }
  }
}

/** The text-like format of a text: its claim, as far as its content bears that out. */
function textFormat(bytes: Uint8Array, claim: Format | undefined, declared: Format | undefined): Format {
  if (claim !== undefined && BINARY.has(claim)) throw mismatch('text', claim, declared);
  const text = decodeText(bytes);
  if (text.trim() === '') throw new UnreadableDocument('empty-file', 'the file holds nothing but white space');
  const mail = mailHeaders(text);
  if (claim === 'email') return mail === 'none' ? 'text' : 'email';
  if (claim === 'html') return mail === 'sent' ? 'email' : hasTags(text) ? 'html' : 'text';
  if (startsAsHtml(text)) return 'html';
  // A text that looks like a mail as sent may hold encoded parts, which are only read as what they are by a mail reader.
  if (mail === 'sent') return 'email';
  // A name decides between formats of plain text, but no CSV begins with objects of JSON, and a text without a name has to be something.
  if ((claim === undefined || claim === 'csv') && startsAsJsonLines(text)) return 'jsonl';
  return claim ?? 'text';
}

function settle(format: Format, claim: Format | undefined, declared: Format | undefined): Sniffed {
  if (claim === undefined || claim === format) return { format, findings: [] };
  if (declared !== undefined && (BINARY.has(format) || BINARY.has(declared))) throw mismatch(format, claim, declared);
  const said = declared === undefined ? 'the name says' : 'it was sent as';
  const seen = excerpt(`${said} ${NAMES[claim]}; the content is ${NAMES[format]}, and was read as that`);
  return { format, findings: [{ technique: 'format-mismatch', severity: 'medium', where: 'file', excerpt: seen }] };
}

function refuse(
  bytes: Uint8Array,
  name: string | undefined,
  claim: Format | undefined,
  declared: Format | undefined,
): never {
  if (name !== undefined) {
    throw new UnreadableDocument('unsupported-format', `the content is ${name}, which can't be read`);
  }
  if (claim !== undefined && BINARY.has(claim)) {
    const said = declared === undefined ? 'the name says' : 'it was sent as';
    throw new UnreadableDocument('format-mismatch', `${said} ${NAMES[claim]}, but the content is not`);
  }
  // Sent as text: say where it stops being text, if that is what is wrong with it.
  if (claim !== undefined) decodeText(bytes);
  throw new UnreadableDocument('unsupported-format', 'the content is of no kind that is known');
}

function mismatch(format: Format, claim: Format, declared: Format | undefined): UnreadableDocument {
  const said = declared === undefined ? 'the name says' : 'it was sent as';
  return new UnreadableDocument('format-mismatch', `${said} ${NAMES[claim]}, but the content is ${NAMES[format]}`);
}

function extensionOf(fileName: string | undefined): string {
  return /\.([A-Za-z0-9]{1,10})$/.exec(fileName ?? '')?.[1]?.toLowerCase() ?? '';
}
