/**
 * Colours painted on each other with a blend mode. Source: ISO 32000-2, 11.3.5 (the separable modes). The modes that mix channels
 * (Hue, Saturation, Color, Luminosity) are not computed: pixels know.
 */
import { blend, type Colour } from '../../visibility/contrast.ts';

type Mix = (backdrop: number, source: number) => number;

/** Names as pdf.js hands them over, which are those of the HTML canvas. Channels from 0 to 1. */
const MIXES: ReadonlyMap<string, Mix> = new Map<string, Mix>([
  ['source-over', (_, s) => s],
  ['multiply', (b, s) => b * s],
  ['screen', (b, s) => b + s - b * s],
  ['darken', (b, s) => Math.min(b, s)],
  ['lighten', (b, s) => Math.max(b, s)],
  ['overlay', (b, s) => hardLight(s, b)],
  ['hard-light', hardLight],
  ['color-dodge', (b, s) => (b === 0 ? 0 : s >= 1 ? 1 : Math.min(1, b / (1 - s)))],
  ['color-burn', (b, s) => (b >= 1 ? 1 : s <= 0 ? 0 : 1 - Math.min(1, (1 - b) / s))],
  ['difference', (b, s) => Math.abs(b - s)],
  ['exclusion', (b, s) => b + s - 2 * b * s],
]);

export const NORMAL = 'source-over';

export function isKnownMode(mode: string): boolean {
  return MIXES.has(mode);
}

/** The opaque colour that is seen where `paint` falls on the opaque `backdrop`. Unknown modes are taken for the normal one. */
export function paintOver(paint: Colour, backdrop: Colour, mode: string): Colour {
  const mix = MIXES.get(mode);
  if (mix === undefined || mode === NORMAL) return blend(paint, backdrop);
  const channel = (s: number, b: number): number => mix(b / 255, s / 255) * 255;
  const mixed = {
    r: channel(paint.r, backdrop.r),
    g: channel(paint.g, backdrop.g),
    b: channel(paint.b, backdrop.b),
    a: paint.a,
  };
  return blend(mixed, backdrop);
}

function hardLight(b: number, s: number): number {
  return s <= 0.5 ? 2 * b * s : b + (2 * s - 1) - b * (2 * s - 1);
}
