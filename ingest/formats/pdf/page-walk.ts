/**
 * One page's state while its operations are walked: the stack of graphics states, layers and groups, and dispatch to what each operation means.
 * Source: ISO 32000-2, 8 and 9, and pdf.js's own canvas, whose reading of odd files is the reference.
 */
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Colour } from '../../visibility/contrast.ts';
import { LAYER, type MarkedContent } from './actual-text.ts';
import { clipToBox, narrow } from './clip.ts';
import type { Figures } from './figures.ts';
import { type FontFacts, fontFacts, NO_FONT } from './font.ts';
import type { Layers } from './layers.ts';
import { asMatrix, asNumbers, IDENTITY, type Matrix, multiply } from './matrix.ts';
import type { Box, GlyphRun, Ink } from './page.ts';
import { Painter, type PaintHow } from './painter.ts';
import { isSolidPicture, type PictureStore, procedureKind } from './pictures.ts';
import { type Shape, shapeOfBox, shapeOfPath } from './shape.ts';
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

const UNIT: Box = { left: 0, top: 0, right: 1, bottom: 1 };
/** States that may be saved at a time; deeper ones share the last. No honest page comes near. */
const DEEPEST = 2_000;

export class PageWalk {
  readonly #setting: PageSetting;
  readonly #base: Matrix;
  readonly #painter: Painter;
  readonly #fonts = new Map<string, FontFacts>();
  #state: GraphicsState;
  #saved: GraphicsState[] = [];
  /** The marked contents that are open: whether each is shown. */
  #layers: boolean[] = [];
  /** The groups that are open: whether each only defines a mask. */
  #groups: boolean[] = [];
  /** Marked contents so far, those of layers left out. */
  #markedCount = 0;
  #isAnnotation = false;
  /** A clip that the next path makes. */
  #pendingClip: 'none' | 'nonzero' | 'even-odd' = 'none';

  constructor(setting: PageSetting) {
    this.#setting = setting;
    this.#base = asMatrix(setting.transform) ?? IDENTITY;
    const view = { left: 0, top: 0, right: setting.width, bottom: setting.height };
    this.#painter = new Painter(view);
    this.#state = initialState(this.#base, clipToBox(EVERYWHERE));
  }

  get figures(): Figures {
    return this.#painter.figures;
  }

  runs(): GlyphRun[] {
    return this.#painter.runs();
  }

  step(operation: number, args: readonly unknown[]): void {
    const state = this.#state;
    switch (operation) {
      case OPS.save:
        this.#save();
        break;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        this.#restore();
        break;
      case OPS.transform:
        this.#transform(asMatrix(args));
        break;
      case OPS.setGState:
        this.#setParameters(args[0]);
        break;
      case OPS.setLineWidth:
        state.lineWidth = number(args[0], state.lineWidth);
        break;
      case OPS.setDash:
        state.isDashed = isDashed(args[0]);
        break;
      case OPS.setFillRGBColor:
        state.fill = ink(args[0]);
        break;
      case OPS.setStrokeRGBColor:
        state.stroke = ink(args[0]);
        break;
      case OPS.setFillColorN:
        state.fill = 'pattern';
        break;
      case OPS.setStrokeColorN:
        state.stroke = 'pattern';
        break;
      case OPS.setFillTransparent:
        state.fill = 'none';
        break;
      case OPS.setStrokeTransparent:
        state.stroke = 'none';
        break;
      case OPS.clip:
        this.#pendingClip = 'nonzero';
        break;
      case OPS.eoClip:
        this.#pendingClip = 'even-odd';
        break;
      case OPS.constructPath:
        this.#path(args);
        break;
      case OPS.shadingFill:
        this.#paint(shapeOfBox(IDENTITY, state.clip.box), 'gradient');
        break;
      case OPS.paintFormXObjectBegin:
        this.#save();
        this.#transform(asMatrix(args[0]));
        this.#clipToBox(args[1]);
        break;
      case OPS.beginGroup:
        this.#beginGroup(args[0]);
        break;
      case OPS.endGroup:
        this.#groups.pop();
        this.#restore();
        break;
      case OPS.beginAnnotation:
        this.#beginAnnotation(args);
        break;
      case OPS.beginMarkedContent:
        this.#openMarked();
        break;
      case OPS.beginMarkedContentProps:
        if (args[0] === LAYER) this.#layers.push(this.#setting.layers.isShown(args[1]));
        else this.#openMarked();
        break;
      case OPS.endMarkedContent:
        this.#layers.pop();
        this.#painter.closeSpan(this.#layers.length);
        break;
      default:
        if (!this.#textStep(operation, args)) this.#pictureStep(operation, args);
    }
  }

  #textStep(operation: number, args: readonly unknown[]): boolean {
    const state = this.#state;
    switch (operation) {
      case OPS.beginText:
        state.textMatrix = IDENTITY;
        this.#moveTo(0, 0);
        return true;
      case OPS.endText: {
        const clip = this.#painter.endText();
        if (clip !== undefined) state.clip = { ...state.clip, text: clip };
        return true;
      }
      case OPS.setCharSpacing:
        state.charSpacing = number(args[0], 0);
        return true;
      case OPS.setWordSpacing:
        state.wordSpacing = number(args[0], 0);
        return true;
      case OPS.setHScale:
        state.horizontalScale = number(args[0], 100) / 100;
        return true;
      case OPS.setLeading:
        state.leading = -number(args[0], 0);
        return true;
      case OPS.setFont:
        this.#setFont(args[0], args[1]);
        return true;
      case OPS.setTextRenderingMode:
        state.renderMode = number(args[0], 0);
        return true;
      case OPS.setTextRise:
        state.rise = number(args[0], 0);
        return true;
      case OPS.moveText:
        this.#moveTo(state.lineX + number(args[0], 0), state.lineY + number(args[1], 0));
        return true;
      case OPS.setLeadingMoveText:
        state.leading = number(args[1], 0);
        this.#moveTo(state.lineX + number(args[0], 0), state.lineY + number(args[1], 0));
        return true;
      case OPS.setTextMatrix:
        state.textMatrix = asMatrix(args[0]) ?? asMatrix(args) ?? ZERO;
        this.#moveTo(0, 0);
        return true;
      case OPS.nextLine:
        this.#moveTo(state.lineX, state.lineY + state.leading);
        return true;
      case OPS.showText:
        this.#painter.showText(state, Array.isArray(args[0]) ? args[0] : [], {
          isShown: this.#isShown(),
          isInMask: this.#groups.includes(true),
        });
        return true;
      default:
        return false;
    }
  }

  #pictureStep(operation: number, args: readonly unknown[]): void {
    const { matrix } = this.#state;
    switch (operation) {
      case OPS.paintImageXObject: {
        const isSolid = typeof args[0] === 'string' && isSolidPicture(this.#setting.pictures(args[0]));
        this.#paint(shapeOfBox(matrix, UNIT), isSolid ? 'picture' : 'sheer-picture');
        break;
      }
      case OPS.paintInlineImageXObject:
        this.#paint(shapeOfBox(matrix, UNIT), isSolidPicture(args[0]) ? 'picture' : 'sheer-picture');
        break;
      case OPS.paintImageMaskXObject:
        this.#paint(shapeOfBox(matrix, UNIT), 'sheer-picture');
        break;
      case OPS.paintSolidColorImageMask:
        this.#paint(shapeOfBox(matrix, UNIT), 'fill');
        break;
      case OPS.paintInlineImageXObjectGroup:
        for (const part of list(args[1])) this.#paintPart(transformOf(part), isSolidPicture(args[0]));
        break;
      case OPS.paintImageMaskXObjectGroup:
        for (const part of list(args[0])) this.#paintPart(transformOf(part), false);
        break;
      case OPS.paintImageXObjectRepeat: {
        const isSolid = typeof args[0] === 'string' && isSolidPicture(this.#setting.pictures(args[0]));
        for (const [x, y] of pairs(args[3])) {
          this.#paintPart([number(args[1], 0), 0, 0, number(args[2], 0), x, y], isSolid);
        }
        break;
      }
      case OPS.paintImageMaskXObjectRepeat:
        for (const [x, y] of pairs(args[5])) {
          this.#paintPart(
            [number(args[1], 0), number(args[2], 0), number(args[3], 0), number(args[4], 0), x, y],
            false,
          );
        }
        break;
      default:
      // Other operations neither paint nor change what is tracked here.
    }
  }

  #paintPart(transform: Matrix | undefined, isSolid: boolean): void {
    if (transform === undefined) return;
    this.#paint(shapeOfBox(multiply(this.#state.matrix, transform), UNIT), isSolid ? 'picture' : 'sheer-picture');
  }

  #paint(shape: Shape, how: PaintHow): void {
    if (this.#groups.includes(true) || !this.#isShown()) return;
    this.#painter.paint(this.#state, shape, how);
  }

  #path(args: readonly unknown[]): void {
    const state = this.#state;
    const [left = 0, top = 0, right = 0, bottom = 0] = asNumbers(args[2], 4) ?? [];
    const bounds = {
      left: Math.min(left, right),
      top: Math.min(top, bottom),
      right: Math.max(left, right),
      bottom: Math.max(top, bottom),
    };
    const data = args[1];
    const path = Array.isArray(data) ? (data[0] as ArrayLike<number> | null | undefined) : undefined;
    const operation = number(args[0], OPS.endPath);
    const isEmpty = path === undefined || path === null || path.length === 0;
    const isVisible = !this.#groups.includes(true) && this.#isShown();
    if (!isEmpty && isVisible) {
      if (FILLS.has(operation)) {
        this.#painter.paint(state, shapeOfPath(state.matrix, path, bounds, EVEN_ODD.has(operation)), 'fill');
      }
      if (STROKES.has(operation)) this.#painter.stroke(state, path, bounds);
    }
    if (this.#pendingClip !== 'none') {
      const shape = isEmpty
        ? { box: NOWHERE, isEvenOdd: false, isRough: false }
        : shapeOfPath(state.matrix, path, bounds, this.#pendingClip === 'even-odd');
      state.clip = narrow(state.clip, shape);
      this.#pendingClip = 'none';
    }
  }

  #setParameters(parameters: unknown): void {
    for (const entry of list(parameters)) {
      if (!Array.isArray(entry)) continue;
      const [key, value]: readonly unknown[] = entry;
      const state = this.#state;
      if (key === 'LW') state.lineWidth = number(value, state.lineWidth);
      else if (key === 'D' && Array.isArray(value)) state.isDashed = isDashed(value[0]);
      else if (key === 'CA') state.strokeAlpha = number(value, 1);
      else if (key === 'ca') state.fillAlpha = number(value, 1);
      else if (key === 'BM') state.mode = typeof value === 'string' ? value : 'source-over';
      else if (key === 'SMask') state.isMasked = value !== false && value !== null;
      else if (key === 'Font' && Array.isArray(value)) this.#setFont(value[0], value[1]);
    }
  }

  #setFont(name: unknown, size: unknown): void {
    const key = typeof name === 'string' ? name : '';
    let font = this.#fonts.get(key);
    if (font === undefined) {
      font = key === '' ? NO_FONT : fontFacts(key, this.#storedFont(key), procedureKind);
      this.#fonts.set(key, font);
    }
    this.#state.font = font;
    this.#state.fontSize = number(size, 0);
  }

  #storedFont(name: string): unknown {
    try {
      return this.#setting.fonts(name);
    } catch {
      // A font that pdf.js could not load paints nothing there, either; its text stays where widths of nought put it.
      return undefined;
    }
  }

  #beginGroup(value: unknown): void {
    const group = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
    const isMask = group.smask !== undefined && group.smask !== null && group.smask !== false;
    this.#save();
    this.#groups.push(isMask);
    this.#state = isMask
      ? { ...this.#state, mode: 'source-over', fillAlpha: 1, strokeAlpha: 1 }
      : insideGroup(this.#state);
    const outer = this.#state.matrix;
    this.#transform(asMatrix(group.matrix));
    this.#clipToBox(group.bbox);
    // The group's matrix places its box alone: the form around it has transformed its content already.
    this.#state.matrix = outer;
  }

  /** Appearances of annotations start afresh, each on its own. */
  #beginAnnotation(args: readonly unknown[]): void {
    this.#isAnnotation = true;
    this.#saved = [];
    this.#layers = [];
    this.#groups = [];
    this.#state = initialState(this.#base, clipToBox(EVERYWHERE));
    this.#save();
    this.#clipToBox(args[1]);
    this.#transform(asMatrix(args[2]));
    this.#transform(asMatrix(args[3]));
  }

  #save(): void {
    if (this.#saved.length < DEEPEST) this.#saved.push({ ...this.#state });
  }

  #restore(): void {
    this.#state = this.#saved.pop() ?? this.#state;
  }

  #transform(matrix: Matrix | undefined): void {
    if (matrix !== undefined) this.#state.matrix = multiply(this.#state.matrix, matrix);
  }

  #clipToBox(value: unknown): void {
    const numbers = asNumbers(value, 4);
    if (numbers === undefined) return;
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = numbers;
    const box = { left: Math.min(x0, x1), top: Math.min(y0, y1), right: Math.max(x0, x1), bottom: Math.max(y0, y1) };
    this.#state.clip = narrow(this.#state.clip, shapeOfBox(this.#state.matrix, box));
  }

  #moveTo(x: number, y: number): void {
    this.#state.x = x;
    this.#state.lineX = x;
    this.#state.y = y;
    this.#state.lineY = y;
  }

  #openMarked(): void {
    if (!this.#isAnnotation) {
      const { actualText } = this.#setting.marked[this.#markedCount] ?? {};
      this.#markedCount += 1;
      if (actualText !== undefined) this.#painter.openSpan(actualText, this.#layers.length);
    }
    this.#layers.push(true);
  }

  #isShown(): boolean {
    return !this.#layers.includes(false);
  }
}

const EVERYWHERE: Box = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
const NOWHERE: Box = { left: 0, top: 0, right: -1, bottom: -1 };
const ZERO: Matrix = [0, 0, 0, 0, 0, 0];
const EVEN_ODD: ReadonlySet<number> = new Set<number>([OPS.eoFill, OPS.eoFillStroke, OPS.closeEOFillStroke]);
const FILLS: ReadonlySet<number> = new Set<number>([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const STROKES: ReadonlySet<number> = new Set<number>([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);

function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

function isDashed(pattern: unknown): boolean {
  return ArrayBuffer.isView(pattern) || (Array.isArray(pattern) && pattern.length > 0);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function transformOf(part: unknown): Matrix | undefined {
  return typeof part === 'object' && part !== null ? asMatrix((part as { transform?: unknown }).transform) : undefined;
}

/** Numbers two by two. */
function* pairs(value: unknown): Generator<readonly [number, number]> {
  if (typeof value !== 'object' || value === null) return;
  const numbers = value as ArrayLike<unknown>;
  for (let i = 0; i + 1 < numbers.length; i += 2) yield [number(numbers[i], 0), number(numbers[i + 1], 0)];
}

/** Colours come as `#rrggbb`, whatever their space was. */
function ink(value: unknown): Ink {
  if (typeof value !== 'string' || !/^#[0-9a-f]{6}$/i.test(value)) return 'pattern';
  const packed = Number.parseInt(value.slice(1), 16);
  const colour: Colour = { r: packed >> 16, g: (packed >> 8) & 255, b: packed & 255, a: 1 };
  return colour;
}
