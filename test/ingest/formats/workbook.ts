/** Small real workbooks (.xlsx), part by part, as Excel writes them: so that a test can say of every cell how it is kept. */
import { bytesOf, makeZip, type ZipEntry } from './helpers.ts';

/** A cell: a shared text, a number, a truth, a date by its serial number, raw XML of a `<c>` without its place, or nothing. */
export type WorkbookCell = string | number | boolean | null | { readonly serial: number } | { readonly xml: string };

export interface WorkbookSheet {
  readonly name: string;
  readonly rows: readonly (readonly WorkbookCell[])[];
  /** `hidden`, `veryHidden`. */
  readonly state?: string;
  /** XML before and behind the rows. */
  readonly before?: string;
  readonly after?: string;
  /** Attributes of rows, by their number from 1. */
  readonly rowAttributes?: Readonly<Record<number, string>>;
  /** The sheet's relations: id → type and target. */
  readonly relations?: Readonly<Record<string, readonly [type: string, target: string]>>;
}

/** Parts in place of the usual ones. */
export interface WorkbookParts {
  readonly styles?: string;
  /** XML in the workbook behind its sheets. */
  readonly workbook?: string;
  /** Items of the list of shared texts that come first: XML of `si`. */
  readonly shared?: readonly string[];
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** Style 1 is a date with its time. */
const STYLES = `<styleSheet xmlns="${MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`;

export function makeWorkbook(
  sheets: readonly WorkbookSheet[],
  more: readonly ZipEntry[] = [],
  { styles = STYLES, workbook = '', shared: first = [] }: WorkbookParts = {},
): Uint8Array {
  const shared: string[] = first.map(() => '');
  const parts = sheets.flatMap((sheet, i) => [
    part(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet, shared)),
    ...(sheet.relations === undefined
      ? []
      : [part(`xl/worksheets/_rels/sheet${i + 1}.xml.rels`, relationsXml(sheet.relations))]),
  ]);
  const list = (each: (sheet: WorkbookSheet, number: number) => string) =>
    sheets.map((s, i) => each(s, i + 1)).join('');
  return makeZip([
    part(
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>
      <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    ),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list(
        ({ name, state }, n) =>
          `<sheet name="${escaped(name)}" sheetId="${n}" ${state === undefined ? '' : `state="${state}"`} r:id="rId${n}"/>`,
      )}</sheets>${workbook}</workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${list(
        (_, n) => `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
      )}<Relationship Id="s" Type="${RELATIONS}/styles" Target="styles.xml"/>
      <Relationship Id="t" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ),
    part('xl/styles.xml', styles),
    ...parts,
    part(
      'xl/sharedStrings.xml',
      `<sst xmlns="${MAIN}">${shared
        .map((text, i) => first[i] ?? `<si><t xml:space="preserve">${escaped(text)}</t></si>`)
        .join('')}</sst>`,
    ),
    ...more,
  ]);
}

function relationsXml(entries: NonNullable<WorkbookSheet['relations']>): string {
  const list = Object.entries(entries).map(
    ([id, [type, target]]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
}

function sheetXml({ rows, before = '', after = '', rowAttributes = {} }: WorkbookSheet, shared: string[]): string {
  const body = rows.map((cells, r) => {
    const written = cells.map((cell, c) => cellXml(cell, `${columnName(c)}${r + 1}`, shared)).join('');
    return written === '' ? '' : `<row r="${r + 1}" ${rowAttributes[r + 1] ?? ''}>${written}</row>`;
  });
  return `<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">${before}<sheetData>${body.join('')}</sheetData>${after}</worksheet>`;
}

function cellXml(cell: WorkbookCell, place: string, shared: string[]): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `<c r="${place}" t="s"><v>${shared.push(cell) - 1}</v></c>`;
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if ('serial' in cell) return `<c r="${place}" s="1"><v>${cell.serial}</v></c>`;
  return cell.xml.replace('<c', `<c r="${place}"`);
}

/** 0 is `A`, 26 is `AA`. */
export function columnName(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest === 0 ? '' : columnName(rest - 1)) + String.fromCharCode(65 + (index % 26));
}

export const part = (name: string, xml: string): ZipEntry => ({ name, data: bytesOf(`<?xml version="1.0"?>${xml}`) });

/** Line breaks are spelled out, since XML makes one of all kinds. */
function escaped(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (char) => `&#${char.charCodeAt(0)};`);
}
