/**
 * Texts of cells: one plain text, or stretches with looks of their own. Phonetic readings are not part of the text.
 * Source: ECMA-376 part 1, 18.4. Control characters are spelled `_x000D_` there.
 */
import { childOf, childrenOf, type XmlElement } from '../ooxml/xml.ts';
import { ownText, streamItems } from './sheet-xml.ts';
import type { RunLook, Styles } from './styles.ts';

export interface RichRun {
  readonly text: string;
  /** Absent for a stretch that looks like its cell. */
  readonly look?: RunLook;
}

export type CellText = string | readonly RichRun[];

/** Gives every shared text to `take`, in order. `source` is XML in pieces. */
export function readSharedTexts(source: Iterable<string>, styles: Styles, take: (text: CellText) => void): void {
  streamItems(source, (item) => take(readText(item, styles)));
}

/** The text in `si` or `is`. */
export function readText(item: XmlElement, styles: Styles): CellText {
  const runs = childrenOf(item, 'r');
  if (runs.length === 0) return unescapeText(inner(childOf(item, 't')));
  return runs.map((run): RichRun => {
    const properties = childOf(run, 'rPr');
    const text = unescapeText(inner(childOf(run, 't')));
    return properties === undefined ? { text } : { text, look: styles.run(properties) };
  });
}

export function plainText(text: CellText): string {
  return typeof text === 'string' ? text : text.map((run) => run.text).join('');
}

export function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

function inner(element: XmlElement | undefined): string {
  return element === undefined ? '' : ownText(element);
}
