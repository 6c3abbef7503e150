/** The cells of a table on a slide: where each stands, what it is filled with, and whether another lies over it. */
import { type Frame, makeFrame, numberOf } from '../ooxml/drawing/frame.ts';
import { type Paint, type PaintScope, paintIn } from '../ooxml/drawing/paint.ts';
import { childOf, childrenOf, type XmlElement } from '../ooxml/xml.ts';
import { graphicOf } from './shape-xml.ts';
import { tableStyler } from './table-style.ts';

interface TableCell {
  readonly element: XmlElement;
  readonly row: number;
  /** Another cell lies over it. */
  readonly isMerged: boolean;
  readonly frame: Frame;
  readonly fill: Paint;
  /** The colour that the table's style gives its text. */
  readonly text?: Paint;
}

/** Every cell of a table with its box, row by row. Rows that grow with their text are taken as the file states them. */
export function tableCells(
  element: XmlElement,
  frame: Frame,
  scope: PaintScope,
  styles: XmlElement | undefined,
): TableCell[] {
  const table = childOf(graphicOf(element), 'a:tbl');
  if (table === undefined) return [];
  const styleAt = tableStyler(table, styles, scope);
  const columns = childrenOf(childOf(table, 'a:tblGrid') ?? table, 'a:gridCol').map((column) => numberOf(column, 'w'));
  const rows = childrenOf(table, 'a:tr');
  const lefts = offsets(columns);
  const tops = offsets(rows.map((row) => numberOf(row, 'h')));
  const [a, b, c, d, e, f] = frame.toSlide;
  return rows.flatMap((tr, row) =>
    childrenOf(tr, 'a:tc').map((cell, column) => {
      const { fill, text } = styleAt({ row, column, rows: rows.length, columns: columns.length });
      const [left, top] = [lefts[column] ?? 0, tops[row] ?? 0];
      const right = lefts[Math.min(columns.length, column + Math.max(1, numberOf(cell, 'gridSpan', 1)))] ?? left;
      const bottom = tops[Math.min(rows.length, row + Math.max(1, numberOf(cell, 'rowSpan', 1)))] ?? top;
      return {
        ...{ element: cell, row, fill: paintIn(childOf(cell, 'a:tcPr'), scope) ?? fill },
        isMerged: ['hMerge', 'vMerge'].some((name) => /^(?:1|true)$/.test(cell.attributes.get(name) ?? '')),
        frame: makeFrame(right - left, bottom - top, [a, b, c, d, a * left + c * top + e, b * left + d * top + f]),
        ...(text === undefined ? {} : { text }),
      };
    }),
  );
}

/** Where each of several lengths begins, and where the last one ends. */
function offsets(lengths: readonly number[]): number[] {
  const found = [0];
  for (const length of lengths) found.push((found.at(-1) ?? 0) + length);
  return found;
}
