/**
 * The grid of a terminal's screen: rows without end, a cursor and a pen. It carries out what moves, writes and wipes, and knows nothing of how
 * that is spelled in a text. Source: ECMA-48 and the control sequences of xterm. Bounded: a sequence makes at most one new row, moves at
 * most {@link FAR_COLUMN} columns beyond what is written, and touches at most {@link SCREEN_ROWS} rows of {@link MAX_ROW}.
 */
import type { Run } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { Pen } from './pen.ts';
import { Row, type Way, type Wipe } from './row.ts';
import { TERMINAL_TECHNIQUES } from './techniques.ts';

/** Columns to the right of what is written that a cursor may be sent to. */
const FAR_COLUMN = 132;
/** Rows that a screen shows at once; more have scrolled off and can't be wiped. */
const SCREEN_ROWS = 60;
/** Longest row, in UTF-16 units; what is longer goes on in the next, as on every screen. */
const MAX_ROW = 1_000;

const STRING = hiddenBy(TERMINAL_TECHNIQUES, 'terminal-string');

export class Grid {
  readonly #rows: Row[] = [new Row()];
  readonly #pen = new Pen();
  #row = 0;
  #column = 0;
  #way: Way = 'cursor';
  /** Backspaces since something was written. */
  #reach = 0;
  #saved = { row: 0, column: 0 };
  /** First row of what a full-screen program draws and takes away again. */
  #alternate: number | undefined;
  /** Rows that go on where the one above ends. */
  readonly #continued = new Set<number>();
  /** A line that was wiped while the cursor stayed behind it. */
  #wipedOnTheSpot: { wipe: Wipe; row: number; column: number } | undefined;

  rows(): readonly (readonly Run[])[] {
    const lines: Run[][] = [];
    for (const [index, row] of this.#rows.entries()) {
      const last = this.#continued.has(index) ? lines.at(-1) : undefined;
      if (last === undefined) lines.push([...row.runs()]);
      else for (const run of row.runs()) last.push(run);
    }
    return lines;
  }

  write(text: string): void {
    const spot = this.#wipedOnTheSpot;
    this.#wipedOnTheSpot = undefined;
    if (spot !== undefined && spot.row === this.#row && spot.column === this.#column) {
      spot.wipe.isDeliberate = true;
      this.#column = this.#current().width;
    }
    let rest = text;
    while (rest.length > Math.max(1, MAX_ROW - this.#column)) {
      const room = Math.max(1, MAX_ROW - this.#column);
      // No pair of surrogates is parted.
      const cut = /[\uD800-\uDBFF]/.test(rest[room - 1] ?? '') ? room + 1 : room;
      this.#put(rest.slice(0, cut));
      rest = rest.slice(cut);
      if (rest !== '') this.#wrap();
    }
    this.#put(rest);
  }

  aside(text: string): void {
    this.#current().aside(text, STRING);
  }

  newLine(): void {
    this.#down();
    this.toColumn(0);
  }

  back(): void {
    this.#column = Math.max(0, this.#column - 1);
    this.#way = 'backspace';
    this.#reach += 1;
  }

  toColumn(column: number): void {
    this.#column = Math.min(Math.max(0, column), Math.max(FAR_COLUMN, this.#current().width));
    this.#way = 'cursor';
    this.#reach = 0;
  }

  /** Escapes of one letter. */
  escape(sequence: string): void {
    if (sequence === '\x1B7') this.#save();
    else if (sequence === '\x1B8') this.#restore();
    else if (sequence === '\x1BM') this.#toRow(this.#row - 1);
    else if (sequence === '\x1BD') this.#down();
    else if (sequence === '\x1BE') this.newLine();
    else if (sequence === '\x1Bc') {
      this.#pen.reset();
      this.#clear();
      this.#toRow(this.#top());
      this.toColumn(0);
    }
  }

  /** Control sequences, by their last letter. Unknown ones do nothing that is seen. */
  carryOut(parameters: string, final: string): void {
    if (/^[<=>?]/.test(parameters)) {
      this.#setMode(parameters, final);
      return;
    }
    const [first, second] = parameters.split(';').map((part) => Number.parseInt(part, 10));
    const count = Math.max(1, first || 1);
    switch (final) {
      case 'm':
        this.#pen.set(parameters);
        return;
      case 'A':
        this.#toRow(this.#row - count);
        return;
      case 'B':
      case 'e':
        this.#toRow(this.#row + count);
        return;
      case 'C':
      case 'a':
        this.toColumn(this.#column + count);
        return;
      case 'D':
        this.toColumn(this.#column - count);
        return;
      case 'E':
        this.#toRow(this.#row + count);
        this.toColumn(0);
        return;
      case 'F':
        this.#toRow(this.#row - count);
        this.toColumn(0);
        return;
      case 'G':
      case '`':
        this.toColumn(count - 1);
        return;
      case 'd':
        this.#toRow(this.#top() + count - 1);
        return;
      case 'H':
      case 'f':
        this.#toRow(this.#top() + count - 1);
        this.toColumn(Math.max(1, second || 1) - 1);
        return;
      case 'J':
        this.#eraseScreen(first || 0);
        return;
      case 'K':
        this.#eraseLine(first || 0);
        return;
      case 'X':
        this.#current().erase(this.#column, this.#column + count);
        return;
      case 'P':
        this.#current().delete(this.#column, count);
        return;
      case 'M':
        this.#current().erase(0, Number.POSITIVE_INFINITY);
        return;
      case 's':
        this.#save();
        return;
      case 'u':
        this.#restore();
        return;
      default:
        return;
    }
  }

  #put(text: string): void {
    this.#column = this.#current().write(text, this.#column, this.#pen.hidden, this.#way, this.#reach);
    this.#reach = 0;
  }

  #wrap(): void {
    const isNew = this.#row === this.#rows.length - 1;
    this.newLine();
    if (isNew) this.#continued.add(this.#row);
  }

  #current(): Row {
    const row = this.#rows[this.#row] ?? new Row();
    this.#rows[this.#row] = row;
    return row;
  }

  #top(): number {
    return Math.max(0, this.#rows.length - SCREEN_ROWS);
  }

  #toRow(row: number): void {
    // One new row at most: a sequence of a few letters must not make a thousand.
    this.#row = Math.min(Math.max(this.#top(), row), this.#rows.length);
    this.#current();
    this.#way = 'cursor';
    this.#reach = 0;
  }

  #down(): void {
    this.#toRow(this.#row + 1);
  }

  #save(): void {
    this.#saved = { row: this.#row, column: this.#column };
  }

  #restore(): void {
    this.#toRow(this.#saved.row);
    this.toColumn(this.#saved.column);
  }

  #eraseLine(mode: number): void {
    const row = this.#current();
    if (mode === 0) row.erase(this.#column, Number.POSITIVE_INFINITY);
    else if (mode === 1) row.erase(0, this.#column + 1);
    else if (mode === 2) {
      const wipe = row.erase(0, Number.POSITIVE_INFINITY);
      if (wipe !== undefined && this.#column > 0) this.#wipedOnTheSpot = { wipe, row: this.#row, column: this.#column };
    }
  }

  #eraseScreen(mode: number): void {
    if (mode === 0) {
      this.#current().erase(this.#column, Number.POSITIVE_INFINITY);
      this.#eraseRows(this.#row + 1, this.#rows.length);
    } else if (mode === 1) {
      this.#eraseRows(this.#top(), this.#row);
      this.#current().erase(0, this.#column + 1);
    } else if (mode === 2) this.#clear();
  }

  #clear(): void {
    this.#eraseRows(this.#top(), this.#rows.length);
  }

  #eraseRows(from: number, to: number): void {
    for (let row = from; row < to; row += 1) this.#rows[row]?.erase(0, Number.POSITIVE_INFINITY);
  }

  /** The second screen that editors and pagers draw on: what is on it is gone when they leave. */
  #setMode(parameters: string, final: string): void {
    if (!/^\?(?:47|1047|1049)$/.test(parameters)) return;
    if (final === 'h' && this.#alternate === undefined) {
      this.#save();
      this.#alternate = this.#rows.length;
      this.#toRow(this.#rows.length);
      this.toColumn(0);
    } else if (final === 'l' && this.#alternate !== undefined) {
      this.#eraseRows(this.#alternate, this.#rows.length);
      this.#alternate = undefined;
      this.#restore();
    }
  }
}
