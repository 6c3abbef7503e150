/**
 * Finds the style sheets of a tree in the order of the document: `<style>`, and `<link>` whose address holds the sheet itself.
 * Sheets elsewhere are not fetched. Tells whether the page asks for a dark canvas.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';
import { mediaHolds } from './css/media.ts';
import { dataText, type Sheets } from './css/sheets.ts';
import { attributeOf, type HtmlElement } from './css/tree.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** Adds every sheet below `root` that holds at a screen. Throws `too-deeply-nested`. */
export function collectSheets(root: DefaultTreeAdapterTypes.ParentNode, sheets: Sheets): { isDark: boolean } {
  let isDark = false;
  const pending: Node[] = [...root.childNodes].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!('tagName' in node)) continue;
    if (node.tagName === 'style') addSheet(node, sheets);
    else if (node.tagName === 'link') addLink(node, sheets);
    else if (node.tagName === 'meta' && attributeOf(node, 'name')?.toLowerCase() === 'color-scheme') {
      isDark ||= isOnlyDark(attributeOf(node, 'content') ?? '');
    }
    for (let i = node.childNodes.length - 1; i >= 0; i -= 1) {
      const child = node.childNodes[i];
      if (child !== undefined) pending.push(child);
    }
  }
  const scheme = sheets.rules
    .filter(({ selector }) => selector.text === ':root' || selector.text === 'html')
    .flatMap(({ declarations }) => declarations)
    .findLast(({ property }) => property === 'color-scheme');
  return { isDark: scheme === undefined ? isDark : isOnlyDark(scheme.value) };
}

function isOnlyDark(scheme: string): boolean {
  const words = scheme.toLowerCase().split(/\s+/);
  return words.includes('dark') && !words.includes('light');
}

function addSheet(style: HtmlElement, sheets: Sheets): void {
  const type = (attributeOf(style, 'type') ?? '').trim().toLowerCase();
  if ((type !== '' && type !== 'text/css') || !mediaHolds(attributeOf(style, 'media') ?? '')) return;
  sheets.add(style.childNodes.map((node) => ('value' in node ? node.value : '')).join(''));
}

function addLink(link: HtmlElement, sheets: Sheets): void {
  const relations = (attributeOf(link, 'rel') ?? '').toLowerCase().split(/\s+/);
  if (
    !relations.includes('stylesheet') ||
    relations.includes('alternate') ||
    attributeOf(link, 'disabled') !== undefined
  )
    return;
  const css = dataText(attributeOf(link, 'href') ?? '');
  if (css !== undefined && mediaHolds(attributeOf(link, 'media') ?? '')) sheets.add(css);
}
