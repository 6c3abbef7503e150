/**
 * Pictures and procedures of a page, as far as the walk needs them: whether a picture lets anything below it through, and what the glyph
 * procedures of a Type 3 font paint. It looks at no pixel.
 */
import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { ProcedureKind } from './font.ts';
import { asNumbers } from './matrix.ts';

/** pdf.js's kinds of picture data: a bit or three bytes a pixel. A third, with four, has an opacity of its own. */
const GREY_1_BIT = 1;
const RGB_24_BITS = 2;
/** A stencil of fewer pixels may be empty; larger ones are letters of bitmap fonts. */
const MIN_STENCIL_PIXELS = 4;

/** Pictures by their ids, which are there once {@link loadPictures} is done. */
export type PictureStore = (id: string) => unknown;

/** Waits until pdf.js has decoded the pictures named, and answers with them. */
export async function loadPictures(page: PDFPageProxy, ids: ReadonlySet<string>): Promise<PictureStore> {
  const loaded = new Map<string, unknown>();
  for (const id of ids) {
    const store = id.startsWith('g_') ? page.commonObjs : page.objs;
    loaded.set(id, await new Promise((resolve) => store.get(id, resolve)));
  }
  return (id) => loaded.get(id);
}

/** Whether a picture, as pdf.js keeps it, has no holes and no translucent parts. */
export function isSolidPicture(picture: unknown): boolean {
  if (typeof picture !== 'object' || picture === null) return false;
  const { kind } = picture as { kind?: unknown };
  return kind === GREY_1_BIT || kind === RGB_24_BITS;
}

/** Operations of a list that change colours by themselves, or paint what is no shape of one colour. */
const COLOURING: ReadonlySet<number> = new Set<number>([
  OPS.setCharWidth,
  OPS.setGState,
  OPS.setFillColorN,
  OPS.setStrokeColorN,
  OPS.setFillTransparent,
  OPS.setStrokeTransparent,
  OPS.shadingFill,
  OPS.beginGroup,
  OPS.clip,
  OPS.eoClip,
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintInlineImageXObjectGroup,
  OPS.paintImageXObjectRepeat,
  OPS.showText,
]);
const STENCILS: ReadonlySet<number> = new Set<number>([
  OPS.paintImageMaskXObject,
  OPS.paintImageMaskXObjectGroup,
  OPS.paintImageMaskXObjectRepeat,
  OPS.paintSolidColorImageMask,
]);

/** What the procedure of a Type 3 glyph does. */
export function procedureKind(operations: unknown): ProcedureKind {
  if (typeof operations !== 'object' || operations === null) return 'blank';
  const { fnArray, argsArray } = operations as { fnArray?: unknown; argsArray?: unknown };
  if (!Array.isArray(fnArray) || !Array.isArray(argsArray)) return 'blank';
  let hasMark = false;
  let isPlain = true;
  (fnArray as readonly unknown[]).forEach((operation, i) => {
    if (typeof operation !== 'number') return;
    const args: unknown = argsArray[i];
    if (COLOURING.has(operation)) isPlain = false;
    if (STENCILS.has(operation)) {
      hasMark = true;
      if (!isLargeStencil(args)) isPlain = false;
    } else if (operation === OPS.constructPath) hasMark ||= isMarkingPath(args);
    else if (PAINTING.has(operation)) hasMark = true;
  });
  if (!hasMark) return 'blank';
  return isPlain ? 'shape' : 'picture';
}

const PAINTING: ReadonlySet<number> = new Set<number>([
  OPS.shadingFill,
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintInlineImageXObjectGroup,
  OPS.paintImageXObjectRepeat,
  OPS.showText,
]);

function isMarkingPath(args: unknown): boolean {
  if (!Array.isArray(args) || args[0] === OPS.endPath) return false;
  const [left = 0, top = 0, right = 0, bottom = 0] = asNumbers(args[2], 4) ?? [];
  return right > left || bottom > top;
}

function isLargeStencil(args: unknown): boolean {
  if (!Array.isArray(args)) return false;
  const image: unknown = args[0];
  if (typeof image !== 'object' || image === null) return false;
  const { width, height } = image as { width?: unknown; height?: unknown };
  return typeof width === 'number' && typeof height === 'number' && width * height >= MIN_STENCIL_PIXELS;
}
