/**
 * Columns of a table that are folded up by `visibility: collapse` on their `col`. Cells that reach over several rows are not counted.
 */
import { attributeOf, type HtmlElement } from './css/tree.ts';
import type { Values } from './css/values.ts';

/** More columns than this are not looked at; nor wider ones. */
const MAX_COLUMNS = 1_000;

/** Positions from 0; `undefined` where none is folded up. */
export function foldedColumns(
  table: HtmlElement,
  valuesOf: (element: HtmlElement) => Values,
): ReadonlySet<number> | undefined {
  const folded = new Set<number>();
  let at = 0;
  const isFolded = (column: HtmlElement): boolean => valuesOf(column).get('visibility') === 'collapse';
  const add = (column: HtmlElement, isIn: boolean): void => {
    for (let left = spanOf(column, 'span'); left > 0 && at < MAX_COLUMNS; left -= 1) {
      if (isIn) folded.add(at);
      at += 1;
    }
  };
  for (const group of table.childNodes) {
    if (!('tagName' in group) || group.tagName !== 'colgroup') continue;
    const isAll = isFolded(group);
    const columns = group.childNodes.filter((one): one is HtmlElement => 'tagName' in one && one.tagName === 'col');
    if (columns.length === 0) add(group, isAll);
    for (const column of columns) add(column, isAll || isFolded(column));
  }
  return folded.size === 0 ? undefined : folded;
}

/** Whether a cell stands in such a column only. */
export function inFoldedColumn(cell: HtmlElement, folded: ReadonlySet<number> | undefined): boolean {
  if (folded === undefined || (cell.tagName !== 'td' && cell.tagName !== 'th')) return false;
  let at = 0;
  for (const one of cell.parentNode?.childNodes ?? []) {
    if (one === cell || at >= MAX_COLUMNS) break;
    if ('tagName' in one && (one.tagName === 'td' || one.tagName === 'th')) at += spanOf(one, 'colspan');
  }
  for (let left = spanOf(cell, 'colspan'); left > 0; left -= 1) if (!folded.has(at + left - 1)) return false;
  return true;
}

function spanOf(element: HtmlElement, name: 'span' | 'colspan'): number {
  const span = Number.parseInt(attributeOf(element, name) ?? '', 10);
  return span >= 1 ? Math.min(span, MAX_COLUMNS) : 1;
}
