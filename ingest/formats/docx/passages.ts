/**
 * Texts that were left out of a document for tokens of private-use characters, and their way back into its blocks.
 * Guarantees: a passage is in the blocks once; what stands where nothing is shown comes last.
 */
import type { Run } from '../../stages.ts';
import { type BlockDraft, BlockWriter } from '../blocks.ts';

export interface Passage {
  readonly runs: Run[];
  readonly part?: string;
}

const TOKEN = /\uE000([0-9a-z]+)\uE001/;

/** What stands for the passage of that index. */
export function tokenOf(index: number): string {
  return `\uE000${index.toString(36)}\uE001`;
}

/** Puts the passages where their tokens stand. */
export class PassageWriter extends BlockWriter {
  readonly #passages: readonly Passage[];
  readonly #used = new Set<Passage>();

  constructor(passages: readonly Passage[]) {
    super();
    this.#passages = passages;
  }

  override add(draft: BlockDraft): void {
    const runs: Run[] = [];
    let part: string | undefined;
    let isSeen = false;
    for (const run of draft.runs) {
      if (run.hidden !== undefined) {
        runs.push(run);
        continue;
      }
      for (const [index, text] of run.text.split(TOKEN).entries()) {
        const passage = index % 2 === 0 ? undefined : this.#passages[Number.parseInt(text, 36)];
        if (passage === undefined) {
          runs.push({ text });
          continue;
        }
        this.#used.add(passage);
        part ??= passage.part;
        isSeen ||= passage.runs.some((one) => one.hidden === undefined && one.text.trim() !== '');
        runs.push(...(draft.kind === 'table' ? passage.runs.map(onOneLine) : passage.runs));
      }
    }
    // A bullet or a cell's edge is not shown for the sake of what is hidden.
    const hasOwn = isSeen || runs.some((run) => run.hidden === undefined && /[^\s|.\-\d]/.test(run.text));
    super.add({
      ...draft,
      runs: hasOwn ? runs : runs.filter((run) => run.hidden !== undefined),
      ...(part === undefined ? {} : { locator: { ...draft.locator, part } }),
    });
  }

  /** What stood where nothing is shown, in merged cells for example. */
  addLeftOut(): void {
    for (const passage of this.#passages) {
      if (!this.#used.has(passage)) super.add({ kind: 'paragraph', runs: passage.runs });
    }
  }
}

function onOneLine(run: Run): Run {
  return run.hidden === undefined ? { text: run.text.replace(/\s*\n\s*/g, ' ') } : run;
}
