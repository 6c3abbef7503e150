/**
 * The text of policies, before the engine reads it: its tokens, its single policies, and where in it something stands.
 * One pass, linear in the text. It knows strings and comments, so that what stands in them is never taken for a policy; what a policy
 * says is for the engine to read.
 */

/** A piece of the text that is neither space nor comment; offsets in UTF-16 code units. */
export interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'symbol';
  readonly text: string;
  readonly start: number;
}

/** One policy of a source: its tokens, the `;` at its end included. */
export interface SourcePart {
  readonly text: string;
  /** Offset of its first character in the source. */
  readonly start: number;
  /** Offsets of these count from the part's first character. */
  readonly tokens: readonly Token[];
  /** False for what stands after the last `;`. */
  readonly isEnded: boolean;
}

/** Lines and columns count from 1; columns count characters as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What the engine passes over. */
const SPACE = /(?:\p{White_Space}+|\/\/[^\n\r]*)*/uy;
/** A string that nobody closes goes on to the end: the engine will say so. Everything matches something, so that nothing is read twice. */
const TOKEN =
  /(?<string>"[^"\\]*(?:\\.[^"\\]*)*"?)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<number>\d+)|(?<symbol>&&|\|\||==|!=|<=|>=|::|.)/suy;

/** Splits a source into its policies. What follows the last `;`, if it is more than space and comments, is a part that did not end. */
export function splitSource(source: string): readonly SourcePart[] {
  const parts: SourcePart[] = [];
  let tokens: Token[] = [];
  const close = (end: number, isEnded: boolean) => {
    const start = tokens[0]?.start;
    if (start === undefined) return;
    const own = tokens.map((token) => ({ ...token, start: token.start - start }));
    parts.push({ text: source.slice(start, end), start, tokens: own, isEnded });
    tokens = [];
  };
  for (const token of tokensOf(source)) {
    tokens.push(token);
    if (token.kind === 'symbol' && token.text === ';') close(token.start + 1, true);
  }
  close(source.length, false);
  return parts;
}

function* tokensOf(source: string): Generator<Token> {
  for (let at = skipSpace(source, 0); at < source.length; at = skipSpace(source, at)) {
    TOKEN.lastIndex = at;
    const groups = Object.entries(TOKEN.exec(source)?.groups ?? {});
    const [kind, text] = groups.find(([, value]) => value !== undefined) ?? ['symbol', source.charAt(at)];
    yield { kind: kind as Token['kind'], text, start: at };
    at += text.length;
  }
}

function skipSpace(source: string, from: number): number {
  SPACE.lastIndex = from;
  return from + (SPACE.exec(source)?.[0].length ?? 0);
}

/** Where an offset stands. Asked for many offsets, it reads the text once. */
export class Places {
  readonly #source: string;
  readonly #lineStarts: readonly number[];

  constructor(source: string) {
    this.#source = source;
    this.#lineStarts = [0, ...[...source.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)];
  }

  at(offset: number): Place {
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    const lineStart = this.#lineStarts[low] ?? 0;
    return { line: low + 1, column: [...this.#source.slice(lineStart, offset)].length + 1 };
  }
}

/** The engine counts in bytes of UTF-8; this is the same place in UTF-16 code units, within the text. */
export function offsetOfByte(text: string, byte: number): number {
  let bytes = 0;
  let offset = 0;
  for (const character of text) {
    if (bytes >= byte) break;
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    offset += character.length;
  }
  return offset;
}
