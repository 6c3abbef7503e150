/** Which rows and columns of a sheet are too small to show anything, or are switched off. Source: ECMA-376 part 1, 18.3.1.13 and 18.3.1.73. */
import { childOf, childrenOf, type XmlElement } from '../ooxml/xml.ts';
import { LAST_COLUMN } from './area.ts';
import { isOn } from './styles.ts';

/** Rows lower than this, in points, show nothing that could be read. */
const MIN_ROW_POINTS = 4;
/** Columns narrower than this, in letters, show nothing themselves; below the second they have no width at all on a screen. */
const MIN_COLUMN_LETTERS = 0.5;
const NO_COLUMN_LETTERS = 0.07;
const EMU_PER_PIXEL = 9_525;

/** Tells by the height that a row states whether it is too low. */
export function flatRows(root: XmlElement): (height: string | undefined) => boolean {
  const format = childOf(root, 'sheetFormatPr')?.attributes;
  const usual = isOn(format?.get('customHeight')) ? Number(format?.get('defaultRowHeight') ?? 15) : 15;
  return (height) => (height === undefined ? usual : Number(height)) < MIN_ROW_POINTS;
}

/** Numbers of the styles that whole columns have. */
export function columnStyles(root: XmlElement): number[] {
  return childrenOf(childOf(root, 'cols') ?? root, 'col').map((column) => Number(column.attributes.get('style') ?? 0));
}

export interface Columns {
  /** In EMU. */
  widthOf(column: number): number;
  /** `runsOver`: the text may be seen in the empty cells beside a narrow column. */
  isHidden(column: number, runsOver: boolean): boolean;
}

export function columnsOf(root: XmlElement): Columns {
  const format = childOf(root, 'sheetFormatPr')?.attributes;
  const usual = Number(format?.get('defaultColWidth') ?? 9);
  const said = new Map<number, { readonly isHidden: boolean; readonly letters: number }>();
  for (const one of childrenOf(childOf(root, 'cols') ?? root, 'col')) {
    const [min = 1, max = min] = ['min', 'max'].map((name) => Number(one.attributes.get(name)));
    const state = {
      isHidden: isOn(one.attributes.get('hidden')),
      letters: Number(one.attributes.get('width') ?? usual),
    };
    // Excel lets no two overlap; the first says.
    for (let column = Math.max(0, min - 1); column < Math.min(max, LAST_COLUMN + 1) && !said.has(column); column += 1) {
      said.set(column, state);
    }
  }
  return {
    widthOf(column) {
      const { isHidden = false, letters = usual } = said.get(column) ?? {};
      return isHidden ? 0 : Math.trunc(letters * 7 + 5) * EMU_PER_PIXEL;
    },
    isHidden(column, runsOver) {
      const { isHidden = false, letters = usual } = said.get(column) ?? {};
      return isHidden || letters < NO_COLUMN_LETTERS || (letters < MIN_COLUMN_LETTERS && !runsOver);
    },
  };
}
