/**
 * The syntax of spreadsheet formulas, as far as it is needed to tell what a formula shows: constants, operators, calls; everything
 * else that stands for a value is a reference. Both separators (`,` and `;`) are taken. Bounded in length and depth.
 */

export type Expression =
  | { readonly kind: 'constant'; readonly value: string | number | boolean; readonly source: string }
  | { readonly kind: 'reference'; readonly source: string }
  | { readonly kind: 'group'; readonly inner: Expression }
  | { readonly kind: 'sign'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly arguments: readonly Expression[];
      readonly separator: string;
      readonly source: string;
    };

/** Longest formula that spreadsheets take. */
const MAX_FORMULA = 8_192;
const MAX_DEPTH = 64;

const TOKEN =
  /\s*(?:("(?:[^"]|"")*")|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([\p{L}_$@'[][^\s"+\-*/^&=<>(),;{}]*)|(<>|<=|>=|[-+*/^&=<>%(),;]))\s*/uy;

interface Token {
  readonly text: string;
  readonly kind: 'text' | 'number' | 'name' | 'mark';
  readonly start: number;
  readonly end: number;
}

/** How tightly operators bind; the weakest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['=', '<>', '<', '>', '<=', '>='],
  ['&'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];

/** The formula behind its `=`; `undefined` when it is not understood whole. */
export function parseFormula(formula: string): Expression | undefined {
  if (formula.length > MAX_FORMULA) return undefined;
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  let start = 0;
  for (let match = TOKEN.exec(formula); match !== null && match[0] !== ''; match = TOKEN.exec(formula)) {
    const [, text, number, name, mark] = match;
    const kind = text !== undefined ? 'text' : number !== undefined ? 'number' : name !== undefined ? 'name' : 'mark';
    tokens.push({ text: text ?? number ?? name ?? mark ?? '', kind, start, end: TOKEN.lastIndex });
    start = TOKEN.lastIndex;
  }
  if (start !== formula.length) return undefined;
  const parser = new Parser(formula, tokens);
  const expression = parser.level(0, 0);
  return parser.isDone ? expression : undefined;
}

class Parser {
  readonly #formula: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(formula: string, tokens: readonly Token[]) {
    this.#formula = formula;
    this.#tokens = tokens;
  }

  get isDone(): boolean {
    return this.#next === this.#tokens.length;
  }

  level(level: number, depth: number): Expression | undefined {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#signed(depth);
    let left = this.level(level + 1, depth);
    for (let mark = this.#peek(); left !== undefined && mark !== undefined; mark = this.#peek()) {
      if (!operators.includes(mark)) break;
      this.#next += 1;
      const right = this.level(level + 1, depth);
      if (right === undefined) return undefined;
      left = { kind: 'binary', operator: mark, left, right };
    }
    return left;
  }

  #signed(depth: number): Expression | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const mark = this.#peek();
    if (mark === '-' || mark === '+') {
      this.#next += 1;
      const operand = this.#signed(depth + 1);
      return operand === undefined ? undefined : { kind: 'sign', operator: mark, operand };
    }
    const value = this.#value(depth);
    if (this.#peek() !== '%') return value;
    this.#next += 1;
    return value === undefined || !('source' in value) ? undefined : { kind: 'reference', source: `${value.source}%` };
  }

  #value(depth: number): Expression | undefined {
    const token = this.#tokens[this.#next];
    if (token === undefined) return undefined;
    this.#next += 1;
    const source = token.text;
    switch (token.kind) {
      case 'text':
        return { kind: 'constant', value: source.slice(1, -1).replaceAll('""', '"'), source };
      case 'number':
        return { kind: 'constant', value: Number(source), source };
      case 'name':
        if (this.#peek() === '(') return this.#call(token, depth);
        if (/^(?:true|false)$/i.test(source)) return { kind: 'constant', value: /^t/i.test(source), source };
        return { kind: 'reference', source };
      case 'mark': {
        if (source !== '(') return undefined;
        const inner = this.level(0, depth + 1);
        if (inner === undefined || this.#peek() !== ')') return undefined;
        this.#next += 1;
        return { kind: 'group', inner };
      }
      default: {
        const never: never = token.kind;
        throw new TypeError(`unknown token ${String(never)}`);
      }
    }
  }

  #call(name: Token, depth: number): Expression | undefined {
    this.#next += 1;
    const values: Expression[] = [];
    let separator = ',';
    if (this.#peek() === ')') {
      this.#next += 1;
    } else {
      for (;;) {
        const value = this.#argument(depth);
        if (value === undefined) return undefined;
        values.push(value);
        const mark = this.#peek();
        this.#next += 1;
        if (mark === ')') break;
        if (mark !== ',' && mark !== ';') return undefined;
        separator = mark;
      }
    }
    const end = this.#tokens[this.#next - 1]?.end ?? name.end;
    const source = this.#formula.slice(name.start, end).trim();
    return { kind: 'call', name: name.text.toUpperCase(), arguments: values, separator, source };
  }

  /** An argument may be left out: `IF(A1,,"x")`. */
  #argument(depth: number): Expression | undefined {
    const mark = this.#peek();
    if (mark === ',' || mark === ';' || mark === ')') return { kind: 'constant', value: 0, source: '' };
    return this.level(0, depth + 1);
  }

  #peek(): string | undefined {
    const token = this.#tokens[this.#next];
    return token?.kind === 'mark' ? token.text : undefined;
  }
}
