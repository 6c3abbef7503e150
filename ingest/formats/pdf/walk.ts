/**
 * The first look at a page: walks its drawing operations as pdf.js lists them and says of every glyph where it stands, how it is painted,
 * and whether what is known of colours, sizes, clips, layers and covers hides it. Where only pixels can tell, the run is in doubt.
 * Guarantees: one pass, time bounded by the number of operations and the budget of `Scene`; what pdf.js draws is what counts. It draws nothing itself.
 */
import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { LAYER, type MarkedContent, markedContents } from './actual-text.ts';
import { enclosingStep } from './enclosing-operations.ts';
import { graphicsStep } from './graphics-operations.ts';
import type { Layers } from './layers.ts';
import { operationsOf } from './operations.ts';
import type { WalkedPage } from './page.ts';
import { pageContent } from './page-content.ts';
import { PageState } from './page-state.ts';
import { pictureStep } from './picture-operations.ts';
import { loadPictures } from './pictures.ts';
import { textStep } from './text-operations.ts';

/** Walks a page. `file` are the document's bytes, for what pdf.js reads past. Fails with pdf.js's error when the page can't be read. */
export async function walkPage(page: PDFPageProxy, layers: Layers, file?: Buffer): Promise<WalkedPage> {
  const { fnArray, argsArray } = await operationsOf(page);
  const pictures = await loadPictures(page, picturesAfterText(fnArray, argsArray));
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const state = new PageState({
    width,
    height,
    transform,
    layers,
    pictures,
    marked: file === undefined ? [] : markedOf(file, page, fnArray, argsArray),
    fonts: (name) => page.commonObjs.get(name),
  });
  for (let i = 0; i < fnArray.length; i += 1) {
    const args: unknown = argsArray[i];
    step(state, fnArray[i] ?? 0, Array.isArray(args) ? args : []);
  }
  return { number: page.pageNumber, width, height, runs: state.painter.runs(), figures: state.painter.figures };
}

function step(page: PageState, operation: number, args: readonly unknown[]): void {
  if (enclosingStep(page, operation, args) || graphicsStep(page, operation, args) || textStep(page, operation, args))
    return;
  pictureStep(page, operation, args);
}

/** The marked contents of the page, when they are those that pdf.js lists, tag for tag. */
function markedOf(
  file: Buffer,
  page: PDFPageProxy,
  operations: readonly number[],
  args: readonly unknown[],
): readonly MarkedContent[] {
  const tags: unknown[] = [];
  let hasSpan = false;
  for (const [i, operation] of operations.entries()) {
    if (operation === OPS.beginAnnotation) break;
    if (operation !== OPS.beginMarkedContent && operation !== OPS.beginMarkedContentProps) continue;
    const own = args[i];
    const tag = tagOf(Array.isArray(own) ? own[0] : undefined);
    if (tag !== LAYER) tags.push(tag);
    hasSpan ||= tag === 'Span';
  }
  const content = hasSpan && page.ref !== null ? pageContent(file, page.ref) : undefined;
  const marked = content === undefined ? [] : markedContents(content);
  return marked.length === tags.length && marked.every(({ tag }, i) => tag === tags[i]) ? marked : [];
}

/** pdf.js hands over the tag of marked content with properties as a string, without as a name. */
function tagOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? (value as { name?: unknown }).name : value;
}

/** Pictures that may lie over text: whether they have holes must be known. */
function picturesAfterText(operations: readonly number[], args: readonly unknown[]): ReadonlySet<string> {
  const ids = new Set<string>();
  let hasText = false;
  operations.forEach((operation, i) => {
    if (operation === OPS.showText) hasText = true;
    if (!hasText || (operation !== OPS.paintImageXObject && operation !== OPS.paintImageXObjectRepeat)) return;
    const own = args[i];
    const id: unknown = Array.isArray(own) ? own[0] : undefined;
    if (typeof id === 'string') ids.add(id);
  });
  return ids;
}
