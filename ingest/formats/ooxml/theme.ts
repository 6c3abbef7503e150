/**
 * The colours of an Office document's theme, by the names of the standard: `dk1`, `lt1`, `dk2`, `lt2`, `accent1` to `accent6`, `hlink`,
 * `folHlink`. Guarantees: every name has a colour; what a theme leaves out, or a document without a theme, has Office's own.
 */
import type { Colour } from '../../visibility/contrast.ts';
import type { OfficeArchive } from './archive.ts';
import { colourOfHex } from './hex.ts';
import { childOf, childrenOf, parseXml, type XmlElement } from './xml.ts';

export interface Theme {
  /** Name in the colour scheme → colour. */
  readonly scheme: ReadonlyMap<string, Colour>;
}

/** Office 2013 to 2022. */
const OFFICE_SCHEME: Readonly<Record<string, string>> = {
  dk1: '000000',
  lt1: 'FFFFFF',
  dk2: '44546A',
  lt2: 'E7E6E6',
  accent1: '4472C4',
  accent2: 'ED7D31',
  accent3: 'A5A5A5',
  accent4: 'FFC000',
  accent5: '5B9BD5',
  accent6: '70AD47',
  hlink: '0563C1',
  folHlink: '954F72',
};

/** The theme in the part `partName`, `word/theme/theme1.xml`. Throws `damaged-document` where its XML is. */
export function readTheme(archive: OfficeArchive, partName: string | undefined): Theme {
  const scheme = new Map<string, Colour>();
  for (const [name, hex] of Object.entries(OFFICE_SCHEME)) {
    const colour = colourOfHex(hex);
    if (colour !== undefined) scheme.set(name, colour);
  }
  const source = partName === undefined ? undefined : archive.text(partName);
  if (source !== undefined) {
    const colours = childOf(childOf(parseXml(source), 'a:themeElements'), 'a:clrScheme');
    for (const entry of colours === undefined ? [] : childrenOf(colours)) {
      const colour = plainColour(entry);
      if (colour !== undefined) scheme.set(entry.name.replace('a:', ''), colour);
    }
  }
  return { scheme };
}

/** Schemes state their colours as RGB or as the system's, with the value that it had when the file was written. */
function plainColour(entry: XmlElement): Colour | undefined {
  const rgb = childOf(entry, 'a:srgbClr')?.attributes.get('val');
  if (rgb !== undefined) return colourOfHex(rgb);
  const system = childOf(entry, 'a:sysClr');
  const last = system?.attributes.get('lastClr');
  if (last !== undefined) return colourOfHex(last);
  return system === undefined
    ? undefined
    : colourOfHex(system.attributes.get('val') === 'window' ? 'FFFFFF' : '000000');
}
