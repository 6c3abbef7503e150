/**
 * Roughly where the paragraphs of a text body stand in their box. No font is measured: letters are taken as half as wide as high.
 * Each paragraph has two places, one for narrow and one for generous type; whoever decides by them asks both.
 */
import { MIN_POINTS } from '../../visibility/size.ts';
import type { Body, Paragraph } from '../ooxml/drawing/body.ts';
import { EMU_PER_POINT, type Rect } from '../ooxml/drawing/frame.ts';

/** Width of a letter and height of a line, in sizes of the type. */
const NARROW = { letter: 0.42, line: 1 };
const GENEROUS = { letter: 0.56, line: 1.3 };
const WIDE_LETTERS = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/g;

/** For each paragraph its places, in EMU from the corner of a box of that width and height. */
export function placeParagraphs(body: Body, width: number, height: number): readonly (readonly Rect[])[] {
  // Where lines run another way each may be anywhere in the box.
  if (!body.isAcross) return body.paragraphs.map(() => [{ left: 0, top: 0, right: width, bottom: height }]);
  const narrow = place(body, width, height, NARROW);
  const generous = place(body, width, height, GENEROUS);
  return narrow.map((rect, i) => [rect, generous[i] ?? rect]);
}

function place(body: Body, width: number, height: number, type: typeof NARROW): Rect[] {
  const [left, top, right, bottom] = body.insets;
  const room = Math.max(EMU_PER_POINT, width - left - right);
  const sizes = body.paragraphs.map((paragraph) =>
    measure(paragraph, body.wraps ? room : Number.POSITIVE_INFINITY, type),
  );
  const total = sizes.reduce((sum, size) => sum + size.height, 0);
  const free = height - top - bottom - total;
  // Text that a program will make fit is taken as fitting.
  const squeeze = free < 0 && body.fits ? Math.max(0.1, (height - top - bottom) / total) : 1;
  const slack = squeeze < 1 ? 0 : free;
  let y = top + (body.anchor === 'middle' ? slack / 2 : body.anchor === 'bottom' ? slack : 0);
  return sizes.map((size, i) => {
    const align = body.paragraphs[i]?.align ?? 'left';
    const x = left + (align === 'middle' ? (room - size.width) / 2 : align === 'right' ? room - size.width : 0);
    const rect = {
      left: x,
      top: y,
      right: x + (align === 'anywhere' ? room : Math.max(size.width, EMU_PER_POINT)),
      bottom: y + size.height * squeeze,
    };
    y = rect.bottom;
    return rect;
  });
}

function measure({ spans }: Paragraph, room: number, type: typeof NARROW): { width: number; height: number } {
  const points = Math.max(MIN_POINTS, ...spans.map((span) => span.points));
  const lines = spans
    .map(({ text }) => text)
    .join('')
    .split('\n')
    .map((line) => (line.length + (line.match(WIDE_LETTERS)?.length ?? 0)) * points * type.letter * EMU_PER_POINT);
  const count = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line / room)), 0);
  return {
    width: Math.min(room, Math.max(0, ...lines)),
    height: count * (spans.length === 0 ? 18 : points) * type.line * EMU_PER_POINT,
  };
}
