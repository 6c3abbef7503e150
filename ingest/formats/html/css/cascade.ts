/**
 * Which declarations win on an element: origin, importance, layers, specificity, order, with animations in between and variables put in.
 * Rules are indexed by what an element must have, so that an element meets few of them. When the work gets too much, rules are no longer
 * tested and `gaveUp` says so. Source: CSS Cascading and Inheritance Level 5.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';
import { applyAnimations } from './animation.ts';
import { Census } from './census.ts';
import { Matcher } from './matcher.ts';
import { isRelevant, longhandNames, longhandsOf, WIDE } from './properties.ts';
import { RuleIndex } from './rule-index.ts';
import type { GeneratedBox } from './selector.ts';
import type { Sheets, StyleRule } from './sheets.ts';
import type { Longhand } from './shorthands.ts';
import { type Declaration, parseInline } from './syntax.ts';
import { attributeOf, type HtmlElement, TooManySteps, Tree } from './tree.ts';
import { remembering } from './value.ts';
import type { Values } from './values.ts';
import { hasVariables, substituted, type Variables } from './variables.ts';

export interface Cascaded {
  readonly values: Values;
  readonly variables: Variables | undefined;
}

const NOTHING: readonly StyleRule[] = [];
/** With such `content`, and before any is set, there is no box. */
const NO_BOX = /^(?:none|normal|initial|unset|inherit|revert)$/i;
const inlineOf = remembering(parseInline);

export class Cascade {
  /** Whether selectors were left untested because the work got too much. */
  gaveUp = false;
  readonly #sheets: Sheets;
  readonly #isQuirky: boolean;
  readonly #tree: Tree;
  readonly #matcher: Matcher | undefined;
  readonly #rules: RuleIndex | undefined;
  readonly #boxRules: Readonly<Record<GeneratedBox, RuleIndex | undefined>>;
  readonly #longhandsOf = new WeakMap<Declaration, readonly Longhand[]>();

  constructor(sheets: Sheets, root: DefaultTreeAdapterTypes.ParentNode, isQuirky: boolean) {
    this.#sheets = sheets;
    this.#isQuirky = isQuirky;
    this.#tree = new Tree(isQuirky);
    sheets.rankLayers();
    const { rules, boxRules } = sheets;
    const isEmpty = [rules, boxRules.before, boxRules.after].every((list) => list.length === 0);
    const census = isEmpty ? undefined : new Census(root, this.#tree);
    const indexOf = (list: readonly StyleRule[]): RuleIndex | undefined =>
      census === undefined || list.length === 0 ? undefined : new RuleIndex(list, census, this.#tree);
    this.#matcher = census === undefined ? undefined : new Matcher(this.#tree, census, isQuirky);
    this.#rules = indexOf(rules);
    this.#boxRules = { before: indexOf(boxRules.before), after: indexOf(boxRules.after) };
  }

  /** What holds on `element`. `defaults` are the browser's own and what attributes say; the weakest of all. */
  cascade(
    element: HtmlElement,
    defaults: readonly Longhand[],
    around: Variables | undefined,
    rules: readonly StyleRule[] = this.rulesOf(element),
  ): Cascaded {
    const style = attributeOf(element, 'style');
    const inline = style === undefined ? [] : inlineOf(style).filter((one) => isRelevant(one.property));
    return this.#cascaded(rules, inline, defaults, around);
  }

  /** What holds on a box that style sheets put into `element`; `undefined` where they put none. `around`: the element's variables. */
  cascadeBox(element: HtmlElement, box: GeneratedBox, around: Variables | undefined): Values | undefined {
    const rules = this.#matching(element, this.#boxRules[box]);
    if (rules.length === 0) return undefined;
    const { values } = this.#cascaded(rules, [], [], around);
    return NO_BOX.test(values.get('content') ?? 'normal') ? undefined : values;
  }

  #cascaded(
    rules: readonly StyleRule[],
    inline: readonly Declaration[],
    defaults: readonly Longhand[],
    around: Variables | undefined,
  ): Cascaded {
    const values: Values = new Map(defaults);
    if (rules.length === 0 && inline.length === 0) return { values, variables: around };

    const normal = ranked(rules, false);
    const important = ranked(rules, true);
    const ordered: Declaration[][] = [
      ...normal.map((rule) => rule.declarations.filter((one) => !one.isImportant)),
      inline.filter((one) => !one.isImportant),
    ];
    const strong: Declaration[][] = [
      ...important.map((rule) => rule.declarations.filter((one) => one.isImportant)),
      inline.filter((one) => one.isImportant),
    ];
    const variables = this.#variables([...ordered, ...strong], around);
    const base = new Map(defaults);
    const apply = (declarations: readonly Declaration[]): void => {
      for (const one of declarations) this.#declare(values, one, variables, base);
    };
    for (const declarations of ordered) apply(declarations);
    applyAnimations(values, this.#sheets.keyframes, apply);
    for (const declarations of strong) apply(declarations);
    return { values, variables };
  }

  /** The rules whose selectors match, in no order that means anything. */
  rulesOf(element: HtmlElement): readonly StyleRule[] {
    return this.#matching(element, this.#rules);
  }

  #matching(element: HtmlElement, index: RuleIndex | undefined): readonly StyleRule[] {
    const matcher = this.#matcher;
    if (index === undefined || matcher === undefined || this.gaveUp) return NOTHING;
    const rules: StyleRule[] = [];
    try {
      const stand = this.#tree.standOf(element);
      let tested: Set<StyleRule> | undefined;
      const test = (list: readonly StyleRule[]): void => {
        for (const rule of list) {
          const { complex } = rule.selector;
          // A rule with alternatives is filed under several names.
          if (complex.subject.either.length > 0) {
            tested ??= new Set();
            if (tested.has(rule)) continue;
            tested.add(rule);
          }
          if (matcher.holds(stand, complex)) rules.push(rule);
        }
      };
      index.eachFor(stand, test);
    } catch (error) {
      if (!(error instanceof TooManySteps)) throw error;
      this.gaveUp = true;
    }
    return rules;
  }

  #variables(groups: readonly (readonly Declaration[])[], around: Variables | undefined): Variables | undefined {
    const own = new Map<string, string>();
    for (const group of groups)
      for (const { property, value } of group) if (property.startsWith('--')) own.set(property, value);
    return own.size === 0 ? around : { own, around };
  }

  #declare(values: Values, declaration: Declaration, variables: Variables | undefined, base: Values): void {
    const { property, value } = declaration;
    if (property.startsWith('--')) return;
    if (property === 'all') {
      if (WIDE.has(value.toLowerCase())) resetAll(values, value.toLowerCase(), base);
      return;
    }
    if (!hasVariables(value)) {
      for (const [name, own] of this.#fixed(declaration)) set(values, name, own, base);
      return;
    }
    const text = substituted(value, variables, this.#sheets.registered);
    const longhands = text === undefined ? undefined : this.#longhands(property, text);
    // With a variable in it a declaration is valid until it is computed: one that then is not unsets the property.
    const result = longhands ?? longhandNames(property).map((name): Longhand => [name, 'unset']);
    for (const [name, own] of result) set(values, name, own, base);
  }

  /** What a declaration without variables sets. */
  #fixed(declaration: Declaration): readonly Longhand[] {
    let longhands = this.#longhandsOf.get(declaration);
    if (longhands === undefined) {
      longhands = this.#longhands(declaration.property, declaration.value) ?? [];
      this.#longhandsOf.set(declaration, longhands);
    }
    return longhands;
  }

  #longhands(property: string, value: string): readonly Longhand[] | undefined {
    const longhands = longhandsOf(property, value);
    if (longhands !== undefined || !this.#isQuirky) return longhands;
    // Without a doctype, lengths may lack their unit and colours their hash.
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(value)) return longhandsOf(property, `${value}px`);
    if (/^[0-9a-f]{3}$|^[0-9a-f]{6}$/i.test(value) && /^(?:background-)?color$/.test(property))
      return longhandsOf(property, `#${value}`);
    return undefined;
  }
}

/** Weakest first. Among important ones, earlier layers outrank later ones. */
function ranked(rules: readonly StyleRule[], isImportant: boolean): readonly StyleRule[] {
  const some = rules.filter((rule) => (isImportant ? rule.hasImportant : rule.hasNormal));
  if (some.length < 2) return some;
  const sign = isImportant ? -1 : 1;
  return some.sort(
    (a, b) =>
      sign * (a.layer.rank - b.layer.rank) || a.selector.specificity - b.selector.specificity || a.order - b.order,
  );
}

function set(values: Values, name: string, value: string, base: Values): void {
  if (value === 'revert-layer') return;
  values.set(name, value === 'revert' ? (base.get(name) ?? 'unset') : value);
}

const ALL_NAMES = [
  ...['animation', 'background', 'font', 'inset', 'margin', 'mask', 'overflow', 'padding', '-webkit-text-stroke'],
  ...['clip', 'clip-path', 'color', 'content-visibility', 'display', 'filter', 'height', 'letter-spacing'],
  ...['max-height', 'max-width', 'mix-blend-mode', 'opacity', 'position', 'rotate', 'scale', 'text-indent'],
  ...['text-shadow', 'transform', 'translate', 'visibility', '-webkit-text-fill-color', '-webkit-text-security'],
  ...['white-space', 'width', 'z-index', 'zoom', 'fill', 'fill-opacity', 'float'],
].flatMap((name) => longhandNames(name));

function resetAll(values: Values, wide: string, base: Values): void {
  if (wide === 'revert-layer') return;
  for (const name of ALL_NAMES) set(values, name, wide, base);
}
