/**
 * Whether a media query holds for the reader that is assumed: a person at a light screen of 1280 by 800 pixels with a mouse.
 * Prelude of `@container` is read the same way. What is unknown does not hold. Source: Media Queries Level 4 and 5.
 */
import { type CssNode, parse } from 'css-tree';

export const SCREEN = { width: 1280, height: 800 } as const;

/** Values of features that are not lengths. */
const FEATURES: Readonly<Record<string, string | number>> = {
  width: SCREEN.width,
  height: SCREEN.height,
  'device-width': SCREEN.width,
  'device-height': SCREEN.height,
  'inline-size': SCREEN.width,
  'block-size': SCREEN.height,
  'aspect-ratio': SCREEN.width / SCREEN.height,
  'device-aspect-ratio': SCREEN.width / SCREEN.height,
  orientation: 'landscape',
  resolution: 1,
  '-webkit-device-pixel-ratio': 1,
  color: 8,
  'color-index': 0,
  monochrome: 0,
  'color-gamut': 'srgb',
  'dynamic-range': 'standard',
  'display-mode': 'browser',
  hover: 'hover',
  'any-hover': 'hover',
  pointer: 'fine',
  'any-pointer': 'fine',
  grid: 0,
  scan: 'progressive',
  update: 'fast',
  scripting: 'enabled',
  'overflow-block': 'scroll',
  'overflow-inline': 'scroll',
  'prefers-color-scheme': 'light',
  'prefers-contrast': 'no-preference',
  'prefers-reduced-motion': 'no-preference',
  'prefers-reduced-transparency': 'no-preference',
  'prefers-reduced-data': 'no-preference',
  'forced-colors': 'none',
  'inverted-colors': 'none',
};
/** Features that hold by themselves, without a value, when they are not this. */
const NOTHING: ReadonlySet<string | number> = new Set(['none', 'no-preference', 0]);

const answers = new Map<string, boolean>();
const MAX_ANSWERS = 1_000;

/** Whether the list of queries holds. An empty one does. */
export function mediaHolds(queries: string): boolean {
  const text = queries.trim().toLowerCase();
  if (text === '') return true;
  const known = answers.get(text);
  if (known !== undefined) return known;
  const answer = evaluate(text);
  if (answers.size < MAX_ANSWERS) answers.set(text, answer);
  return answer;
}

function evaluate(text: string): boolean {
  // Browsers read the queries of a list one by one: one that is broken takes nothing from the others.
  return splitOutside(text).some((query) => {
    const ast = listOf(query);
    return ast?.type === 'MediaQueryList' && ast.children.toArray().some(queryHolds);
  });
}

/** Splits at commas outside of brackets. */
function splitOutside(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** css-tree calls back for some errors and throws for others. */
function listOf(text: string): CssNode | undefined {
  let isBroken = false;
  try {
    const ast = parse(text, {
      context: 'mediaQueryList',
      onParseError: () => {
        isBroken = true;
      },
    });
    return isBroken ? undefined : ast;
  } catch {
    return undefined;
  }
}

interface Query {
  readonly type: 'MediaQuery';
  readonly modifier: string | null;
  readonly mediaType: string | null;
  readonly condition: CssNode | null;
}

function queryHolds(node: CssNode): boolean {
  if (node.type !== 'MediaQuery') return false;
  const query = node as unknown as Query;
  const isType = query.mediaType === null || query.mediaType === 'all' || query.mediaType === 'screen';
  const holds = isType && (query.condition === null || holdsIn(query.condition) === true);
  return query.modifier === 'not' ? !holds : holds;
}

/** `undefined` is neither true nor false: what is not known stays so when it is negated. */
function holdsIn(node: CssNode): boolean | undefined {
  switch (node.type) {
    case 'Condition':
      return conditionHolds(node.children.toArray());
    case 'Feature':
      return featureHolds(node.name, node.value);
    case 'FeatureRange':
      return rangeHolds(node as unknown as Range);
    default:
      return undefined;
  }
}

function conditionHolds(parts: readonly CssNode[]): boolean | undefined {
  let holds: boolean | undefined;
  let isFirst = true;
  let joint = 'and';
  let negated = false;
  for (const part of parts) {
    if (part.type === 'Identifier') {
      if (part.name === 'not') negated = true;
      else joint = part.name;
      continue;
    }
    const own = holdsIn(part);
    const value = negated && own !== undefined ? !own : own;
    negated = false;
    if (isFirst) holds = value;
    else if (joint === 'or') holds = holds === true || value === true;
    else holds = holds === true && value === true;
    isFirst = false;
  }
  return holds;
}

function featureHolds(feature: string, value: CssNode | null): boolean | undefined {
  const bound = /^(-webkit-)?(min|max)-(.*)$/.exec(feature);
  const name = bound === null ? feature : `${bound[1] ?? ''}${bound[3]}`;
  const actual = FEATURES[name];
  if (actual === undefined) return undefined;
  if (value === null) return bound === null && !NOTHING.has(actual);
  const asked = amountOf(value);
  if (asked === undefined) return undefined;
  if (bound === null) return actual === asked;
  if (typeof actual !== 'number' || typeof asked !== 'number') return undefined;
  return bound[2] === 'min' ? actual >= asked : actual <= asked;
}

interface Range {
  readonly left: CssNode;
  readonly leftComparison: string;
  readonly middle: CssNode;
  readonly rightComparison: string | null;
  readonly right: CssNode | null;
}

function rangeHolds({ left, leftComparison, middle, rightComparison, right }: Range): boolean | undefined {
  const [a, b, c] = [left, middle, right].map((side) => (side === null ? undefined : sideOf(side)));
  if (a === undefined || b === undefined) return undefined;
  const first = compares(a, leftComparison, b);
  if (rightComparison === null) return first;
  return c !== undefined && first && compares(b, rightComparison, c);
}

function sideOf(node: CssNode): number | undefined {
  const value = node.type === 'Identifier' ? FEATURES[node.name] : amountOf(node);
  return typeof value === 'number' ? value : undefined;
}

function compares(a: number, sign: string, b: number): boolean {
  switch (sign) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      return a === b;
  }
}

const UNITS: Readonly<Record<string, number>> = {
  px: 1,
  em: 16,
  rem: 16,
  ex: 8,
  ch: 8,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  vw: SCREEN.width / 100,
  vh: SCREEN.height / 100,
  dppx: 1,
  x: 1,
  dpi: 1 / 96,
  dpcm: 2.54 / 96,
};

function amountOf(node: CssNode): string | number | undefined {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'Number':
      return Number(node.value);
    case 'Dimension': {
      const unit = UNITS[node.unit];
      return unit === undefined ? undefined : Number(node.value) * unit;
    }
    case 'Ratio': {
      const { left, right } = node as unknown as { left: CssNode | string; right: CssNode | string | null };
      return numberOf(left) / (right === null ? 1 : numberOf(right));
    }
    default:
      return undefined;
  }
}

function numberOf(side: CssNode | string): number {
  if (typeof side === 'string') return Number(side);
  return side.type === 'Number' ? Number(side.value) : Number.NaN;
}
