/** Words for a place in a document, as findings and reviewers use them. */
import type { Locator } from '../stages.ts';

/** `page 3`, `row 12`, `line 40`, with the part of a mail before it; `document` where nothing is known. */
export function placeOf(locator: Locator): string {
  const places: string[] = [];
  if (locator.part !== undefined) places.push(locator.part);
  if (locator.page !== undefined) places.push(`page ${locator.page}`);
  if (locator.row !== undefined) places.push(rowPlace(locator.row));
  else if (locator.line !== undefined) places.push(`line ${locator.line}`);
  return places.length === 0 ? 'document' : places.join(', ');
}

/** The place of a table's row, which findings of that row carry. */
function rowPlace(row: number): string {
  return `row ${row}`;
}
