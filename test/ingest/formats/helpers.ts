/** What the tests of the readers share: seeing a document's text as a person would, and making small real files. */
import { deflateRawSync } from 'node:zlib';
import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import PDFDocument from 'pdfkit';
import type { RawExtract } from '../../../ingest/formats/format.ts';

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Kind and visible text of every block that has some. */
export function shown(extract: RawExtract): [kind: string, text: string][] {
  return extract.blocks
    .map((block): [string, string] => [
      block.kind,
      block.runs.map((run) => (run.hidden === undefined ? run.text : '')).join(''),
    ])
    .filter(([, text]) => text !== '');
}

/** Technique and text of every hidden run. */
export function hidden(extract: RawExtract): [technique: string, text: string][] {
  return extract.blocks.flatMap((block) =>
    block.runs.flatMap((run): [string, string][] =>
      run.hidden === undefined ? [] : [[run.hidden.technique, run.text]],
    ),
  );
}

/** The code and public text of the error that a promise fails with; fails itself when it does not. */
export async function refusalOf(promise: Promise<unknown>): Promise<{ code: unknown; text: string }> {
  try {
    await promise;
  } catch (error) {
    const { code, publicText } = error as { code?: unknown; publicText?: unknown };
    return { code, text: String(publicText) };
  }
  throw new Error('the document was not refused');
}

/** A PDF with a page for each list of lines. */
export async function makePdf(
  pages: readonly (readonly string[])[],
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Uint8Array> {
  const document = new PDFDocument({ autoFirstPage: false, ...options });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  for (const lines of pages) {
    document.addPage();
    for (const line of lines) document.text(line);
  }
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** A Word document with a title, a heading, a paragraph, a list and a table. */
export async function makeDocx(): Promise<Uint8Array> {
  const row = (...cells: string[]) =>
    new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) });
  return Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            new Paragraph({ text: 'Travel policy', heading: HeadingLevel.TITLE }),
            new Paragraph({ text: 'Trains', heading: HeadingLevel.HEADING_2 }),
            new Paragraph('Second class, booked early.'),
            new Paragraph({ text: 'Keep the ticket', bullet: { level: 0 } }),
            new Table({ rows: [row('Route', 'Price'), row('Kiel', '44.40')] }),
          ],
        },
      ],
    }),
  );
}

export interface ZipEntry {
  readonly name: string;
  /** Content before it is packed. */
  readonly data?: Uint8Array;
  /** Content that is packed already, with the size that the archive states for it. */
  readonly packed?: { readonly bytes: Uint8Array; readonly statedSize: number };
  readonly isLocked?: boolean;
}

/** A ZIP archive, byte by byte, so that it can lie. Checksums are left out: no reader here looks at them. */
export function makeZip(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = entry.data ?? new Uint8Array();
    const body = Buffer.from(entry.packed?.bytes ?? deflateRawSync(data));
    const name = Buffer.from(entry.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(entry.isLocked === true ? 1 : 0, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(body.length, 14);
    fields.writeUInt32LE(entry.packed?.statedSize ?? data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, name, body]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), fields, tail, name]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
