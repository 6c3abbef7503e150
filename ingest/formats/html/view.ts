/**
 * What an element hands down about the visibility of what is in it, and how its own declarations are read.
 */
import type { Hidden } from '../../stages.ts';
import { asNote, hiddenBy } from '../../visibility/technique.ts';
import type { Inherited } from './css/inherited.ts';
import type { Ground, Group } from './css/paint.ts';
import { attributeOf, type HtmlElement } from './css/tree.ts';
import { lengthOf } from './css/value.ts';
import type { Values } from './css/values.ts';
import type { Variables } from './css/variables.ts';
import { HTML_TECHNIQUES, type HtmlTechniqueName } from './techniques.ts';

/** How far a box is from where it would be without offsets, in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  /** Whether `x` counts from the page's edge rather than from an unknown place on it; `y` likewise. */
  readonly isExactX: boolean;
  readonly isExactY: boolean;
  /** It does not scroll with the page: what is beyond the screen is never seen. */
  readonly isFixed: boolean;
}

/** A box that shows nothing beyond its edges. */
export interface Window {
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly x: number;
  readonly y: number;
  /** Positioned boxes inside count from it: it cuts them off, too. */
  readonly isContainer: boolean;
}

/** What an SVG drawing shows, in its own units, and where and how large a part of it is. */
export interface Drawing {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly x: number;
  readonly y: number;
  readonly factor: number;
}

export interface Cover {
  readonly by: HtmlElement;
  /** A box that styles put into `by` covers; what `by` contains lies under it, too. */
  readonly isGenerated: boolean;
  readonly z: number;
  readonly hidden: Hidden;
  /** Whether one is inside a sibling that comes after the cover. */
  readonly isAfter: boolean;
}

export interface View {
  readonly element: HtmlElement | undefined;
  readonly inherited: Inherited;
  readonly variables: Variables | undefined;
  readonly display: string;
  readonly isInline: boolean;
  /** Taken out of the line that it stands in by its position: it leaves no gap there. */
  readonly isOutOfFlow: boolean;
  /** Its letters stand in the reverse of their order, whatever script they are of. */
  readonly isReversed: boolean;
  /** `text-indent` of the block that text is in. */
  readonly indent: string;
  /** Nothing inside is seen, whatever it says of itself. */
  readonly gone: Hidden | undefined;
  /** Nothing inside is seen but what is placed outside of the box. */
  readonly clipped: Hidden | undefined;
  /** What text and elements right inside are hidden by, but for the label of the part. */
  readonly folded: { readonly hidden: Hidden; readonly label: HtmlElement | undefined } | undefined;
  readonly ground: Ground;
  readonly group: Group | undefined;
  readonly opacity: number;
  /** Paint of `background-clip: text`, and what it is seen on. */
  readonly clipInk: { readonly ink: Ground; readonly ground: Ground } | undefined;
  readonly scaleX: number;
  readonly scaleY: number;
  /** What the box around cuts off of its children. */
  readonly clip: { readonly x: boolean; readonly y: boolean; readonly height: number | undefined } | undefined;
  /** Distance from which what is right inside is seen, in pixels; 0: from afar. */
  readonly eye: number;
  /** Columns of the table around that are folded up, from 0. */
  readonly foldedColumns: ReadonlySet<number> | undefined;
  readonly place: Place;
  /** Where absolutely positioned boxes inside count from. */
  readonly container: Place;
  readonly window: Window | undefined;
  /** The nearest positioned box around `clipped` can be escaped from: no positioned box in between. */
  readonly canEscape: boolean;
  /** Something opaque has been painted since the last stacking context began. */
  readonly isPaintedOver: boolean;
  /** An element whose other contents may lie behind what is inside: pictures with text on them. */
  readonly stage: HtmlElement | undefined;
  /** Something opaque that lies on what is inside, but for what is raised above it. */
  readonly covered: Cover | undefined;
  /** Parts of a drawing that something is drawn over later. */
  readonly buried: { readonly parts: ReadonlySet<HtmlElement>; readonly hidden: Hidden } | undefined;
  /** The drawing that one is in, if where one is in it can be told. */
  readonly drawing: Drawing | undefined;
  /** Views of children that are styled alike, by what styles them. */
  alike?: Map<string, View>;
  /** Text of one's own has been judged: why it is not seen. Offsets are judged for each text. */
  verdict?: { readonly hidden: Hidden | undefined };
}

/** A hidden run's evidence, with the element that hides it as its place. */
export function hiddenAt(
  element: HtmlElement | undefined,
  technique: HtmlTechniqueName,
  why?: string,
  severity?: Hidden['severity'],
): Hidden {
  return hiddenBy(HTML_TECHNIQUES, technique, {
    ...(element === undefined ? {} : { place: asNote(describe(element)) }),
    ...(why === undefined ? {} : { why }),
    ...(severity === undefined ? {} : { severity }),
  });
}

/** `div#main.note.wide` */
function describe(element: HtmlElement): string {
  const id = attributeOf(element, 'id');
  const classes = (attributeOf(element, 'class') ?? '').trim().split(/\s+/).slice(0, 4).filter(Boolean);
  return `${element.tagName}${id === undefined || id === '' ? '' : `#${id}`}${classes.map((one) => `.${one}`).join('')}`;
}

/** Reads values of one element in pixels. Wide keywords are what is initial: none of these is inherited. */
export class Reader {
  readonly #values: Values;
  readonly #em: number;
  readonly #rem: number;

  constructor(values: Values, em: number, rem: number) {
    this.#values = values;
    this.#em = em;
    this.#rem = rem;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  text(name: string, initial: string): string {
    const value = this.#values.get(name);
    return value === undefined || value === 'initial' || value === 'unset' || value === 'inherit' ? initial : value;
  }

  /** `undefined` for `auto` and other words. `whole` is what 100 % is; without it a percentage is `undefined`. */
  px(name: string, whole?: number): number | undefined {
    const value = this.#values.get(name);
    if (value === undefined || (whole === undefined && value.includes('%'))) return undefined;
    const px = lengthOf(value)?.({ em: this.#em, rem: this.#rem, whole: whole ?? 0 });
    return px === undefined || Number.isNaN(px) ? undefined : px;
  }
}

/** What tells the visibility of elements and texts: see `visibility.ts`. */
export interface Judge {
  enter(element: HtmlElement, parent: View): View;
  textHides(view: View, length: number): Hidden | undefined;
}
