/**
 * A selector in the form in which it is matched: compounds with what stands to the left of each, and in every compound the names that an
 * element must have, apart from what only css-select can tell. Reads selectors that `selector.ts` has found valid.
 */
import { type CssNode, generate, ident } from 'css-tree';

export type Combinator = ' ' | '>' | '+' | '~';

/** What holds of one element by itself. */
export interface Compound {
  /** Lower case. */
  readonly tag: string | undefined;
  readonly ids: readonly string[];
  readonly classes: readonly string[];
  /** Attributes that must be there; what they must hold is in `rest`. */
  readonly attributes: readonly string[];
  /** Of each list one must match: `:is()` and `:where()`. */
  readonly either: readonly (readonly Complex[])[];
  /** None may match: `:not()`. */
  readonly none: readonly Complex[];
  /** Everything else, as a selector of its own. */
  readonly rest: string | undefined;
}

/** A compound and, by its combinator, what must stand before or around it. */
export interface Complex {
  readonly subject: Compound;
  readonly left: { readonly combinator: Combinator; readonly complex: Complex } | undefined;
}

/** What an element must have. An index of rules and a census of elements go by it. */
export interface Key {
  readonly by: 'id' | 'class' | 'attribute' | 'tag';
  readonly name: string;
}

const EITHER: ReadonlySet<string> = new Set(['is', 'where', 'matches']);

/** `isQuirky`: ids and classes match in any case, and are read in lower case. */
export function complexOf(selector: CssNode & { type: 'Selector' }, isQuirky: boolean): Complex {
  let complex: Complex | undefined;
  let combinator: Combinator = ' ';
  let parts: CssNode[] = [];
  const settle = (): Complex => ({
    subject: compoundOf(parts, isQuirky),
    left: complex === undefined ? undefined : { combinator, complex },
  });
  for (const part of selector.children.toArray()) {
    if (part.type !== 'Combinator') {
      parts.push(part);
      continue;
    }
    complex = settle();
    combinator = part.name as Combinator;
    parts = [];
  }
  return settle();
}

function compoundOf(parts: readonly CssNode[], isQuirky: boolean): Compound {
  const name = (text: string): string => (isQuirky ? ident.decode(text).toLowerCase() : ident.decode(text));
  const ids: string[] = [];
  const classes: string[] = [];
  const attributes: string[] = [];
  const either: (readonly Complex[])[] = [];
  const none: Complex[] = [];
  const rest: string[] = [];
  let tag: string | undefined;
  for (const part of parts) {
    if (part.type === 'TypeSelector') tag = part.name === '*' ? undefined : ident.decode(part.name).toLowerCase();
    else if (part.type === 'IdSelector') ids.push(name(part.name));
    else if (part.type === 'ClassSelector') classes.push(name(part.name));
    else if (part.type === 'AttributeSelector') {
      attributes.push(ident.decode(part.name.name).toLowerCase());
      if (part.matcher !== null) rest.push(generate(part));
    } else if (part.type === 'PseudoClassSelector') {
      const pseudo = part.name.toLowerCase();
      const list = listOf(part, isQuirky);
      if (list !== undefined && EITHER.has(pseudo)) either.push(list);
      else if (list !== undefined && pseudo === 'not') none.push(...list);
      else {
        if (pseudo === 'root') tag ??= 'html';
        rest.push(generate(part));
      }
    }
  }
  return { tag, ids, classes, attributes, either, none, rest: rest.length === 0 ? undefined : rest.join('') };
}

function listOf(part: CssNode & { type: 'PseudoClassSelector' }, isQuirky: boolean): readonly Complex[] | undefined {
  const list = part.children?.first;
  if (list?.type !== 'SelectorList') return undefined;
  return list.children.toArray().flatMap((one) => (one.type === 'Selector' ? [complexOf(one, isQuirky)] : []));
}

/** The names that an element must all have to fit the compound. */
export function keysOf({ tag, ids, classes, attributes, either }: Compound): readonly Key[] {
  return [
    ...ids.map((name): Key => ({ by: 'id', name })),
    ...classes.map((name): Key => ({ by: 'class', name })),
    ...attributes.map((name): Key => ({ by: 'attribute', name })),
    ...(tag === undefined ? [] : [{ by: 'tag', name: tag } as const]),
    ...either.flatMap(([one, ...others]) => (one === undefined || others.length > 0 ? [] : keysOf(one.subject))),
  ];
}
