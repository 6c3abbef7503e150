/**
 * A page while its operations are walked: the stack of graphics states, the layers and groups that are open, and what paints. What each operation
 * does with it stands in `graphics-operations.ts`, `text-operations.ts` and `picture-operations.ts`.
 * Source: ISO 32000-2, 8 and 9, and pdf.js's own canvas, whose reading of odd files is the reference.
 */
import type { MarkedContent } from './actual-text.ts';
import { clipToBox, narrow } from './clip.ts';
import { type FontFacts, fontFacts, NO_FONT } from './font.ts';
import type { Layers } from './layers.ts';
import { asMatrix, asNumbers, IDENTITY, type Matrix, multiply } from './matrix.ts';
import { number } from './operands.ts';
import type { Box } from './page.ts';
import { Painter, type PaintHow } from './painter.ts';
import { type PictureStore, procedureKind } from './pictures.ts';
import { type Shape, shapeOfBox } from './shape.ts';
import { type GraphicsState, initialState, insideGroup } from './state.ts';

export interface PageSetting {
  readonly width: number;
  readonly height: number;
  readonly transform: unknown;
  readonly layers: Layers;
  readonly pictures: PictureStore;
  /** The marked contents of the page, where they could be read. */
  readonly marked: readonly MarkedContent[];
  /** pdf.js's font object by its name; may throw. */
  readonly fonts: (name: string) => unknown;
}

/** States that may be saved at a time; deeper ones share the last. No honest page comes near. */
const DEEPEST = 2_000;
const EVERYWHERE: Box = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };

export class PageState {
  readonly painter: Painter;
  readonly pictures: PictureStore;
  /** What operations are about. Those that save and restore put another in its place. */
  graphics: GraphicsState;
  /** A clip that the next path makes. */
  pendingClip: 'none' | 'nonzero' | 'even-odd' = 'none';
  readonly #setting: PageSetting;
  readonly #base: Matrix;
  readonly #fonts = new Map<string, FontFacts>();
  #saved: GraphicsState[] = [];
  /** The marked contents that are open: whether each is shown. */
  #layers: boolean[] = [];
  /** The groups that are open: whether each only defines a mask. */
  #groups: boolean[] = [];
  /** Marked contents so far, those of layers left out. */
  #markedCount = 0;
  #isAnnotation = false;

  constructor(setting: PageSetting) {
    this.#setting = setting;
    this.#base = asMatrix(setting.transform) ?? IDENTITY;
    this.pictures = setting.pictures;
    this.painter = new Painter({ left: 0, top: 0, right: setting.width, bottom: setting.height });
    this.graphics = initialState(this.#base, clipToBox(EVERYWHERE));
  }

  get isShown(): boolean {
    return !this.#layers.includes(false);
  }

  get isInMask(): boolean {
    return this.#groups.includes(true);
  }

  get isPainted(): boolean {
    return this.isShown && !this.isInMask;
  }

  paint(shape: Shape, how: PaintHow): void {
    if (this.isPainted) this.painter.paint(this.graphics, shape, how);
  }

  save(): void {
    if (this.#saved.length < DEEPEST) this.#saved.push({ ...this.graphics });
  }

  restore(): void {
    this.graphics = this.#saved.pop() ?? this.graphics;
  }

  transform(matrix: Matrix | undefined): void {
    if (matrix !== undefined) this.graphics.matrix = multiply(this.graphics.matrix, matrix);
  }

  /** Narrows the clip to a box of four numbers, if it is one. */
  clipTo(value: unknown): void {
    const numbers = asNumbers(value, 4);
    if (numbers === undefined) return;
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = numbers;
    const box = { left: Math.min(x0, x1), top: Math.min(y0, y1), right: Math.max(x0, x1), bottom: Math.max(y0, y1) };
    this.graphics.clip = narrow(this.graphics.clip, shapeOfBox(this.graphics.matrix, box));
  }

  setFont(name: unknown, size: unknown): void {
    const key = typeof name === 'string' ? name : '';
    let font = this.#fonts.get(key);
    if (font === undefined) {
      font = key === '' ? NO_FONT : fontFacts(key, this.#storedFont(key), procedureKind);
      this.#fonts.set(key, font);
    }
    this.graphics.font = font;
    this.graphics.fontSize = number(size, 0);
  }

  beginGroup(value: unknown): void {
    const group = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
    const isMask = group.smask !== undefined && group.smask !== null && group.smask !== false;
    this.save();
    this.#groups.push(isMask);
    this.graphics = isMask
      ? { ...this.graphics, mode: 'source-over', fillAlpha: 1, strokeAlpha: 1 }
      : insideGroup(this.graphics);
    const outer = this.graphics.matrix;
    this.transform(asMatrix(group.matrix));
    this.clipTo(group.bbox);
    // The group's matrix places its box alone: the form around it has transformed its content already.
    this.graphics.matrix = outer;
  }

  endGroup(): void {
    this.#groups.pop();
    this.restore();
  }

  /** Appearances of annotations start afresh, each on its own. */
  beginAnnotation(args: readonly unknown[]): void {
    this.#isAnnotation = true;
    this.#saved = [];
    this.#layers = [];
    this.#groups = [];
    this.graphics = initialState(this.#base, clipToBox(EVERYWHERE));
    this.save();
    this.clipTo(args[1]);
    this.transform(asMatrix(args[2]));
    this.transform(asMatrix(args[3]));
  }

  openLayer(properties: unknown): void {
    this.#layers.push(this.#setting.layers.isShown(properties));
  }

  openMarked(): void {
    if (!this.#isAnnotation) {
      const { actualText } = this.#setting.marked[this.#markedCount] ?? {};
      this.#markedCount += 1;
      if (actualText !== undefined) this.painter.openSpan(actualText, this.#layers.length);
    }
    this.#layers.push(true);
  }

  /** Of a layer or another marked content. */
  closeMarked(): void {
    this.#layers.pop();
    this.painter.closeSpan(this.#layers.length);
  }

  #storedFont(name: string): unknown {
    try {
      return this.#setting.fonts(name);
    } catch {
      // A font that pdf.js could not load paints nothing there, either; its text stays where widths of nought put it.
      return undefined;
    }
  }
}
