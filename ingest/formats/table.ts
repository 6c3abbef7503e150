/**
 * What the tables of every format have in common: the rules of a header, the bounds, and how a row becomes a block of its own.
 * Guarantees: no two columns have one name, also not once invisible characters are out of it, and no name means anything to code
 * that keeps cells by column. It reads no format.
 */
import { renderRow } from '../row-text.ts';
import { washUnicode } from '../sanitize/unicode.ts';
import type { Block, Locator, Run } from '../stages.ts';
import { type BlockDraft, BlockWriter } from './blocks.ts';
import { UnreadableDocument } from './format.ts';

export const MAX_COLUMNS = 1_000;
export const MAX_ROWS = 200_000;
/** Longest row, in UTF-16 code units. */
export const MAX_ROW_CHARS = 1_000_000;
/** Rows times columns: an empty cell takes room, too, and a table can have very many that its file does not spell out. */
const MAX_CELLS = 20_000_000;

/** Names that would mean something else to code that keeps cells by column. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/** Throws `too-many-columns` or `invalid-header`. `place` names the table in messages, where a file has several. */
export function checkHeader(header: readonly string[], place = ''): void {
  if (header.length > MAX_COLUMNS) {
    throw new UnreadableDocument(
      'too-many-columns',
      `${place}the table has ${header.length} columns, more than ${MAX_COLUMNS}`,
    );
  }
  const refuse = (why: string) => new UnreadableDocument('invalid-header', `${place}${why}`);
  const seen = new Map<string, number>();
  for (const [index, raw] of header.entries()) {
    const column = index + 1;
    // Names are compared as they will stand in the clean rows: two that look the same would be one there.
    const name = washUnicode(raw).text.trim();
    if (name === '') throw refuse(`column ${column} has no name in the header`);
    if (RESERVED.has(name)) throw refuse(`column ${column} has a name that is reserved`);
    const first = seen.get(name);
    if (first !== undefined) throw refuse(`columns ${first} and ${column} have the same name in the header`);
    seen.set(name, column);
  }
}

/** Throws `too-many-rows` or `output-too-large`. */
export function checkSize(rows: number, columns: number): void {
  if (rows > MAX_ROWS) throw new UnreadableDocument('too-many-rows', `the table has more than ${MAX_ROWS} rows`);
  if (rows * columns > MAX_CELLS) {
    throw new UnreadableDocument('output-too-large', `the table has more than ${MAX_CELLS} cells`);
  }
}

/** Collects rows as blocks; rows with nothing in them are left out. */
export class TableWriter {
  readonly #writer = new BlockWriter();

  get blocks(): readonly Block[] {
    return this.#writer.blocks;
  }

  add(header: readonly string[], values: readonly (string | undefined)[], locator: Locator): void {
    const cells = Object.fromEntries(header.map((name, column) => [name, values[column] ?? '']));
    this.#writer.add({ kind: 'row', runs: [{ text: renderRow(cells).text }], locator, cells });
  }

  /** Adds what stands in the file beside its rows. */
  addOther(block: BlockDraft): void {
    this.#writer.add(block);
  }

  /** Keeps what a row has and nobody sees, apart from its cells: what is cut must not take the same words out of another cell. */
  hide(runs: readonly Run[], locator: Locator): void {
    this.#writer.add({ kind: 'paragraph', runs, locator });
  }
}
