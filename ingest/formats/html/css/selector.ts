/**
 * Selectors of style rules: which are valid in a browser, and how specific they are. What css-select knows beyond browsers (`:contains`,
 * `:parent`, `<`) is refused here. Matching is `matcher.ts`. Source: Selectors Level 4.
 */
import { calculateForAST } from '@bramus/specificity/core';
import { type CssNode, generate, parse } from 'css-tree';
import { type Complex, complexOf } from './compound.ts';
import { LIBRARY_PSEUDOS, pseudosFor } from './pseudo.ts';
import { Tree } from './tree.ts';

/** Longest selector list that is read, in UTF-16 units: nested rules may multiply them. */
const MAX_SELECTOR_CHARS = 100_000;

export interface Selector {
  readonly text: string;
  /** What the element must be, whether it is styled itself or a box within it is. */
  readonly complex: Complex;
  readonly specificity: number;
  /** The box that is styled in place of the element. */
  readonly box: GeneratedBox | undefined;
}

/** Boxes that a style sheet puts into an element, before and after its contents. */
export const GENERATED_BOXES = ['before', 'after'] as const;
export type GeneratedBox = (typeof GENERATED_BOXES)[number];

/** `::first-line` and the like: what it styles is neither an element nor a box of its own. */
export const PSEUDO_ELEMENT = 'pseudo-element';

/** Nothing that a browser takes for a selector, or `too-long`. */
export type Refusal = 'invalid' | 'too-long';

/** Reads a selector list whole: one selector that is not valid makes all of them invalid. */
export function selectorsOf(
  prelude: string,
  isQuirky: boolean,
): readonly (Selector | typeof PSEUDO_ELEMENT)[] | Refusal {
  if (prelude.length > MAX_SELECTOR_CHARS) return 'too-long';
  const list = parsed(prelude, 'selectorList');
  if (list?.type !== 'SelectorList') return 'invalid';
  const selectors: (Selector | typeof PSEUDO_ELEMENT)[] = [];
  for (const node of list.children.toArray()) {
    if (node.type !== 'Selector') return 'invalid';
    const selector = readSelector(node, isQuirky);
    if (selector === undefined) return 'invalid';
    selectors.push(selector);
  }
  return selectors;
}

function parsed(text: string, context: string): CssNode | undefined {
  let isBroken = false;
  try {
    const ast = parse(text, {
      context,
      onParseError: () => {
        isBroken = true;
      },
    });
    return isBroken ? undefined : ast;
  } catch {
    return undefined;
  }
}

const PSEUDO_NAMES: ReadonlySet<string> = new Set([
  ...LIBRARY_PSEUDOS,
  ...Object.keys(pseudosFor(new Tree(false), () => false)),
]);
/** Pseudo-elements that may be written with one colon. */
const OLD_PSEUDO_ELEMENTS: ReadonlySet<string> = new Set(['before', 'after', 'first-line', 'first-letter']);
const FORGIVING: ReadonlySet<string> = new Set(['is', 'where', 'matches']);
const COMBINATORS: ReadonlySet<string> = new Set([' ', '>', '+', '~']);

function readSelector(
  node: CssNode & { type: 'Selector' },
  isQuirky: boolean,
): Selector | typeof PSEUDO_ELEMENT | undefined {
  const { a, b, c } = calculateForAST(node);
  const parts = node.children.toArray();
  const pseudoElement = parts.find(isPseudoElement);
  const box = GENERATED_BOXES.find((name) => name === pseudoElement?.name.toLowerCase());
  if (pseudoElement !== undefined) {
    // Nothing stands after a box but states of a pointer on it.
    if (box === undefined || parts.at(-1) !== pseudoElement) return PSEUDO_ELEMENT;
    parts.pop();
    if (parts.at(-1)?.type === 'Combinator' || parts.length === 0) parts.push({ type: 'TypeSelector', name: '*' });
    node.children.fromArray(parts);
  }
  if (!isValid(node, false)) return undefined;
  return { text: generate(node), complex: complexOf(node, isQuirky), specificity: weight(a, b, c), box };
}

function isPseudoElement(part: CssNode): part is CssNode & { type: 'PseudoElementSelector' | 'PseudoClassSelector' } {
  return (
    part.type === 'PseudoElementSelector' ||
    (part.type === 'PseudoClassSelector' && OLD_PSEUDO_ELEMENTS.has(part.name.toLowerCase()))
  );
}

function weight(a: number, b: number, c: number): number {
  const top = 9_999;
  return Math.min(a, top) * 1e8 + Math.min(b, top) * 1e4 + Math.min(c, top);
}

/** `isRelative`: it may begin with a combinator, as in `:has(> p)`. */
function isValid(selector: CssNode & { type: 'Selector' }, isRelative: boolean): boolean {
  let wantsCompound = !isRelative;
  let isEmpty = true;
  for (const part of selector.children.toArray()) {
    isEmpty = false;
    switch (part.type) {
      case 'TypeSelector':
        // With a namespace: css-select knows none.
        if (part.name.includes('|')) return false;
        break;
      case 'ClassSelector':
      case 'IdSelector':
        break;
      case 'AttributeSelector':
        if (part.name.name.includes('|')) return false;
        break;
      case 'Combinator':
        if (!COMBINATORS.has(part.name) || wantsCompound) return false;
        break;
      case 'PseudoClassSelector':
        if (!isValidPseudo(part)) return false;
        break;
      default:
        return false;
    }
    wantsCompound = part.type === 'Combinator';
  }
  return !isEmpty && !wantsCompound;
}

function isValidPseudo(part: CssNode & { type: 'PseudoClassSelector' }): boolean {
  const name = part.name.toLowerCase();
  if (!PSEUDO_NAMES.has(name)) return false;
  for (const child of part.children?.toArray() ?? []) {
    if (child.type === 'SelectorList' && !isValidList(child, FORGIVING.has(name), name === 'has')) return false;
    if (child.type === 'Nth' && child.selector?.type === 'SelectorList' && !isValidList(child.selector, false, false))
      return false;
  }
  return true;
}

/** A forgiving list drops the selectors that are not valid. */
function isValidList(list: CssNode & { type: 'SelectorList' }, isForgiving: boolean, isRelative: boolean): boolean {
  const all = list.children.toArray();
  const valid = all.filter((one) => one.type === 'Selector' && isValid(one, isRelative));
  if (valid.length < all.length && !isForgiving) return false;
  list.children.fromArray(valid);
  return valid.length > 0;
}
