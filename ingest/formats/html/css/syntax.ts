/**
 * Style sheets as rules, at-rules and declarations, with nesting and with the error recovery that browsers have in common: an attacker
 * must not find a sheet that means one thing here and another there. Tokens are css-tree's. Source: CSS Syntax Level 3, section 5.
 * Linear in the sheet; throws `too-deeply-nested`. It judges neither selectors nor values.
 */
import { ident, tokenize, tokenTypes } from 'css-tree';
import { UnreadableDocument } from '../../format.ts';

export interface Declaration {
  /** Lower case, but for custom properties. */
  readonly property: string;
  readonly value: string;
  readonly isImportant: boolean;
}

/** What stands between braces. */
export interface Block {
  readonly declarations: readonly Declaration[];
  readonly items: readonly Item[];
}

export type Item =
  | { readonly kind: 'rule'; readonly prelude: string; readonly block: Block }
  | { readonly kind: 'at'; readonly name: string; readonly prelude: string; readonly block: Block | undefined };

/** Deepest nesting of blocks, and of brackets in a value. */
const MAX_NESTING = 64;
/** Strings and addresses longer than this are cut: pictures and fonts that a sheet carries in itself. */
const MAX_TOKEN_CHARS = 1_000;

const EMPTY: Block = { declarations: [], items: [] };
const T = tokenTypes;

/** The rules of a style sheet. */
export function parseSheet(css: string): readonly Item[] {
  return new Parser(css).sheet();
}

/** The declarations of a `style` attribute. */
export function parseInline(css: string): readonly Declaration[] {
  return new Parser(css).block(0).declarations;
}

class Parser {
  readonly #css: string;
  readonly #types: number[] = [];
  readonly #ends: number[] = [];
  #at = 0;

  constructor(css: string) {
    this.#css = css;
    tokenize(css, (type, _start, end) => {
      this.#types.push(type);
      this.#ends.push(end);
    });
  }

  sheet(): readonly Item[] {
    const items: Item[] = [];
    for (let type = this.#type(); type !== undefined; type = this.#type()) {
      if (type === T.WhiteSpace || type === T.Comment || type === T.CDO || type === T.CDC) this.#at += 1;
      else {
        const item = type === T.AtKeyword ? this.#atRule(0) : this.#rule(0, false);
        if (item !== undefined) items.push(item);
      }
    }
    return items;
  }

  /** Contents of a block up to its closing brace, which is read, too. */
  block(depth: number): Block {
    if (depth > MAX_NESTING) {
      throw new UnreadableDocument('too-deeply-nested', `a style sheet nests rules more than ${MAX_NESTING} deep`);
    }
    const declarations: Declaration[] = [];
    const items: Item[] = [];
    for (let type = this.#type(); type !== undefined; type = this.#type()) {
      if (type === T.RightCurlyBracket && depth > 0) {
        this.#at += 1;
        break;
      }
      if (type === T.WhiteSpace || type === T.Comment || type === T.Semicolon) {
        this.#at += 1;
        continue;
      }
      if (type === T.AtKeyword) {
        const item = this.#atRule(depth);
        if (item !== undefined) items.push(item);
        continue;
      }
      const start = this.#at;
      const declaration = this.#declaration();
      if (declaration !== undefined) {
        declarations.push(declaration);
        continue;
      }
      this.#at = start;
      const item = this.#rule(depth, true);
      if (item !== undefined) items.push(item);
    }
    return declarations.length === 0 && items.length === 0 ? EMPTY : { declarations, items };
  }

  #atRule(depth: number): Item | undefined {
    const name = ident.decode(this.#text(this.#at).slice(1)).toLowerCase();
    this.#at += 1;
    const prelude = this.#until((type) => type === T.Semicolon || type === T.LeftCurlyBracket, depth > 0);
    const block = this.#type() === T.LeftCurlyBracket ? this.#braces(depth) : undefined;
    if (block === undefined && this.#type() === T.Semicolon) this.#at += 1;
    return { kind: 'at', name, prelude, block };
  }

  #rule(depth: number, isNested: boolean): Item | undefined {
    const start = this.#at;
    const prelude = this.#until(
      (type) => type === T.LeftCurlyBracket || (isNested && type === T.Semicolon),
      isNested && depth > 0,
    );
    if (this.#type() === T.LeftCurlyBracket) return { kind: 'rule', prelude, block: this.#braces(depth) };
    // A stray brace, which would not move on by itself.
    if (this.#at === start) this.#at += 1;
    return undefined;
  }

  #braces(depth: number): Block {
    this.#at += 1;
    return this.block(depth + 1);
  }

  /** A declaration, or `undefined` where this must be the start of a rule or is nothing at all. */
  #declaration(): Declaration | undefined {
    if (this.#type() !== T.Ident) return undefined;
    const written = ident.decode(this.#text(this.#at));
    const property = written.startsWith('--') ? written : written.toLowerCase();
    this.#at += 1;
    this.#skipSpace();
    if (this.#type() !== T.Colon) return undefined;
    this.#at += 1;
    const isCustom = property.startsWith('--');
    const value = this.#until((type) => type === T.Semicolon || (!isCustom && type === T.LeftCurlyBracket), true);
    if (this.#type() === T.LeftCurlyBracket) return undefined;
    const important = /!\s*important\s*$/i.exec(value);
    return {
      property,
      value: (important === null ? value : value.slice(0, important.index)).trim(),
      isImportant: important !== null,
    };
  }

  /** Text up to a token outside all brackets that `stops`, without comments. A closing brace stops it inside a block. */
  #until(stops: (type: number) => boolean, isInBlock: boolean): string {
    let text = '';
    const open: number[] = [];
    for (let type = this.#type(); type !== undefined; type = this.#type()) {
      if (open.length === 0 && (stops(type) || (isInBlock && type === T.RightCurlyBracket))) break;
      const closer = CLOSER.get(type);
      if (closer !== undefined) open.push(closer);
      else if (type === open.at(-1)) open.pop();
      if (open.length > MAX_NESTING) {
        throw new UnreadableDocument('too-deeply-nested', `a style sheet nests brackets more than ${MAX_NESTING} deep`);
      }
      if (type === T.Comment) text += ' ';
      else text += shortened(plain(this.#text(this.#at), type), type);
      this.#at += 1;
    }
    return text.trim();
  }

  #skipSpace(): void {
    while (this.#type() === T.WhiteSpace || this.#type() === T.Comment) this.#at += 1;
  }

  #type(): number | undefined {
    return this.#types[this.#at];
  }

  #text(at: number): string {
    return this.#css.slice(at === 0 ? 0 : this.#ends[at - 1], this.#ends[at]);
  }
}

const CLOSER: ReadonlyMap<number, number> = new Map([
  [T.Function, T.RightParenthesis],
  [T.LeftParenthesis, T.RightParenthesis],
  [T.LeftSquareBracket, T.RightSquareBracket],
  [T.LeftCurlyBracket, T.RightCurlyBracket],
]);

/** A name with escapes as it is written with as few as it needs: `no\\6e e` is `none`. */
function plain(token: string, type: number): string {
  if (!token.includes('\\')) return token;
  const name = (text: string): string => ident.encode(ident.decode(text));
  switch (type) {
    case T.Ident:
      return name(token);
    case T.Function:
      return `${name(token.slice(0, -1))}(`;
    case T.AtKeyword:
    case T.Hash:
      return `${token.slice(0, 1)}${name(token.slice(1))}`;
    case T.Dimension: {
      const amount = NUMBER.exec(token)?.[0] ?? '';
      return `${amount}${name(token.slice(amount.length))}`;
    }
    default:
      return token;
  }
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/i;

function shortened(token: string, type: number): string {
  if (token.length <= MAX_TOKEN_CHARS) return token;
  if (type === T.Url) return `${token.slice(0, MAX_TOKEN_CHARS)})`;
  if (type === T.String) return `${token.slice(0, MAX_TOKEN_CHARS)}${token.slice(0, 1)}`;
  return token.slice(0, MAX_TOKEN_CHARS);
}
