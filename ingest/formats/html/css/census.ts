/**
 * Which elements of a document go by the names that selectors ask for: a rule is filed under the rarest name that its element must have,
 * and one that needs a name which nothing has is left out.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';
import { type Complex, type Compound, type Key, keysOf } from './compound.ts';
import type { HtmlElement, Stand, Tree } from './tree.ts';

type Names<T> = Readonly<Record<Key['by'], Map<string, T>>>;

/** Lists by key, and one of what may belong to any element. */
export class Filed<T> {
  readonly general: T[] = [];
  readonly #names: Names<T[]> = { id: new Map(), class: new Map(), attribute: new Map(), tag: new Map() };

  add(key: Key, one: T): void {
    this.put(key.by, key.name, one);
  }

  put(by: Key['by'], name: string, one: T): void {
    const list = this.#names[by].get(name);
    if (list === undefined) this.#names[by].set(name, [one]);
    else list.push(one);
  }

  get({ by, name }: Key): readonly T[] {
    return this.#names[by].get(name) ?? [];
  }

  /** Calls back with every list that is filed under a name of the element. */
  eachOf(stand: Stand, take: (list: readonly T[]) => void): void {
    const { tag, id, classes, element } = stand;
    const found = (list: readonly T[] | undefined): void => {
      if (list !== undefined) take(list);
    };
    if (this.general.length > 0) take(this.general);
    found(this.#names.tag.get(tag));
    if (id !== undefined) found(this.#names.id.get(id));
    for (const name of classes) found(this.#names.class.get(name));
    if (this.#names.attribute.size > 0) for (const { name } of element.attrs) found(this.#names.attribute.get(name));
  }
}

export class Census {
  readonly #stands = new Filed<Stand>();
  readonly all: Stand[] = [];

  /** Looks at the elements below `root`, and those around it. Templates' contents are none: nothing in them is styled. */
  constructor(root: DefaultTreeAdapterTypes.ParentNode, tree: Tree) {
    for (let at: unknown = root; isElement(at); at = at.parentNode) this.#add(tree.standOf(at));
    const pending: DefaultTreeAdapterTypes.ChildNode[] = [...root.childNodes].reverse();
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (!('tagName' in node)) continue;
      this.#add(tree.standOf(node));
      for (let i = node.childNodes.length - 1; i >= 0; i -= 1) {
        const child = node.childNodes[i];
        if (child !== undefined) pending.push(child);
      }
    }
  }

  /** The rarest name that something around an element must have which `complex` matches, if it is rarer than its own ones. */
  rarestAround({ subject, left }: Complex): Key | undefined {
    let best: Key | undefined;
    let least = this.candidates(subject).length;
    for (let at = left; at !== undefined && (at.combinator === ' ' || at.combinator === '>'); at = at.complex.left) {
      const key = this.#rarestOf(at.complex.subject);
      const count = key === undefined ? least : this.#stands.get(key).length;
      if (count >= least) continue;
      best = key;
      least = count;
    }
    return best;
  }

  /** Keys of which every element that `complex` matches has one; none when nothing can match, `any` when all can. */
  keysFor(complex: Complex): readonly Key[] | 'any' {
    for (let left = complex.left; left !== undefined; left = left.complex.left)
      if (!this.#canBe(left.complex.subject)) return [];
    if (!this.#canBe(complex.subject)) return [];
    const rarest = this.#rarestOf(complex.subject);
    if (rarest !== undefined) return [rarest];
    const [list] = complex.subject.either;
    if (list === undefined) return 'any';
    const keys = new Map<string, Key>();
    for (const one of list) {
      const own = this.keysFor(one);
      if (own === 'any') return own;
      for (const key of own) keys.set(`${key.by} ${key.name}`, key);
    }
    return [...keys.values()];
  }

  /** Elements that may fit, in the order of the document. */
  candidates(compound: Compound): readonly Stand[] {
    const rarest = this.#rarestOf(compound);
    return rarest === undefined ? this.all : this.#stands.get(rarest);
  }

  #add(stand: Stand): void {
    this.all.push(stand);
    this.#stands.put('tag', stand.tag, stand);
    if (stand.id !== undefined) this.#stands.put('id', stand.id, stand);
    for (const name of stand.classes) this.#stands.put('class', name, stand);
    for (const { name } of stand.element.attrs) this.#stands.put('attribute', name, stand);
  }

  #rarestOf(compound: Compound): Key | undefined {
    let best: Key | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const key of keysOf(compound)) {
      const count = this.#stands.get(key).length;
      if (count >= least) continue;
      best = key;
      least = count;
    }
    return best;
  }

  #canBe(compound: Compound): boolean {
    return (
      keysOf(compound).every((key) => this.#stands.get(key).length > 0) &&
      compound.either.every((list) => list.some((one) => this.keysFor(one).length > 0))
    );
  }
}

function isElement(node: unknown): node is HtmlElement {
  return typeof node === 'object' && node !== null && 'tagName' in node;
}
