/**
 * Sentences of a page that are no text of it: in attributes, metadata, scripts, data for programs, framed documents, generated content.
 * They become hidden blocks at the end, within bounds; single words and code are left out. Nobody reads them, but they say what a page is.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { Locator } from '../../stages.ts';
import type { BlockDraft } from '../blocks.ts';
import { attributeOf, type HtmlElement } from './css/tree.ts';
import type { HtmlTechniqueName } from './techniques.ts';
import { hiddenAt } from './view.ts';

const MAX_PIECES = 300;
const MAX_CHARS = 40_000;
const MAX_PIECE_CHARS = 2_000;
/** Letters of a script that are looked through for sentences. */
const MAX_SCRIPT_CHARS = 200_000;

/** Attributes that hold words for people or for programs that speak for them. `data-…` come on top. */
const WORDED: ReadonlySet<string> = new Set([
  ...['title', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'summary', 'abbr'],
  ...['standby', 'prompt', 'label', 'placeholder', 'download', 'alt'],
]);
/** Words in a row that make a sentence of it. */
const SENTENCE = /\p{L}{1,30}(?:['’]\p{L}{1,30})?(?:[\s,;:.!?–-]{1,3}\p{L}{1,30}(?:['’]\p{L}{1,30})?){2}/u;
const SENTENCE_IN_CODE = /\p{L}{1,30}(?:[ ,.;:!?'’-]{1,3}[\p{L}\p{N}]{1,30}){5,200}/gu;

interface Piece {
  readonly text: string;
  readonly technique: HtmlTechniqueName;
  readonly element: HtmlElement | undefined;
}

/** Blocks of evidence, in the order of the document. */
export function asideEvidence(
  root: DefaultTreeAdapterTypes.ParentNode,
  generated: readonly string[],
  { lineOffset, part }: { readonly lineOffset?: number; readonly part?: string },
): BlockDraft[] {
  const drafts: BlockDraft[] = [];
  let left = MAX_CHARS;
  for (const { text, technique, element } of pieces(root, generated)) {
    if (drafts.length >= MAX_PIECES || left <= 0) break;
    const line = element?.sourceCodeLocation?.startLine;
    const locator: Locator = {
      ...(lineOffset === undefined || line === undefined ? {} : { line: line + lineOffset }),
      ...(part === undefined ? {} : { part }),
    };
    const cut = text.slice(0, Math.min(left, MAX_PIECE_CHARS));
    left -= cut.length;
    drafts.push({ kind: 'paragraph', runs: [{ text: cut, hidden: hiddenAt(element, technique) }], locator });
  }
  return drafts;
}

function* pieces(root: DefaultTreeAdapterTypes.ParentNode, generated: readonly string[]): Generator<Piece> {
  const pending: DefaultTreeAdapterTypes.ChildNode[] = [...root.childNodes].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!('tagName' in node)) continue;
    if (node.attrs.length > 0) yield* inAttributes(node);
    if (node.tagName === 'script') yield* inScript(node);
    else if (node.tagName === 'title' && node.parentNode?.nodeName !== 'head') yield* ofElement(node, 'html-title');
    for (let i = node.childNodes.length - 1; i >= 0; i -= 1) {
      const child = node.childNodes[i];
      if (child !== undefined) pending.push(child);
    }
  }
  for (const text of generated) if (SENTENCE.test(text)) yield { text, technique: 'css-generated', element: undefined };
}

function* inAttributes(element: HtmlElement): Generator<Piece> {
  for (const { name, value } of element.attrs) {
    if (value.length < 5 || !SENTENCE.test(value.slice(0, MAX_PIECE_CHARS))) continue;
    if (name === 'content' && element.tagName === 'meta') yield { text: value, technique: 'html-metadata', element };
    else if (name === 'value' && attributeOf(element, 'type')?.toLowerCase() === 'hidden') {
      yield { text: value, technique: 'html-input', element };
    } else if (name === 'srcdoc')
      yield { text: value.replace(/<[^>]{0,500}>/g, ' '), technique: 'html-iframe', element };
    else if (isWorded(element, name)) yield { text: value, technique: 'html-attribute', element };
  }
}

function isWorded(element: HtmlElement, name: string): boolean {
  // The alternative of a picture stands where the picture does, a label of a choice and a field's placeholder are seen.
  if (name === 'alt') return element.tagName !== 'img';
  if (name === 'label') return element.tagName === 'track';
  if (name === 'placeholder') return element.tagName === 'input' && (attributeOf(element, 'value') ?? '') !== '';
  return name.startsWith('data-') || WORDED.has(name);
}

function* inScript(script: HtmlElement): Generator<Piece> {
  const type = (attributeOf(script, 'type') ?? '').toLowerCase();
  if (type === '' || type === 'module' || type.includes('javascript')) {
    const code = textOf(script).slice(0, MAX_SCRIPT_CHARS);
    for (const [sentence] of code.matchAll(SENTENCE_IN_CODE))
      yield { text: sentence, technique: 'html-script', element: script };
  } else yield* ofElement(script, 'html-data');
}

function* ofElement(element: HtmlElement, technique: HtmlTechniqueName): Generator<Piece> {
  const text = textOf(element);
  if (SENTENCE.test(text.slice(0, MAX_SCRIPT_CHARS))) yield { text, technique, element };
}

function textOf(element: HtmlElement): string {
  return element.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
}
