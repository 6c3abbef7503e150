/**
 * Makes the corpus of hidden text anew: `npx tsx test/corpus/hidden/make/make.ts [AREA…]`. Areas: web, pdf, office, raw. What other programs
 * write (LibreOffice, Chromium, qpdf) needs them installed; their files are kept as they are where they are not.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CORPUS_FOLDER } from '../../../support/hidden-corpus.ts';
import type { MadeFile } from './entry.ts';
import { calcFiles } from './office/calc.ts';
import { impressFiles } from './office/impress.ts';
import { writerFiles } from './office/writer.ts';
import { chromiumFiles } from './pdf/chromium.ts';
import { libraryPdfFiles } from './pdf/library.ts';
import { qpdfFiles } from './pdf/qpdf.ts';
import { rawDocxFiles } from './raw/docx.ts';
import { rawHtmlFiles } from './raw/html.ts';
import { rawMailFiles } from './raw/mail.ts';
import { rawPdfFiles } from './raw/pdf.ts';
import { rawPptxFiles } from './raw/pptx.ts';
import { rawTextFiles } from './raw/text.ts';
import { rawXlsxFiles } from './raw/xlsx.ts';
import { htmlFiles } from './web/html.ts';
import { mailFiles } from './web/mail.ts';
import { textFiles } from './web/text.ts';

const AREAS: Readonly<Record<string, () => Promise<readonly MadeFile[]>>> = {
  web: async () => [...htmlFiles(), ...textFiles(), ...mailFiles()],
  pdf: async () => [...(await libraryPdfFiles()), ...chromiumFiles(), ...qpdfFiles(), ...writerFiles(['pdf'])],
  office: async () => [...writerFiles(['docx']), ...calcFiles(), ...impressFiles()],
  raw: async () => [
    ...rawHtmlFiles(),
    ...rawTextFiles(),
    ...rawMailFiles(),
    ...rawPdfFiles(),
    ...rawDocxFiles(),
    ...rawXlsxFiles(),
    ...rawPptxFiles(),
  ],
};

const asked = process.argv.slice(2);
for (const [area, make] of Object.entries(AREAS)) {
  if (asked.length > 0 && !asked.includes(area)) continue;
  const files = await make();
  for (const { file, bytes } of files) {
    const path = join(CORPUS_FOLDER, 'files', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  const entries = files.map(({ bytes: _, ...entry }) => entry);
  writeFileSync(join(CORPUS_FOLDER, `${area}.json`), `${JSON.stringify(entries, null, 2)}\n`);
  process.stdout.write(`${area}: ${files.length} files\n`);
}
