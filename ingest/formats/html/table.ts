/**
 * Tells tables of data from tables that lay a page out (mail is full of them), and finds their rows and cells.
 * A layout table is read as the blocks in it; a table of data keeps its rows.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';
import { LAYOUT_INSIDE_CELL } from './elements.ts';
import type { HtmlElement } from './visibility.ts';

/** A table with at least two columns and no headings, quotes, code or tables in its cells. */
export function isDataTable(table: HtmlElement): boolean {
  if (table.attrs.some((one) => one.name === 'role' && (one.value === 'presentation' || one.value === 'none')))
    return false;
  const rows = rowsOf(table);
  return rows.some((row) => cellsOf(row).length > 1) && !rows.some((row) => cellsOf(row).some(laysOut));
}

/** The rows of a table, not those of tables within it. */
export function rowsOf(table: HtmlElement): HtmlElement[] {
  return elementsOf(table).flatMap((child) => {
    if (child.tagName === 'tr') return [child];
    return ['thead', 'tbody', 'tfoot'].includes(child.tagName) ? rowsOf(child) : [];
  });
}

/** The cells of a row. */
export function cellsOf(row: HtmlElement): HtmlElement[] {
  return elementsOf(row).filter((child) => child.tagName === 'td' || child.tagName === 'th');
}

function laysOut(cell: HtmlElement): boolean {
  // Iterative: nesting may be as deep as the file is long.
  const pending = elementsOf(cell);
  for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
    if (LAYOUT_INSIDE_CELL.has(element.tagName)) return true;
    for (const child of elementsOf(element)) pending.push(child);
  }
  return false;
}

function elementsOf(parent: DefaultTreeAdapterTypes.ParentNode): HtmlElement[] {
  return parent.childNodes.filter((child): child is HtmlElement => 'tagName' in child);
}
