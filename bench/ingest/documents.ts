/** What reading is measured on: the documents of the example company, and long ones made here. */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import PDFDocument from 'pdfkit';
import { MANIFEST_NAME } from '../../ingest/manifest.ts';
import { randomFrom } from '../corpus/random.ts';

export interface BenchFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const HARBOR = fileURLToPath(new URL('../../examples/harbor/documents', import.meta.url));
const WORDS =
  'the harbour office keeps records of every parcel that arrives late or damaged and answers within days'.split(' ');

/** Every document of the example company. */
export async function harborFiles(): Promise<readonly BenchFile[]> {
  const names = (await readdir(HARBOR, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name !== MANIFEST_NAME)
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(names.map(async (path) => ({ name: path.slice(HARBOR.length + 1), bytes: await readFile(path) })));
}

/** Those with a name that ends in `.extension`. */
export function ofKind(files: readonly BenchFile[], extension: string): readonly BenchFile[] {
  return files.filter(({ name }) => extname(name) === `.${extension}`);
}

/** A report of `pages` full pages: running text, a heading and a table on each. */
export async function longPdf(pages: number): Promise<BenchFile> {
  const document = new PDFDocument({ autoFirstPage: false, size: 'A4' });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  const text = writer();
  for (let page = 1; page <= pages; page += 1) {
    document.addPage();
    document.font('Helvetica-Bold').fontSize(14).text(`Section ${page}`);
    document.font('Times-Roman').fontSize(10);
    for (let paragraph = 0; paragraph < 6; paragraph += 1) document.moveDown(0.5).text(text(80));
    for (let row = 0; row < 8; row += 1) {
      const y = 620 + row * 14;
      document.rect(72, y - 2, 450, 14).stroke();
      for (let column = 0; column < 4; column += 1) {
        document.text(text(2), 76 + column * 112, y, { width: 108, lineBreak: false });
      }
    }
  }
  document.end();
  await ended;
  return { name: `generated, ${pages} pages`, bytes: Buffer.concat(chunks) };
}

/** A Word document of about `pages` pages. */
export async function longDocx(pages: number): Promise<BenchFile> {
  const text = writer();
  const children = Array.from({ length: pages }, (_, page) => [
    new Paragraph({ text: `Section ${page + 1}`, heading: HeadingLevel.HEADING_1 }),
    ...Array.from(
      { length: 6 },
      () =>
        new Paragraph({
          children: [new TextRun(text(40)), new TextRun({ text: text(6), bold: true }), new TextRun(` ${text(34)}`)],
        }),
    ),
    new Table({
      rows: Array.from(
        { length: 6 },
        () =>
          new TableRow({
            children: Array.from({ length: 4 }, () => new TableCell({ children: [new Paragraph(text(2))] })),
          }),
      ),
    }),
  ]).flat();
  return {
    name: `generated, ${pages} pages`,
    bytes: await Packer.toBuffer(new Document({ sections: [{ children }] })),
  };
}

function writer(): (words: number) => string {
  const random = randomFrom(7);
  return (words) => Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)] ?? '').join(' ');
}
