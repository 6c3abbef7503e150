/**
 * Cuts a document into passages along its structure: headings open sections, pages, parts and rows bound, paragraphs and list items are gathered.
 * INVARIANT: `text.slice(chunk.start, chunk.end) === chunk.text`; chunks don't overlap; every character that is not white space is in one.
 * A row of a table is never in a chunk with anything else, since it may have readers of its own.
 */
import { cellsWithin } from './row-text.ts';
import {
  BLOCK_SEPARATOR,
  type Chunk,
  type Chunked,
  type CleanBlock,
  type Locator,
  type Sanitized,
  type TableRow,
} from './stages.ts';

/** Sizes in UTF-16 code units. */
export interface ChunkOptions {
  /** Paragraphs are gathered up to this. */
  readonly targetLength?: number;
  /** No chunk is longer. At least twice `targetLength`. */
  readonly maxLength?: number;
  readonly maxChunks?: number;
}

export const TARGET_CHUNK_LENGTH = 1_200;
export const MAX_CHUNK_LENGTH = 2_400;
export const MAX_CHUNKS = 20_000;

/** The document has more passages than one document may have. */
export class TooManyChunksError extends Error {
  readonly code = 'too-many-chunks';
  readonly limit: number;

  constructor(limit: number) {
    super(`the document has more than ${limit} passages`);
    this.name = 'TooManyChunksError';
    this.limit = limit;
  }
}

/** A block and its place in the document's text. */
interface Placed {
  readonly block: CleanBlock;
  readonly start: number;
  readonly end: number;
}

/** What a chunk says of the row that it is of. */
interface InRow {
  readonly row: TableRow;
  readonly cells: NonNullable<Chunk['cells']>;
}

/** @throws {@link TooManyChunksError} */
export function chunk(sanitized: Sanitized, options: ChunkOptions = {}): Chunked {
  const target = options.targetLength ?? TARGET_CHUNK_LENGTH;
  const max = options.maxLength ?? MAX_CHUNK_LENGTH;
  const limit = options.maxChunks ?? MAX_CHUNKS;
  const text = sanitized.blocks.map((block) => block.text).join(BLOCK_SEPARATOR);
  const chunks: Chunk[] = [];
  let rows = 0;

  const emit = (start: number, end: number, locator: Locator, inRow?: (start: number, end: number) => InRow): void => {
    const whole = text.slice(start, end);
    const from = start + (whole.length - whole.trimStart().length);
    const to = end - (whole.length - whole.trimEnd().length);
    if (from >= to) return;
    for (const [pieceStart, pieceEnd] of splitText(text, from, to, target, max)) {
      if (chunks.length >= limit) throw new TooManyChunksError(limit);
      const piece = {
        ordinal: chunks.length,
        text: text.slice(pieceStart, pieceEnd),
        start: pieceStart,
        end: pieceEnd,
        locator,
      };
      chunks.push({ ...piece, ...inRow?.(pieceStart, pieceEnd) });
    }
  };

  let group: Placed[] = [];
  const flush = (): void => {
    const first = group[0];
    const last = group.at(-1);
    // The locator is that of the first block that is no heading: its path holds the headings that open the chunk.
    const body = group.find(({ block }) => block.kind !== 'heading') ?? last;
    if (first !== undefined && last !== undefined && body !== undefined) {
      const { locator } = body.block;
      const line = first.block.locator.line;
      emit(first.start, last.end, line === undefined ? locator : { ...locator, line });
    }
    group = [];
  };

  for (const placed of place(sanitized.blocks)) {
    const { block, start, end } = placed;
    if (block.kind === 'row') {
      flush();
      const row = { index: rows, number: block.locator.row ?? 0, cells: block.cells ?? {} };
      rows += 1;
      emit(start, end, block.locator, (from, to) => ({
        row,
        cells: cellsWithin(block.spans ?? [], from - start, to - start),
      }));
      continue;
    }
    const first = group[0];
    if (first !== undefined) {
      const hasBody = group.some((other) => other.block.kind !== 'heading');
      const opensSection = block.kind === 'heading' && hasBody;
      const isElsewhere =
        first.block.locator.page !== block.locator.page || first.block.locator.part !== block.locator.part;
      // A heading never stays behind because its paragraph is long: the two are split together.
      const isFull = hasBody && end - first.start > target;
      if (opensSection || isElsewhere || isFull) flush();
    }
    group.push(placed);
  }
  flush();

  const cut: Omit<Chunked, symbol> = {
    format: sanitized.format,
    ...(sanitized.title === undefined ? {} : { title: sanitized.title }),
    text,
    chunks,
    findings: sanitized.findings,
    removed: sanitized.removed,
  };
  // The only place that gives out this brand.
  return cut as Chunked;
}

function* place(blocks: readonly CleanBlock[]): Generator<Placed> {
  let start = 0;
  for (const block of blocks) {
    const end = start + block.text.length;
    yield { block, start, end };
    start = end + BLOCK_SEPARATOR.length;
  }
}

/** Text a little over the target is better whole than with a stub behind it. */
const SLACK = 1.5;
/** Enough of what follows to tell a true boundary from the end of the view. */
const LOOK_AHEAD = 64;
const SENTENCES = new Intl.Segmenter('und', { granularity: 'sentence' });
const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Cuts `[start, end)` of `text` into pieces of at most `max` that begin and end with visible characters. Looks at each place a bounded number of times. */
function* splitText(
  text: string,
  start: number,
  end: number,
  target: number,
  max: number,
): Generator<[number, number]> {
  let from = start;
  while (from < end) {
    const cut =
      end - from <= Math.min(target * SLACK, max)
        ? end
        : from + cutLength(text.slice(from, Math.min(end, from + max + LOOK_AHEAD)), target, max);
    let to = cut;
    while (to > from && isBlank(text, to - 1)) to -= 1;
    if (to > from) yield [from, to];
    from = cut;
    while (from < end && isBlank(text, from)) from += 1;
  }
}

/** How much of `view` the next piece takes: up to a sentence's end near the target, else to a space, else to the end of a grapheme. */
function cutLength(view: string, target: number, max: number): number {
  const least = target / 2;
  let late: number | undefined;
  let best: number | undefined;
  for (const { index } of SENTENCES.segment(view)) {
    if (index > max) break;
    if (index > target) late ??= index;
    else if (index >= least) best = index;
  }
  if (best !== undefined) return best;
  if (late !== undefined) return late;
  const space = view.slice(0, target).search(/\s\S*$/);
  if (space >= least) return space + 1;
  let whole = 0;
  for (const { index } of GRAPHEMES.segment(view.slice(0, target + LOOK_AHEAD))) {
    if (index > target) break;
    whole = index;
  }
  if (whole > 0) return whole;
  // A grapheme longer than a chunk is no letter of anyone: the limit holds, and code points stay whole.
  return isTailSurrogate(view, target) ? target - 1 : target;
}

function isBlank(text: string, offset: number): boolean {
  return /\s/.test(text.charAt(offset));
}

function isTailSurrogate(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
