/**
 * Collects the blocks of a document in reading order and gives each the headings above it.
 * Guarantees: no block without text, neighbouring runs of one visibility are one run, and hidden text never becomes part
 * of a heading path. It does not clean text: that is the sanitizer's work.
 */
import type { Block, Hidden, Locator, Run } from '../stages.ts';

/** A block before it knows its headings. */
export interface BlockDraft {
  readonly kind: Block['kind'];
  readonly level?: number;
  readonly runs: readonly Run[];
  readonly locator?: Omit<Locator, 'headings'>;
  readonly cells?: Readonly<Record<string, string>>;
}

/** Longest title of a heading in a heading path, in UTF-16 code units; the heading's own block has it whole. */
const MAX_HEADING_CHARS = 200;

export class BlockWriter {
  readonly blocks: Block[] = [];
  #path: { level: number; title: string }[] = [];

  /** Adds the block unless nothing is written in it. */
  add(draft: BlockDraft): void {
    const runs = mergeRuns(draft.runs);
    if (!runs.some((run) => run.text.trim() !== '')) return;
    const level = draft.kind === 'heading' ? (draft.level ?? 1) : undefined;
    if (level !== undefined) this.#path = this.#path.filter((above) => above.level < level);
    this.blocks.push({
      kind: draft.kind,
      ...(level === undefined ? {} : { level }),
      runs,
      locator: {
        ...draft.locator,
        ...(this.#path.length === 0 ? {} : { headings: this.#path.map((above) => above.title) }),
      },
      ...(draft.cells === undefined ? {} : { cells: draft.cells }),
    });
    if (level !== undefined) {
      const title = oneLine(visibleText(runs)).slice(0, MAX_HEADING_CHARS);
      if (title !== '') this.#path.push({ level, title });
    }
  }

  /** The first heading that a person sees, as a title. */
  firstHeading(): string | undefined {
    for (const block of this.blocks) {
      const title = block.kind === 'heading' ? oneLine(visibleText(block.runs)) : '';
      if (title !== '') return title;
    }
    return undefined;
  }
}

/** What is left of runs when the hidden ones are out. */
export function visibleText(runs: readonly Run[]): string {
  return runs.map((run) => (run.hidden === undefined ? run.text : '')).join('');
}

/** Any white space, as one space, and none at the ends. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function mergeRuns(runs: readonly Run[]): Run[] {
  const merged: { text: string; hidden?: Hidden }[] = [];
  for (const run of runs) {
    if (run.text === '') continue;
    const last = merged.at(-1);
    const isAlike =
      last?.hidden?.technique === run.hidden?.technique && last?.hidden?.severity === run.hidden?.severity;
    if (last !== undefined && isAlike) last.text += run.text;
    else merged.push({ ...run });
  }
  return merged;
}
