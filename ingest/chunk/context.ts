/**
 * What a passage goes on with and does not hold: the header of its table, the line that leads its list in, the name of the column
 * whose value was cut. INVARIANT: it is a stretch of the document's own clean text above the passage, and of a row never a value.
 * What is long is no header, and is left out.
 */
import type { CleanBlock } from '../stages.ts';

/** A block and its place in the document's text. */
export interface Placed {
  readonly block: CleanBlock;
  readonly start: number;
  readonly end: number;
}

/** A stretch of the document's text, in UTF-16 offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Longest context, in UTF-16 code units. A header takes up to some two hundred. */
export const MAX_CONTEXT_LENGTH = 400;
/** Lines with tabs that are a table: pages of a PDF have no others. */
const MIN_TABBED_ROWS = 3;

/** Whether the block introduces what follows it: `You need:`. */
export function leadsIn({ kind, text }: CleanBlock): boolean {
  return kind === 'paragraph' && text.length <= MAX_CONTEXT_LENGTH && /[:：]\s*$/.test(text.slice(-8));
}

/** For each block by its index: what a passage that begins in or at it goes on with. Linear in the text. */
export function openersOf(placed: readonly Placed[]): readonly (Stretch | undefined)[] {
  const openers: (Stretch | undefined)[] = [];
  let tabbed = 0;
  for (const [i, one] of placed.entries()) {
    const before = placed[i - 1];
    const isContinued = before !== undefined && isTabbedAlike(before.block, one.block);
    if (!isContinued) tabbed = i;
    switch (one.block.kind) {
      case 'table':
        openers.push(headerOf(one));
        break;
      case 'list-item':
        openers.push(before?.block.kind === 'list-item' ? openers[i - 1] : leadInOf(before));
        break;
      case 'paragraph':
        openers.push(isContinued ? openers[i - 1] : tabbedHeaderOf(placed, tabbed));
        break;
      case 'heading':
      case 'code':
      case 'quote':
      case 'row':
        openers.push(undefined);
        break;
      default: {
        const never: never = one.block.kind;
        throw new TypeError(`unknown kind ${JSON.stringify(never)}`);
      }
    }
  }
  return openers;
}

/** The name of the column whose value a piece that begins at `at` goes on with. */
export function columnAt({ block, start }: Placed, at: number): Stretch | undefined {
  let before = 0;
  for (const span of block.spans ?? []) {
    if (at <= start + span.start) return undefined;
    // Between two values stand a line's end, the next column's name, a colon and a space.
    if (at < start + span.end) return { start: start + (before === 0 ? 0 : before + 1), end: start + span.start - 2 };
    before = span.end;
  }
  return undefined;
}

/** The first line of a table with something in it, where more follows. */
function headerOf({ block, start }: Placed): Stretch | undefined {
  const from = block.text.search(/\S/);
  const lineEnd = block.text.indexOf('\n', from);
  return lineEnd < 0 ? undefined : { start: start + from, end: start + lineEnd };
}

function leadInOf(before: Placed | undefined): Stretch | undefined {
  return before !== undefined && leadsIn(before.block) ? before : undefined;
}

/** The first of several lines with as many tabs: a page has no tables, only cells beside each other. Its cells are names, not values. */
function tabbedHeaderOf(placed: readonly Placed[], at: number): Stretch | undefined {
  const rows = placed.slice(at, at + MIN_TABBED_ROWS);
  const [header] = rows;
  const isTable = rows.every((row, i) => i === 0 || isTabbedAlike(rows[i - 1]?.block, row.block));
  if (
    header === undefined ||
    rows.length < MIN_TABBED_ROWS ||
    !isTable ||
    header.block.text.length > MAX_CONTEXT_LENGTH
  )
    return undefined;
  return header.block.text.split('\t').every((cell) => /^\s*\p{L}/u.test(cell)) ? header : undefined;
}

function isTabbedAlike(above: CleanBlock | undefined, below: CleanBlock): boolean {
  if (above?.kind !== 'paragraph' || below.kind !== 'paragraph') return false;
  if (above.locator.page !== below.locator.page || above.locator.part !== below.locator.part) return false;
  const tabs = tabsIn(below.text);
  return tabs > 0 && tabs === tabsIn(above.text);
}

function tabsIn(text: string): number {
  return text.split('\t').length - 1;
}
