/** Colours as Office writes them in digits. */
import type { Colour } from '../../visibility/contrast.ts';

/** `RRGGBB`, with or without `#`, opaque. */
export function colourOfHex(hex: string): Colour | undefined {
  const digits = /^#?([0-9a-f]{6})$/i.exec(hex.trim())?.[1];
  if (digits === undefined) return undefined;
  const value = Number.parseInt(digits, 16);
  return { r: value >> 16, g: (value >> 8) & 255, b: value & 255, a: 1 };
}
