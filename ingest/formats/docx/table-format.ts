/**
 * What a table's style gives to each of its cells: banding, first and last rows and columns, corners.
 * Source: ECMA-376 part 1, 17.7.6 (order of the conditions) and 17.4.55 (which of them a table uses).
 */
import { childOf, type XmlElement } from '../ooxml/xml.ts';
import type { StyleLayer, TableStyle } from './styles.ts';

/** Where a cell stands in its table; counts from 0. */
export interface CellPosition {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

interface TableLook {
  readonly firstRow: boolean;
  readonly lastRow: boolean;
  readonly firstColumn: boolean;
  readonly lastColumn: boolean;
  readonly rowBands: boolean;
  readonly columnBands: boolean;
}

export function tableLook(properties: XmlElement | undefined): TableLook {
  const look = childOf(properties, 'w:tblLook')?.attributes;
  const bits = Number.parseInt(look?.get('w:val') ?? '0', 16) || 0;
  const is = (name: string, bit: number): boolean => {
    const stated = look?.get(`w:${name}`);
    return stated === undefined ? (bits & bit) !== 0 : /^(?:1|true|on)$/i.test(stated);
  };
  return {
    firstRow: is('firstRow', 0x20),
    lastRow: is('lastRow', 0x40),
    firstColumn: is('firstColumn', 0x80),
    lastColumn: is('lastColumn', 0x100),
    rowBands: !is('noHBand', 0x200),
    columnBands: !is('noVBand', 0x400),
  };
}

/** What the style says about a cell, the conditions that hold there included. */
export function cellLayer(style: TableStyle, look: TableLook, at: CellPosition): StyleLayer {
  let { run, paragraph, cellShading }: StyleLayer = style;
  for (const name of conditionsOf(style, look, at)) {
    const layer = style.conditions.get(name);
    if (layer === undefined) continue;
    run = { ...run, ...layer.run };
    paragraph = { ...paragraph, ...layer.paragraph };
    cellShading = layer.cellShading ?? cellShading;
  }
  return { run, paragraph, ...(cellShading === undefined ? {} : { cellShading }) };
}

/** Names of the conditions that hold for a cell, the weakest first. */
function conditionsOf({ rowBand, columnBand }: TableStyle, look: TableLook, at: CellPosition): string[] {
  const first = { row: look.firstRow && at.row === 0, column: look.firstColumn && at.column === 0 };
  const last = {
    row: look.lastRow && at.row === at.rows - 1,
    column: look.lastColumn && at.column === at.columns - 1,
  };
  const names = ['wholeTable'];
  const band = (index: number, size: number): string => (Math.floor(index / size) % 2 === 0 ? 'band1' : 'band2');
  if (look.columnBands && !first.column && !last.column) {
    names.push(`${band(at.column - (look.firstColumn ? 1 : 0), columnBand)}Vert`);
  }
  if (look.rowBands && !first.row && !last.row) names.push(`${band(at.row - (look.firstRow ? 1 : 0), rowBand)}Horz`);
  if (first.column) names.push('firstCol');
  if (last.column) names.push('lastCol');
  if (first.row) names.push('firstRow');
  if (last.row) names.push('lastRow');
  if (first.row && first.column) names.push('nwCell');
  if (first.row && last.column) names.push('neCell');
  if (last.row && first.column) names.push('swCell');
  if (last.row && last.column) names.push('seCell');
  return names;
}
