/**
 * How one glyph looks on the page, kept up as the page is painted on: its ink, what is behind it, what came over it. Looked at in six points
 * of its body, so that a line drawn through a word covers nothing and a box over it covers all.
 */
import { type Colour, isUnseen, MIN_ALPHA } from '../../visibility/contrast.ts';
import { NORMAL, paintOver } from './blending.ts';
import type { Doubt } from './page.ts';
import { type Paint, reaches } from './paint.ts';

export const SAMPLES = 6;
/** Where the points lie: shares of the advance, and of an em above the baseline. */
export const SAMPLE_ACROSS: readonly number[] = [0.2, 0.5, 0.8, 0.2, 0.5, 0.8];
export const SAMPLE_UP: readonly number[] = [0.1, 0.1, 0.1, 0.4, 0.4, 0.4];
/** A glyph of which this many points are not seen is not seen. */
const MOST = 5;
const ALL = (1 << SAMPLES) - 1;
const NO_DOUBTS: readonly Doubt[] = [];

/** Stands for the colours of a pattern or a picture. What is behind it is said to be unknown, too, so that nothing is concluded from it. */
export const UNKNOWN_INK: Colour = { r: 128, g: 128, b: 128, a: 1 };

export class Look {
  /** x and y of each point. */
  readonly points: readonly number[];
  /** Colours that the glyph is painted with, as they are seen now. None: nothing of it is painted. */
  inks: readonly Colour[];
  /** What is behind it, as it is seen now: the same at every point, or one colour each. `undefined` is not known. */
  papers: readonly (Colour | undefined)[];
  /** Seen when it was painted, and not any more. */
  isCovered = false;
  /** The blend mode that its ink meets what is behind it with. */
  readonly #mode: string;
  #coveredPoints = 0;
  #doubts: Doubt[] | undefined;

  constructor(
    points: readonly number[],
    inks: readonly Colour[],
    papers: readonly (Colour | undefined)[],
    mode: string,
  ) {
    this.points = points;
    this.inks = inks;
    this.papers = papers;
    this.#mode = mode;
  }

  /** Why it can't be told how it looks; almost always nothing. */
  get doubts(): readonly Doubt[] {
    return this.#doubts ?? NO_DOUBTS;
  }

  doubt(doubt: Doubt): void {
    this.#doubts ??= [];
    if (!this.#doubts.includes(doubt)) this.#doubts.push(doubt);
  }

  /** Whether it stands out from what is behind it at a size in points. Where that is not known, it does. */
  isSeen(points?: number): boolean {
    let unseen = 0;
    for (const paper of this.papers) {
      if (paper !== undefined && this.inks.every((ink) => this.#isLost(ink, paper, points))) unseen += 1;
    }
    return this.papers.length === 1 ? unseen === 0 : unseen < MOST;
  }

  /** Something was painted after it. */
  paintedOver(paint: Paint): void {
    let bits = 0;
    let count = 0;
    for (let i = 0; i < SAMPLES; i += 1) {
      const isIn = reaches(paint, this.points[2 * i] ?? 0, this.points[2 * i + 1] ?? 0);
      if (isIn === undefined) this.doubt('complex-clip');
      if (isIn !== true) continue;
      bits |= 1 << i;
      count += 1;
    }
    if (count === 0) return;
    if (paint.doubtOver !== undefined) this.doubt(paint.doubtOver);
    const { colour, mode } = paint;
    if (paint.isOpaque) {
      this.#coveredPoints |= bits;
      if (bitsOf(this.#coveredPoints) >= MOST) this.isCovered = true;
    } else if (colour !== undefined && bits === ALL) {
      const wasSeen = this.isSeen();
      this.inks = this.inks.map((ink) => paintOver(colour, this.#seenInk(ink), mode));
      this.papers = this.papers.map((paper) => (paper === undefined ? undefined : paintOver(colour, paper, mode)));
      if (wasSeen && !this.isSeen()) this.isCovered = true;
    }
  }

  #isLost(ink: Colour, paper: Colour, points: number | undefined): boolean {
    if (this.#mode === NORMAL) return isUnseenAgain(ink, paper, points);
    return ink.a < MIN_ALPHA || isUnseen(paintOver(ink, paper, this.#mode), paper, points);
  }

  /** Translucent ink is mixed with what is behind it before something comes over both. */
  #seenInk(ink: Colour): Colour {
    const [paper] = this.papers;
    return paper === undefined ? ink : paintOver(ink, paper, this.#mode);
  }
}

let latest: { readonly ink: Colour; readonly paper: Colour; readonly points: number | undefined } | undefined;
let isLatestUnseen = false;

/** Most texts of a page have the ink, the paper and the size of the one before. */
function isUnseenAgain(ink: Colour, paper: Colour, points: number | undefined): boolean {
  if (latest === undefined || latest.points !== points || !areSame(latest.ink, ink) || !areSame(latest.paper, paper)) {
    latest = { ink, paper, points };
    isLatestUnseen = isUnseen(ink, paper, points);
  }
  return isLatestUnseen;
}

function areSame(one: Colour, other: Colour): boolean {
  return one.r === other.r && one.g === other.g && one.b === other.b && one.a === other.a;
}

function bitsOf(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest >>= 1) count += rest & 1;
  return count;
}
