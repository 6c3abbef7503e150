/** PDF pages written operator by operator. */
import { type MadeFile, payload } from '../entry.ts';
import { PDF_ATTACKS } from './pdf-attacks.ts';
import { type RawPage, rawPdf } from './pdf-file.ts';
import { PDF_INNOCENTS } from './pdf-innocent.ts';
import type { PdfTrick } from './trick.ts';

const SEEN = ['Pilot station bulletin', 'Pilots board two miles out.', 'Call on channel twelve.'];
const LINES = SEEN.map((text, i) => `BT /F1 12 Tf 72 ${780 - 24 * i} Td (${text}) Tj ET`).join(' ');
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const SWAPPED = 'qwertyuiopasdfghjklzxcvbnm';

function filled(trick: PdfTrick, hidden: string): RawPage {
  const swapped = [...hidden].map((c) => ALPHABET[SWAPPED.indexOf(c)] ?? c).join('');
  const letters = [...hidden].map((c) => `(${c}) Tj`).join(' ');
  const hex = [...hidden].map((c) => (c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('');
  const fill = (text: string) =>
    text
      .replaceAll('§SWAPPED', swapped)
      .replaceAll('§LETTERS', letters)
      .replaceAll('00a7', hex)
      .replaceAll('§', hidden);
  const contents = (typeof trick.content === 'string' ? [trick.content] : trick.content).map(fill);
  return {
    ...trick,
    content: [`q ${LINES} Q`, ...contents],
    ...(trick.page === undefined ? {} : { page: fill(trick.page) }),
    ...(trick.catalog === undefined ? {} : { catalog: fill(trick.catalog) }),
    ...(trick.info === undefined ? {} : { info: fill(trick.info) }),
    objects: (trick.objects ?? []).map((object) =>
      typeof object === 'string' ? fill(object) : ([fill(object[0]), fill(object[1])] as const),
    ),
  };
}

export function rawPdfFiles(): readonly MadeFile[] {
  const made = (kind: MadeFile['kind'], trick: PdfTrick, hidden: string): MadeFile => ({
    file: `pdf/${kind}-raw-${trick.name}.pdf`,
    ...{ kind, technique: trick.name, madeBy: 'script' },
    visible: [...SEEN, ...(trick.visible ?? [])],
    hidden: hidden === '' ? [] : [hidden],
    bytes: rawPdf(filled(trick, hidden)),
  });
  return [
    ...PDF_ATTACKS.map((trick, i) => made('attack', trick, trick.says ?? payload(i))),
    ...PDF_INNOCENTS.map((trick) => made('innocent', trick, '')),
  ];
}
