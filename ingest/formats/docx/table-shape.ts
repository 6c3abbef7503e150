/** What a table's XML says of its rows and cells: which there are, which are merged, and which are too small to show anything. */
import { alternatives } from '../ooxml/alternate.ts';
import { childOf, childrenOf, type XmlElement } from '../ooxml/xml.ts';
import { numberOf } from './properties.ts';
import type { Unseen } from './verdict.ts';

/** Rows of a table or cells of a row, also those within controls and revisions. */
export function flattened(parent: XmlElement, name: string): { element: XmlElement; deleted: boolean }[] {
  const found: { element: XmlElement; deleted: boolean }[] = [];
  const visit = (element: XmlElement, deleted: boolean): void => {
    for (const child of childrenOf(element)) {
      if (child.name === name) found.push({ element: child, deleted });
      else if (child.name === 'w:sdt') {
        const content = childOf(child, 'w:sdtContent');
        if (content !== undefined) visit(content, deleted);
      } else if (/^w:(?:customXml|smartTag|ins|moveTo|del|moveFrom)$/.test(child.name)) {
        visit(child, deleted || child.name === 'w:del' || child.name === 'w:moveFrom');
      } else if (child.name === 'mc:AlternateContent') {
        for (const one of alternatives(child).chosen) visit({ ...child, children: [one] }, deleted);
      }
    }
  };
  visit(parent, false);
  return found;
}

export function mergeOf(tcPr: XmlElement | undefined, name: string): 'restart' | 'continue' | undefined {
  const merge = childOf(tcPr, name);
  if (merge === undefined) return undefined;
  return merge.attributes.get('w:val') === 'restart' ? 'restart' : 'continue';
}

/** The height in points of a row that does not grow. */
export function roomOf(trPr: XmlElement | undefined): number | undefined {
  const height = childOf(trPr, 'w:trHeight')?.attributes;
  const twips = height?.get('w:hRule') === 'exact' ? numberOf(height.get('w:val')) : undefined;
  return twips === undefined ? undefined : twips / 20;
}

const MIN_CELL_TWIPS = 50;

export function whyNarrow(tcPr: XmlElement | undefined): Unseen | undefined {
  const width = childOf(tcPr, 'w:tcW')?.attributes;
  const twips = width?.get('w:type') === 'dxa' ? numberOf(width.get('w:w')) : undefined;
  if (twips === undefined || twips >= MIN_CELL_TWIPS || twips <= 0) return undefined;
  return { technique: 'docx-clipped', why: `a cell ${(twips / 20).toFixed(1)} points wide` };
}

export function whyTableOutside(
  tblPr: XmlElement | undefined,
  page: { width: number; height: number },
): Unseen | undefined {
  const at = childOf(tblPr, 'w:tblpPr')?.attributes;
  const points = (name: string): number => (numberOf(at?.get(name)) ?? 0) / 20;
  const indent = (numberOf(childOf(tblPr, 'w:tblInd')?.attributes.get('w:w')) ?? 0) / 20;
  const across = points('w:tblpX') + indent;
  const isOut = Math.abs(across) > page.width || Math.abs(points('w:tblpY')) > page.height;
  return isOut ? { technique: 'docx-off-page', why: 'the table lies beside the page' } : undefined;
}
