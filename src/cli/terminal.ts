/**
 * What commands write. Texts and names come from documents and may hold escape sequences: everything that a person reads
 * passes through {@link printable}, so that no document steers a terminal. JSON needs no such care.
 */

/** Replaces what steers a terminal or can't be seen. Newlines stay where `keepLines` says so. */
export function printable(text: string, keepLines = false): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu, (c) => {
    if (c === '\n') return keepLines ? c : ' ';
    if (c === '\t') return ' ';
    return `\\u{${(c.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
  });
}

/** Writes a line to stdout. Its texts must be {@link printable}. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a value as one line of JSON. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Cuts to `width` code points, with an ellipsis. */
export function cut(text: string, width: number): string {
  const points = [...text];
  return points.length <= width ? text : `${points.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/** Joins the lines of each paragraph: help is wrapped where it is shown. */
export function prose(text: string): string {
  return text.replace(/([^\n])\n(?=[^\n])/g, '$1 ');
}

/** Lines of a table with columns as wide as their widest cell. The last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const shown = rows.map((row) => row.map((cell) => printable(cell)));
  const columns = Math.max(0, ...shown.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...shown.map((row) => [...(row[i] ?? '')].length)));
  return shown.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell + ' '.repeat((widths[i] ?? 0) - [...cell].length)))
      .join('  ')
      .trimEnd(),
  );
}

const ERASE_LINE = '\r\u001B[2K';

/** One line on stderr that is written over and over, on a terminal; nothing in a pipe. */
export class Progress {
  #isShown = false;

  update(text: string): void {
    if (!process.stderr.isTTY) return;
    process.stderr.write(ERASE_LINE + cut(printable(text), (process.stderr.columns ?? 80) - 1));
    this.#isShown = true;
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#isShown) process.stderr.write(ERASE_LINE);
    this.#isShown = false;
  }
}
