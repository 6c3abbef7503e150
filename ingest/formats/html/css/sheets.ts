/**
 * Everything that the style sheets of a document say, flat: style rules with what ranks them, keyframes, registered properties, embedded
 * fonts, and the text of generated content. Rules that don't hold for a person at a screen are left out, and so are rules that say
 * nothing about visibility. Nothing is fetched; sheets in `data:` addresses are read. Bounds are said in `unread`, never passed over.
 */
import { groupHolds } from './conditions.ts';
import { nested, type Scope, scopesOf } from './nesting.ts';
import { isRelevant } from './properties.ts';
import { type GeneratedBox, PSEUDO_ELEMENT, type Selector, selectorsOf } from './selector.ts';
import { type Block, type Declaration, type Item, parseSheet } from './syntax.ts';
import { partsOf } from './value.ts';

/** A selector with its declarations. */
export interface StyleRule {
  readonly selector: Selector;
  readonly layer: Layer;
  readonly order: number;
  readonly declarations: readonly Declaration[];
  readonly hasNormal: boolean;
  readonly hasImportant: boolean;
}

/** A cascade layer. What stands in no layer is in the outermost one, which is ranked last. */
export interface Layer {
  readonly children: Map<string, Layer>;
  rank: number;
}

/** From 0 to 1 → declarations. */
export type Keyframes = readonly { readonly at: number; readonly declarations: readonly Declaration[] }[];

/** Rules of one document, at most. Counted by selector. */
const MAX_RULES = 200_000;
/** Selectors of nested rules, written out with what is around them, are as long as this together, in UTF-16 units. */
const MAX_NESTED_CHARS = 20_000_000;
/** Sheets within sheets. */
const MAX_IMPORTS = 4;
const MAX_GENERATED = 200;

export class Sheets {
  readonly rules: StyleRule[] = [];
  /** Rules of boxes that are put into elements. */
  readonly boxRules: Readonly<Record<GeneratedBox, StyleRule[]>> = { before: [], after: [] };
  readonly keyframes = new Map<string, Keyframes>();
  /** Initial values of registered custom properties. */
  readonly registered = new Map<string, string>();
  /** Families whose font the sheet carries in itself. */
  readonly embeddedFonts = new Set<string>();
  /** Strings that `content` would show. */
  readonly generated: string[] = [];
  /** Why a part of the sheets was not read; empty when all was. */
  readonly unread = new Set<'too-many-rules' | 'selector-too-long'>();
  readonly #root: Layer = { children: new Map(), rank: 0 };
  readonly #isQuirky: boolean;
  #anonymous = 0;
  #count = 0;
  #nestedChars = 0;

  constructor(isQuirky: boolean) {
    this.#isQuirky = isQuirky;
  }

  /** Adds a sheet; they come in the order of the document. Throws `too-deeply-nested`. */
  add(css: string, imports = 0): void {
    this.#items(parseSheet(css), { layer: this.#root, imports, scope: '', limit: '' });
  }

  /** To be called when all sheets are there: which layer outranks which. */
  rankLayers(): void {
    let rank = 0;
    const visit = (layer: Layer): void => {
      for (const child of layer.children.values()) visit(child);
      layer.rank = rank;
      rank += 1;
    };
    visit(this.#root);
  }

  #items(items: readonly Item[], inside: Inside): void {
    for (const item of items) {
      if (item.kind === 'rule') this.#rule(item.prelude, item.block, inside);
      else this.#at(item, inside);
    }
  }

  #rule(prelude: string, block: Block, inside: Inside): void {
    if (inside.scope !== '') this.#nestedChars += prelude.length + inside.scope.length;
    if (this.#nestedChars > MAX_NESTED_CHARS) {
      this.unread.add('too-many-rules');
      return;
    }
    const selector = nested(prelude, inside);
    const selectors = selectorsOf(selector, this.#isQuirky);
    if (selectors === 'too-long') this.unread.add('selector-too-long');
    if (typeof selectors === 'string') return;
    this.#declare(selectors, block.declarations, inside.layer);
    if (block.items.length > 0) this.#items(block.items, { ...inside, scope: selector });
  }

  #declare(selectors: readonly (Selector | typeof PSEUDO_ELEMENT)[], all: readonly Declaration[], layer: Layer): void {
    for (const { property, value } of all) if (property === 'content') this.#generate(value);
    const declarations = all.filter((one) => isRelevant(one.property));
    if (declarations.length === 0) return;
    const hasImportant = declarations.some((one) => one.isImportant);
    const hasNormal = declarations.some((one) => !one.isImportant);
    for (const selector of selectors) {
      if (selector === PSEUDO_ELEMENT) continue;
      if (this.#count >= MAX_RULES) {
        this.unread.add('too-many-rules');
        return;
      }
      const rules = selector.box === undefined ? this.rules : this.boxRules[selector.box];
      rules.push({ selector, layer, order: this.#count, declarations, hasNormal, hasImportant });
      this.#count += 1;
    }
  }

  #generate(value: string): void {
    if (this.generated.length >= MAX_GENERATED) return;
    for (const part of partsOf(value) ?? []) if (part.type === 'String') this.generated.push(part.value);
  }

  #at({ name, prelude, block }: Item & { kind: 'at' }, inside: Inside): void {
    switch (name) {
      case 'media':
      case 'supports':
      case 'container':
        if (block !== undefined && groupHolds(name, prelude)) this.#grouped(block, inside);
        return;
      case 'layer':
        if (block === undefined) for (const one of prelude.split(',')) this.#layer(one.trim(), inside.layer);
        else this.#grouped(block, { ...inside, layer: this.#layer(prelude.trim(), inside.layer) });
        return;
      case 'scope':
        if (block !== undefined)
          for (const scope of scopesOf(prelude, inside.scope)) this.#grouped(block, { ...inside, ...scope });
        return;
      case 'import':
        this.#import(prelude, inside);
        return;
      case 'keyframes':
      case '-webkit-keyframes':
        if (block !== undefined) this.keyframes.set(prelude.replace(/^["']|["']$/g, ''), keyframesOf(block));
        return;
      case 'property': {
        const initial = block?.declarations.find((one) => one.property === 'initial-value');
        if (initial !== undefined) this.registered.set(prelude.trim(), initial.value);
        return;
      }
      case 'font-face':
        if (block !== undefined) this.#font(block);
        return;
      default:
        // For paper, for fonts, for other things: nothing that shows or hides text on a screen.
        return;
    }
  }

  /** Inside a rule, a group's declarations belong to that rule. */
  #grouped(block: Block, inside: Inside): void {
    if (block.declarations.length > 0 && inside.scope !== '') {
      const selectors = selectorsOf(inside.scope, this.#isQuirky);
      if (typeof selectors !== 'string') this.#declare(selectors, block.declarations, inside.layer);
    }
    this.#items(block.items, inside);
  }

  #layer(name: string, parent: Layer): Layer {
    if (name === '') {
      this.#anonymous += 1;
      return childOf(parent, ` ${this.#anonymous}`);
    }
    return name.split('.').reduce((layer, part) => childOf(layer, part.trim()), parent);
  }

  #import(prelude: string, inside: Inside): void {
    const match = /^(?:url\(\s*)?["']?(data:text\/css[^"')]*)["']?\s*\)?\s*(layer(?:\(([^)]*)\))?)?(.*)$/is.exec(
      prelude,
    );
    if (match?.[1] === undefined || inside.imports >= MAX_IMPORTS) return;
    const css = dataText(match[1]);
    if (css === undefined || !groupHolds('media', (match[4] ?? '').replace(/supports\([^)]*\)/i, ''))) return;
    const layer = match[2] === undefined ? inside.layer : this.#layer(match[3] ?? '', inside.layer);
    this.#items(parseSheet(css), { layer, imports: inside.imports + 1, scope: '', limit: '' });
  }

  #font({ declarations }: Block): void {
    const value = (name: string): string => declarations.find((one) => one.property === name)?.value ?? '';
    if (/url\(\s*["']?data:/i.test(value('src'))) this.embeddedFonts.add(familyName(value('font-family')));
  }
}

interface Inside extends Scope {
  readonly layer: Layer;
  readonly imports: number;
}

function childOf(parent: Layer, name: string): Layer {
  let child = parent.children.get(name);
  if (child === undefined) {
    child = { children: new Map(), rank: 0 };
    parent.children.set(name, child);
  }
  return child;
}

function keyframesOf({ items }: Block): Keyframes {
  return items.flatMap((item) => {
    if (item.kind !== 'rule') return [];
    return item.prelude.split(',').flatMap((stop) => {
      const text = stop.trim().toLowerCase();
      const at = text === 'from' ? 0 : text === 'to' ? 1 : Number.parseFloat(text) / 100;
      const declarations = item.block.declarations.filter((one) => isRelevant(one.property));
      return Number.isNaN(at) || declarations.length === 0 ? [] : [{ at, declarations }];
    });
  });
}

export function familyName(text: string): string {
  return text
    .trim()
    .replace(/^["']|["']$/g, '')
    .toLowerCase();
}

/** What a `data:` address of text holds; `undefined` when it is none or broken. */
export function dataText(address: string): string | undefined {
  const match = /^data:[^,;]*((?:;[^,;]*)*),(.*)$/is.exec(address.trim());
  if (match === null) return undefined;
  try {
    const isBase64 = /;\s*base64\s*$/i.test(match[1] ?? '');
    const text = decodeURIComponent(match[2] ?? '');
    return isBase64 ? Buffer.from(text, 'base64').toString('utf8') : text;
  } catch {
    return undefined;
  }
}
