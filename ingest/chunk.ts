/**
 * Cuts a document into passages along its structure: headings open sections, pages, parts and rows bound, paragraphs and list items are
 * gathered; what leads in (`You need:`) stays with what it introduces, and no few words are left over at the end of a section.
 * INVARIANT: `text.slice(chunk.start, chunk.end) === chunk.text`; chunks don't overlap; every character that is not white space is in one.
 * A row of a table is never in a chunk with anything else, since it may have readers of its own.
 * Why this length and no overlap: `docs/chunks.md`.
 */
import { columnAt, leadsIn, MAX_CONTEXT_LENGTH, openersOf, type Placed } from './chunk/context.ts';
import { SLACK, splitText } from './chunk/split.ts';
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
/** What is shorter than this part of the target does not stand alone beside a long block, and not at the end of a section. */
const STUB = 1 / 6;

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

/** A block of the document by its number. */
interface Member extends Placed {
  readonly index: number;
}

/** @throws {@link TooManyChunksError} */
export function chunk(sanitized: Sanitized, options: ChunkOptions = {}): Chunked {
  const size = { target: options.targetLength ?? TARGET_CHUNK_LENGTH, max: options.maxLength ?? MAX_CHUNK_LENGTH };
  const text = sanitized.blocks.map((block) => block.text).join(BLOCK_SEPARATOR);
  const placed = [...place(sanitized.blocks)];
  const cutter = new Cutter(text, placed, size, options.maxChunks ?? MAX_CHUNKS);
  let rows = 0;
  for (const member of placed) {
    const { block } = member;
    if (block.kind === 'row') {
      cutter.row(member, { index: rows, number: block.locator.row ?? 0, cells: block.cells ?? {} });
      rows += 1;
    } else cutter.gather(member);
  }
  cutter.finish();

  const cut: Omit<Chunked, symbol> = {
    format: sanitized.format,
    ...(sanitized.title === undefined ? {} : { title: sanitized.title }),
    text,
    chunks: cutter.chunks,
    findings: sanitized.findings,
    removed: sanitized.removed,
  };
  // The only place that gives out this brand.
  return cut as Chunked;
}

function* place(blocks: readonly CleanBlock[]): Generator<Member> {
  let start = 0;
  for (const [index, block] of blocks.entries()) {
    const end = start + block.text.length;
    yield { block, start, end, index };
    start = end + BLOCK_SEPARATOR.length;
  }
}

/** Gathers blocks to groups, and cuts each group that is complete. */
class Cutter {
  readonly chunks: Chunk[] = [];
  readonly #text: string;
  readonly #size: { readonly target: number; readonly max: number };
  readonly #limit: number;
  readonly #openers: ReturnType<typeof openersOf>;
  #group: Member[] = [];
  /** Whether something in the group says anything by itself. */
  #hasBody = false;
  /** Blocks of the group up to the last one that needs nothing after it. */
  #settled = 0;
  /** A group that is full, while what follows it in its section may be too little to stand alone. */
  #full: readonly Member[] = [];

  constructor(text: string, placed: readonly Placed[], size: { target: number; max: number }, limit: number) {
    this.#text = text;
    this.#size = size;
    this.#limit = limit;
    this.#openers = openersOf(placed);
  }

  gather(member: Member): void {
    const { block, end } = member;
    const [first] = this.#group;
    if (first !== undefined) {
      const { page, part } = first.block.locator;
      const isElsewhere = page !== block.locator.page || part !== block.locator.part;
      const opensSection = block.kind === 'heading' && this.#hasBody;
      if (opensSection || isElsewhere) this.finish();
      else if (end - first.start > this.#size.target && !this.#isStub()) this.#breakOff();
    }
    this.#group.push(member);
    if (!isBody(block)) return;
    this.#hasBody = true;
    if (!leadsIn(block)) this.#settled = this.#group.length;
  }

  row(member: Member, row: TableRow): void {
    this.finish();
    const spans = member.block.spans ?? [];
    for (const [start, end] of this.#pieces(member, () => false)) {
      const cells = cellsWithin(spans, start - member.start, end - member.start);
      this.#emit(start, end, member.block.locator, columnAt(member, start), { row, cells });
    }
  }

  /** Ends the section. */
  finish(): void {
    const joined = [...this.#full, ...this.#group];
    const isOne = this.#isStub() && lengthOf(joined) <= this.#size.target * SLACK;
    for (const group of isOne ? [joined] : [this.#full, this.#group]) this.#cut(group);
    this.#full = [];
    this.#start([]);
  }

  /** Ends the group within its section, but for what leads the next block in. A heading never stays behind because its paragraph is long. */
  #breakOff(): void {
    if (this.#settled === 0) return;
    this.#cut(this.#full);
    this.#full = this.#group.slice(0, this.#settled);
    this.#start(this.#group.slice(this.#settled));
  }

  #isStub(): boolean {
    return lengthOf(this.#group) < this.#size.target * STUB;
  }

  #start(group: Member[]): void {
    this.#group = group;
    this.#hasBody = group.some(({ block }) => isBody(block));
    this.#settled = 0;
  }

  #cut(group: readonly Member[]): void {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) return;
    // The locator is that of the first block that is no heading: its path holds the headings that open the chunk.
    const { locator } = (group.find(({ block }) => block.kind !== 'heading') ?? last).block;
    const { line } = first.block.locator;
    const said = line === undefined ? locator : { ...locator, line };
    let at = 0;
    const blockAt = (offset: number): Member => {
      while ((group[at]?.start ?? 0) > offset) at -= 1;
      while ((group[at + 1]?.start ?? Infinity) <= offset) at += 1;
      return group[at] ?? first;
    };
    const isInLine = (offset: number): boolean => {
      const { block, start, end } = blockAt(offset);
      const isLines = block.kind === 'table' || block.kind === 'code';
      return isLines && offset > start && offset < end && this.#text[offset - 1] !== '\n';
    };
    for (const [start, end] of this.#pieces({ start: first.start, end: last.end }, isInLine)) {
      this.#emit(start, end, said, this.#openers[blockAt(start).index]);
    }
  }

  *#pieces(range: Pick<Placed, 'start' | 'end'>, isInLine: (offset: number) => boolean): Generator<[number, number]> {
    const whole = this.#text.slice(range.start, range.end);
    const start = range.start + (whole.length - whole.trimStart().length);
    const end = range.end - (whole.length - whole.trimEnd().length);
    yield* splitText(this.#text, [start, end], this.#size, isInLine);
  }

  #emit(
    start: number,
    end: number,
    locator: Locator,
    opener: Pick<Placed, 'start' | 'end'> | undefined,
    inRow?: Pick<Chunk, 'row' | 'cells'>,
  ): void {
    if (this.chunks.length >= this.#limit) throw new TooManyChunksError(this.#limit);
    const text = this.#text.slice(start, end);
    this.chunks.push({
      ordinal: this.chunks.length,
      text,
      start,
      end,
      locator,
      ...this.#context(start, opener),
      ...inRow,
    });
  }

  /** What stands above the passage; a passage that holds its own header needs no other. */
  #context(start: number, opener: Pick<Placed, 'start' | 'end'> | undefined): Pick<Chunk, 'context' | 'contextStart'> {
    if (opener === undefined || opener.end > start || opener.end - opener.start > MAX_CONTEXT_LENGTH) return {};
    const whole = this.#text.slice(opener.start, opener.end);
    const context = whole.trim();
    // Cells without a word in them name nothing.
    if (!/[\p{L}\p{N}]/u.test(context)) return {};
    return { context, contextStart: opener.start + (whole.length - whole.trimStart().length) };
  }
}

function lengthOf(group: readonly Member[]): number {
  return (group.at(-1)?.end ?? 0) - (group[0]?.start ?? 0);
}

/** Whether a block says something by itself. A heading and a mere sign go with what follows. */
function isBody({ kind, text }: CleanBlock): boolean {
  return kind !== 'heading' && /[\p{L}\p{N}]/u.test(text);
}
