/**
 * One row of a terminal's screen. As long as text is only added at its end it is kept as runs; the first time something is
 * written over or wiped it becomes cells. What is written over or wiped is kept as evidence, unless nothing was lost by it: letters
 * struck twice or underlined with backspaces, as in manual pages, stay as they are.
 */
import type { Hidden, Run } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { TERMINAL_TECHNIQUES } from './techniques.ts';

/** What brought the cursor back to where something stood. */
export type Way = 'backspace' | 'cursor' | 'erase';

interface Cell {
  text: string;
  hidden?: Hidden | undefined;
}

/** Text that went, in one sweep. */
export interface Wipe {
  before: string;
  after: string;
  /** Column behind the last cell that went. */
  end: number;
  way: Way;
  /** Backspaces that brought the cursor here, at most. */
  reach: number;
  isDeliberate: boolean;
}

const ASCII = /^[\x20-\x7E]*$/;
const NO_WIDTH = /^[\p{M}\p{Cf}\p{Cc}]$/u;
const WIDE =
  /^[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]$/u;
const TAB_COLUMNS = 8;
/** A sentence, not a word of a progress bar. */
const MANY_WORDS = 8;
const LETTERS = /\p{L}{4}/u;
const WORD = /\p{L}{2,}/gu;

export class Row {
  #runs: Run[] = [];
  #cells: Cell[] | undefined;
  #width = 0;
  readonly #asides: Run[] = [];
  readonly #wipes: Wipe[] = [];

  get width(): number {
    return this.#cells?.length ?? this.#width;
  }

  /** Writes `text` at `column` and returns the column behind it. */
  write(text: string, column: number, hidden: Hidden | undefined, way: Way, reach: number): number {
    if (this.#cells === undefined && column > this.#width) {
      this.#runs.push({ text: ' '.repeat(column - this.#width) });
      this.#width = column;
    }
    if (this.#cells === undefined && column === this.#width) {
      this.#runs.push(hidden === undefined ? { text } : { text, hidden });
      this.#width = ASCII.test(text) ? column + text.length : endOf(text, column);
      return this.#width;
    }
    const cells = this.#toCells();
    while (cells.length < column) cells.push({ text: ' ' });
    let at = column;
    for (const c of text) {
      const columns = columnsOf(c, at);
      if (columns === 0) {
        const last = cells[at - 1];
        if (last !== undefined) last.text += c;
        continue;
      }
      if (way === 'backspace' && cells[at]?.text === '' && cells[at - 1]?.text === c) {
        // A wide letter struck again by a program that counts letters, not columns.
        at += 1;
        continue;
      }
      this.#overwrite(cells, at, { text: c, hidden }, way, reach);
      for (let i = 1; i < columns; i += 1) this.#overwrite(cells, at + i, { text: '' }, way, reach);
      at += columns;
    }
    return at;
  }

  /** Keeps a text that takes no room: a title, the address of a link. */
  aside(text: string, hidden: Hidden): void {
    if (this.#cells === undefined) this.#runs.push({ text, hidden });
    else this.#asides.push({ text, hidden });
  }

  /** Wipes the columns `[from, to)`. Where that is all there is, the row is empty afterwards. */
  erase(from: number, to: number): Wipe | undefined {
    const cells = this.#toCells();
    const gone = cells.slice(from, to);
    const before = gone.map((cell) => cell.text).join('');
    if (from === 0 && to >= cells.length) cells.length = 0;
    else if (to >= cells.length) cells.length = Math.min(from, cells.length);
    else for (let i = from; i < to; i += 1) cells[i] = { text: ' ' };
    if (before.trim() === '') return undefined;
    const wipe: Wipe = { before, after: '', end: -1, way: 'erase', reach: 0, isDeliberate: false };
    this.#wipes.push(wipe);
    return wipe;
  }

  /** Takes `count` columns out; what is behind them moves up. */
  delete(from: number, count: number): void {
    const cells = this.#toCells();
    const before = cells
      .splice(from, count)
      .map((cell) => cell.text)
      .join('');
    if (before.trim() !== '') {
      this.#wipes.push({ before, after: '', end: -1, way: 'erase', reach: 0, isDeliberate: false });
    }
  }

  /** What is seen and what is not, in order; what was wiped comes last. */
  runs(): Run[] {
    const runs = this.#cells === undefined ? this.#runs : [...runsOf(this.#cells), ...this.#asides];
    if (this.#wipes.length === 0) return runs;
    const seen = runs.map((run) => (run.hidden === undefined ? run.text : '')).join('');
    return [...runs, ...evidenceOf(this.#wipes, seen)];
  }

  #toCells(): Cell[] {
    if (this.#cells !== undefined) return this.#cells;
    const cells: Cell[] = [];
    for (const { text, hidden } of this.#runs) {
      if (hidden !== undefined && isAside(hidden)) {
        this.#asides.push({ text, hidden });
        continue;
      }
      for (const c of text) {
        const columns = columnsOf(c, cells.length);
        const last = cells.at(-1);
        if (columns === 0 && last !== undefined) last.text += c;
        else cells.push({ text: c, hidden });
        for (let i = 1; i < columns; i += 1) cells.push({ text: '' });
      }
    }
    this.#runs = [];
    this.#cells = cells;
    return cells;
  }

  #overwrite(cells: Cell[], at: number, cell: Cell, way: Way, reach: number): void {
    const old = cells[at];
    if (old === undefined) {
      cells[at] = cell;
      return;
    }
    const last = this.#wipes.at(-1);
    if (last !== undefined && last.end === at && last.way === way) {
      last.before += old.text;
      last.after += cell.text;
      last.end = at + 1;
      last.reach = Math.max(last.reach, reach);
    } else {
      this.#wipes.push({ before: old.text, after: cell.text, end: at + 1, way, reach, isDeliberate: false });
    }
    // Underlining by overprinting: the letter stays, whichever comes first.
    if (way === 'backspace' && cell.text === '_' && old.text.trim() !== '') return;
    cells[at] = cell;
  }
}

function runsOf(cells: readonly Cell[]): Run[] {
  const runs: { text: string; hidden?: Hidden }[] = [];
  for (const { text, hidden } of cells) {
    const last = runs.at(-1);
    if (last !== undefined && last.hidden === hidden) last.text += text;
    else runs.push(hidden === undefined ? { text } : { text, hidden });
  }
  const last = runs.at(-1);
  // Blanks at the end cover what was longer.
  if (last !== undefined && last.hidden === undefined) last.text = last.text.replace(/ +$/, '');
  return runs;
}

function isAside(hidden: Hidden): boolean {
  return hidden.technique === 'terminal-string';
}

/** One run for each technique and severity, with each text once. */
function evidenceOf(wipes: readonly Wipe[], seen: string): Run[] {
  const counts = new Map<string, number>();
  const lost = wipes.filter(losesText);
  for (const text of [seen, ...lost.map(({ before }) => before)]) {
    for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const texts = new Map<string, { hidden: Hidden; texts: Set<string> }>();
  for (const wipe of lost) {
    const hidden = hiddenFor(wipe, counts);
    const key = `${hidden.technique} ${hidden.severity}`;
    const entry = texts.get(key) ?? { hidden, texts: new Set<string>() };
    entry.texts.add(wipe.before.trim());
    texts.set(key, entry);
  }
  return [...texts.values()].map(({ hidden, texts: distinct }) => ({ text: [...distinct].join('\n'), hidden }));
}

/** Whether a person lost something: not where a letter was struck again or underlined. */
function losesText({ before, after, way }: Wipe): boolean {
  if (before.trim() === '') return false;
  if (way === 'erase') return true;
  if (before === after) return false;
  if (way !== 'backspace' || before.length !== after.length) return true;
  return [...before].some((c, i) => c !== after[i] && c !== '_' && after[i] !== '_' && c !== ' ');
}

function hiddenFor({ before, way, reach, isDeliberate }: Wipe, counts: ReadonlyMap<string, number>): Hidden {
  if (isDeliberate) {
    return hiddenBy(TERMINAL_TECHNIQUES, 'terminal-concealed', { why: 'erased, and the cursor was not moved back' });
  }
  if (way === 'backspace') {
    // A spinner goes back by one, a percentage by its digits; a word that is taken back whole is something else.
    const isWord = reach > 1 && LETTERS.test(before);
    return hiddenBy(TERMINAL_TECHNIQUES, 'terminal-backspace', isWord ? { severity: 'medium' } : {});
  }
  // A progress line is written many times in nearly the same words; a sentence that comes once is none.
  const words = wordsOf(before);
  const isOnce = words.filter((word) => (counts.get(word) ?? 0) < 2).length > words.length / 2;
  return hiddenBy(
    TERMINAL_TECHNIQUES,
    way === 'erase' ? 'terminal-erased' : 'terminal-overwritten',
    words.length >= MANY_WORDS && isOnce ? { severity: 'medium' } : {},
  );
}

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

function endOf(text: string, column: number): number {
  let end = column;
  for (const c of text) end += columnsOf(c, end);
  return end;
}

function columnsOf(c: string, column: number): number {
  if (c === '\t') return TAB_COLUMNS - (column % TAB_COLUMNS);
  if (c >= ' ' && c <= '~') return 1;
  if (NO_WIDTH.test(c)) return 0;
  return WIDE.test(c) ? 2 : 1;
}
