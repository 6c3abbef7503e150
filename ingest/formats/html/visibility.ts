/**
 * Whether a person sees an element's text, by the computed cascade: what style sheets, `style` and other attributes and the browser's own
 * rules come to at a light screen of 1280 by 800 pixels, without scripts. The walker asks nobody else.
 * It draws nothing: where boxes really end up is estimated, and what can't be decided counts as seen. Generated text (`content`) and
 * framed documents are not part of the text; they are evidence.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { Hidden } from '../../stages.ts';
import { BLACK, type Colour, MIN_ALPHA } from '../../visibility/contrast.ts';
import { alikeKey, mayBeAlike } from './alike.ts';
import { type Box, boxedIn, cutAway, foldable, turnedAway, windowOf } from './boxes.ts';
import { foldedColumns, inFoldedColumn } from './columns.ts';
import { Cascade, type Cascaded } from './css/cascade.ts';
import { defaultsOf } from './css/defaults.ts';
import { INITIAL, inheritedOf, linePx, ROOT_PX } from './css/inherited.ts';
import { filterFunctions, NOTHING_PAINTED, opacityOf } from './css/paint.ts';
import { movedBy } from './css/shapes.ts';
import { Sheets, type StyleRule } from './css/sheets.ts';
import { attributeOf, type HtmlElement } from './css/tree.ts';
import { Clips, isSpot, movedIn, offDrawing, openedBy, rectangleUnder } from './drawing.ts';
import { isNamed, labelOf } from './folds.ts';
import { inkHides } from './ink.ts';
import { transformed } from './moved.ts';
import { underNeighbour } from './neighbours.ts';
import { paintedBy } from './painted.ts';
import { indented, offPage, placeOf } from './places.ts';
import { clipOf, pushedOut } from './pushed.ts';
import { buriedIn, coverIn, groundsBehind } from './scene.ts';
import { collectSheets } from './sources.ts';
import { SVG, undrawn } from './undrawn.ts';
import { hiddenAt, type Judge, Reader, type View, type Window } from './view.ts';

type Parent = DefaultTreeAdapterTypes.ParentNode;

const DARK_CANVAS: Colour = { r: 18, g: 18, b: 18, a: 1 };
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
    const place = { x: 0, y: 0, isExactX: true, isExactY: true, isFixed: false };
    this.page = {
      element: undefined,
      inherited: { ...INITIAL, colour: this.#initialColour },
      variables: undefined,
      display: 'block',
      isInline: false,
      isOutOfFlow: false,
      isReversed: false,
      indent: '0',
      gone: undefined,
      clipped: undefined,
      folded: undefined,
      // Blend modes find nothing behind them where a page paints no background: white comes in last of all.
      ground: isDark ? { colours: [DARK_CANVAS], isPicture: false } : NOTHING_PAINTED,
      group: undefined,
      opacity: 1,
      clipInk: undefined,
      scaleX: 1,
      scaleY: 1,
      clip: undefined,
      eye: 0,
      foldedColumns: undefined,
      place,
      container: place,
      window: undefined,
      canEscape: true,
      isPaintedOver: false,
      stage: undefined,
      covered: undefined,
      buried: undefined,
      drawing: undefined,
    };
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
    return display === 'contents' ? around : this.#box(element, around, parent, read);
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

  #box(element: HtmlElement, around: View, parent: View, read: Reader): View {
    const { inherited, display } = around;
    const position = read.text('position', 'static');
    const { isOutOfFlow } = around;
    const isSvg = element.namespaceURI === SVG && element.tagName !== 'svg';
    const isItem = /(?:flex|grid)$/.test(parent.display);
    const isInline =
      !isSvg &&
      (display === 'inline' || display === 'ruby' || display === 'inline flow') &&
      !isOutOfFlow &&
      read.text('float', 'none') === 'none' &&
      !isItem;
    const box: Box = { element, read, display, isInline, isOutOfFlow, parent };

    const filter = read.text('filter', 'none');
    const share = opacityOf(read.text('opacity', '1'), filter);
    const opacity = parent.opacity * share;
    const moved = isInline ? movedBy('none') : transformed(read, parent.eye);
    const placed = placeOf(read, position, moved, parent);
    const gone =
      (opacity < MIN_ALPHA
        ? hiddenAt(element, 'css-opacity', `opacity ${opacity.toFixed(2)}`, foldable(read))
        : undefined) ??
      (isBlurred(filter, inherited.fontPx) ? hiddenAt(element, 'css-blurred') : undefined) ??
      (isInline || read.text('content-visibility', 'visible') !== 'hidden'
        ? undefined
        : hiddenAt(element, 'css-content-visibility')) ??
      (/^url\(/.test(read.text('content', 'normal')) ? hiddenAt(element, 'css-replaced') : undefined) ??
      (inFoldedColumn(element, parent.foldedColumns)
        ? hiddenAt(element, 'css-visibility', 'a folded column')
        : undefined) ??
      cutAway(box) ??
      (this.#clips.isEmpty(read.text('clip-path', 'none'))
        ? hiddenAt(element, 'css-clipped', 'clipped to nothing')
        : undefined) ??
      (isInline ? undefined : turnedAway(element, read, moved)) ??
      (placed === 'off' ? hiddenAt(element, 'css-off-screen', 'placed beyond the edge', foldable(read)) : undefined) ??
      pushedOut(box, moved, linePx(inherited), (one) => this.#values(one, around).values) ??
      underNeighbour(element, read, position, parent, (one) => this.#values(one, around).values) ??
      this.#behind(element, read, parent, position);
    if (gone !== undefined || placed === 'off') return { ...around, gone };

    const escapes = isOutOfFlow && parent.canEscape && parent.clipped !== undefined;
    const isDrawing = element.tagName === 'svg' && parent.element?.namespaceURI !== SVG;
    const opened = isDrawing ? openedBy(element, read) : undefined;
    const clipped =
      boxedIn(box, inherited.fontPx, linePx(inherited)) ??
      (isDrawing && isSpot(element, read) ? hiddenAt(element, 'css-zero-box', 'a drawing without size') : undefined) ??
      (escapes ? undefined : parent.clipped);
    const isPositioned = position !== 'static' || moved !== movedBy('none') || filter !== 'none';
    const painted = paintedBy(element, around, parent, read, share, filter);
    const zoom = read.text('zoom', 'normal');
    const factor = isInline
      ? 1
      : (Number.isNaN(Number(zoom)) ? (zoom.endsWith('%') ? Number.parseFloat(zoom) / 100 : 1) : Number(zoom)) || 1;
    const stacks =
      (isPositioned && read.has('z-index')) ||
      share < 1 ||
      filter !== 'none' ||
      painted.isGroup ||
      moved !== movedBy('none');
    const cut = windowOf(box);
    const isKept = !isOutOfFlow || parent.window?.isContainer === true;
    const window: Window | undefined =
      cut === undefined || (cut.width === undefined && cut.height === undefined)
        ? isKept
          ? parent.window
          : undefined
        : { ...cut, x: placed.x, y: placed.y, isContainer: isPositioned };
    const isLifted =
      isPositioned || read.has('grid-area') || (read.px('margin-top') ?? 0) < 0 || (read.px('margin-left') ?? 0) < 0;
    return {
      ...around,
      isInline,
      indent: isInline ? parent.indent : inherited.indent,
      clipped,
      folded: this.#folded(element, around),
      ground: (element.tagName === 'text' ? rectangleUnder(element, inherited.fontPx) : undefined) ?? painted.ground,
      group: painted.group,
      clipInk: painted.clipInk,
      opacity,
      scaleX: parent.scaleX * moved.scaleX * factor * (opened?.scale ?? 1),
      scaleY: parent.scaleY * moved.scaleY * factor * (opened?.scale ?? 1),
      clip: clipOf(box),
      eye: eyeOf(read),
      foldedColumns:
        element.tagName === 'table'
          ? foldedColumns(element, (one) => this.#values(one, around).values)
          : parent.foldedColumns,
      place: placed,
      container: isPositioned ? placed : parent.container,
      window:
        display.endsWith('grid') && /^(?:0(?:fr|px|%)?\s*)+$/.test(read.text('grid-template-rows', 'none'))
          ? { width: undefined, height: 0, x: placed.x, y: placed.y, isContainer: false }
          : window,
      canEscape: clipped !== parent.clipped ? !isPositioned : parent.canEscape && !isPositioned,
      isPaintedOver: stacks ? false : parent.isPaintedOver || painted.isOpaque,
      stage: isLifted ? stageOf(element) : parent.stage,
      covered:
        this.#covered(element, parent, position, zOf(read)) ??
        (isPositioned || display.endsWith('grid')
          ? coverIn(element, (one) => this.#values(one, around).values)
          : undefined),
      buried: element.tagName === 'svg' ? buriedIn(element) : parent.buried,
      drawing: opened?.drawing ?? movedIn(element, parent.drawing, read.text('transform', 'none'), moved),
    };
  }

  /** What lies on the parent's contents, unless the element is that, or is raised above it. */
  #covered(element: HtmlElement, parent: View, position: string, z: number): View['covered'] {
    const { covered } = parent;
    if (covered === undefined || covered.by === element) return undefined;
    const siblings = covered.by.parentNode?.childNodes;
    const isSibling = element.parentNode === covered.by.parentNode;
    const isAfter = isSibling
      ? (siblings?.indexOf(element) ?? 0) > (siblings?.indexOf(covered.by) ?? 0)
      : covered.isAfter;
    if (position !== 'static' && (z > covered.z || (z === covered.z && isAfter))) return undefined;
    return isAfter === covered.isAfter ? covered : { ...covered, isAfter };
  }

  /** Below zero, a box is painted before the backgrounds around it. */
  #behind(element: HtmlElement, read: Reader, parent: View, position: string): Hidden | undefined {
    if (position === 'static' || !parent.isPaintedOver) return undefined;
    const z = zOf(read);
    return z < 0 ? hiddenAt(element, 'css-behind', `z-index ${z}`) : undefined;
  }

  #folded(element: HtmlElement, around: View): View['folded'] {
    if (element.tagName === 'details' && attributeOf(element, 'open') === undefined) {
      const label = labelOf(element);
      if (label === undefined || this.#isNaming) return undefined;
      // Names within names are not looked into: nesting them would double the work at every level.
      this.#isNaming = true;
      const hasName = isNamed(label, around, this);
      this.#isNaming = false;
      if (hasName) return undefined;
      return { hidden: hiddenAt(element, 'html-details'), label };
    }
    if (element.tagName === 'option' && (attributeOf(element, 'label') ?? '') !== '') {
      return { hidden: hiddenAt(element, 'html-option-label'), label: undefined };
    }
    const shadow = element.childNodes.find(
      (node): node is DefaultTreeAdapterTypes.Template =>
        node.nodeName === 'template' &&
        'content' in node &&
        'tagName' in node &&
        attributeOf(node, 'shadowrootmode') !== undefined,
    );
    if (shadow === undefined || hasSlot(shadow.content)) return undefined;
    return { hidden: hiddenAt(element, 'html-shadow-host'), label: undefined };
  }
}

/** Whether `unicode-bidi` turns letters around: a line then begins at its right end. A block begins anew. */
function isReversed(bidi: string, isRightToLeft: boolean, display: string, parent: View): boolean {
  if (bidi === 'normal') return display.startsWith('inline') && parent.isReversed;
  return bidi.endsWith('override') && isRightToLeft;
}

/** `perspective`, which browsers take for a pixel at least. */
function eyeOf(read: Reader): number {
  const eye = read.px('perspective');
  return eye === undefined ? 0 : Math.max(1, eye);
}

function zOf(read: Reader): number {
  const z = Number(read.text('z-index', '0'));
  return Number.isNaN(z) ? 0 : z;
}

/** Blurred by this many pixels and this share of a letter, text can't be read. */
const BLURRED = { px: 4, em: 0.25 } as const;

function isBlurred(filter: string, fontPx: number): boolean {
  if (!filter.includes('blur')) return false;
  return filterFunctions(filter).some(
    ({ name, amount }) => name === 'blur' && amount >= BLURRED.px && amount >= fontPx * BLURRED.em,
  );
}

/** The element within which text that is lifted out of the flow may come to lie on something else. */
function stageOf(element: HtmlElement): HtmlElement | undefined {
  const parent = element.parentNode;
  return parent !== null && 'tagName' in parent && parent.tagName !== 'html' ? parent : undefined;
}

function hasSlot(root: Parent): boolean {
  const pending: DefaultTreeAdapterTypes.ChildNode[] = [...root.childNodes];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!('tagName' in node)) continue;
    if (node.tagName === 'slot') return true;
    for (const child of node.childNodes) pending.push(child);
  }
  return false;
}

export type { HtmlElement } from './css/tree.ts';
export type { View } from './view.ts';
