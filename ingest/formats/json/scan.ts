/**
 * The strings of a JSON text, and the members of objects that lose: where a key comes twice, parsers keep the last value.
 * One pass with a stack of its own, so depth costs memory and nothing else. Only for text that `JSON.parse` takes. Source: RFC 8259, 4.
 */

/** Half-open range in the text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface JsonScan {
  /** String tokens that have `\\u` escapes, with their quotes, keys included, in order. */
  readonly escaped: readonly Range[];
  /** Members that lose, with the comma behind them and the white space before them; outermost ones only, in order. */
  readonly losers: readonly Range[];
}

interface Frame {
  /** Key → member; absent for lists. */
  readonly members?: Map<string, Range>;
  key?: Range;
}

const STRUCTURE = /["{}[\],]/g;

export function scanJson(text: string): JsonScan {
  const escaped: Range[] = [];
  const losers: Range[] = [];
  const frames: Frame[] = [];
  const close = (end: number): void => {
    const frame = frames.at(-1);
    if (frame?.members === undefined || frame.key === undefined) return;
    const name = nameOf(text, frame.key);
    const earlier = frame.members.get(name);
    if (earlier !== undefined) losers.push(earlier);
    frame.members.set(name, { start: gapBefore(text, frame.key.start), end });
    delete frame.key;
  };
  STRUCTURE.lastIndex = 0;
  for (let match = STRUCTURE.exec(text); match !== null; match = STRUCTURE.exec(text)) {
    const at = match.index;
    switch (match[0]) {
      case '"': {
        const token = { start: at, end: endOfString(text, at) };
        if (text.slice(at, token.end).includes('\\u')) escaped.push(token);
        STRUCTURE.lastIndex = token.end;
        const frame = frames.at(-1);
        // The first string of a member is its key.
        if (frame?.members !== undefined && frame.key === undefined) frame.key = token;
        break;
      }
      case '{':
        frames.push({ members: new Map() });
        break;
      case '[':
        frames.push({});
        break;
      case ',':
        close(at + 1);
        break;
      default:
        close(at);
        frames.pop();
    }
  }
  return { escaped, losers: outermost(losers) };
}

function nameOf(text: string, { start, end }: Range): string {
  const token = text.slice(start, end);
  return token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const c = text[at];
    if (c === '\\') at += 1;
    else if (c === '"') return at + 1;
  }
  return text.length;
}

function gapBefore(text: string, start: number): number {
  let at = start;
  while (at > 0 && /\s/.test(text[at - 1] ?? '')) at -= 1;
  return at;
}

function outermost(ranges: readonly Range[]): Range[] {
  const kept: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (range.start >= (kept.at(-1)?.end ?? 0)) kept.push(range);
  }
  return kept;
}
