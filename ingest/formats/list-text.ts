/**
 * Lists of texts in a cell, which is one text: `a; b` where that can be parted again, JSON where it can't.
 * INVARIANT: `readList(writeList(list))` is the list; a value that holds a separator never becomes two.
 */

/** What would make the plain way ambiguous. White space at the ends would be lost. */
const UNPLAIN = /[;,[\]"]|^\s|\s$|^$/;

export function writeList(values: readonly string[]): string {
  return values.some((value) => UNPLAIN.test(value)) ? JSON.stringify(values) : values.join('; ');
}

/** The list in a cell that spells it as JSON, and any other cell as it is: its separators part it. */
export function readList(cell: string): unknown {
  if (!cell.startsWith('["')) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return undefined;
  }
}
