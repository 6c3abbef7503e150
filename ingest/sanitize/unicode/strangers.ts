/**
 * Characters that are not invisible by property but show nothing, or boxes: the Braille blank outside Braille, interlinear annotations,
 * private code points that spell a text, and towers of combining marks. Single private characters (icons, logos) stay.
 */
import type { Pass } from './pass.ts';
import { readAscii } from './payload.ts';

const BRAILLE_BLANK = /\u2800/;
const BRAILLE_CELL = /[\u2801-\u28FF]/;
const ANNOTATION = /[\uFFF9-\uFFFB]/;
/** Base text between U+FFF9 and U+FFFA stays; the annotation up to U+FFFB, or the end of the line, goes. */
const ANNOTATED = /\uFFFA([^\uFFF9-\uFFFB\n]*)\uFFFB?/g;
const ANY_PRIVATE = /\p{Private_Use}/u;
const PRIVATE = /\p{Private_Use}/gu;
const PRIVATE_RUN = /\p{Private_Use}{3,}/gu;
const HIGH_PLANE_RUN = /[\u{F0000}-\u{10FFFD}]{3,}/gu;
const TOWER = /\p{M}{4,}/u;
/** A base and its marks. Han, kana and emoji take selectors, which are marks as well and have their own step. */
const TOWERS =
  /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{scx=Zyyy}])(\p{M}{3})\p{M}+|(\P{M})(\p{M}{6})\p{M}+|^\p{M}{7,}/gu;

export const cutBraille: Pass = (text, note) => {
  if (!BRAILLE_BLANK.test(text)) return text;
  const hasCells = BRAILLE_CELL.test(text);
  let blanks = 0;
  const clean = text
    .split('\n')
    .map((line) => {
      if (!BRAILLE_BLANK.test(line)) return line;
      // A picture made of Braille has whole lines of blanks.
      if (BRAILLE_CELL.test(line) || (hasCells && /^[\u2800\s]+$/.test(line))) return line;
      blanks += line.match(/\u2800/g)?.length ?? 0;
      return line.replace(/\u2800/g, '');
    })
    .join('\n');
  if (blanks > 0)
    note({
      technique: 'braille-blank',
      severity: blanks >= 4 ? 'medium' : 'low',
      removed: '\u2800'.repeat(Math.min(blanks, 64)),
    });
  return clean;
};

export const cutAnnotations: Pass = (text, note) => {
  if (!ANNOTATION.test(text)) return text;
  const hidden = [...text.matchAll(ANNOTATED)]
    .map((match) => match[1] ?? '')
    .join(' ')
    .trim();
  note({
    technique: 'interlinear-annotation',
    severity: 'medium',
    removed: hidden === '' ? (text.match(/[\uFFF9-\uFFFB]/g)?.join('') ?? '') : hidden,
  });
  return text.replace(ANNOTATED, '').replace(/[\uFFF9-\uFFFB]/g, '');
};

export const cutPrivate: Pass = (text, note) => {
  if (!ANY_PRIVATE.test(text)) return text;
  const all = text.match(PRIVATE) ?? [];
  const decoded = all.length >= 8 ? readPrivate(all) : undefined;
  if (decoded !== undefined) {
    // Symbol fonts of word processors live at U+F020 to U+F0FF and may spell by accident; the other offsets do not.
    const isSymbolFont = all.every((c) => /[\uF020-\uF0FF]/.test(c));
    note({ technique: 'private-use-text', severity: isSymbolFont ? 'medium' : 'high', removed: all.join(''), decoded });
    return text.replace(PRIVATE, '');
  }
  const high = text.match(HIGH_PLANE_RUN);
  if (high !== null) {
    note({ technique: 'private-use', severity: 'medium', removed: high.join('') });
    return text.replace(HIGH_PLANE_RUN, '');
  }
  const runs = text.match(PRIVATE_RUN);
  if (runs !== null) note({ technique: 'private-use', severity: 'info', removed: runs.join('') });
  return text;
};

/** Text written as an offset into a private area: its start plus ASCII. */
function readPrivate(characters: readonly string[]): string | undefined {
  const points = characters.map((c) => c.codePointAt(0) ?? 0);
  for (const offset of [0xe000, 0xf000, 0xf0000, 0x100000]) {
    const text = readAscii(points.map((point) => point - offset).map((code) => (code < 0 ? 0xff : code)));
    if (text !== undefined) return text;
  }
  return undefined;
}

export const cutTowers: Pass = (text, note) => {
  if (!TOWER.test(text)) return text;
  let removed = '';
  const clean = text.replace(TOWERS, (whole, narrow?: string, three?: string, wide?: string, six?: string) => {
    const kept = `${narrow ?? wide ?? ''}${three ?? six ?? ''}`;
    removed += whole.slice(kept.length);
    return kept;
  });
  if (removed !== '') note({ technique: 'stacked-marks', severity: 'low', removed });
  return clean;
};
