/**
 * What pdf.js draws on: canvases that can leave text out of a drawing, that stop when their time is over, and that apply luminosity
 * masks, which pdf.js leaves to the browser and so skips in Node. A gate, one for each open document, says what is left out at the
 * moment. Guarantees: no canvas is larger than {@link MAX_CANVAS_PIXELS}, and a drawing past its deadline throws at its next stroke.
 */
import { cpuUsage } from 'node:process';
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { forgetMask, isMaskFilter, luminosityFilter, maskedBy, transferFilter } from './canvas-masks.ts';

/** A bilevel scan of a page at 600 dots an inch has 35 million; four bytes each. */
const MAX_CANVAS_PIXELS = 40_000_000;

/** What a showing operation may paint at the moment: all; nothing with its glyphs' outlines; nothing at all (glyphs drawn by procedures). */
type TextPaint = 'all' | 'no-outlines' | 'nothing';

/** Shared by all canvases of one document. Drawings of one document must take turns. */
interface Gate {
  text: TextPaint;
  /** When to stop, as {@link cpuMs} counts. */
  deadlineMs: number;
}

/** Work that this process has done, in milliseconds: what a page costs must not depend on how busy the machine is. */
export function cpuMs(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1_000;
}

/** The drawing took longer than it may. */
export class DrawingTimeout extends Error {
  constructor() {
    super('the drawing took too long');
    this.name = 'DrawingTimeout';
  }
}

interface CanvasAndContext {
  canvas: Canvas | null;
  context: SKRSContext2D | null;
}

/** For `getDocument`; pdf.js makes one for each document and hands it out as `document.canvasFactory`. */
export class PageCanvasFactory {
  readonly gate: Gate = { text: 'all', deadlineMs: Number.POSITIVE_INFINITY };

  create(width: number, height: number): { canvas: Canvas; context: SKRSContext2D } {
    checkSize(width, height);
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    guard(context, this.gate);
    return { canvas, context };
  }

  reset({ canvas }: CanvasAndContext, width: number, height: number): void {
    checkSize(width, height);
    if (canvas === null) return;
    forgetMask(canvas);
    canvas.width = width;
    canvas.height = height;
  }

  destroy(made: CanvasAndContext): void {
    if (made.canvas !== null) {
      made.canvas.width = 0;
      made.canvas.height = 0;
    }
    made.canvas = null;
    made.context = null;
  }
}

/** For `getDocument`: the filters that masks need, as marks that {@link PageCanvasFactory}'s canvases understand. */
export class PageFilterFactory {
  addFilter(): string {
    return 'none';
  }

  addHCMFilter(): string {
    return 'none';
  }

  addHighlightHCMFilter(): string {
    return 'none';
  }

  addAlphaFilter(map: ArrayLike<number>): string {
    return transferFilter(map);
  }

  addLuminosityFilter(map: ArrayLike<number> | null): string {
    return luminosityFilter(map);
  }

  destroy(): void {
    // Nothing is held: a mark is a string.
  }
}

function checkSize(width: number, height: number): void {
  if (!(width > 0 && height > 0)) throw new Error('a canvas needs a size');
  if (width * height > MAX_CANVAS_PIXELS) throw new Error('the canvas is too large');
}

/** Painting by outlines, which is how glyphs are painted with `disableFontFace`. */
const OUTLINE_PAINTERS = ['fill', 'stroke', 'fillText', 'strokeText'] as const;
/** What else paints; glyphs of Type 3 fonts may use any of it. */
const OTHER_PAINTERS = ['fillRect', 'strokeRect', 'putImageData', 'drawImage'] as const;

type Painter = (...args: unknown[]) => unknown;

/** Puts the gate, the deadline and the masks before the painting methods of one context. */
function guard(context: SKRSContext2D, gate: Gate): void {
  const methods = context as unknown as Record<string, Painter>;
  const wrap = (name: string, isShut: () => boolean): void => {
    const paint = methods[name]?.bind(context);
    if (paint === undefined) return;
    methods[name] = (...args) => {
      if (cpuMs() > gate.deadlineMs) throw new DrawingTimeout();
      forgetMask(context.canvas);
      return isShut() ? undefined : paint(...args);
    };
  };
  applyMasks(context);
  for (const name of OUTLINE_PAINTERS) wrap(name, () => gate.text !== 'all');
  for (const name of OTHER_PAINTERS) wrap(name, () => gate.text === 'nothing');
}

/** Keeps the mark that pdf.js sets as `filter` and, where there is one, changes what `drawImage` draws. */
function applyMasks(context: SKRSContext2D): void {
  let filter = 'none';
  const saved: string[] = [];
  const { save, restore, drawImage } = context;
  Object.defineProperty(context, 'filter', {
    get: () => filter,
    set: (value: unknown) => {
      filter = isMaskFilter(value) ? value : 'none';
    },
  });
  context.save = () => {
    saved.push(filter);
    save.call(context);
  };
  context.restore = () => {
    filter = saved.pop() ?? 'none';
    restore.call(context);
  };
  const draw = drawImage.bind(context) as Painter;
  (context as unknown as Record<string, Painter>).drawImage = (image, ...place) =>
    draw(filter === 'none' ? image : maskedBy(filter, image as Canvas), ...place);
}
