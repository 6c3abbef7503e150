/**
 * Finds the rules that may match an element: each is filed under the rarest name that the element itself, or one around it, must have. The
 * names around an element are followed down the tree, so that `.menu a` costs nothing outside of menus. Throws `TooManySteps`.
 */
import { type Census, Filed } from './census.ts';
import type { StyleRule } from './sheets.ts';
import type { Stand, Tree } from './tree.ts';

/** Files of rules that hold only inside of something, for what is inside of it. */
interface Open {
  readonly file: Filed<StyleRule>;
  readonly outer: Open | undefined;
}

export class RuleIndex {
  readonly #tree: Tree;
  readonly #filed = new Filed<StyleRule>();
  readonly #within = new Filed<Filed<StyleRule>>();
  readonly #open = new WeakMap<Stand, { readonly files: Open | undefined }>();

  constructor(rules: readonly StyleRule[], census: Census, tree: Tree) {
    this.#tree = tree;
    for (const rule of rules) {
      const { complex } = rule.selector;
      const keys = census.keysFor(complex);
      if (keys.length === 0) continue;
      const around = census.rarestAround(complex);
      let file = this.#filed;
      if (around !== undefined) {
        file = this.#within.get(around)[0] ?? new Filed<StyleRule>();
        if (this.#within.get(around).length === 0) this.#within.add(around, file);
      }
      if (keys === 'any') file.general.push(rule);
      else for (const key of keys) file.add(key, rule);
    }
  }

  /** Calls back with lists of rules. One with alternatives may come more than once. */
  eachFor(stand: Stand, take: (rules: readonly StyleRule[]) => void): void {
    this.#filed.eachOf(stand, take);
    const { parent } = stand;
    for (let at = parent === undefined ? undefined : this.#openIn(parent); at !== undefined; at = at.outer) {
      this.#tree.step();
      at.file.eachOf(stand, take);
    }
  }

  #openIn(stand: Stand): Open | undefined {
    const path: Stand[] = [];
    let at: Stand | undefined = stand;
    while (at !== undefined && !this.#open.has(at)) {
      path.push(at);
      at = at.parent;
    }
    let files = at === undefined ? undefined : this.#open.get(at)?.files;
    for (const one of path.reverse()) {
      this.#within.eachOf(one, (list) => {
        for (const file of list) if (!this.#holds(files, file)) files = { file, outer: files };
      });
      this.#open.set(one, { files });
    }
    return files;
  }

  #holds(files: Open | undefined, file: Filed<StyleRule>): boolean {
    for (let at = files; at !== undefined; at = at.outer) {
      this.#tree.step();
      if (at.file === file) return true;
    }
    return false;
  }
}
