/**
 * What a table's style gives its cells: fills by the part of the table that a cell is in, and the colour of the text there.
 * Presentations carry the styles that they use; Office's default is known here, since programs name it without carrying it.
 * Source: ECMA-376 part 1, 20.1.4.2.
 */
import { resolveColour } from '../ooxml/colours.ts';
import {
  NO_PAINT,
  type Paint,
  type PaintScope,
  paintIn,
  solid,
  styledPaint,
  UNKNOWN_PAINT,
} from '../ooxml/drawing/paint.ts';
import { childOf, childrenOf, parseXml, textOf, type XmlElement } from '../ooxml/xml.ts';

export interface CellStyle {
  readonly fill: Paint;
  /** Absent where the style leaves it to the presentation. */
  readonly text?: Paint;
}

/** Where a cell is. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** The styles that give a table neither fill nor colour. */
const BARE_STYLES = new Set(['{2D5ABB26-0587-4C30-8999-92F81FD0307C}', '{5940675A-B579-460E-94D1-54222C63F5DA}']);
const UNSTYLED: CellStyle = { fill: NO_PAINT };
const UNTOLD: CellStyle = { fill: UNKNOWN_PAINT, text: UNKNOWN_PAINT };

const fillXml = (modifier: string) =>
  `<a:tcStyle><a:fill><a:solidFill><a:schemeClr val="accent1">${modifier}</a:schemeClr></a:solidFill></a:fill></a:tcStyle>`;
const edge = (name: string) =>
  `<a:${name}><a:tcTxStyle><a:schemeClr val="lt1"/></a:tcTxStyle>${fillXml('')}</a:${name}>`;
/** Medium Style 2, Accent 1: what a new table has. */
const DEFAULT_STYLE = parseXml(
  `<a:tblStyle xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" styleId="{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}">
  <a:wholeTbl><a:tcTxStyle><a:schemeClr val="dk1"/></a:tcTxStyle>${fillXml('<a:tint val="20000"/>')}</a:wholeTbl>
  <a:band1H>${fillXml('<a:tint val="40000"/>')}</a:band1H><a:band1V>${fillXml('<a:tint val="40000"/>')}</a:band1V>
  ${['lastCol', 'firstCol', 'lastRow', 'firstRow'].map(edge).join('')}</a:tblStyle>`,
);

/** Reads styles for the tables of one slide. `list` is `a:tblStyleLst` of the presentation. */
export function tableStyler(
  table: XmlElement,
  list: XmlElement | undefined,
  scope: PaintScope,
): (place: CellPlace) => CellStyle {
  const properties = childOf(table, 'a:tblPr');
  const named = childOf(properties, 'a:tableStyleId');
  const id = named === undefined ? '' : textOf(named).trim().toUpperCase();
  const background = paintIn(properties, scope);
  const bare: CellStyle = background === undefined ? UNSTYLED : { fill: background };
  const isCarried = (one: XmlElement): boolean => one.attributes.get('styleId')?.toUpperCase() === id;
  const style =
    (list === undefined ? undefined : childrenOf(list, 'a:tblStyle').find(isCarried)) ??
    (isCarried(DEFAULT_STYLE) ? DEFAULT_STYLE : undefined);
  if (style === undefined) return () => (id === '' || BARE_STYLES.has(id) ? bare : UNTOLD);
  const has = (flag: string): boolean => /^(?:1|true)$/.test(properties?.attributes.get(flag) ?? '');
  const known = new Map<string, CellStyle>();
  return (place) => {
    const parts = partsAt(place, has);
    const key = parts.join();
    const found =
      known.get(key) ??
      styleOf(
        parts.map((part) => childOf(style, `a:${part}`)),
        bare,
        scope,
      );
    known.set(key, found);
    return found;
  };
}

/** The parts of the table that a cell is in, the strongest first. */
function partsAt({ row, column, rows, columns }: CellPlace, has: (flag: string) => boolean): string[] {
  const isFirstRow = has('firstRow') && row === 0;
  const isFirstColumn = has('firstCol') && column === 0;
  return [
    isFirstRow ? 'firstRow' : '',
    has('lastRow') && row === rows - 1 ? 'lastRow' : '',
    isFirstColumn ? 'firstCol' : '',
    has('lastCol') && column === columns - 1 ? 'lastCol' : '',
    has('bandRow') && !isFirstRow ? `band${((row - (has('firstRow') ? 1 : 0)) % 2) + 1}H` : '',
    has('bandCol') && !isFirstColumn ? `band${((column - (has('firstCol') ? 1 : 0)) % 2) + 1}V` : '',
    'wholeTbl',
  ].filter((part) => part !== '');
}

function styleOf(parts: readonly (XmlElement | undefined)[], bare: CellStyle, scope: PaintScope): CellStyle {
  const fills = parts.map((part) => fillOf(childOf(part, 'a:tcStyle'), scope));
  const texts = parts.map((part) => {
    const text = childOf(part, 'a:tcTxStyle');
    const colour = resolveColour(text, scope) ?? resolveColour(childOf(text, 'a:fontRef'), scope);
    return colour === undefined ? undefined : solid(colour);
  });
  const text = texts.find((one) => one !== undefined);
  return { fill: fills.find((one) => one !== undefined) ?? bare.fill, ...(text === undefined ? {} : { text }) };
}

function fillOf(style: XmlElement | undefined, scope: PaintScope): Paint | undefined {
  return paintIn(childOf(style, 'a:fill'), scope) ?? styledPaint(childOf(style, 'a:fillRef'), scope);
}
