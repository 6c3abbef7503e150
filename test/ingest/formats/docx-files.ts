/** Small Word documents part by part, as raw OOXML: so that a test can say of every run how it is written. */
import { bytesOf, makeZip } from './helpers.ts';

const NAMESPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"',
  'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:o="urn:schemas-microsoft-com:office:office"',
  'xmlns:x="urn:example:foreign"',
].join(' ');
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface WordFile {
  /** Contents of `w:body`; a closing `w:sectPr` is the test's own. */
  readonly body: string;
  /** Attributes and elements before the body. */
  readonly background?: string;
  /** Contents of the root elements of the parts. */
  readonly styles?: string;
  readonly settings?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  readonly endnotes?: string;
  readonly comments?: string;
  readonly glossary?: string;
  /** Colours of the theme, `dk1` → `RRGGBB`. */
  readonly theme?: Readonly<Record<string, string>>;
  /** Relationship id → contents of the header or footer. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly footers?: Readonly<Record<string, string>>;
  /** Relationship id → address. */
  readonly links?: Readonly<Record<string, string>>;
  /** Parts as they are: name below `word/` → type of the relationship, id and source. */
  readonly parts?: Readonly<Record<string, { readonly type: string; readonly id: string; readonly xml: string }>>;
  /** `docProps/core.xml`, whole. */
  readonly core?: string;
}

/** A run of text with properties: the contents of its `w:rPr`. */
export function run(text: string, properties = ''): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

/** A paragraph of runs, or of anything else that stands in one. */
export function para(content: string, properties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;
}

export function root(name: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><${name} ${NAMESPACES}>${content}</${name}>`;
}

export function wordFile(file: WordFile): Uint8Array {
  const parts = new Map<string, string>();
  const relations: string[] = [];
  const relate = (id: string, type: string, target: string, mode = ''): void => {
    relations.push(`<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"${mode}/>`);
  };
  const add = (type: string, rootName: string, content: string | undefined, name = `${type}.xml`, id = type): void => {
    if (content === undefined) return;
    parts.set(`word/${name}`, root(rootName, content));
    relate(id, type, name);
  };
  parts.set('word/document.xml', root('w:document', `${file.background ?? ''}<w:body>${file.body}</w:body>`));
  add('styles', 'w:styles', file.styles);
  add('settings', 'w:settings', file.settings);
  add('numbering', 'w:numbering', file.numbering);
  add('footnotes', 'w:footnotes', file.footnotes);
  add('endnotes', 'w:endnotes', file.endnotes);
  add('comments', 'w:comments', file.comments);
  add('glossaryDocument', 'w:glossaryDocument', file.glossary, 'glossary/document.xml');
  const scheme = Object.entries(file.theme ?? {}).map(
    ([name, hex]) => `<a:${name}><a:srgbClr val="${hex}"/></a:${name}>`,
  );
  if (file.theme !== undefined) {
    const colours = `<a:themeElements><a:clrScheme name="x">${scheme.join('')}</a:clrScheme></a:themeElements>`;
    add('theme', 'a:theme', colours, 'theme/theme1.xml');
  }
  for (const [id, content] of Object.entries(file.headers ?? {})) add('header', 'w:hdr', content, `${id}.xml`, id);
  for (const [id, content] of Object.entries(file.footers ?? {})) add('footer', 'w:ftr', content, `${id}.xml`, id);
  for (const [id, address] of Object.entries(file.links ?? {}))
    relate(id, 'hyperlink', address, ' TargetMode="External"');
  for (const [name, part] of Object.entries(file.parts ?? {})) {
    parts.set(`word/${name}`, part.xml);
    relate(part.id, part.type, name);
  }
  const packageRelations = [`<Relationship Id="d" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>`];
  if (file.core !== undefined) {
    parts.set('docProps/core.xml', file.core);
    const type = `${PACKAGE}/relationships/metadata/core-properties`;
    packageRelations.push(`<Relationship Id="c" Type="${type}" Target="docProps/core.xml"/>`);
  }
  const wrap = (list: readonly string[]): string =>
    `<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
  parts.set('_rels/.rels', wrap(packageRelations));
  parts.set('word/_rels/document.xml.rels', wrap(relations));
  parts.set(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>
    <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
  );
  return makeZip([...parts].map(([name, xml]) => ({ name, data: bytesOf(xml) })));
}

/** A table: rows of cells; a cell is its blocks, or blocks with the contents of `w:tcPr`. */
export function table(
  rows: readonly (readonly (string | { readonly blocks: string; readonly properties: string })[])[],
  properties = '',
  rowProperties: readonly string[] = [],
): string {
  const cells = (row: (typeof rows)[number]): string =>
    row
      .map((cell) => (typeof cell === 'string' ? { blocks: cell, properties: '' } : cell))
      .map((cell) => `<w:tc><w:tcPr>${cell.properties}</w:tcPr>${cell.blocks}</w:tc>`)
      .join('');
  const grid = `<w:tblGrid>${(rows[0] ?? []).map(() => '<w:gridCol/>').join('')}</w:tblGrid>`;
  const body = rows.map((row, i) => `<w:tr><w:trPr>${rowProperties[i] ?? ''}</w:trPr>${cells(row)}</w:tr>`).join('');
  return `<w:tbl><w:tblPr>${properties}</w:tblPr>${grid}${body}</w:tbl>`;
}

interface BoxLook {
  /** EMU. */
  readonly cx?: number;
  readonly cy?: number;
  /** Contents of `wps:spPr`, and of `wps:style`. */
  readonly fill?: string;
  readonly style?: string;
  readonly body?: string;
  /** Contents of `wp:positionH` and `wp:positionV` with their elements; an inline drawing without. */
  readonly at?: string;
  readonly anchor?: string;
  readonly properties?: string;
}

/** A drawing that holds a shape with text. */
export function box(blocks: string, look: BoxLook = {}): string {
  const { cx = 3_000_000, cy = 1_000_000, fill = '', style = '', body = '', at, anchor = '', properties = '' } = look;
  const text = blocks === '' ? '' : `<wps:txbx><w:txbxContent>${blocks}</w:txbxContent></wps:txbx>`;
  const shape = `<wps:wsp><wps:cNvSpPr/><wps:spPr>${fill}</wps:spPr>${style}${text}<wps:bodyPr>${body}</wps:bodyPr></wps:wsp>`;
  const graphic = `<a:graphic><a:graphicData uri="urn:shape">${shape}</a:graphicData></a:graphic>`;
  const inside = `<wp:extent cx="${cx}" cy="${cy}"/><wp:docPr id="1" name="Box" ${properties}/>${graphic}`;
  return at === undefined
    ? `<w:r><w:drawing><wp:inline>${inside}</wp:inline></w:drawing></w:r>`
    : `<w:r><w:drawing><wp:anchor ${anchor}>${at}<wp:wrapNone/>${inside}</wp:anchor></w:drawing></w:r>`;
}

/** A place on the page, in EMU. */
export function onPage(x: number, y: number, from = 'page'): string {
  return `<wp:positionH relativeFrom="${from === 'page' ? 'page' : 'column'}"><wp:posOffset>${x}</wp:posOffset></wp:positionH>
    <wp:positionV relativeFrom="${from}"><wp:posOffset>${y}</wp:posOffset></wp:positionV>`;
}

export function solid(hex: string): string {
  return `<a:solidFill><a:srgbClr val="${hex}"/></a:solidFill>`;
}

/** A field with its code and, unless it is `null`, its result. */
export function field(code: string, result: string | null): string {
  const mark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const separated = result === null ? '' : mark('separate') + result;
  return `${mark('begin')}<w:r><w:instrText xml:space="preserve">${code}</w:instrText></w:r>${separated}${mark('end')}`;
}
