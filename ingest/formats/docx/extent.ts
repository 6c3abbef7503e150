/** How much room a paragraph takes at least: nobody lays it out here. */
import { childrenOf, textOf, type XmlElement } from '../ooxml/xml.ts';
import { breaksPage } from './stage.ts';

/** Low estimates of a paragraph's height and of how far its text reaches, in points. */
export function extentOf(paragraph: XmlElement, points: number, column: number): Extent {
  let letters = 0;
  let turns = false;
  const visit = (element: XmlElement): void => {
    if (/^(?:w:drawing|w:pict|mc:AlternateContent|w:pPr)$/.test(element.name)) return;
    turns ||= breaksPage(element);
    if (element.name === 'w:t') letters += textOf(element).length;
    else for (const child of childrenOf(element)) visit(child);
  };
  for (const child of childrenOf(paragraph)) visit(child);
  const length = letters * points * 0.4;
  const lines = Math.max(1, Math.floor(length / Math.max(column, 1)));
  return { height: lines * points, width: Math.min(length, column), breaksPage: turns };
}

interface Extent {
  readonly height: number;
  readonly width: number;
  readonly breaksPage: boolean;
}
