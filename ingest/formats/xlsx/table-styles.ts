/**
 * What is behind the cells of a formatted table: programs draw a table's style without its being in the file. Where a style has colours
 * of its own (header, dark and middle styles) what is behind a cell can't be told; the plain part of light styles is white.
 */
import type { OfficeArchive } from '../ooxml/archive.ts';
import { type Relations, targetsOf } from '../ooxml/relations.ts';
import { childOf, parseXml } from '../ooxml/xml.ts';
import { type Area, parseAreas } from './area.ts';
import { isOn, type Paper } from './styles.ts';

const UNTOLD: Paper = [undefined];
/** Styles whose body is white, or nearly so in bands. */
const LIGHT_BODY = /^TableStyle(?:Light\d+|Medium[1-7])$/;

export function tableGrounds(
  archive: OfficeArchive,
  relations: Relations,
): { readonly area: Area; readonly value: Paper }[] {
  return targetsOf(relations, 'table').flatMap((part) => {
    const source = archive.text(part);
    const root = source === undefined ? undefined : parseXml(source);
    const [area] = parseAreas(root?.attributes.get('ref') ?? '');
    const style = childOf(root, 'tableStyleInfo')?.attributes;
    const name = style?.get('name');
    if (area === undefined || name === undefined || name === '') return [];
    const parts: Area[] = [];
    if (!LIGHT_BODY.test(name)) parts.push(area);
    const headers = Number(root?.attributes.get('headerRowCount') ?? 1);
    const totals = Number(root?.attributes.get('totalsRowCount') ?? 0);
    if (headers > 0) parts.push({ ...area, bottom: area.top + headers - 1 });
    if (totals > 0) parts.push({ ...area, top: area.bottom - totals + 1 });
    if (isOn(style?.get('showFirstColumn'))) parts.push({ ...area, right: area.left });
    if (isOn(style?.get('showLastColumn'))) parts.push({ ...area, left: area.right });
    return parts.map((one) => ({ area: one, value: UNTOLD }));
  });
}
