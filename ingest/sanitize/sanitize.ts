/**
 * Cuts from a document what a person looking at it would not see: first the runs that extraction marked as hidden, then, over every
 * text that is left (blocks, title, headings, cells, names of parts), invisible characters. What went is kept as evidence.
 * Nothing visible changes but line ends. Headings of locators are built anew from the clean heading blocks, so that no hidden text survives in a path.
 */
import { renderRow } from '../row-text.ts';
import {
  BLOCK_SEPARATOR,
  type Block,
  type CleanBlock,
  type Extracted,
  type Hidden,
  type Locator,
  type Sanitized,
} from '../stages.ts';
import { Ledger } from './ledger.ts';
import { washUnicode } from './unicode.ts';
import { placeOf } from './where.ts';

/** What a person would see of `extracted`, with a finding for every kind of thing that was cut. */
export function sanitize(extracted: Extracted): Sanitized {
  const ledger = new Ledger(extracted.findings);
  const hasHeadings = extracted.blocks.some((block) => block.kind === 'heading');
  const trail = new HeadingTrail(hasHeadings, extracted.format === 'pptx');
  const blocks: CleanBlock[] = [];
  let end = 0;
  for (const block of extracted.blocks) {
    const part = block.locator.part === undefined ? undefined : wash(block.locator.part, 'part', ledger);
    const where = placeOf({ ...block.locator, ...(part === undefined ? {} : { part }) });
    const start = end === 0 ? 0 : end + BLOCK_SEPARATOR.length;
    const { visible, hidden } = cutHidden(block, where, start, ledger);
    const washed = wash(visible, where, ledger, start);
    // A row is rendered anew from its clean cells, so that it is known where each of them stands. Findings were made on the first rendering.
    const cells = block.cells === undefined ? undefined : washCells(block.cells, hidden);
    const row = cells === undefined || block.kind !== 'row' ? undefined : renderRow(cells);
    const text = row?.text ?? washed;
    if (text.trim() === '') continue;
    end = start + text.length;
    const headings = trail.above(block, part);
    if (block.kind === 'heading') trail.open(block.level ?? 1, text.trim());
    const locator: Locator = {
      ...block.locator,
      ...(part === undefined ? {} : { part }),
      ...(headings.length === 0 ? { headings: undefined } : { headings }),
    };
    blocks.push({
      kind: block.kind,
      ...(block.level === undefined ? {} : { level: block.level }),
      text,
      locator: withoutUndefined(locator),
      ...(cells === undefined ? {} : { cells }),
      ...(row === undefined ? {} : { spans: row.cells }),
    });
  }
  const title = extracted.title === undefined ? '' : wash(extracted.title, 'title', ledger).trim();
  const clean: Omit<Sanitized, symbol> = {
    format: extracted.format,
    ...(title === '' ? {} : { title }),
    blocks,
    findings: ledger.findings(),
    removed: ledger.removed,
  };
  // The only place that gives out this brand.
  return clean as Sanitized;
}

function wash(text: string, where: string, ledger: Ledger, at?: number): string {
  const washed = washUnicode(text);
  ledger.unicode(washed.cuts, where, at);
  return washed.text;
}

/** Parts a block into what is seen and what is not; neighbouring hidden runs of one technique are one piece of evidence. */
function cutHidden(
  block: Block,
  where: string,
  start: number,
  ledger: Ledger,
): { visible: string; hidden: readonly string[] } {
  let visible = '';
  const hidden: string[] = [];
  let pending: { hidden: Hidden; text: string; at: number } | undefined;
  const settle = (): void => {
    if (pending === undefined || pending.text.trim() === '') return;
    // Hidden text hides in invisible characters no better: evidence is read as it would have been.
    const washed = washUnicode(pending.text);
    ledger.unicode(washed.cuts, where, pending.at);
    ledger.hidden(pending.hidden, washed.text, where, pending.at);
    hidden.push(pending.text);
  };
  let gap = false;
  for (const run of block.runs) {
    if (run.hidden === undefined) {
      if (gap && /\S$/.test(visible) && /^\S/.test(run.text)) visible += ' ';
      visible += run.text;
      settle();
      pending = undefined;
      gap = false;
    } else {
      gap ||= /^\s|\s$/.test(run.text);
      const { technique, severity } = run.hidden;
      if (pending?.hidden.technique === technique && pending.hidden.severity === severity) pending.text += run.text;
      else {
        settle();
        pending = { hidden: run.hidden, text: run.text, at: start + visible.length };
      }
    }
  }
  settle();
  return { visible, hidden };
}

/** Cells as they stand in the file, washed; what was hidden in the row's rendering is cut from them, too. */
function washCells(
  cells: Readonly<Record<string, string>>,
  hidden: readonly string[],
): Readonly<Record<string, string>> {
  const entries = Object.entries(cells).map(([name, value]): [string, string] => {
    const seen = hidden.reduce((text, piece) => text.replaceAll(piece, ''), value);
    return [washUnicode(name).text, washUnicode(seen).text];
  });
  return Object.fromEntries(entries);
}

/** The headings above a place. Where a document has no heading blocks, the ones its extractor states are washed and taken. */
class HeadingTrail {
  readonly #hasBlocks: boolean;
  readonly #isBySlide: boolean;
  #open: { level: number; title: string }[] = [];
  #part: string | undefined;
  #page: number | undefined;

  /** `isBySlide`: the heading of a slide says nothing of the next one. */
  constructor(hasBlocks: boolean, isBySlide: boolean) {
    this.#hasBlocks = hasBlocks;
    this.#isBySlide = isBySlide;
  }

  above(block: Block, part: string | undefined): readonly string[] {
    if (!this.#hasBlocks)
      return (block.locator.headings ?? [])
        .map((title) => washUnicode(title).text.trim())
        .filter((title) => title !== '');
    const { page } = block.locator;
    if (part !== this.#part || (this.#isBySlide && page !== this.#page)) this.#open = [];
    this.#part = part;
    this.#page = page;
    if (block.kind === 'heading') this.#close(block.level ?? 1);
    return this.#open.map(({ title }) => title);
  }

  open(level: number, title: string): void {
    this.#open.push({ level, title });
  }

  #close(level: number): void {
    this.#open = this.#open.filter((heading) => heading.level < level);
  }
}

function withoutUndefined(locator: Locator): Locator {
  return Object.fromEntries(Object.entries(locator).filter(([, value]) => value !== undefined)) as Locator;
}
