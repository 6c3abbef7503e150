/**
 * Whether a person looking at a slide sees a piece of text: points of its place are looked at one by one, from above (is something
 * opaque painted over it, is it beside the slide) and from below (what colour is behind it). What can't be told counts as seen.
 */
import type { Hidden } from '../../stages.ts';
import { blend, type Colour, MIN_ALPHA, WHITE } from '../../visibility/contrast.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import type { Budget } from '../ooxml/budget.ts';
import type { Span } from '../ooxml/drawing/body.ts';
import { apply, type Frame, type Point, type Rect, within } from '../ooxml/drawing/frame.ts';
import { type Look, MOST, type Paper, whyIllegible } from '../ooxml/drawing/legible.ts';
import type { Paint } from '../ooxml/drawing/paint.ts';
import type { Painted } from './pieces.ts';
import { PPTX_TECHNIQUES } from './techniques.ts';

const COLUMNS = 8;
const ROWS = 3;
/** Of what is less than this alpha something shines through. */
const OPAQUE_ALPHA = 0.95;
const MAX_GLASS = 16;

/** A place on a slide: shares of it that are beside the slide and covered; its papers are those of the points that are neither. */
export interface SlideLook extends Look {
  readonly outside: number;
  readonly covered: number;
}

/** What looking at a point of a thing costs, where comparing its box costs one. */
const STEPS_A_POINT = 8;

export class Scene {
  readonly #slide: Frame;
  readonly #painted: readonly Painted[];
  readonly #boxes: readonly Rect[];
  /** Where in the order of painting those stand that let nothing through, and those that leave a mark. */
  readonly #covering: readonly number[];
  readonly #marking: readonly number[];
  readonly #ground: Paper;
  readonly #isOpaque: (painted: Painted) => boolean;
  readonly #steps: Budget;

  /** `isOpaque` says whether a picture lets nothing through. */
  constructor(
    slide: Frame,
    painted: readonly Painted[],
    ground: Paint,
    isOpaque: (painted: Painted) => boolean,
    steps: Budget,
  ) {
    this.#slide = slide;
    this.#painted = painted;
    this.#isOpaque = isOpaque;
    this.#steps = steps;
    this.#boxes = painted.map(({ frame }) =>
      boxOf(frame, { left: 0, top: 0, right: frame.width, bottom: frame.height }),
    );
    this.#covering = painted.flatMap((one, i) => (this.#covers(one) ? [i] : []));
    this.#marking = painted.flatMap((one, i) => (leavesMark(one) ? [i] : []));
    this.#ground =
      ground.kind === 'colours'
        ? ground.colours.map((colour) => blend(colour, WHITE))
        : [ground.kind === 'none' ? WHITE : undefined];
  }

  /** `rect` in the measures of `frame`; things from `depth` on are painted later than the text. */
  look(frame: Frame, rect: Rect, depth: number): SlideLook {
    const points = samples(frame, rect);
    const box = boxOf(frame, rect);
    const inside = points.filter((point) => within(this.#slide, point) !== undefined);
    const open = this.#uncovered(inside, box, depth);
    const below = open.length === 0 ? [] : this.#below(box, depth);
    return {
      outside: (points.length - inside.length) / points.length,
      covered: (inside.length - open.length) / points.length,
      papers: open.map((point) => this.#behind(below, point)),
    };
  }

  /** Those of the points that nothing opaque is painted over. */
  #uncovered(points: readonly Point[], box: Rect, depth: number): readonly Point[] {
    let open = points;
    // What is painted last lies on top, and is what a person would name.
    for (let i = this.#covering.length - 1; i >= 0 && open.length > 0; i -= 1) {
      const at = this.#covering[i] ?? -1;
      const one = this.#painted[at];
      if (at < depth || one === undefined) break;
      this.#steps.spend(1);
      if (!touches(this.#boxes[at], box)) continue;
      this.#steps.spend(open.length * STEPS_A_POINT);
      open = open.filter((point) => !isInside(one, point));
    }
    return open;
  }

  /** What leaves a mark below, the nearest first. */
  #below(box: Rect, depth: number): readonly Painted[] {
    this.#steps.spend(this.#marking.length);
    const found: Painted[] = [];
    for (const at of this.#marking) {
      const one = this.#painted[at];
      if (at >= depth || one === undefined) break;
      if (touches(this.#boxes[at], box)) found.push(one);
    }
    return found.reverse();
  }

  #covers(one: Painted): boolean {
    if (one.isAnimated || one.outline === 'part') return false;
    if (one.paint.kind === 'colours') return one.paint.colours.every(({ a }) => a >= OPAQUE_ALPHA);
    return one.paint.kind === 'unknown' && this.#isOpaque(one);
  }

  #behind(below: readonly Painted[], point: Point): Paper {
    const found: (Colour | undefined)[] = [];
    const glass: Colour[] = [];
    const through = (paper: Paper): (Colour | undefined)[] =>
      paper.map((colour) =>
        colour === undefined ? undefined : glass.reduceRight((under, over) => blend(over, under), colour),
      );
    for (const one of below) {
      this.#steps.spend(STEPS_A_POINT);
      if (one.paint.kind === 'none' || within(one.frame, point) === undefined) continue;
      if (one.paint.kind === 'unknown') {
        found.push(undefined);
        if (one.outline !== 'part') return found;
        continue;
      }
      const [first] = one.paint.colours;
      const isGlass = one.paint.colours.length === 1 && first !== undefined && first.a < OPAQUE_ALPHA;
      if (isGlass && isInside(one, point)) {
        if (first.a >= MIN_ALPHA) glass.push(first);
        if (glass.length >= MAX_GLASS) return [...found, undefined];
        continue;
      }
      found.push(...through(one.paint.colours.map((colour) => blend(colour, WHITE))));
      // What stands beside a shape of another form than its box has something else behind it.
      if (one.outline !== 'part' && isInside(one, point)) return found;
    }
    return [...found, ...through(this.#ground)];
  }
}

/** Why a person would not see the span at places that look like this; `undefined` when it is seen. */
export function hiddenSpan(span: Span, looks: readonly SlideLook[]): Hidden | undefined {
  return hiddenByPlace(looks) ?? hiddenByLook(span, looks);
}

/** Why letters of this look are not seen on what is behind them, wherever on it they stand. */
export function hiddenByLook(span: Span, looks: readonly Look[]): Hidden | undefined {
  const found = whyIllegible(span, looks);
  return found === undefined ? undefined : hiddenBy(PPTX_TECHNIQUES, `pptx-${found.reason}`, found);
}

function hiddenByPlace(looks: readonly SlideLook[]): Hidden | undefined {
  if (looks.length === 0) return undefined;
  const least = (share: (look: SlideLook) => number): number => Math.min(...looks.map(share));
  if (least(({ outside }) => outside) > 0.5)
    return hiddenBy(PPTX_TECHNIQUES, 'pptx-off-slide', { why: 'more than half of it is beside the slide' });
  if (least(({ outside, covered }) => outside + covered) > MOST) {
    return hiddenBy(PPTX_TECHNIQUES, 'pptx-covered', { why: 'something opaque is painted over it' });
  }
  return undefined;
}

function leavesMark({ paint }: Painted): boolean {
  if (paint.kind === 'none') return false;
  return paint.kind === 'unknown' || paint.colours.some(({ a }) => a >= MIN_ALPHA);
}

function isInside(one: Painted, point: Point): boolean {
  const at = within(one.frame, point);
  if (at === undefined) return false;
  return one.outline !== 'ellipse' || (at.x - 0.5) ** 2 + (at.y - 0.5) ** 2 <= 0.25;
}

function samples(frame: Frame, { left, top, right, bottom }: Rect): Point[] {
  return Array.from({ length: COLUMNS * ROWS }, (_, i) => {
    const x = left + ((i % COLUMNS) + 0.5) * ((right - left) / COLUMNS);
    const y = top + (Math.floor(i / COLUMNS) + 0.5) * ((bottom - top) / ROWS);
    return apply(frame.toSlide, { x, y });
  });
}

function boxOf(frame: Frame, { left, top, right, bottom }: Rect): Rect {
  const corners = [
    { x: left, y: top },
    { x: right, y: top },
    { x: left, y: bottom },
    { x: right, y: bottom },
  ].map((corner) => apply(frame.toSlide, corner));
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

function touches(one: Rect | undefined, other: Rect): boolean {
  return (
    one !== undefined &&
    one.left <= other.right &&
    one.right >= other.left &&
    one.top <= other.bottom &&
    one.bottom >= other.top
  );
}
