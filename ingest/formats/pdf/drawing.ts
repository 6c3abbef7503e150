/**
 * Draws a page with some of its showing operations left out. What is left out still moves the text position and still clips: only its
 * paint is missing. Guarantees: at most {@link MAX_PIXELS}, and an end at the deadline. It tells the operations apart by counting
 * them in the list that pdf.js draws from, which is not the list that the walk reads; how many there are is the same in both.
 */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { cpuMs, DrawingTimeout, PageCanvasFactory } from './canvas.ts';

/** Two pixels a point are 144 dots an inch; less on pages larger than A3. */
const SCALE = 2;
const MAX_PIXELS = 4_200_000;

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Pixels for each point of the page. */
  readonly scale: number;
  /** Red, green, blue and opacity, row by row. */
  readonly pixels: Uint8ClampedArray;
  /** Showing operations that were met. */
  readonly operations: number;
}

/** What is left out: the ordinals of showing operations, and which of them paint by procedures (fonts of Type 3). */
interface LeftOut {
  isLeftOut(ordinal: number): boolean;
  isDrawnByProcedure(ordinal: number): boolean;
}

/** `undefined` when the page can't be drawn by `deadlineMs` (see `cpuMs`), or at all. Drawings of one document must take turns. */
export async function drawPage(
  document: PDFDocumentProxy,
  page: PDFPageProxy,
  leftOut: LeftOut,
  deadlineMs: number,
): Promise<Drawing | undefined> {
  const factory: unknown = document.canvasFactory;
  if (!(factory instanceof PageCanvasFactory)) return undefined;
  const { OPS: operations } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const scale = scaleOf(page);
  const viewport = page.getViewport({ scale });
  const width = Math.max(1, Math.ceil(viewport.width));
  const height = Math.max(1, Math.ceil(viewport.height));
  const { gate } = factory;
  let met = 0;
  try {
    gate.deadlineMs = deadlineMs;
    const { canvas, context } = factory.create(width, height);
    let codes: readonly number[] | undefined;
    const beforeOperation = (index: number): boolean => {
      if (cpuMs() > deadlineMs) throw new DrawingTimeout();
      codes ??= drawnOperations(page);
      gate.text = codes[index] === operations.showText ? paintOf(leftOut, met++) : 'all';
      return true;
    };
    const task = page.render({
      canvas: null,
      // The two libraries describe the same interface each in their own words.
      canvasContext: context as unknown as CanvasRenderingContext2D,
      viewport,
      background: '#ffffff',
      operationsFilter: beforeOperation,
    });
    // Without this pdf.js goes on in microtasks, and nothing else in the process runs until the page is drawn.
    task.onContinue = (goOn: () => void) => setImmediate(goOn);
    await task.promise;
    gate.text = 'all';
    gate.deadlineMs = Number.POSITIVE_INFINITY;
    const { data } = context.getImageData(0, 0, width, height);
    factory.destroy({ canvas, context });
    return { width, height, scale, pixels: data, operations: met };
  } catch {
    // A page that can't be drawn is a page that can't be verified, whatever the reason.
    return undefined;
  } finally {
    gate.text = 'all';
    gate.deadlineMs = Number.POSITIVE_INFINITY;
  }
}

function scaleOf(page: PDFPageProxy): number {
  const { width, height } = page.getViewport({ scale: 1 });
  return Math.min(SCALE, Math.sqrt(MAX_PIXELS / Math.max(1, width * height)));
}

function paintOf(leftOut: LeftOut, ordinal: number): PageCanvasFactory['gate']['text'] {
  if (!leftOut.isLeftOut(ordinal)) return 'all';
  return leftOut.isDrawnByProcedure(ordinal) ? 'nothing' : 'no-outlines';
}

/** What pdf.js keeps of a page for drawing it. Not part of its interface: the version of pdf.js is pinned. */
interface PageInside {
  readonly _intentStates?: ReadonlyMap<string, IntentState>;
}
interface IntentState {
  readonly displayReadyCapability?: object;
  readonly operatorList?: { readonly fnArray: readonly number[] };
}

function drawnOperations(page: PDFPageProxy): readonly number[] {
  for (const state of (page as unknown as PageInside)._intentStates?.values() ?? []) {
    if (state.displayReadyCapability != null && state.operatorList !== undefined) return state.operatorList.fnArray;
  }
  throw new Error('pdf.js keeps its operations elsewhere');
}
