/**
 * All that moves a box: `transform` and the properties that stand for parts of it.
 */
import { type Moved, movedBy } from './css/shapes.ts';
import type { Reader } from './view.ts';

/** All that moves a box: the `transform` and the properties of its parts. */
export function transformed(read: Reader, eye: number): Moved {
  const parts: string[] = [];
  const translate = read.text('translate', 'none');
  const rotate = read.text('rotate', 'none');
  const scale = read.text('scale', 'none');
  const transform = read.text('transform', 'none');
  if (translate !== 'none')
    parts.push(
      `translate(${translate
        .trim()
        .split(/\s+(?![^(]*\))/)
        .join(',')})`,
    );
  if (rotate !== 'none') parts.push(rotateFunction(rotate));
  if (scale !== 'none') parts.push(`scale(${scale.trim().split(/\s+/).slice(0, 2).join(',')})`);
  if (transform !== 'none') parts.push(transform);
  // Whoever looks from afar sees all of it as it is.
  if (eye > 0 && parts.length > 0) parts.unshift(`perspective(${eye}px)`);
  const moved = movedBy(parts.length === 0 ? 'none' : parts.join(' '));
  const path = read.text('offset-path', 'none');
  if (path === 'none') return moved;
  const { x, y } = pointOn(path, read.px('offset-distance', 1) ?? 0);
  return { ...moved, x: moved.x + x, y: moved.y + y };
}

/** Where a path of straight lines begins, or ends for what is moved along it. */
function pointOn(path: string, distance: number): { readonly x: number; readonly y: number } {
  const lines = /^path\(\s*(?:[a-z]+\s*,\s*)?["']([\d\s.,MLZ+-]*)["']\s*\)/i.exec(path)?.[1] ?? '';
  const points = lines.match(/[+-]?(?:\d+\.?\d*|\.\d+)/g)?.map(Number) ?? [];
  const isAbsolute = !/[lmz]/.test(lines);
  const [x = 0, y = 0] = distance === 0 ? points : isAbsolute ? points.slice(-2) : [];
  return { x, y };
}

function rotateFunction(rotate: string): string {
  const axis = /^([xy])\s+(.*)$/.exec(rotate.trim());
  return axis === null ? `rotate(${rotate})` : `rotate${axis[1]}(${axis[2]})`;
}

/** `zoom`, which enlarges without moving; 1: not at all. */
export function zoomOf(read: Reader): number {
  const zoom = read.text('zoom', 'normal');
  const factor = zoom.endsWith('%') ? Number.parseFloat(zoom) / 100 : Number(zoom);
  return factor || 1;
}
