/**
 * What an element paints behind its text, and what that makes of the ground and the groups it is in.
 */
import { colourOf } from './css/colour.ts';
import { type Ground, type Group, NOTHING_PAINTED, paintColour, paintImages } from './css/paint.ts';
import type { HtmlElement } from './css/tree.ts';
import { svgGround } from './scene.ts';
import { SVG } from './undrawn.ts';
import type { Reader, View } from './view.ts';

export interface Painted extends Pick<View, 'ground' | 'group' | 'clipInk'> {
  /** Its contents are drawn apart. */
  readonly isGroup: boolean;
  /** Something opaque is painted that is not the page's own. */
  readonly isOpaque: boolean;
}

/** `share`: how much of the element lets itself be seen, 0 to 1. */
export function paintedBy(
  element: HtmlElement,
  around: View,
  parent: View,
  read: Reader,
  share: number,
  filter: string,
): Painted {
  const blend = read.text('mix-blend-mode', 'normal');
  const isGroup = share < 1 || filter !== 'none' || blend !== 'normal';
  const group: Group | undefined = isGroup
    ? { opacity: share, filter, blend, behind: parent.ground, outer: parent.group }
    : parent.group;
  const under: Ground = isGroup ? NOTHING_PAINTED : parent.ground;
  const written = read.text('background-color', 'transparent');
  const colour = colourOf(written) ?? 'unknown';
  const own = colour === 'current' ? around.inherited.colour : colour;
  const images = read.text('background-image', 'none');
  const paints = around.inherited.isVisible && (images !== 'none' || own === 'unknown' || own.a > 0);
  const isText = /text/.test(read.text('background-clip', 'border-box'));
  if (element.tagName === 'svg' && element.namespaceURI === SVG) {
    const ground = svgGround(element, paintImages(paintColour(under, own), images));
    return { ground, group, clipInk: parent.clipInk, isGroup, isOpaque: false };
  }
  if (!paints) return { ground: under, group, clipInk: isGroup ? undefined : parent.clipInk, isGroup, isOpaque: false };
  const layer = paintImages(paintColour(isText ? NOTHING_PAINTED : under, own), images);
  if (isText) return { ground: under, group, clipInk: { ink: layer, ground: under }, isGroup, isOpaque: false };
  const isPage = element.tagName === 'html' || element.tagName === 'body';
  return {
    ground: layer,
    group,
    clipInk: undefined,
    isGroup,
    isOpaque: !isPage && (images !== 'none' || own === 'unknown' || own.a > 0.95),
  };
}
