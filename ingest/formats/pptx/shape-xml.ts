/** Where a shape's XML keeps what every kind of shape has. */
import { childOf, childrenOf, type XmlElement } from '../ooxml/xml.ts';

/** `p:cNvPr`, whatever the shape is. */
export function drawingProperties(element: XmlElement): XmlElement | undefined {
  for (const child of childrenOf(element)) {
    const found = childOf(child, 'p:cNvPr');
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The place of the shape, where it states one. */
export function xfrmOf(element: XmlElement): XmlElement | undefined {
  return childOf(element, 'p:xfrm') ?? childOf(childOf(element, 'p:spPr'), 'a:xfrm');
}

/** What a frame holds: a table, a chart, a diagram. */
export function graphicOf(element: XmlElement): XmlElement | undefined {
  return childOf(childOf(element, 'a:graphic'), 'a:graphicData');
}
