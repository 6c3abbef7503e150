/**
 * What a spreadsheet shows of a formula, as far as that is sure without its cells: branches that a constant condition never takes,
 * texts that `N()` makes a zero of, the address behind the label of `HYPERLINK()`. Nothing else is calculated: a formula in which
 * nothing is dead stays as it is written, and one that can't be read does, too.
 */
import { type Expression, parseFormula } from './formula-syntax.ts';

type Constant = string | number | boolean;

export interface ShownFormula {
  /** The result where it is sure, else the formula without what is dead. */
  readonly shown: string;
  /** Texts that are not shown. */
  readonly dead: readonly string[];
  /** Addresses behind labels, and whether cells go into them. */
  readonly links: readonly { readonly address: string; readonly carriesCells: boolean }[];
}

/** What is left of an expression: its source, and its value where that is sure. */
interface Rest {
  readonly source: string;
  readonly value?: Constant;
}

/** What a person sees of a cell; `undefined` when that is the cell as it is written. */
export function shownFormula(cell: string): ShownFormula | undefined {
  if (!cell.startsWith('=') || !cell.includes('"')) return undefined;
  const expression = parseFormula(cell.slice(1));
  if (expression === undefined) return undefined;
  const reader = new FormulaReader();
  const { source, value } = reader.read(expression);
  if (reader.dead.length === 0 && reader.links.length === 0) return undefined;
  return { shown: value === undefined ? `=${source}` : shownValue(value), dead: reader.dead, links: reader.links };
}

class FormulaReader {
  readonly dead: string[] = [];
  readonly links: { address: string; carriesCells: boolean }[] = [];

  read(expression: Expression): Rest {
    switch (expression.kind) {
      case 'constant':
        return { source: expression.source, value: expression.value };
      case 'reference':
        return { source: expression.source };
      case 'group':
        return wrapped(this.read(expression.inner));
      case 'sign':
        return signed(expression.operator, this.read(expression.operand));
      case 'binary':
        return this.#binary(expression);
      case 'call':
        return this.#call(expression);
      default: {
        const never: never = expression;
        throw new TypeError(`unknown expression ${JSON.stringify(never)}`);
      }
    }
  }

  #binary({ operator, left, right }: Expression & { kind: 'binary' }): Rest {
    const a = this.read(left);
    const b = this.read(right);
    const value = a.value === undefined || b.value === undefined ? undefined : calculate(operator, a.value, b.value);
    // A zero that is there only to hold a comment.
    if (value === undefined && operator === '+' && b.value === 0 && isComment(right)) return a;
    if (value === undefined && operator === '+' && a.value === 0 && isComment(left)) return b;
    if (value === undefined && operator === '&' && b.value === '' && right.kind === 'call') return a;
    return withValue(`${a.source}${operator}${b.source}`, value);
  }

  #call(call: Expression & { kind: 'call' }): Rest {
    const [first, second, third] = call.arguments;
    switch (call.name) {
      case 'TRUE':
      case 'FALSE':
        return constant(call.name === 'TRUE');
      case 'IF':
        if (first !== undefined) return this.#branch(call, first, [second, third]);
        break;
      case 'IFERROR':
      case 'IFNA':
        if (first !== undefined && second !== undefined) return this.#fallback(call, first, second);
        break;
      case 'CHOOSE':
        return this.#choice(call);
      case 'N':
      case 'T':
        if (first !== undefined) return this.#converted(call, first);
        break;
      case 'LEN':
        if (first !== undefined) return this.#measured(call, first);
        break;
      case 'LEFT':
      case 'RIGHT':
      case 'REPT':
        if (first !== undefined) return this.#cut(call, first, second);
        break;
      case 'HYPERLINK':
        if (first !== undefined && second !== undefined) return this.#link(first, second);
        break;
      default:
        break;
    }
    return this.#rewritten(call);
  }

  #branch(call: Expression & { kind: 'call' }, condition: Expression, branches: (Expression | undefined)[]): Rest {
    const { value } = this.read(condition);
    if (value === undefined || typeof value === 'string') return this.#rewritten(call);
    const [taken, other] = value === false || value === 0 ? branches.reverse() : branches;
    this.#bury(other);
    return taken === undefined ? constant(false) : this.read(taken);
  }

  #fallback(call: Expression & { kind: 'call' }, first: Expression, second: Expression): Rest {
    if (first.kind !== 'constant') return this.#rewritten(call);
    this.#bury(second);
    return this.read(first);
  }

  #choice(call: Expression & { kind: 'call' }): Rest {
    const [index, ...choices] = call.arguments;
    const value = index === undefined ? undefined : this.read(index).value;
    const taken = typeof value === 'number' ? choices[Math.trunc(value) - 1] : undefined;
    if (taken === undefined) return this.#rewritten(call);
    for (const choice of choices) if (choice !== taken) this.#bury(choice);
    return this.read(taken);
  }

  /** `N()` of a text is 0, `T()` of a number is empty. */
  #converted(call: Expression & { kind: 'call' }, first: Expression): Rest {
    const { value } = this.read(first);
    if (value === undefined) return this.#rewritten(call);
    if (call.name === 'T') return constant(typeof value === 'string' ? value : '');
    if (typeof value === 'string') this.#bury(first);
    return constant(typeof value === 'string' ? 0 : Number(value));
  }

  #measured(call: Expression & { kind: 'call' }, first: Expression): Rest {
    const { value } = this.read(first);
    if (value === undefined) return this.#rewritten(call);
    this.#bury(first);
    return constant(shownValue(value).length);
  }

  #cut(call: Expression & { kind: 'call' }, first: Expression, second: Expression | undefined): Rest {
    const { value } = this.read(first);
    const count = second === undefined ? 1 : this.read(second).value;
    if (value === undefined || typeof count !== 'number' || count < 0) return this.#rewritten(call);
    const text = shownValue(value);
    if (call.name === 'REPT') {
      if (count >= 1) return this.#rewritten(call);
      this.#bury(first);
      return constant('');
    }
    const shown = call.name === 'LEFT' ? text.slice(0, count) : text.slice(Math.max(0, text.length - count));
    const lost = call.name === 'LEFT' ? text.slice(count) : text.slice(0, Math.max(0, text.length - count));
    if (lost.trim() !== '') this.dead.push(lost);
    return constant(shown);
  }

  #link(address: Expression, label: Expression): Rest {
    const { source, value } = this.read(address);
    const text = value === undefined ? source : shownValue(value);
    this.links.push({ address: text, carriesCells: value === undefined && address.kind !== 'reference' });
    return this.read(label);
  }

  #rewritten(call: Expression & { kind: 'call' }): Rest {
    const parts = call.arguments.map((argument) => this.read(argument).source);
    return { source: `${call.name}(${parts.join(call.separator)})` };
  }

  /** Keeps every text of an expression that is never shown. */
  #bury(expression: Expression | undefined): void {
    const pending = expression === undefined ? [] : [expression];
    for (let one = pending.shift(); one !== undefined; one = pending.shift()) {
      if (one.kind === 'constant' && typeof one.value === 'string' && one.value.trim() !== '')
        this.dead.push(one.value);
      if (one.kind === 'group') pending.unshift(one.inner);
      if (one.kind === 'sign') pending.unshift(one.operand);
      if (one.kind === 'binary') pending.unshift(one.left, one.right);
      if (one.kind === 'call') pending.unshift(...one.arguments);
    }
  }
}

function constant(value: Constant): Rest {
  return { source: typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : shownValue(value), value };
}

function isComment(expression: Expression): boolean {
  return expression.kind === 'call' && expression.name === 'N';
}

function wrapped({ source, value }: Rest): Rest {
  return withValue(`(${source})`, value);
}

function signed(operator: string, { source, value }: Rest): Rest {
  return withValue(`${operator}${source}`, typeof value === 'number' ? (operator === '-' ? -value : value) : undefined);
}

function withValue(source: string, value: Constant | undefined): Rest {
  return value === undefined ? { source } : { source, value };
}

/** The operators of which the result is sure; comparisons of texts do not look at their case. */
function calculate(operator: string, a: Constant, b: Constant): Constant | undefined {
  if (operator === '&') return shownValue(a) + shownValue(b);
  if (typeof a !== typeof b) return operator === '=' ? false : operator === '<>' ? true : undefined;
  const [left, right] = typeof a === 'string' ? [a.toLowerCase(), String(b).toLowerCase()] : [a, b];
  if (operator === '=') return left === right;
  if (operator === '<>') return left !== right;
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (operator) {
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    default:
      return undefined;
  }
}

function shownValue(value: Constant): string {
  return typeof value === 'boolean' ? (value ? 'TRUE' : 'FALSE') : String(value);
}
