/** Small real presentations (.pptx), part by part, so that a test can say of every shape how it is kept. Lengths are in points. */
import { bytesOf, makeZip, type ZipEntry } from './helpers.ts';

const A = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const P = 'http://schemas.openxmlformats.org/presentationml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const NAMESPACES = `xmlns:a="${A}" xmlns:p="${P}" xmlns:r="${R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`;

export interface DeckSlide {
  /** XML of the shapes. */
  readonly shapes: string;
  /** XML of `p:bg`. */
  readonly background?: string;
  /** Attributes of `p:sld`. */
  readonly attributes?: string;
  /** XML behind the shapes: `p:timing`. */
  readonly after?: string;
  readonly notes?: string;
  /** Further relations: id → type and target. */
  readonly relations?: Readonly<Record<string, readonly [type: string, target: string]>>;
}

export interface DeckParts {
  readonly layoutShapes?: string;
  readonly masterShapes?: string;
  readonly masterBackground?: string;
  readonly unlisted?: string;
  /** Which slides the list names, where it is not each of them once. */
  readonly targets?: readonly string[];
  readonly more?: readonly ZipEntry[];
}

/** A slide is 720 by 540 points. Text is 18 pt and black unless a shape says otherwise; bodies have bullets. */
export function makeDeck(slides: readonly DeckSlide[], parts: DeckParts = {}): Uint8Array {
  const { layoutShapes = '', masterShapes = '', masterBackground = '', unlisted, targets = [], more = [] } = parts;
  const ids = slides.map((_, i) => i + 1);
  return makeZip([
    part('[Content_Types].xml', `<Types xmlns="${PACKAGE}/content-types"/>`),
    relations('', { rId1: ['officeDocument', 'ppt/presentation.xml'] }),
    part(
      'ppt/presentation.xml',
      `<p:presentation ${NAMESPACES}><p:sldIdLst>${ids.map((n) => `<p:sldId id="${255 + n}" r:id="rId${n}"/>`).join('')}</p:sldIdLst>
      <p:sldSz cx="9144000" cy="6858000"/></p:presentation>`,
    ),
    relations(
      'ppt/presentation.xml',
      Object.fromEntries(ids.map((n) => [`rId${n}`, ['slide', `slides/${targets[n - 1] ?? `slide${n}`}.xml`]])),
    ),
    ...slides.flatMap((slide, i) => slideParts(slide, i + 1)),
    ...(unlisted === undefined ? [] : slideParts({ shapes: unlisted }, slides.length + 1)),
    part('ppt/slideLayouts/slideLayout1.xml', tree('sldLayout', '', layoutShapes)),
    relations('ppt/slideLayouts/slideLayout1.xml', { rId1: ['slideMaster', '../slideMasters/slideMaster1.xml'] }),
    part('ppt/slideMasters/slideMaster1.xml', tree('sldMaster', masterBackground, masterShapes, MASTER_REST)),
    relations('ppt/slideMasters/slideMaster1.xml', { rId1: ['theme', '../theme/theme1.xml'] }),
    part('ppt/theme/theme1.xml', THEME),
    ...more,
  ]);
}

const MASTER_REST = `<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1"/><p:txStyles>
  <p:titleStyle><a:lvl1pPr><a:buNone/><a:defRPr sz="4400"/></a:lvl1pPr></p:titleStyle>
  <p:bodyStyle><a:lvl1pPr><a:buChar char="&#8226;"/><a:defRPr sz="2800"/></a:lvl1pPr></p:bodyStyle><p:otherStyle/></p:txStyles>`;

const THEME = `<a:theme xmlns:a="${A}"><a:themeElements><a:clrScheme name="x"><a:dk1><a:srgbClr val="000000"/></a:dk1>
  <a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="1F2937"/></a:dk2><a:lt2><a:srgbClr val="EEEEEE"/></a:lt2>
  <a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme></a:themeElements></a:theme>`;

function slideParts(
  { shapes, background = '', attributes = '', after = '', notes, relations: own = {} }: DeckSlide,
  number: number,
): ZipEntry[] {
  const name = `ppt/slides/slide${number}.xml`;
  return [
    part(name, tree('sld', background, shapes, after, attributes)),
    relations(name, {
      rId1: ['slideLayout', '../slideLayouts/slideLayout1.xml'],
      ...(notes === undefined ? {} : { rId2: ['notesSlide', `../notesSlides/notesSlide${number}.xml`] }),
      ...own,
    }),
    ...(notes === undefined ? [] : [part(`ppt/notesSlides/notesSlide${number}.xml`, tree('notes', '', box(notes)))]),
  ];
}

function tree(root: string, background: string, shapes: string, after = '', attributes = ''): string {
  return `<p:${root} ${NAMESPACES} ${attributes}><p:cSld>${background}<p:spTree><p:nvGrpSpPr/><p:grpSpPr/>${shapes}</p:spTree></p:cSld>${after}</p:${root}>`;
}

export const part = (name: string, xml: string): ZipEntry => ({ name, data: bytesOf(`<?xml version="1.0"?>${xml}`) });

function relations(of: string, entries: Readonly<Record<string, readonly [type: string, target: string]>>): ZipEntry {
  const folder = of.slice(0, of.lastIndexOf('/') + 1);
  const list = Object.entries(entries).map(
    ([id, [type, target]]) => `<Relationship Id="${id}" Type="${R}/${type}" Target="${target}"/>`,
  );
  return part(
    `${folder}_rels/${of.slice(folder.length)}.rels`,
    `<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`,
  );
}

export interface BoxOptions {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  /** XML in `a:rPr`. */
  readonly run?: string;
  /** Attributes of `a:rPr`. */
  readonly look?: string;
  /** XML in `p:spPr` behind the geometry. */
  readonly fill?: string;
  readonly shape?: string;
  /** Attributes of `p:cNvPr`. */
  readonly name?: string;
  readonly id?: number;
  readonly rotation?: number;
  /** XML in `p:nvPr`. */
  readonly placeholder?: string;
  /** XML of the paragraphs, in place of one of the text. */
  readonly paragraphs?: string;
  /** Attributes and XML of `a:bodyPr`. */
  readonly body?: string;
  /** XML behind `p:spPr`. */
  readonly style?: string;
  /** A placeholder without a place of its own. */
  readonly isUnplaced?: boolean;
}

/** A text box. */
export function box(text: string, options: BoxOptions = {}): string {
  const {
    run = '',
    look = '',
    fill = '',
    shape = 'rect',
    name = 'name="Box"',
    id = 7,
    placeholder = '',
    body = '',
    style = '',
  } = options;
  const place = options.isUnplaced === true ? '' : xfrm('a', options);
  const paragraphs = options.paragraphs ?? paragraph(text, run, look);
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" ${name}/><p:cNvSpPr/><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr>
    <p:spPr>${place}<a:prstGeom prst="${shape}"/>${fill}</p:spPr>${style}<p:txBody><a:bodyPr ${body}/><a:lstStyle/>${paragraphs}</p:txBody></p:sp>`;
}

export function paragraph(text: string, run = '', look = '', properties = ''): string {
  return `<a:p>${properties}<a:r><a:rPr ${look}>${run}</a:rPr><a:t>${text}</a:t></a:r></a:p>`;
}

function xfrm(prefix: string, { x = 72, y = 72, width = 360, height = 36, rotation = 0 }: BoxOptions): string {
  const emu = (points: number) => Math.round(points * 12_700);
  return `<${prefix}:xfrm rot="${rotation * 60_000}"><a:off x="${emu(x)}" y="${emu(y)}"/><a:ext cx="${emu(width)}" cy="${emu(height)}"/></${prefix}:xfrm>`;
}

export const solidFill = (hex: string, inner = '') =>
  `<a:solidFill><a:srgbClr val="${hex}">${inner}</a:srgbClr></a:solidFill>`;
export const schemeFill = (name: string, inner = '') =>
  `<a:solidFill><a:schemeClr val="${name}">${inner}</a:schemeClr></a:solidFill>`;
export const background = (fill: string) => `<p:bg><p:bgPr>${fill}</p:bgPr></p:bg>`;

/** A picture of the relation `id`. */
export function picture(id: string, options: BoxOptions = {}): string {
  return `<p:pic><p:nvPicPr><p:cNvPr id="${options.id ?? 9}" ${options.name ?? 'name="Picture"'}/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>
    <p:blipFill><a:blip r:embed="${id}"/></p:blipFill><p:spPr>${xfrm('a', options)}</p:spPr></p:pic>`;
}

export interface TableOptions extends BoxOptions {
  /** XML of `a:tblPr`. */
  readonly properties?: string;
}

/** A table; a cell is its text, or XML of an `a:tc`. */
export function table(rows: readonly (readonly string[])[], options: TableOptions = {}): string {
  const { width = 360, properties = '<a:tblPr/>' } = options;
  const columns = rows[0]?.length ?? 1;
  const grid = `<a:gridCol w="${Math.round((width / columns) * 12_700)}"/>`.repeat(columns);
  const cells = rows.map(
    (row) => `<a:tr h="254000">${row.map((cell) => (cell.startsWith('<') ? cell : tableCell(cell))).join('')}</a:tr>`,
  );
  return `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="8" name="Table"/></p:nvGraphicFramePr>${xfrm('p', options)}
    <a:graphic><a:graphicData><a:tbl>${properties}<a:tblGrid>${grid}</a:tblGrid>${cells.join('')}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
}

export function tableCell(text: string, run = '', fill = '', attributes = ''): string {
  return `<a:tc ${attributes}><a:txBody><a:bodyPr/>${paragraph(text, run)}</a:txBody><a:tcPr>${fill}</a:tcPr></a:tc>`;
}

/** Shapes in a group: its own box, and the box that its shapes reckon with. */
export function group(shapes: string, own: BoxOptions, inner: BoxOptions, name = 'name="Group"'): string {
  const emu = (points = 0) => Math.round(points * 12_700);
  return `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="20" ${name}/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="${emu(own.x)}" y="${emu(own.y)}"/>
    <a:ext cx="${emu(own.width)}" cy="${emu(own.height)}"/><a:chOff x="${emu(inner.x)}" y="${emu(inner.y)}"/>
    <a:chExt cx="${emu(inner.width)}" cy="${emu(inner.height)}"/></a:xfrm></p:grpSpPr>${shapes}</p:grpSp>`;
}
