/**
 * Which declarations win on an element: origin, importance, layers, specificity, order, with animations in between and variables put in.
 * Rules are indexed by what an element must have, so that an element meets few of them. When the work gets too much, rules are no longer
 * tested and `gaveUp` says so. Source: CSS Cascading and Inheritance Level 5.
 */
import { applyAnimations } from './animation.ts';
import { isRelevant, type Longhand, longhandNames, longhandsOf, WIDE } from './properties.ts';
import { Matcher } from './selector.ts';
import type { Sheets, StyleRule } from './sheets.ts';
import { type Declaration, parseInline } from './syntax.ts';
import { attributeOf, type HtmlElement, TooManySteps } from './tree.ts';
import { remembering } from './value.ts';
import type { Values } from './values.ts';
import { hasVariables, substituted, type Variables } from './variables.ts';

export interface Cascaded {
  readonly values: Values;
  readonly variables: Variables | undefined;
}

const NOTHING: readonly StyleRule[] = [];
const inlineOf = remembering(parseInline);

export class Cascade {
  /** Whether selectors were left untested because the work got too much. */
  gaveUp = false;
  readonly #sheets: Sheets;
  readonly #isQuirky: boolean;
  readonly #matcher: Matcher;
  readonly #byKey = new Map<string, StyleRule[]>();
  readonly #attributes = new Set<string>();

  constructor(sheets: Sheets, isQuirky: boolean) {
    this.#sheets = sheets;
    this.#isQuirky = isQuirky;
    this.#matcher = new Matcher(isQuirky);
    sheets.rankLayers();
    for (const rule of sheets.rules) {
      const { key } = rule.selector;
      const name = key.by === 'any' ? '*' : `${key.by} ${key.name.toLowerCase()}`;
      if (key.by === 'attribute') this.#attributes.add(key.name);
      const rules = this.#byKey.get(name);
      if (rules === undefined) this.#byKey.set(name, [rule]);
      else rules.push(rule);
    }
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
    if (this.#byKey.size === 0) return NOTHING;
    const rules: StyleRule[] = [];
    this.#take(rules, `tag ${element.tagName.toLowerCase()}`, element);
    for (const { name, value } of element.attrs) {
      if (name === 'class') {
        // A class that is written twice matches once.
        for (const one of new Set(value.toLowerCase().split(/[ \t\n\r\f]+/)))
          this.#take(rules, `class ${one}`, element);
      } else if (name === 'id') this.#take(rules, `id ${value.toLowerCase()}`, element);
      if (this.#attributes.has(name)) this.#take(rules, `attribute ${name}`, element);
    }
    this.#take(rules, '*', element);
    return rules;
  }

  #take(rules: StyleRule[], key: string, element: HtmlElement): void {
    const candidates = this.#byKey.get(key);
    if (candidates === undefined || this.gaveUp) return;
    try {
      for (const rule of candidates) if (this.#holds(rule, element)) rules.push(rule);
    } catch (error) {
      if (!(error instanceof TooManySteps)) throw error;
      this.gaveUp = true;
    }
  }

  #holds({ selector }: StyleRule, element: HtmlElement): boolean {
    const { key } = selector;
    if (!selector.isKeyAll) return this.#matcher.holds(element, selector);
    this.#matcher.tree.step();
    if (this.#isQuirky || key.by === 'tag' || key.by === 'any') return true;
    if (key.by === 'id') return attributeOf(element, 'id') === key.name;
    return (attributeOf(element, 'class') ?? '').split(/[ \t\n\r\f]+/).includes(key.name);
  }

  #variables(groups: readonly (readonly Declaration[])[], around: Variables | undefined): Variables | undefined {
    const own = new Map<string, string>();
    for (const group of groups)
      for (const { property, value } of group) if (property.startsWith('--')) own.set(property, value);
    return own.size === 0 ? around : { own, around };
  }

  #declare(values: Values, { property, value }: Declaration, variables: Variables | undefined, base: Values): void {
    if (property.startsWith('--')) return;
    if (property === 'all') {
      if (WIDE.has(value.toLowerCase())) resetAll(values, value.toLowerCase(), base);
      return;
    }
    if (!hasVariables(value)) {
      for (const [name, own] of this.#longhands(property, value) ?? []) set(values, name, own, base);
      return;
    }
    const text = substituted(value, variables, this.#sheets.registered);
    const longhands = text === undefined ? undefined : this.#longhands(property, text);
    // With a variable in it a declaration is valid until it is computed: one that then is not unsets the property.
    const result = longhands ?? longhandNames(property).map((name): Longhand => [name, 'unset']);
    for (const [name, own] of result) set(values, name, own, base);
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
  const some = rules.filter((rule) => rule.declarations.some((one) => one.isImportant === isImportant));
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
