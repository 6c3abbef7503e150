/**
 * Selectors of style rules: which are valid in a browser, which elements they can match at all (for the index), how specific they
 * are, and whether they match. Matching is css-select's; what it knows beyond browsers (`:contains`, `:parent`, `<`) is refused here.
 * Source: Selectors Level 4.
 */
import { calculateForAST } from '@bramus/specificity/core';
import { compile } from 'css-select';
import { type CssNode, generate, ident, parse } from 'css-tree';
import { LIBRARY_PSEUDOS, pseudosFor } from './pseudo.ts';
import { attributeOf, type HtmlElement, type HtmlNode, Tree } from './tree.ts';

/** Longest selector that is compiled, in UTF-16 units: nested rules may multiply them. */
const MAX_SELECTOR_CHARS = 20_000;

/** What an element must have for a selector to match it. */
export type Key = { readonly by: 'id' | 'class' | 'tag' | 'attribute'; readonly name: string } | { readonly by: 'any' };

export interface Selector {
  readonly text: string;
  readonly key: Key;
  /** Whether an element that has the key is matched for certain. */
  readonly isKeyAll: boolean;
  readonly specificity: number;
  /** Its compounds from right to left, where it has names and one kind of combinator only: such are matched without css-select. */
  readonly chain: Chain | undefined;
  /** `::before` and the like: it styles no element. */
  readonly isPseudoElement: boolean;
}

interface Compound {
  readonly tag: string | undefined;
  readonly id: string | undefined;
  readonly classes: readonly string[];
}

interface Chain {
  readonly compounds: readonly Compound[];
  readonly isOfChildren: boolean;
}

/** Nothing that a browser takes for a selector, or `too-long`. */
export type Refusal = 'invalid' | 'too-long';

/** Reads a selector list whole: one selector that is not valid makes all of them invalid. */
export function selectorsOf(prelude: string): readonly Selector[] | Refusal {
  if (prelude.length > MAX_SELECTOR_CHARS) return 'too-long';
  const list = parsed(prelude, 'selectorList');
  if (list?.type !== 'SelectorList') return 'invalid';
  const selectors: Selector[] = [];
  for (const node of list.children.toArray()) {
    if (node.type !== 'Selector') return 'invalid';
    const selector = readSelector(node);
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
  ...Object.keys(pseudosFor(new Tree(), () => false)),
]);
/** Pseudo-elements that may be written with one colon. */
const OLD_PSEUDO_ELEMENTS: ReadonlySet<string> = new Set(['before', 'after', 'first-line', 'first-letter']);
const FORGIVING: ReadonlySet<string> = new Set(['is', 'where', 'matches']);
const COMBINATORS: ReadonlySet<string> = new Set([' ', '>', '+', '~']);

function readSelector(node: CssNode & { type: 'Selector' }): Selector | undefined {
  const isPseudoElement = node.children
    .toArray()
    .some(
      (part) =>
        part.type === 'PseudoElementSelector' ||
        (part.type === 'PseudoClassSelector' && OLD_PSEUDO_ELEMENTS.has(part.name.toLowerCase())),
    );
  if (isPseudoElement)
    return { text: '', key: { by: 'any' }, isKeyAll: false, specificity: 0, chain: undefined, isPseudoElement };
  if (!isValid(node)) return undefined;
  const { a, b, c } = calculateForAST(node);
  return { text: generate(node), ...keyOf(node), specificity: weight(a, b, c), chain: chainOf(node), isPseudoElement };
}

function chainOf(selector: CssNode & { type: 'Selector' }): Chain | undefined {
  const compounds: { tag: string | undefined; id: string | undefined; classes: string[] }[] = [];
  const combinators = new Set<string>();
  let current = { tag: undefined as string | undefined, id: undefined as string | undefined, classes: [] as string[] };
  for (const part of selector.children.toArray()) {
    if (part.type === 'ClassSelector') current.classes.push(ident.decode(part.name));
    else if (part.type === 'IdSelector' && current.id === undefined) current.id = ident.decode(part.name);
    else if (part.type === 'TypeSelector')
      current.tag = part.name === '*' ? undefined : ident.decode(part.name).toLowerCase();
    else if (part.type === 'Combinator' && (part.name === ' ' || part.name === '>')) {
      combinators.add(part.name);
      compounds.push(current);
      current = { tag: undefined, id: undefined, classes: [] };
    } else return undefined;
  }
  compounds.push(current);
  return combinators.size > 1 ? undefined : { compounds: compounds.reverse(), isOfChildren: combinators.has('>') };
}

function weight(a: number, b: number, c: number): number {
  const top = 9_999;
  return Math.min(a, top) * 1e8 + Math.min(b, top) * 1e4 + Math.min(c, top);
}

function isValid(selector: CssNode & { type: 'Selector' }): boolean {
  let isStart = true;
  for (const part of selector.children.toArray()) {
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
        if (!COMBINATORS.has(part.name)) return false;
        break;
      case 'PseudoClassSelector':
        if (!isValidPseudo(part)) return false;
        break;
      default:
        return false;
    }
    isStart = false;
  }
  return !isStart;
}

function isValidPseudo(part: CssNode & { type: 'PseudoClassSelector' }): boolean {
  const name = part.name.toLowerCase();
  if (!PSEUDO_NAMES.has(name)) return false;
  for (const child of part.children?.toArray() ?? []) {
    if (child.type === 'SelectorList' && !isValidList(child, FORGIVING.has(name))) return false;
    if (child.type === 'Nth' && child.selector?.type === 'SelectorList' && !isValidList(child.selector, false))
      return false;
  }
  return true;
}

/** A forgiving list drops the selectors that are not valid. */
function isValidList(list: CssNode & { type: 'SelectorList' }, isForgiving: boolean): boolean {
  const all = list.children.toArray();
  const valid = all.filter((one) => one.type === 'Selector' && isValid(one));
  if (valid.length < all.length && !isForgiving) return false;
  list.children.fromArray(valid);
  return valid.length > 0;
}

/** The most telling simple selector of the rightmost compound. */
function keyOf(selector: CssNode & { type: 'Selector' }): { key: Key; isKeyAll: boolean } {
  const parts = selector.children.toArray();
  const from = parts.findLastIndex((part) => part.type === 'Combinator') + 1;
  const last = parts.slice(from);
  const isKeyAll = parts.length === 1;
  for (const part of last)
    if (part.type === 'IdSelector') return { key: { by: 'id', name: ident.decode(part.name) }, isKeyAll };
  for (const part of last)
    if (part.type === 'ClassSelector') return { key: { by: 'class', name: ident.decode(part.name) }, isKeyAll };
  for (const part of last) {
    if (part.type === 'TypeSelector' && part.name !== '*')
      return { key: { by: 'tag', name: ident.decode(part.name).toLowerCase() }, isKeyAll };
  }
  for (const part of last)
    if (part.type === 'AttributeSelector')
      return { key: { by: 'attribute', name: ident.decode(part.name.name).toLowerCase() }, isKeyAll: false };
  const isAny = isKeyAll && parts[0]?.type === 'TypeSelector';
  return { key: { by: 'any' }, isKeyAll: isAny };
}

/** Tests the elements of one document. Throws `TooManySteps`. */
export class Matcher {
  readonly tree = new Tree();
  readonly #isQuirky: boolean;
  readonly #classes = new WeakMap<HtmlElement, ReadonlySet<string>>();
  readonly #compiled = new Map<string, (element: HtmlElement) => boolean>();

  constructor(isQuirky: boolean) {
    this.#isQuirky = isQuirky;
  }

  matches = (element: HtmlElement, selector: string): boolean => {
    this.tree.step();
    let test = this.#compiled.get(selector);
    if (test === undefined) {
      test = this.#compile(selector);
      this.#compiled.set(selector, test);
    }
    return test(element);
  };

  /** Whether a selector matches; the element has its key. Class names must be written alike: not for old documents. */
  holds(element: HtmlElement, selector: Selector): boolean {
    const { chain } = selector;
    if (chain === undefined || this.#isQuirky) return this.matches(element, selector.text);
    const [subject, ...rest] = chain.compounds;
    if (subject === undefined || !this.#fits(element, subject)) return false;
    let at = element.parentNode;
    for (const compound of rest) {
      // For descendants the nearest fit is the best one: whatever fits further out is still further out.
      while (at !== null && 'tagName' in at && !this.#fits(at, compound)) {
        if (chain.isOfChildren) return false;
        at = at.parentNode;
      }
      if (at === null || !('tagName' in at)) return false;
      at = at.parentNode;
    }
    return true;
  }

  #fits(element: HtmlElement, { tag, id, classes }: Compound): boolean {
    this.tree.step();
    if (tag !== undefined && element.tagName.toLowerCase() !== tag) return false;
    if (id !== undefined && attributeOf(element, 'id') !== id) return false;
    if (classes.length === 0) return true;
    let own = this.#classes.get(element);
    if (own === undefined) {
      own = new Set((attributeOf(element, 'class') ?? '').split(/[ \t\n\r\f]+/));
      this.#classes.set(element, own);
    }
    for (const name of classes) if (!own.has(name)) return false;
    return true;
  }

  /** What css-select can't compile matches nothing. */
  #compile(selector: string): (element: HtmlElement) => boolean {
    try {
      return compile<HtmlNode, HtmlElement>(selector, {
        adapter: this.tree,
        pseudos: pseudosFor(this.tree, this.matches),
        quirksMode: this.#isQuirky,
        relativeSelector: false,
        cacheResults: true,
      });
    } catch {
      return () => false;
    }
  }
}
