/**
 * All that moves a box: `transform` and the properties that stand for parts of it.
 */
import { type Moved, movedBy } from './css/shapes.ts';
import type { Reader } from './view.ts';

/** All that moves a box: the `transform` and the properties of its parts. */
export function transformed(read: Reader): Moved {
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
  return movedBy(parts.length === 0 ? 'none' : parts.join(' '));
}

function rotateFunction(rotate: string): string {
  const axis = /^([xy])\s+(.*)$/.exec(rotate.trim());
  return axis === null ? `rotate(${rotate})` : `rotate${axis[1]}(${axis[2]})`;
}
