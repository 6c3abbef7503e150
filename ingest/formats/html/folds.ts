/**
 * Parts of a page that are folded up: a person opens what has a name, and never what has none.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';
import { attributeOf, type HtmlElement } from './css/tree.ts';
import { hiddenAt, type Judge, type View } from './view.ts';

/** Nodes of a summary that are looked at. */
const MAX_NODES = 200;
const PICTURES: ReadonlySet<string> = new Set(['img', 'svg', 'picture', 'input', 'video', 'canvas']);

/** What is folded up of an element that nobody unfolds, and what of it is seen all the same. */
export function foldedBy(element: HtmlElement, { hasName }: { hasName(label: HtmlElement): boolean }): View['folded'] {
  if (element.tagName === 'details' && attributeOf(element, 'open') === undefined) {
    const label = labelOf(element);
    if (label === undefined || hasName(label)) return undefined;
    return { hidden: hiddenAt(element, 'html-details'), label };
  }
  if (element.tagName === 'option' && (attributeOf(element, 'label') ?? '') !== '')
    return { hidden: hiddenAt(element, 'html-option-label'), label: undefined };
  const shadow = element.childNodes.find(isShadowRoot);
  if (shadow === undefined || hasSlot(shadow.content)) return undefined;
  return { hidden: hiddenAt(element, 'html-shadow-host'), label: undefined };
}

function isShadowRoot(node: DefaultTreeAdapterTypes.ChildNode): node is DefaultTreeAdapterTypes.Template {
  return (
    node.nodeName === 'template' &&
    'content' in node &&
    'tagName' in node &&
    attributeOf(node, 'shadowrootmode') !== undefined
  );
}

function hasSlot(root: DefaultTreeAdapterTypes.ParentNode): boolean {
  const pending: DefaultTreeAdapterTypes.ChildNode[] = [...root.childNodes];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!('tagName' in node)) continue;
    if (node.tagName === 'slot') return true;
    for (const child of node.childNodes) pending.push(child);
  }
  return false;
}

/** The summary of a `details` element. One without gets a name from the browser. */
function labelOf(details: HtmlElement): HtmlElement | undefined {
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
