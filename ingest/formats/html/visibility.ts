/**
 * Whether a person sees an element's text, by the computed cascade: what style sheets, `style` and other attributes and the browser's own
 * rules come to at a light screen of 1280 by 800 pixels, without scripts. The walker asks nobody else.
 * It draws nothing: where boxes really end up is estimated, and what can't be decided counts as seen. Generated text (`content`) and
 * framed documents are not part of the text; they are evidence.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { Hidden } from '../../stages.ts';
import { BLACK, type Colour } from '../../visibility/contrast.ts';
import { alikeKey, mayBeAlike } from './alike.ts';
import { boxOf } from './boxes.ts';
import { Cascade, type Cascaded } from './css/cascade.ts';
import { defaultsOf } from './css/defaults.ts';
import { inheritedOf, ROOT_PX } from './css/inherited.ts';
import { Sheets, type StyleRule } from './css/sheets.ts';
import { attributeOf, type HtmlElement } from './css/tree.ts';
import { Clips, offDrawing } from './drawing.ts';
import { enterBox } from './enter-box.ts';
import { isNamed } from './folds.ts';
import { inkHides } from './ink.ts';
import { pageView } from './page.ts';
import { indented, offPage } from './places.ts';
import { groundsBehind } from './scene.ts';
import { collectSheets } from './sources.ts';
import { undrawn } from './undrawn.ts';
import { hiddenAt, type Judge, Reader, type View } from './view.ts';

type Parent = DefaultTreeAdapterTypes.ParentNode;

const WHITE_INK: Colour = { r: 255, g: 255, b: 255, a: 1 };

/** The styles of one document or fragment. */
export class Styles implements Judge {
  /** What holds around the root. */
  readonly page: View;
  readonly sheets: Sheets;
  readonly #cascade: Cascade;
  readonly #isQuirky: boolean;
  readonly #clips: Clips;
  readonly #cascaded = new WeakMap<HtmlElement, Cascaded>();
  readonly #rules = new WeakMap<HtmlElement, readonly StyleRule[]>();
  #isNaming = false;
  #rootPx = ROOT_PX;
  #initialColour = BLACK;
  #bodyColour: Colour | 'unknown' = BLACK;

  /** Throws `too-deeply-nested`. */
  constructor(root: Parent) {
    this.#isQuirky = 'mode' in root && root.mode === 'quirks';
    this.#clips = new Clips(root);
    this.sheets = new Sheets(this.#isQuirky);
    const { isDark } = collectSheets(root, this.sheets);
    this.#cascade = new Cascade(this.sheets, root, this.#isQuirky);
    if (isDark) this.#initialColour = WHITE_INK;
    this.page = pageView(this.#initialColour, isDark);
  }

  /** From here on nothing counts as seen: rules are left untested or unread, and any of them might hide it. */
  get #isLost(): boolean {
    return this.#cascade.gaveUp || this.sheets.unread.size > 0;
  }

  /** What holds inside `element`, a child of what `parent` stands for. */
  enter(element: HtmlElement, parent: View): View {
    if (parent.gone !== undefined) return parent;
    const gone = this.#neverShown(element, parent);
    if (gone !== undefined) return { ...parent, element, gone };
    const view = this.#isLost ? undefined : this.#enterChild(element, parent);
    if (view !== undefined && !this.#isLost) return view;
    return { ...parent, element, display: this.#defaultDisplay(element), gone: hiddenAt(undefined, 'css-unverified') };
  }

  /** Without any style sheet. */
  #defaultDisplay(element: HtmlElement): string {
    const defaults = defaultsOf(element, this.#isQuirky, this.#bodyColour);
    return defaults.findLast(([name]) => name === 'display')?.[1] ?? 'inline';
  }

  #enterChild(element: HtmlElement, parent: View): View {
    const key = this.#keyOf(element, parent);
    if (key === undefined) return this.#enter(element, parent, this.#values(element, parent));
    const known = parent.alike?.get(key);
    if (known !== undefined) return known;
    const view = this.#enter(element, parent, this.#values(element, parent));
    parent.alike ??= new Map();
    parent.alike.set(key, view);
    return view;
  }

  /** What styles an element, for siblings that are styled alike; `undefined` where more than rules and its name counts. */
  #keyOf(element: HtmlElement, parent: View): string | undefined {
    if (!mayBeAlike(element, parent)) return undefined;
    const rules = this.#cascade.rulesOf(element);
    this.#rules.set(element, rules);
    return alikeKey(element, rules);
  }

  #enter(element: HtmlElement, parent: View, { values, variables }: Cascaded): View {
    const display = values.get('display') ?? 'inline';
    if (display === 'none') return { ...parent, element, gone: this.#offPage(element) };
    const inherited = inheritedOf(values, parent.inherited, this.#rootPx, this.#initialColour);
    if (element.tagName === 'html') this.#rootPx = inherited.fontPx;
    if (element.tagName === 'body') this.#bodyColour = inherited.colour;
    const read = new Reader(values, inherited.fontPx, this.#rootPx);
    const around: View = {
      ...parent,
      element,
      inherited,
      variables,
      display,
      isReversed: isReversed(read.text('unicode-bidi', 'normal'), inherited.isRightToLeft, display, parent),
      isOutOfFlow: /absolute|fixed/.test(read.text('position', 'static')),
      folded: undefined,
      verdict: undefined,
      alike: undefined,
    };
    if (display === 'contents') return around;
    return enterBox(boxOf(element, around, parent, read), around, {
      clips: this.#clips,
      valuesOf: (one) => this.#values(one, around).values,
      boxValuesOf: (one, box) => this.#cascade.cascadeBox(one, box, this.#values(one, around).variables),
      hasName: (label) => this.#hasName(label, around),
    });
  }

  /** Why text of `length` letters right inside is not seen; `undefined` when a person sees it. */
  textHides(view: View, length: number): Hidden | undefined {
    if (view.gone !== undefined) return view.gone;
    const hidden = this.#isLost ? undefined : this.#judged(view, length);
    return this.#isLost ? hiddenAt(undefined, 'css-unverified') : hidden;
  }

  #judged(view: View, length: number): Hidden | undefined {
    if (view.clipped !== undefined) return view.clipped;
    if (view.folded !== undefined) return view.folded.hidden;
    if (view.covered !== undefined) return view.covered.hidden;
    view.verdict ??= { hidden: inkHides(view, () => groundsBehind(view, (one) => this.#values(one, view).values)) };
    return view.verdict.hidden ?? indented(view, length) ?? offPage(view, length) ?? offDrawing(view, length);
  }

  #values(element: HtmlElement, parent: View): Cascaded {
    const known = this.#cascaded.get(element);
    if (known !== undefined) return known;
    const defaults = defaultsOf(element, this.#isQuirky, this.#bodyColour);
    const cascaded = this.#cascade.cascade(element, defaults, parent.variables, this.#rules.get(element));
    if (element.childNodes.length > 0) this.#cascaded.set(element, cascaded);
    return cascaded;
  }

  #neverShown(element: HtmlElement, { folded, buried }: View): Hidden | undefined {
    if (folded !== undefined && element !== folded.label) return folded.hidden;
    return undrawn(element) ?? (buried?.parts.has(element) === true ? buried.hidden : undefined);
  }

  /** Why `display: none` holds: what attributes and the browser say, or a style sheet. */
  #offPage(element: HtmlElement): Hidden {
    const isDefault = defaultsOf(element, this.#isQuirky, this.#bodyColour).some(
      ([name, value]) => name === 'display' && value === 'none',
    );
    if (!isDefault) return hiddenAt(element, 'css-display-none');
    if (attributeOf(element, 'hidden') !== undefined) return hiddenAt(element, 'html-hidden-attribute');
    if (attributeOf(element, 'popover') !== undefined) return hiddenAt(element, 'html-popover');
    return hiddenAt(element, element.tagName === 'dialog' ? 'html-dialog' : 'css-display-none');
  }

  /** Whether a person finds something to press on. Names within names are not looked into: nesting them would double the work at every level. */
  #hasName(label: HtmlElement, around: View): boolean {
    if (this.#isNaming) return true;
    this.#isNaming = true;
    const hasName = isNamed(label, around, this);
    this.#isNaming = false;
    return hasName;
  }
}

/** Whether `unicode-bidi` turns letters around: a line then begins at its right end. A block begins anew. */
function isReversed(bidi: string, isRightToLeft: boolean, display: string, parent: View): boolean {
  if (bidi === 'normal') return display.startsWith('inline') && parent.isReversed;
  return bidi.endsWith('override') && isRightToLeft;
}

export type { HtmlElement } from './css/tree.ts';
export type { View } from './view.ts';
