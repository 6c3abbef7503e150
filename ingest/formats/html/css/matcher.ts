/**
 * Whether selectors match the elements of one document. Names and combinators are tested here, with what was found out once remembered, so
 * that long rows of siblings and deep nesting cost each selector one pass; attributes' values and most pseudo-classes are css-select's.
 * Throws `TooManySteps` when the work gets too much.
 */
import { compile } from 'css-select';
import type { Census } from './census.ts';
import type { Complex, Compound } from './compound.ts';
import { pseudosFor } from './pseudo.ts';
import type { HtmlElement, HtmlNode, Stand, Tree } from './tree.ts';

/** Answers that are remembered; beyond it all are forgotten and asked anew. */
const MAX_REMEMBERED = 1_000_000;
/** Of deep nesting, every so manieth answer is remembered. */
const STRIDE = 32;

export class Matcher {
  readonly tree: Tree;
  readonly #isQuirky: boolean;
  readonly #census: Census;
  readonly #compiled = new Map<string, (element: HtmlElement) => boolean>();
  /** Whether an element or one around it matches. */
  readonly #around = new Map<Complex, Map<Stand, boolean>>();
  /** By parent: the position of the first child that matches. */
  readonly #firsts = new Map<Complex, ReadonlyMap<unknown, number>>();
  #remembered = 0;

  constructor(tree: Tree, census: Census, isQuirky: boolean) {
    this.tree = tree;
    this.#census = census;
    this.#isQuirky = isQuirky;
  }

  holds(stand: Stand, { subject, left }: Complex): boolean {
    if (!this.#fits(stand, subject)) return false;
    if (left === undefined) return true;
    const { combinator, complex } = left;
    switch (combinator) {
      case '>':
        return stand.parent !== undefined && this.holds(stand.parent, complex);
      case ' ':
        return this.#isAround(stand.parent, complex);
      case '+':
        return stand.previous !== undefined && this.holds(stand.previous, complex);
      case '~':
        return this.#isBefore(stand, complex);
      default: {
        const unknown: never = combinator;
        throw new TypeError(`unknown combinator ${JSON.stringify(unknown)}`);
      }
    }
  }

  #fits(stand: Stand, compound: Compound): boolean {
    this.tree.step(1 + (stand.classes.length >> 3));
    const { tag, ids, classes, attributes, either, none, rest } = compound;
    if (tag !== undefined && stand.tag !== tag) return false;
    for (const id of ids) if (stand.id !== id) return false;
    for (const name of classes) if (!stand.classes.includes(name)) return false;
    for (const name of attributes) if (!stand.element.attrs.some((one) => one.name === name)) return false;
    for (const list of either) if (!list.some((one) => this.holds(stand, one))) return false;
    for (const one of none) if (this.holds(stand, one)) return false;
    return rest === undefined || this.#matches(stand.element, rest);
  }

  #isAround(from: Stand | undefined, complex: Complex): boolean {
    const { subject, left } = complex;
    // With nothing but descendants left, the nearest fit is the best one: whatever else fits is further out.
    const isGreedy = left === undefined || left.combinator === ' ';
    const asked: Stand[] = [];
    let answer = false;
    for (let at = from; at !== undefined && !answer; at = at.parent) {
      if (!isGreedy || at.depth % STRIDE === 0) {
        const known = this.#around.get(complex)?.get(at);
        if (known !== undefined) {
          answer = known;
          break;
        }
        asked.push(at);
      }
      if (!isGreedy) answer = this.holds(at, complex);
      else if (this.#fits(at, subject)) {
        answer = left === undefined || this.#isAround(at.parent, left.complex);
        break;
      }
    }
    if (asked.length > 0) this.#remember(complex, asked, answer);
    return answer;
  }

  #remember(complex: Complex, asked: readonly Stand[], answer: boolean): void {
    this.#remembered += asked.length;
    if (this.#remembered > MAX_REMEMBERED) {
      this.#around.clear();
      this.#remembered = asked.length;
    }
    let answers = this.#around.get(complex);
    if (answers === undefined) {
      answers = new Map();
      this.#around.set(complex, answers);
    }
    for (const one of asked) answers.set(one, answer);
  }

  #isBefore(stand: Stand, complex: Complex): boolean {
    if (stand.previous === undefined) return false;
    let firsts = this.#firsts.get(complex);
    if (firsts === undefined) {
      firsts = this.#firstsOf(complex);
      this.#firsts.set(complex, firsts);
    }
    return (firsts.get(stand.element.parentNode) ?? stand.index) < stand.index;
  }

  #firstsOf(complex: Complex): ReadonlyMap<unknown, number> {
    const firsts = new Map<unknown, number>();
    for (const one of this.#census.candidates(complex.subject)) {
      this.tree.step();
      const parent = one.element.parentNode;
      if (!firsts.has(parent) && this.holds(one, complex)) firsts.set(parent, one.index);
    }
    return firsts;
  }

  #matches = (element: HtmlElement, selector: string): boolean => {
    this.tree.step();
    let test = this.#compiled.get(selector);
    if (test === undefined) {
      test = this.#compile(selector);
      this.#compiled.set(selector, test);
    }
    return test(element);
  };

  /** What css-select can't compile matches nothing. */
  #compile(selector: string): (element: HtmlElement) => boolean {
    try {
      return compile<HtmlNode, HtmlElement>(selector, {
        adapter: this.tree,
        pseudos: pseudosFor(this.tree, this.#matches),
        quirksMode: this.#isQuirky,
        relativeSelector: false,
        cacheResults: true,
      });
    } catch {
      return () => false;
    }
  }
}
