/** Every technique of hiding that is known, by name: for reports and for the documentation. */
import { CSV_TECHNIQUES } from './formats/csv/techniques.ts';
import { DOCX_TECHNIQUES } from './formats/docx/techniques.ts';
import { MAIL_TECHNIQUES } from './formats/email/techniques.ts';
import { HTML_TECHNIQUES } from './formats/html/techniques.ts';
import { JSON_TECHNIQUES } from './formats/json/techniques.ts';
import { MARKDOWN_TECHNIQUES } from './formats/markdown/techniques.ts';
import { PDF_LOOK_TECHNIQUES } from './formats/pdf/look-techniques.ts';
import { PDF_TECHNIQUES } from './formats/pdf/techniques.ts';
import { PPTX_TECHNIQUES } from './formats/pptx/techniques.ts';
import { TARGET_TECHNIQUES } from './formats/targets.ts';
import { TERMINAL_TECHNIQUES } from './formats/terminal/techniques.ts';
import { XLSX_TECHNIQUES } from './formats/xlsx/techniques.ts';
import { SANITIZE_TECHNIQUES } from './sanitize/techniques.ts';
import type { Technique, Techniques } from './visibility/technique.ts';

/** Where a technique is at home → the list. */
export const TECHNIQUES_BY_HOME: ReadonlyMap<string, Techniques> = new Map<string, Techniques>([
  ['PDF', { ...PDF_TECHNIQUES, ...PDF_LOOK_TECHNIQUES }],
  ['Word (DOCX)', DOCX_TECHNIQUES],
  ['PowerPoint (PPTX)', PPTX_TECHNIQUES],
  ['Excel (XLSX)', XLSX_TECHNIQUES],
  ['HTML, also in mail and Markdown', HTML_TECHNIQUES],
  ['Mail', MAIL_TECHNIQUES],
  ['Markdown', MARKDOWN_TECHNIQUES],
  ['CSV', CSV_TECHNIQUES],
  ['JSON and JSON Lines', JSON_TECHNIQUES],
  ['Terminal output and other plain text', TERMINAL_TECHNIQUES],
  ['Links and pictures of any format', TARGET_TECHNIQUES],
  ['Characters and files of any format', SANITIZE_TECHNIQUES],
]);

/** Name → technique. Signals of the injection classifier are not techniques of hiding and are not here. */
export const TECHNIQUES: ReadonlyMap<string, Technique> = new Map(
  [...TECHNIQUES_BY_HOME.values()].flatMap((list) => Object.entries(list)),
);
