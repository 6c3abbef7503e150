/**
 * The parse5 tree as css-select wants to see it. Counts every step: a selector that would run for minutes ends in `TooManySteps`.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';

export type HtmlElement = DefaultTreeAdapterTypes.Element;
export type HtmlNode = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.ParentNode;

/** Steps that css-select asks for cost as much as so many of our own. */
const LIBRARY_STEP = 5;
/** Steps through the tree for the selectors of one document, at most: some seconds. */
const MAX_STEPS = 60_000_000;

export class TooManySteps extends Error {}

/** What selectors ask of an element: its names, and where it stands among its siblings, counted from 1. */
export interface Stand {
  readonly element: HtmlElement;
  /** Lower case. */
  readonly tag: string;
  readonly id: string | undefined;
  readonly classes: readonly string[];
  readonly index: number;
  readonly count: number;
  readonly indexOfType: number;
  readonly countOfType: number;
  readonly previous: Stand | undefined;
  readonly parent: Stand | undefined;
  /** Elements around it. */
  readonly depth: number;
}

const NO_CLASSES: readonly string[] = [];

export class Tree {
  #steps = 0;
  readonly #isQuirky: boolean;
  readonly #stands = new WeakMap<HtmlElement, Stand>();

  /** `isQuirky`: ids and classes are given in lower case. */
  constructor(isQuirky: boolean) {
    this.#isQuirky = isQuirky;
  }

  /** Throws {@link TooManySteps}. */
  step(count = 1): void {
    this.#steps += count;
    if (this.#steps > MAX_STEPS) throw new TooManySteps();
  }

  isTag = (node: HtmlNode): node is HtmlElement => {
    this.step(LIBRARY_STEP);
    return 'tagName' in node;
  };

  getAttributeValue = (element: HtmlElement, name: string): string | undefined => attributeOf(element, name);
  hasAttrib = (element: HtmlElement, name: string): boolean => attributeOf(element, name) !== undefined;
  getName = (element: HtmlElement): string => element.tagName.toLowerCase();

  getParent = (element: HtmlElement): HtmlNode | null => {
    this.step(LIBRARY_STEP);
    return element.parentNode;
  };

  getChildren = (node: HtmlNode): HtmlNode[] => ('childNodes' in node ? node.childNodes : []);

  getSiblings = (node: HtmlNode): HtmlNode[] => {
    const parent = 'parentNode' in node ? node.parentNode : null;
    return parent === null || parent === undefined ? [node] : parent.childNodes;
  };

  prevElementSibling = (node: HtmlNode): HtmlElement | null =>
    'tagName' in node ? (this.standOf(node).previous?.element ?? null) : null;

  /** Only `:contains` asks, which is no selector. */
  getText = (): string => '';
  removeSubsets = (nodes: HtmlNode[]): HtmlNode[] => nodes;

  /** All siblings are looked at once. */
  standOf(element: HtmlElement): Stand {
    const known = this.#stands.get(element);
    if (known !== undefined) return known;
    const siblings = (element.parentNode?.childNodes ?? [element]).filter(
      (node): node is HtmlElement => 'tagName' in node,
    );
    this.step(siblings.length);
    const totals = new Map<string, number>();
    for (const { tagName } of siblings) totals.set(tagName, (totals.get(tagName) ?? 0) + 1);
    const seen = new Map<string, number>();
    const around = element.parentNode;
    const parent = around !== null && 'tagName' in around ? this.standOf(around) : undefined;
    let previous: Stand | undefined;
    let own: Stand | undefined;
    for (const [i, sibling] of siblings.entries()) {
      const { tagName } = sibling;
      const indexOfType = (seen.get(tagName) ?? 0) + 1;
      seen.set(tagName, indexOfType);
      const stand: Stand = {
        element: sibling,
        tag: tagName.toLowerCase(),
        id: this.#named(attributeOf(sibling, 'id')),
        classes: this.#classesOf(sibling),
        index: i + 1,
        count: siblings.length,
        indexOfType,
        countOfType: totals.get(tagName) ?? 1,
        previous,
        parent,
        depth: parent === undefined ? 0 : parent.depth + 1,
      };
      this.#stands.set(sibling, stand);
      if (sibling === element) own = stand;
      previous = stand;
    }
    // An element that its parent does not know: the contents of a template.
    return own ?? this.standOf({ ...element, parentNode: null });
  }

  #named(name: string | undefined): string | undefined {
    return this.#isQuirky ? name?.toLowerCase() : name;
  }

  #classesOf(element: HtmlElement): readonly string[] {
    const written = this.#named(attributeOf(element, 'class'));
    return written === undefined ? NO_CLASSES : [...new Set(written.split(/[ \t\n\r\f]+/))];
  }
}

export function attributeOf(element: HtmlElement, name: string): string | undefined {
  for (const one of element.attrs) if (one.name === name) return one.value;
  return undefined;
}
