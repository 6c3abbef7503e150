/** The style attribute of VML shapes, as far as it says where a shape is and whether it is shown. */
import type { XmlElement } from '../ooxml/xml.ts';
import type { Page } from './sections.ts';

type VmlStyle = ReadonlyMap<string, string>;

export function vmlStyle(shape: XmlElement): VmlStyle {
  const found = new Map<string, string>();
  for (const pair of (shape.attributes.get('style') ?? '').split(';')) {
    const colon = pair.indexOf(':');
    if (colon > 0)
      found.set(
        pair.slice(0, colon).trim().toLowerCase(),
        pair
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      );
  }
  return found;
}

export function isHiddenVml(style: VmlStyle): boolean {
  return style.get('visibility') === 'hidden' || style.get('display') === 'none';
}

/** Whether the size is a share of the page's: the plain one does not count then. */
export function hasRelativeSize(style: VmlStyle): boolean {
  return [...style.keys()].some((key) => /^mso-(?:width|height)-percent$/.test(key));
}

/** In points; `undefined` where a group's own units are meant. */
export function sizeOfVml(style: VmlStyle): { width: number; height: number } | undefined {
  const width = points(style.get('width'));
  const height = points(style.get('height'));
  return width === undefined || height === undefined ? undefined : { width, height };
}

export function isOffPageVml(style: VmlStyle, page: Page): boolean {
  if (style.get('position') !== 'absolute') return false;
  const width = points(style.get('width')) ?? 0;
  const height = points(style.get('height')) ?? 0;
  const left = offset(style, 'left');
  const top = offset(style, 'top');
  // From whichever edge it counts, it is off where even the most generous one would leave it outside.
  return left + width < -page.left || left > page.width || top + height < -page.height || top > page.height;
}

function offset(style: VmlStyle, side: 'left' | 'top'): number {
  return (points(style.get(`margin-${side}`)) ?? 0) + (points(style.get(side)) ?? 0);
}

/** A length; plain zero is one, other plain numbers are units of a group. */
function points(value: string | undefined): number | undefined {
  const parts = /^(-?(?:\d{1,9}(?:\.\d{1,9})?|\.\d{1,9}))(pt|in|cm|mm|px|pc|)$/.exec(value ?? '');
  if (parts === null) return undefined;
  const factor = { pt: 1, in: 72, cm: 72 / 2.54, mm: 72 / 25.4, px: 0.75, pc: 12 }[parts[2] ?? ''];
  const number = Number(parts[1]);
  if (factor !== undefined) return number * factor;
  return number === 0 ? 0 : undefined;
}
