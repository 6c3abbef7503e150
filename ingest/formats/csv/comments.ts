/**
 * Comment lines of a CSV file: lines that begin with `#` and have another number of fields than the table's first other record.
 * A `#` that begins a row or a header (`#12,Kiel`, `#,name`) is data. Reads quotes as the parser does, so that a line within a quoted
 * cell is none. Linear.
 */

export interface WithoutComments {
  /** The text without its comment lines; the very same string when it has none. */
  readonly text: string;
  readonly comments: readonly string[];
}

export function cutComments(text: string, delimiter: string): WithoutComments {
  if (!/^#/m.test(text)) return { text, comments: [] };
  const marked: { start: number; end: number; fields: number }[] = [];
  let fieldsOfTable: number | undefined;
  let start = 0;
  while (start < text.length) {
    const isMarked = text[start] === '#';
    const { end, fields } = isMarked ? lineAt(text, start, delimiter) : recordAt(text, start, delimiter);
    if (isMarked) marked.push({ start, end, fields });
    else if (text.slice(start, end).trim() !== '') fieldsOfTable ??= fields;
    start = end;
  }
  const comments: string[] = [];
  let kept = '';
  let from = 0;
  for (const { start: at, end, fields } of marked) {
    if (fieldsOfTable === undefined || fields === fieldsOfTable) continue;
    comments.push(text.slice(at, end).trim());
    kept += text.slice(from, at);
    from = end;
  }
  return comments.length === 0 ? { text, comments } : { text: kept + text.slice(from), comments };
}

function lineAt(text: string, start: number, delimiter: string): { end: number; fields: number } {
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline + 1;
  return { end, fields: text.slice(start, end).split(delimiter).length };
}

function recordAt(text: string, start: number, delimiter: string): { end: number; fields: number } {
  let isQuoted = false;
  let fields = 1;
  for (let at = start; at < text.length; at += 1) {
    const c = text[at];
    if (c === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (c === delimiter) fields += 1;
    else if (c === '\n') return { end: at + 1, fields };
  }
  return { end: text.length, fields };
}
