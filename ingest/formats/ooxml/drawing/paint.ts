/**
 * What a DrawingML fill paints: nothing, one of several colours, or something that can't be told here (a picture).
 * Gradients and patterns are all of their colours: what stands out from one of them is seen. Source: ECMA-376 part 1, 20.1.8.
 */
import type { Colour } from '../../../visibility/contrast.ts';
import { type ColourScope, resolveColour } from '../colours.ts';
import { childOf, childrenOf, type XmlElement } from '../xml.ts';

export type Paint =
  | { readonly kind: 'none' }
  | { readonly kind: 'colours'; readonly colours: readonly Colour[] }
  /** `blip` is the relation of the picture, where it is one. */
  | { readonly kind: 'unknown'; readonly blip?: string };

export const NO_PAINT: Paint = { kind: 'none' };
export const UNKNOWN_PAINT: Paint = { kind: 'unknown' };

/** Colours and the theme's ready-made fills. */
export interface PaintScope extends ColourScope {
  /** `a:fmtScheme` of the theme. */
  readonly formats?: XmlElement;
}

export function solid(colour: Colour | undefined): Paint {
  return colour === undefined ? UNKNOWN_PAINT : { kind: 'colours', colours: [colour] };
}

/** What the fill among `parent`'s children paints; `undefined` where it names none. `group` is what `a:grpFill` takes over. */
export function paintIn(parent: XmlElement | undefined, scope: PaintScope, group?: Paint): Paint | undefined {
  for (const child of parent === undefined ? [] : childrenOf(parent)) {
    const paint = paintOf(child, scope, group);
    if (paint !== undefined) return paint;
  }
  return undefined;
}

function paintOf(element: XmlElement, scope: PaintScope, group: Paint | undefined): Paint | undefined {
  switch (element.name.slice(element.name.indexOf(':') + 1)) {
    case 'noFill':
      return NO_PAINT;
    case 'solidFill':
      return solid(resolveColour(element, scope));
    case 'gradFill':
      return several(childrenOf(childOf(element, 'a:gsLst') ?? element, 'a:gs'), scope);
    case 'pattFill':
      return several([childOf(element, 'a:fgClr'), childOf(element, 'a:bgClr')], scope);
    case 'blipFill': {
      const blip = childOf(element, 'a:blip');
      const id = blip?.attributes.get('r:embed');
      // A picture that is let through covers nothing.
      const isWhole =
        blip !== undefined &&
        !childrenOf(blip).some(({ name }) => name.startsWith('a:alpha') || name === 'a:clrChange');
      return id === undefined || !isWhole ? UNKNOWN_PAINT : { kind: 'unknown', blip: id };
    }
    case 'grpFill':
      return group ?? NO_PAINT;
    default:
      return undefined;
  }
}

function several(elements: readonly (XmlElement | undefined)[], scope: PaintScope): Paint {
  const colours = elements.map((element) => resolveColour(element, scope));
  const known = colours.filter((colour) => colour !== undefined);
  return known.length === 0 || known.length < colours.length ? UNKNOWN_PAINT : { kind: 'colours', colours: known };
}

/** What a reference to a fill of the theme paints (`a:fillRef`, `p:bgRef`). Source: ECMA-376 part 1, 20.1.4.2.10. */
export function styledPaint(reference: XmlElement | undefined, scope: PaintScope): Paint | undefined {
  if (reference === undefined) return undefined;
  const index = Number(reference.attributes.get('idx'));
  if (!(index >= 1) || index === 1_000) return NO_PAINT;
  const placeholder = resolveColour(reference, scope);
  const [list, at] = index > 1_000 ? ['a:bgFillStyleLst', index - 1_001] : ['a:fillStyleLst', index - 1];
  const fills = childOf(scope.formats, list);
  const fill = fills === undefined ? undefined : childrenOf(fills)[at];
  if (fill === undefined) return solid(placeholder);
  return paintOf(fill, { ...scope, ...(placeholder === undefined ? {} : { placeholder }) }, undefined) ?? UNKNOWN_PAINT;
}
