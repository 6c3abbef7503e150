/**
 * Parts of a page that are folded up: a person opens what has a name, and never what has none.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { HtmlElement } from './css/tree.ts';
import type { Judge, View } from './view.ts';

/** Nodes of a summary that are looked at. */
const MAX_NODES = 200;
const PICTURES: ReadonlySet<string> = new Set(['img', 'svg', 'picture', 'input', 'video', 'canvas']);

/** The summary of a `details` element. One without gets a name from the browser. */
export function labelOf(details: HtmlElement): HtmlElement | undefined {
  return details.childNodes.find((node): node is HtmlElement => 'tagName' in node && node.tagName === 'summary');
}

/** Whether a person sees something of the summary to press on. */
export function isNamed(summary: HtmlElement, around: View, styles: Judge): boolean {
  const pending: { node: DefaultTreeAdapterTypes.ChildNode; view: View }[] = [{ node: summary, view: around }];
  let count = 0;
  for (let next = pending.pop(); next !== undefined && count < MAX_NODES; next = pending.pop()) {
    count += 1;
    const { node, view } = next;
    if ('value' in node && node.nodeName === '#text') {
      if (
        /[^\s\p{Default_Ignorable_Code_Point}]/u.test(node.value) &&
        styles.textHides(view, node.value.length) === undefined
      )
        return true;
    } else if ('tagName' in node) {
      const inside = styles.enter(node, view);
      if (inside.gone !== undefined) continue;
      if (PICTURES.has(node.tagName)) return true;
      for (const child of node.childNodes) pending.push({ node: child, view: inside });
    }
  }
  return false;
}
