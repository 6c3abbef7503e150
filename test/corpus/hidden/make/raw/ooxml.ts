/** Packs parts of an Office file, with its content types and relationships, as Word, Excel and PowerPoint lay them out. */
import { strToU8, type Zippable, zipSync } from 'fflate';

export interface Part {
  readonly path: string;
  /** The content type, without `application/vnd.openxmlformats-officedocument.` and `+xml`; whole where it holds a slash. */
  readonly type?: string;
  readonly xml: string;
  /** Relationships of this part: id, type (its last word), target, `External` where it leaves the file. */
  readonly rels?: readonly (readonly [string, string, string, string?])[];
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/';
/** Zip entries carry a date; this one makes the same bytes each time. */
const DATE = new Date(2026, 0, 2);

function relationships(rels: NonNullable<Part['rels']>): string {
  const lines = rels.map(
    ([id, type, target, mode]) =>
      `<Relationship Id="${id}" Type="${type.includes('/') ? type : OFFICE + type}" Target="${target}"${mode === undefined ? '' : ` TargetMode="${mode}"`}/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}relationships">${lines.join('')}</Relationships>`;
}

const typeOf = (type: string) =>
  type.includes('/') ? type : `application/vnd.openxmlformats-officedocument.${type}+xml`;

/** `main` is the part that the package begins with. */
export function office(parts: readonly Part[], main: string): Uint8Array {
  const overrides = parts
    .filter(({ type }) => type !== undefined)
    .map(({ path, type }) => `<Override PartName="/${path}" ContentType="${typeOf(type ?? '')}"/>`);
  const files: Record<string, string> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="htm" ContentType="text/html"/>${overrides.join('')}</Types>`,
    '_rels/.rels': relationships([
      ['rId1', 'officeDocument', main],
      ...parts
        .filter(({ path }) => path === 'docProps/core.xml')
        .map(({ path }) => ['rId2', `${PACKAGE}relationships/metadata/core-properties`, path] as const),
    ]),
  };
  for (const { path, xml, rels } of parts) {
    files[path] = path.endsWith('.xml') ? HEAD + xml : xml;
    if (rels === undefined) continue;
    const slash = path.lastIndexOf('/');
    files[`${path.slice(0, slash)}/_rels/${path.slice(slash + 1)}.rels`] = relationships(rels);
  }
  const zippable: Zippable = {};
  for (const [path, text] of Object.entries(files)) zippable[path] = [strToU8(text), { mtime: DATE }];
  return zipSync(zippable);
}

/** The theme of Office, its colours only. */
export const THEME = `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"><a:themeElements><a:clrScheme name="Office"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="44546A"/></a:dk2><a:lt2><a:srgbClr val="E7E6E6"/></a:lt2><a:accent1><a:srgbClr val="4472C4"/></a:accent1><a:accent2><a:srgbClr val="ED7D31"/></a:accent2><a:accent3><a:srgbClr val="A5A5A5"/></a:accent3><a:accent4><a:srgbClr val="FFC000"/></a:accent4><a:accent5><a:srgbClr val="5B9BD5"/></a:accent5><a:accent6><a:srgbClr val="70AD47"/></a:accent6><a:hlink><a:srgbClr val="0563C1"/></a:hlink><a:folHlink><a:srgbClr val="954F72"/></a:folHlink></a:clrScheme><a:fontScheme name="Office"><a:majorFont><a:latin typeface="Calibri Light"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme><a:fmtScheme name="Office"><a:fillStyleLst><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:fillStyleLst><a:lnStyleLst><a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln><a:ln w="12700"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln><a:ln w="19050"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln></a:lnStyleLst><a:effectStyleLst><a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle></a:effectStyleLst><a:bgFillStyleLst><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`;
