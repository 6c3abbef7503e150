/**
 * Values of properties: their parts, their lengths and their numbers. What can't be read is `undefined`: a browser drops the declaration.
 * Text in, closures out: a length is known only where its font size and what a percentage means are. Source: CSS Values and Units Level 4.
 */
import { type CssNode, parse } from 'css-tree';
import { SCREEN } from './media.ts';

/** What relative units refer to, in pixels. */
export interface Measures {
  readonly em: number;
  readonly rem: number;
  /** 100 %. */
  readonly whole: number;
}

/** Pixels, or what a number without unit counts. */
export type Length = (measures: Measures) => number;

const MAX_CACHED = 20_000;

/** Remembers what a text means; the memory is bounded. */
export function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, { value: T }>();
  return (text) => {
    const hit = known.get(text);
    if (hit !== undefined) return hit.value;
    const value = read(text);
    if (known.size >= MAX_CACHED) known.clear();
    known.set(text, { value });
    return value;
  };
}

/** The parts of a value without white space; `undefined` when it is none. */
export const partsOf = remembering((text: string): readonly CssNode[] | undefined => {
  let isBroken = false;
  try {
    const ast = parse(text, {
      context: 'value',
      onParseError: () => {
        isBroken = true;
      },
    });
    if (isBroken || ast.type !== 'Value') return undefined;
    return ast.children.toArray().filter((node) => node.type !== 'WhiteSpace');
  } catch {
    return undefined;
  }
});

/** Splits at commas that stand outside of functions. */
export function splitAtCommas(nodes: readonly CssNode[]): CssNode[][] {
  const lists: CssNode[][] = [[]];
  for (const node of nodes) {
    if (node.type === 'Operator' && node.value.trim() === ',') lists.push([]);
    else lists.at(-1)?.push(node);
  }
  return lists;
}

/** Arguments of a function, without commas. */
export function argumentsOf(node: CssNode): CssNode[] {
  if (node.type !== 'Function') return [];
  return node.children.toArray().filter((one) => one.type !== 'WhiteSpace' && !isComma(one));
}

function isComma(node: CssNode): boolean {
  return node.type === 'Operator' && node.value.trim() === ',';
}

/** A length, percentage, number or sum of them. */
export const lengthOf = remembering((text: string): Length | undefined => {
  const plain = PLAIN_LENGTH.exec(text);
  if (plain !== null) return dimension(Number(plain[1]), (plain[2] ?? '').toLowerCase());
  const nodes = partsOf(text);
  return nodes?.length === 1 && nodes[0] !== undefined ? lengthOfNode(nodes[0]) : undefined;
});

const PLAIN_LENGTH = /^([+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15}))([a-z]{0,5}|%)$/i;

export function lengthOfNode(node: CssNode): Length | undefined {
  switch (node.type) {
    case 'Number':
      return dimension(Number(node.value), '');
    case 'Percentage':
      return dimension(Number(node.value), '%');
    case 'Dimension':
      return dimension(Number(node.value), node.unit.toLowerCase());
    case 'Parentheses':
      return sum(node.children.toArray());
    case 'Function':
      return ofFunction(node.name.toLowerCase(), node.children.toArray());
    default:
      return undefined;
  }
}

const PIXELS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
  vw: SCREEN.width / 100,
  vh: SCREEN.height / 100,
  vi: SCREEN.width / 100,
  vb: SCREEN.height / 100,
  vmin: SCREEN.height / 100,
  vmax: SCREEN.width / 100,
  cqw: SCREEN.width / 100,
  cqh: SCREEN.height / 100,
  deg: 1,
  grad: 0.9,
  rad: 180 / Math.PI,
  turn: 360,
  s: 1,
  ms: 0.001,
};
const EMS: Readonly<Record<string, number>> = { em: 1, ex: 0.5, ch: 0.5, cap: 0.7, ic: 1, lh: 1.2 };
const REMS: Readonly<Record<string, number>> = { rem: 1, rex: 0.5, rch: 0.5, rcap: 0.7, ric: 1, rlh: 1.2 };

function dimension(amount: number, unit: string): Length | undefined {
  if (!Number.isFinite(amount)) return undefined;
  if (unit === '%') return ({ whole }) => (amount * whole) / 100;
  const ems = EMS[unit];
  if (ems !== undefined) return ({ em }) => amount * ems * em;
  const rems = REMS[unit];
  if (rems !== undefined) return ({ rem }) => amount * rems * rem;
  // Small, large and dynamic viewports are the viewport here.
  const pixels = PIXELS[unit] ?? PIXELS[unit.replace(/^[sld](?=v)/, '')];
  return pixels === undefined ? undefined : () => amount * pixels;
}

const MAX_DEPTH = 64;

function ofFunction(name: string, children: readonly CssNode[], depth = 0): Length | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const parts = splitAtCommas(children.filter((node) => node.type !== 'WhiteSpace'));
  const lengths = parts.map((part) => sum(part));
  if (lengths.some((length) => length === undefined)) {
    // `none` stands for no bound in clamp().
    if (name !== 'clamp') return undefined;
  }
  const [a, b, c] = lengths;
  switch (name.replace(/^-(?:webkit|moz)-/, '')) {
    case 'calc':
      return lengths.length === 1 ? a : undefined;
    case 'min':
      return (m) => Math.min(...lengths.map((one) => one?.(m) ?? Number.POSITIVE_INFINITY));
    case 'max':
      return (m) => Math.max(...lengths.map((one) => one?.(m) ?? Number.NEGATIVE_INFINITY));
    case 'clamp':
      if (b === undefined || lengths.length !== 3) return undefined;
      return (m) => Math.max(a?.(m) ?? -Infinity, Math.min(b(m), c?.(m) ?? Infinity));
    case 'abs':
      return a === undefined ? undefined : (m) => Math.abs(a(m));
    case 'sign':
      return a === undefined ? undefined : (m) => Math.sign(a(m));
    case 'round':
      return a;
    case 'env':
      return b ?? (() => 0);
    default:
      return undefined;
  }
}

/** `1px + 2 * (3em - 4%)`. */
function sum(nodes: readonly CssNode[]): Length | undefined {
  let total: Length | undefined;
  let product: Length | undefined;
  let sign = 1;
  let operator = '+';
  const settle = (): void => {
    if (product === undefined) return;
    const [before, own, factor] = [total, product, sign];
    total = (m) => (before?.(m) ?? 0) + factor * own(m);
  };
  for (const node of nodes) {
    if (node.type === 'WhiteSpace') continue;
    if (node.type === 'Operator') {
      operator = node.value.trim();
      if (operator === '+' || operator === '-') {
        settle();
        product = undefined;
        sign = operator === '-' ? -1 : 1;
      } else if (operator !== '*' && operator !== '/') return undefined;
      continue;
    }
    const own = node.type === 'Identifier' ? constant(node.name) : lengthOfNode(node);
    if (own === undefined) return undefined;
    const before = product;
    if (before === undefined) product = own;
    else if (operator === '*') product = (m) => before(m) * own(m);
    else if (operator === '/') product = (m) => before(m) / own(m);
    else return undefined;
  }
  if (product === undefined) return undefined;
  settle();
  return total;
}

function constant(name: string): Length | undefined {
  switch (name.toLowerCase()) {
    case 'infinity':
      return () => 1e9;
    case '-infinity':
      return () => -1e9;
    case 'pi':
      return () => Math.PI;
    case 'e':
      return () => Math.E;
    default:
      return undefined;
  }
}

/** A number or a percentage of 1, from 0 to 1. */
export function shareOf(text: string): number | undefined {
  const length = lengthOf(text);
  if (length === undefined || !/^[\d.+-]|^\w+\(/.test(text) || /\d(?:px|em|rem|pt)\b/i.test(text)) return undefined;
  const value = length({ em: 16, rem: 16, whole: 1 });
  return Number.isNaN(value) ? undefined : Math.max(0, Math.min(1, value));
}
