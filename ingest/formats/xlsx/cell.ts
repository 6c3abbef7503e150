/**
 * Whether a person sees what is in a cell, by its look: size, colour against the fill, number format, and conditional formats on top.
 * A cell whose look can't be told in full (a picture behind the sheet, a condition that needs calculating) is seen if any of its
 * possible looks is.
 */
import type { Hidden, Run } from '../../stages.ts';
import { blend, type Colour, contrast, isUnseen, WHITE } from '../../visibility/contrast.ts';
import { MIN_POINTS } from '../../visibility/size.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import type { Rule } from './conditional.ts';
import type { NumberFormat, Shown } from './number-format.ts';
import type { CellStyle, Paper, StyleChange } from './styles.ts';
import { XLSX_TECHNIQUES } from './techniques.ts';
import type { CellValue } from './value.ts';

/** Runs of a cell (none: all of it is seen), and the text that stands in it in place of its value. */
export interface SeenCell {
  readonly runs: readonly Run[];
  readonly literal: string;
}

/** `ground` is what is behind a cell without a fill. */
export function lookAtCell(value: CellValue, style: CellStyle, rules: readonly Rule[], ground: Paper): SeenCell {
  if (rules.length === 0 && typeof value.text === 'string' && isPlain(style, ground, value)) return PLAIN;
  const looks = possibleLooks(value, rules);
  const formats = looks.map((change) => shownBy(change.format ?? style.format, value));
  const [first] = formats;
  if (formats.every(({ hasValue }) => !hasValue) && value.number !== 0) {
    const hidden = hiddenBy(XLSX_TECHNIQUES, 'xlsx-number-format', value.kind === 'number' ? { severity: 'info' } : {});
    return { runs: [{ text: value.plain, hidden }], literal: value.kind === 'text' ? (first?.literal ?? '') : '' };
  }
  const stretches = typeof value.text === 'string' ? [{ text: value.text }] : value.text;
  const runs = stretches.map((stretch): Run => {
    const own = 'look' in stretch ? stretch.look : undefined;
    const hidden = hiddenLook(
      own?.points ?? style.points,
      looks.map((change, i) => ({
        ink: formats[i]?.colour ?? change.ink ?? own?.ink ?? style.ink,
        paper: change.paper ?? style.paper ?? ground,
      })),
    );
    return hidden === undefined ? { text: stretch.text } : { text: stretch.text, hidden };
  });
  return { runs, literal: '' };
}

/** What most cells are: seen as a whole. Their text is that of the value. */
const PLAIN: SeenCell = { runs: [], literal: '' };
/** Styles that show every text and number on the ground that they were asked about. */
const SEEN = new WeakMap<CellStyle, Paper>();

function isPlain(style: CellStyle, ground: Paper, value: CellValue): boolean {
  if (!shownBy(style.format, value).hasValue || style.format.hasColours) return false;
  if (SEEN.get(style) === ground) return true;
  if (hiddenLook(style.points, [{ ink: style.ink, paper: style.paper ?? ground }]) !== undefined) return false;
  SEEN.set(style, ground);
  return true;
}

function hiddenLook(
  points: number,
  looks: readonly { readonly ink: Colour; readonly paper: Paper }[],
): Hidden | undefined {
  if (points < MIN_POINTS) return hiddenBy(XLSX_TECHNIQUES, 'xlsx-tiny', { why: `size ${points} pt` });
  const isLost = looks.every(({ ink, paper }) =>
    paper.every((colour) => colour !== undefined && isUnseen(ink, colour, points)),
  );
  if (!isLost) return undefined;
  const [
    {
      ink,
      paper: [behind = WHITE],
    } = { ink: WHITE, paper: [] },
  ] = looks;
  const ratio = contrast(blend(ink, behind), behind).toFixed(2);
  return hiddenBy(XLSX_TECHNIQUES, 'xlsx-same-colour', { why: `contrast ${ratio} with the cell` });
}

/** What conditional formats may make of the cell: those that hold together, and each that may hold on top of them. */
function possibleLooks(value: CellValue, rules: readonly Rule[]): StyleChange[] {
  if (rules.length === 0) return [{}];
  let sure: StyleChange = {};
  const maybe: StyleChange[] = [];
  // Rules of one look that come one after the other make one look.
  let last: StyleChange | undefined;
  for (const rule of rules) {
    const holds = rule.holds(value.plain, value.number);
    if (holds === 'unknown' && rule.change !== last) maybe.push({ ...rule.change, ...sure });
    last = holds === 'unknown' ? rule.change : last;
    if (holds !== 'yes') continue;
    // The first rule that holds says, and the others fill in what it leaves open.
    sure = { ...rule.change, ...sure };
    if (rule.stops) break;
  }
  return [sure, ...maybe.map((change) => ({ ...sure, ...change }))];
}

function shownBy(format: NumberFormat, { kind, number = 0 }: CellValue): Shown {
  if (kind === 'text') return format.text;
  // Truth values go by no number format but one that hides all.
  if (kind === 'other') return format.text.hasValue ? SHOWN : format.text;
  return number > 0 ? format.positive : number < 0 ? format.negative : format.zero;
}

const SHOWN: Shown = { hasValue: true, literal: '' };
