/**
 * Markdown to its tree. The parser's work on one document grows with the square of its blocks, so a long one is parsed in parts, cut where
 * a line that begins a paragraph or a heading stands behind an empty one and nothing is open that would swallow it. Guarantees: the tree is
 * that of the whole document, places included; definitions count in all parts. Throws `too-deeply-nested`.
 */
import type { Root, RootContent } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import { UnreadableDocument } from '../format.ts';
import { type Defined, inlineBounds, type MarkdownExtension, Names } from './bounds.ts';
import { checkNesting } from './nesting.ts';

/** Shortest part, in UTF-16 units. */
const MIN_PART_CHARS = 4 * 1024;

/**
 * An empty line and then a letter or a heading at the margin, where lists, quotes and tables end; or an item at the margin, which begins a
 * list or goes on with the one above.
 */
const CUT = /\n[ \t]*\r?\n(?=[A-Za-z#])|\n(?=(?:[-+*]|\d{1,9}[.)]) [A-Za-z0-9[`(])/g;
const FRONT_MATTER = /^(---|\+\+\+)[ \t]*\r?\n(?:[\s\S]*?\r?\n)?\1[ \t]*(?:\r?\n|$)/;
/** HTML that empty lines do not end, and what ends each. */
const HTML_ENDS: readonly (readonly [start: RegExp, end: RegExp])[] = [
  [/^[ \t]*<(?:script|pre|style|textarea)(?![\w-])/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^[ \t]*<!--/, /^[\s\S]{4,}-->/],
  [/^[ \t]*<\?/, /\?>/],
  [/^[ \t]*<!\[CDATA\[/, /\]\]>/],
  [/^[ \t]*<![a-z]/i, />/],
];

interface Part {
  readonly start: number;
  readonly end: number;
  readonly root: Root;
}

export function parseMarkdown(text: string, { minPartChars = MIN_PART_CHARS } = {}): Root {
  checkNesting(text);
  const defined: Defined = { links: new Names(), footnotes: new Names() };
  const parse = parserFor(inlineBounds(2 * text.length, defined));
  const parts: Part[] = [];
  for (let start = 0; start < text.length || parts.length === 0; ) {
    const part = partFrom(text, start, minPartChars, parse);
    parts.push(part);
    start = part.end;
  }
  const [first, ...others] = parts;
  if (first !== undefined && others.length === 0) return first.root;
  const isDefining = defined.links.length + defined.footnotes.length > 0;
  const children: RootContent[] = [];
  let line = 0;
  for (const { start, end, root } of parts) {
    const source = text.slice(start, end);
    // What a later part defines leads somewhere in an earlier one, too.
    const whole = isDefining && source.includes('[') ? parse(source) : root;
    shift(whole.children, line, start);
    const [head, ...rest] = whole.children;
    const isJoined = join(children.at(-1), head, text);
    for (const child of isJoined || head === undefined ? rest : [head, ...rest]) children.push(child);
    line += lineEndsIn(source);
  }
  return { type: 'root', children };
}

function parserFor(bounds: MarkdownExtension): (text: string) => Root {
  const processor = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkFrontmatter, ['yaml', 'toml'])
    // The last one is asked first.
    .use(function (this: Processor) {
      const data = this.data();
      data.micromarkExtensions = [...(data.micromarkExtensions ?? []), bounds];
    })
    .freeze();
  return (text) => {
    try {
      return processor.parse(text);
    } catch (error) {
      // What nests deep without opening a line is told by the parser's stack.
      if (!(error instanceof RangeError)) throw error;
      throw new UnreadableDocument('too-deeply-nested', 'the document nests its marks too deep');
    }
  };
}

/** The part that begins at `start`: long enough to be worth it, and ending where nothing is open. */
function partFrom(text: string, start: number, minChars: number, parse: (text: string) => Root): Part {
  const head = start === 0 ? (FRONT_MATTER.exec(text)?.[0].length ?? 0) : 0;
  for (let size = minChars; ; size *= 2) {
    CUT.lastIndex = start + head + size;
    const cut = CUT.lastIndex < text.length ? CUT.exec(text) : null;
    const end = cut === null ? text.length : cut.index + cut[0].length;
    const source = text.slice(start, end);
    const root = parse(source);
    if (end === text.length) return { start, end, root };
    // A number begins no list within a paragraph, but it goes on with one.
    const goesOn = !/\d/.test(text.charAt(end)) || isOrdered(root.children.at(-1));
    if (goesOn && !isOpen(lastIn(root), source, /\n[ \t]*\r?\n$/.test(cut?.[0] ?? ''))) return { start, end, root };
    size = Math.max(size, end - start);
  }
}

/** The block that ends last, within whatever it stands in. */
function lastIn(root: Root): RootContent | undefined {
  let last: RootContent | undefined = root.children.at(-1);
  while (
    last?.type === 'list' ||
    last?.type === 'listItem' ||
    last?.type === 'blockquote' ||
    last?.type === 'footnoteDefinition'
  ) {
    last = last.children.at(-1);
  }
  return last;
}

/** Whether a block may go on behind the end of its part, so that it would take what stands there. */
function isOpen(last: RootContent | undefined, source: string, isBlank: boolean): boolean {
  if (last?.type === 'html') {
    if (!isBlank) return true;
    const [, end] = HTML_ENDS.find(([start]) => start.test(last.value)) ?? [];
    return end !== undefined && !end.test(last.value);
  }
  if (last?.type !== 'code') return false;
  const { start, end } = last.position ?? {};
  const block = source.slice(start?.offset ?? 0, end?.offset ?? source.length);
  const fence = /^[ \t]*(`{3,}|~{3,})/.exec(block)?.[1];
  if (fence === undefined) return false;
  const closing = /\n[ \t>]*(`{3,}|~{3,})[ \t]*$/.exec(block)?.[1] ?? '';
  return !closing.startsWith(fence);
}

function isOrdered(node: RootContent | undefined): boolean {
  return node?.type === 'list' && node.ordered === true;
}

/** What makes two items those of one list. */
function markAt(text: string, at: number): string | undefined {
  return /[^\d]/.exec(text.slice(at, at + 10))?.[0];
}

/** Adds the items of a list to the one above that it goes on with. */
function join(above: RootContent | undefined, list: RootContent | undefined, text: string): boolean {
  if (above?.type !== 'list' || list?.type !== 'list') return false;
  const [start, next] = [above.position?.start.offset ?? 0, list.position?.start.offset ?? 0];
  if (markAt(text, start) !== markAt(text, next)) return false;
  const last = above.children.at(-1)?.position?.end.offset ?? next;
  const isParted = lineEndsIn(text.slice(last, next)) > 1;
  above.spread = above.spread === true || list.spread === true || isParted;
  for (const item of list.children) above.children.push(item);
  if (above.position !== undefined && list.position !== undefined) above.position.end = list.position.end;
  return true;
}

/** Moves the places of a part to where it stands in the document. */
function shift(nodes: readonly RootContent[], lines: number, chars: number): void {
  if (chars === 0) return;
  const pending: RootContent[] = [...nodes];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const point of node.position === undefined ? [] : [node.position.start, node.position.end]) {
      point.line += lines;
      if (point.offset !== undefined) point.offset += chars;
    }
    if ('children' in node) for (const child of node.children) pending.push(child);
  }
}

function lineEndsIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
