/** All bombs: each is small to send, or well formed where nobody would write it so. */
import type { Bomb } from './bomb.ts';
import { HTML_BOMBS, MARKDOWN_BOMBS } from './bombs-markup.ts';
import { OFFICE_BOMBS } from './bombs-office.ts';
import { PDF_BOMBS } from './bombs-pdf.ts';
import { MAIL_BOMBS, TABLE_BOMBS, TEXT_BOMBS } from './bombs-plain.ts';

export const BOMBS: readonly Bomb[] = [
  ...OFFICE_BOMBS,
  ...PDF_BOMBS,
  ...HTML_BOMBS,
  ...MARKDOWN_BOMBS,
  ...TABLE_BOMBS,
  ...TEXT_BOMBS,
  ...MAIL_BOMBS,
];
