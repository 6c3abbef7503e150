/**
 * The parse5 tree as css-select wants to see it. Counts every step: a selector that would run for minutes ends in `TooManySteps`.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';

export type HtmlElement = DefaultTreeAdapterTypes.Element;
export type HtmlNode = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.ParentNode;

/** Steps through the tree for the selectors of one document, at most: some seconds. */
const MAX_STEPS = 30_000_000;

export class TooManySteps extends Error {}

/** Where an element stands among its siblings, counted from 1. */
interface Position {
  readonly index: number;
  readonly count: number;
  readonly indexOfType: number;
  readonly countOfType: number;
  readonly previous: HtmlElement | undefined;
}

export class Tree {
  #steps = 0;
  readonly #positions = new WeakMap<HtmlElement, Position>();

  /** Throws {@link TooManySteps}. */
  step(count = 1): void {
    this.#steps += count;
    if (this.#steps > MAX_STEPS) throw new TooManySteps();
  }

  isTag = (node: HtmlNode): node is HtmlElement => {
    this.step();
    return 'tagName' in node;
  };

  getAttributeValue = (element: HtmlElement, name: string): string | undefined => attributeOf(element, name);
  hasAttrib = (element: HtmlElement, name: string): boolean => attributeOf(element, name) !== undefined;
  getName = (element: HtmlElement): string => element.tagName.toLowerCase();

  getParent = (element: HtmlElement): HtmlNode | null => {
    this.step();
    return element.parentNode;
  };

  getChildren = (node: HtmlNode): HtmlNode[] => ('childNodes' in node ? node.childNodes : []);

  getSiblings = (node: HtmlNode): HtmlNode[] => {
    const parent = 'parentNode' in node ? node.parentNode : null;
    return parent === null || parent === undefined ? [node] : parent.childNodes;
  };

  prevElementSibling = (node: HtmlNode): HtmlElement | null =>
    'tagName' in node ? (this.positionOf(node).previous ?? null) : null;

  /** Only `:contains` asks, which is no selector. */
  getText = (): string => '';
  removeSubsets = (nodes: HtmlNode[]): HtmlNode[] => nodes;

  positionOf(element: HtmlElement): Position {
    this.step();
    const known = this.#positions.get(element);
    if (known !== undefined) return known;
    const siblings = (element.parentNode?.childNodes ?? [element]).filter(
      (node): node is HtmlElement => 'tagName' in node,
    );
    this.step(siblings.length);
    const totals = new Map<string, number>();
    for (const { tagName } of siblings) totals.set(tagName, (totals.get(tagName) ?? 0) + 1);
    const seen = new Map<string, number>();
    for (const [i, sibling] of siblings.entries()) {
      const { tagName } = sibling;
      const indexOfType = (seen.get(tagName) ?? 0) + 1;
      seen.set(tagName, indexOfType);
      this.#positions.set(sibling, {
        index: i + 1,
        count: siblings.length,
        indexOfType,
        countOfType: totals.get(tagName) ?? 1,
        previous: siblings[i - 1],
      });
    }
    return this.#positions.get(element) ?? { index: 1, count: 1, indexOfType: 1, countOfType: 1, previous: undefined };
  }
}

export function attributeOf(element: HtmlElement, name: string): string | undefined {
  for (const one of element.attrs) if (one.name === name) return one.value;
  return undefined;
}
