/**
 * What the walk needs to know of a font: parsed once from what pdf.js keeps, with sound values where the file states nonsense.
 */
import { asMatrix, asNumbers, type Matrix } from './matrix.ts';

export interface FontFacts {
  readonly name: string;
  readonly isVertical: boolean;
  readonly isType3: boolean;
  /** From glyph space to text space. */
  readonly matrix: Matrix;
  /** Highest and lowest point of its glyphs, in ems; below the baseline is negative. */
  readonly ascent: number;
  readonly descent: number;
  /** Advance down, and origin of the glyph for vertical writing, in glyph space. */
  readonly verticalMetrics: readonly [advance: number, originX: number, originY: number];
  /** For Type 3 fonts: what painting a glyph is, by the id that its glyph has. */
  readonly procedures: ReadonlyMap<string, ProcedureKind>;
}

/** What a Type 3 glyph's procedure does: nothing that leaves a mark, a shape in the text's colour, or a picture of its own. */
export type ProcedureKind = 'blank' | 'shape' | 'picture';

const GLYPH_SPACE: Matrix = [0.001, 0, 0, 0.001, 0, 0];
const ASCENT = 0.8;
const DESCENT = -0.2;

export const NO_FONT: FontFacts = {
  name: '',
  isVertical: false,
  isType3: false,
  matrix: GLYPH_SPACE,
  ascent: ASCENT,
  descent: DESCENT,
  verticalMetrics: [-1000, 500, 880],
  procedures: new Map(),
};

/** `stored` is pdf.js's font object. `kindOf` looks at the operations of a Type 3 glyph. */
export function fontFacts(name: string, stored: unknown, kindOf: (operations: unknown) => ProcedureKind): FontFacts {
  if (typeof stored !== 'object' || stored === null) return { ...NO_FONT, name };
  const font = stored as Readonly<Record<string, unknown>>;
  const isType3 = font.isType3Font === true;
  const matrix = asMatrix(font.fontMatrix) ?? GLYPH_SPACE;
  const [advance = -1000, originX = 500, originY = 880] = asNumbers(font.defaultVMetrics, 3) ?? [];
  const procedures = new Map<string, ProcedureKind>();
  if (isType3 && typeof font.charProcOperatorList === 'object' && font.charProcOperatorList !== null) {
    for (const [id, operations] of Object.entries(font.charProcOperatorList)) procedures.set(id, kindOf(operations));
  }
  return {
    name,
    isVertical: font.vertical === true,
    isType3,
    matrix,
    ...(isType3 ? type3Heights(font.bbox, matrix) : statedHeights(font.ascent, font.descent)),
    verticalMetrics: [advance, originX, originY],
    procedures,
  };
}

function statedHeights(ascent: unknown, descent: unknown): { ascent: number; descent: number } {
  const isSound =
    typeof ascent === 'number' &&
    typeof descent === 'number' &&
    ascent > 0.3 &&
    ascent < 1.5 &&
    descent <= 0 &&
    descent > -1;
  return isSound ? { ascent, descent } : { ascent: ASCENT, descent: DESCENT };
}

/** A Type 3 font has no em of its own. Its box, in text space, stands for one. */
function type3Heights(bbox: unknown, matrix: Matrix): { ascent: number; descent: number } {
  const [, bottom = 0, , top = 0] = asNumbers(bbox, 4) ?? [];
  const [high, low] = [Math.max(top * matrix[3], bottom * matrix[3]), Math.min(top * matrix[3], bottom * matrix[3])];
  return high - low > 0 && Number.isFinite(high - low)
    ? { ascent: high, descent: low }
    : { ascent: ASCENT, descent: DESCENT };
}
