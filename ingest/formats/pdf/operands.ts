/** Operands of drawing operations as pdf.js lists them. Files can put anything there: what is not as expected is taken for nothing. */
import type { Colour } from '../../visibility/contrast.ts';
import type { Ink } from './page.ts';

export function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Numbers two by two. */
export function* pairs(value: unknown): Generator<readonly [number, number]> {
  if (typeof value !== 'object' || value === null) return;
  const numbers = value as ArrayLike<unknown>;
  for (let i = 0; i + 1 < numbers.length; i += 2) yield [number(numbers[i], 0), number(numbers[i + 1], 0)];
}

export function isDashed(pattern: unknown): boolean {
  return ArrayBuffer.isView(pattern) || (Array.isArray(pattern) && pattern.length > 0);
}

/** Colours come as `#rrggbb`, whatever their space was. */
export function ink(value: unknown): Ink {
  if (typeof value !== 'string' || !/^#[0-9a-f]{6}$/i.test(value)) return 'pattern';
  const packed = Number.parseInt(value.slice(1), 16);
  const colour: Colour = { r: packed >> 16, g: (packed >> 8) & 255, b: packed & 255, a: 1 };
  return colour;
}
