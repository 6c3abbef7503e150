/** The structure of a Word document in XML of its own: kinds of paragraphs, numbered lists, and none of its texts. */
import { childOf, childrenOf, type XmlElement } from '../ooxml/xml.ts';
import { numberingOf } from './styles.ts';

export const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

export function numberingXml({ id, level }: { readonly id?: string; readonly level?: string }): string {
  const levelXml = level === undefined ? '' : `<w:ilvl w:val="${escaped(level)}"/>`;
  return `<w:numPr>${levelXml}${id === undefined ? '' : `<w:numId w:val="${escaped(id)}"/>`}</w:numPr>`;
}

const HEADING_ID = /^Heading([1-6]?)$/;
const HEADING_NAME = /^[Hh]eading ([1-6])$/;

/** Styles that a style rests on, at most. */
const MAX_CHAIN = 20;

/** Ids of the paragraph styles that are headings (`h1` to `h6`, as `mammoth`'s own map has them) or quotes; a style is what it rests on. */
export function kindsOf(styles: Iterable<XmlElement>): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  const bases = new Map<string, string>();
  for (const level of ['', '1', '2', '3', '4', '5', '6'])
    kinds.set(`Heading${level}`, `h${level === '' ? '1' : level}`);
  for (const style of styles) {
    if ((style.attributes.get('w:type') ?? 'paragraph') !== 'paragraph') continue;
    const id = style.attributes.get('w:styleId') ?? '';
    const name = childOf(style, 'w:name')?.attributes.get('w:val') ?? '';
    const level = HEADING_ID.exec(id)?.[1] ?? HEADING_NAME.exec(name)?.[1];
    if (level !== undefined) kinds.set(id, `h${level === '' ? '1' : level}`);
    else if (/^(?:title|heading)$/i.test(name)) kinds.set(id, 'h1');
    else if (/^quote$/i.test(name)) kinds.set(id, 'quote');
    else {
      const outline = outlineOf(style);
      const base = childOf(style, 'w:basedOn')?.attributes.get('w:val');
      if (outline !== undefined) kinds.set(id, outline);
      else if (base !== undefined) bases.set(id, base);
    }
  }
  for (const id of bases.keys()) {
    let base: string | undefined = id;
    for (let i = 0; i < MAX_CHAIN && base !== undefined && !kinds.has(base); i += 1) base = bases.get(base);
    const kind = base === undefined ? undefined : kinds.get(base);
    if (kind !== undefined) kinds.set(id, kind);
  }
  return kinds;
}

/** The level that a style says it has in the outline: 0 to 5 are headings, 9 is the body's text. */
function outlineOf(style: XmlElement): string | undefined {
  const level = childOf(childOf(style, 'w:pPr'), 'w:outlineLvl')?.attributes.get('w:val') ?? '';
  if (!/^[0-9]$/.test(level)) return undefined;
  return Number(level) < 6 ? `h${Number(level) + 1}` : 'p';
}

/** Ids of the styles and the numbering of list styles: all that the structure depends on. */
export function stylesXml(styles: Iterable<XmlElement>): string {
  const xml: string[] = [];
  for (const style of styles) {
    const type = style.attributes.get('w:type') ?? 'paragraph';
    const id = style.attributes.get('w:styleId') ?? '';
    const numbers = type === 'numbering' ? childOf(childOf(style, 'w:pPr'), 'w:numPr') : undefined;
    const list = numbers === undefined ? '' : `<w:pPr>${numberingXml(numberingOf(numbers))}</w:pPr>`;
    if (list !== '') xml.push(`<w:style w:type="numbering" w:styleId="${escaped(id)}">${list}</w:style>`);
  }
  return `<w:styles xmlns:w="${WORD}">${xml.join('')}</w:styles>`;
}

/** Ids of the styles that a numbering names as its own. */
export function numberedStyles(numbering: XmlElement | undefined): ReadonlySet<string> {
  const levels = (numbering === undefined ? [] : childrenOf(numbering, 'w:abstractNum')).flatMap((list) =>
    childrenOf(list, 'w:lvl'),
  );
  return new Set(
    levels.map((level) => childOf(level, 'w:pStyle')?.attributes.get('w:val')).filter((id) => id !== undefined),
  );
}

/** The numberings without the texts of their labels. */
export function numberingPart(numbering: XmlElement | undefined, styles: string): string {
  const xml: string[] = [];
  for (const list of numbering === undefined ? [] : childrenOf(numbering, 'w:abstractNum')) {
    const link = childOf(list, 'w:numStyleLink')?.attributes.get('w:val');
    const linked = link !== undefined && styles.includes(`<w:style w:type="numbering" w:styleId="${escaped(link)}">`);
    const levels = childrenOf(list, 'w:lvl').map((level) => {
      const index = level.attributes.get('w:ilvl');
      const kept = ['w:numFmt', 'w:pStyle'].map((name) => {
        const value = childOf(level, name)?.attributes.get('w:val');
        return value === undefined ? '' : `<${name} w:val="${escaped(value)}"/>`;
      });
      return `<w:lvl${index === undefined ? '' : ` w:ilvl="${escaped(index)}"`}>${kept.join('')}</w:lvl>`;
    });
    const id = escaped(list.attributes.get('w:abstractNumId') ?? '');
    xml.push(
      `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}${linked ? `<w:numStyleLink w:val="${escaped(link)}"/>` : ''}</w:abstractNum>`,
    );
  }
  for (const number of numbering === undefined ? [] : childrenOf(numbering, 'w:num')) {
    const list = childOf(number, 'w:abstractNumId')?.attributes.get('w:val') ?? '';
    const id = escaped(number.attributes.get('w:numId') ?? '');
    xml.push(`<w:num w:numId="${id}"><w:abstractNumId w:val="${escaped(list)}"/></w:num>`);
  }
  return `<w:numbering xmlns:w="${WORD}">${xml.join('')}</w:numbering>`;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}
