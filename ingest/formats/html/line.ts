/**
 * Builds the runs of one block as a browser would lay its text out: white space collapses, also across elements. Hidden text takes no part
 * in the collapsing of what is seen, and its own white space at the ends is dropped, for it sets nothing apart: where hidden text takes
 * room, a blank that is seen stands for the gap.
 */
import type { Hidden, Run } from '../../stages.ts';

export class LineWriter {
  #runs: Run[] = [];
  /** Which of them are seen. */
  #shown: number[] = [];
  #atSpace = true;
  /** Room that hidden text takes after what is seen: between words it sets them apart, `wide` before anything. */
  #gap: 'none' | 'narrow' | 'wide' = 'none';

  get isEmpty(): boolean {
    return this.#runs.length === 0;
  }

  /** Whether something that is seen stands in it. */
  get isShowing(): boolean {
    return this.#runs.some((run) => run.hidden === undefined && run.text.trim() !== '');
  }

  /** Adds text of an element; white space collapses. `takesRoom`: hidden text that leaves a gap as wide as it is. */
  flow(text: string, hidden: Hidden | undefined, takesRoom = false): void {
    let collapsed = text.replace(/[ \t\n\r\f]+/g, ' ');
    if (hidden !== undefined) {
      this.#runs.push({ text: collapsed, hidden });
      if (takesRoom && this.#gap !== 'wide') this.#gap = /^ | $/.test(collapsed) ? 'wide' : 'narrow';
      return;
    }
    if (this.#gap !== 'none' && (this.#gap === 'wide' || /^[\p{L}\p{N}]/u.test(collapsed))) collapsed = ` ${collapsed}`;
    if (collapsed.startsWith('  ')) collapsed = collapsed.slice(1);
    if (this.#atSpace && collapsed.startsWith(' ')) collapsed = collapsed.slice(1);
    if (collapsed === '') return;
    this.#show(collapsed);
  }

  /** Adds preformatted text, as it stands. */
  exact(text: string): void {
    this.#show(text);
  }

  /** Starts a new line within the block, where something is seen on the line before. */
  newLine(): void {
    this.#trimEnd();
    if (this.#shown.length === 0) return;
    this.#show('\n');
  }

  #show(text: string): void {
    this.#shown.push(this.#runs.length);
    this.#runs.push({ text });
    this.#settle(text);
  }

  #settle(text: string): void {
    this.#gap = 'none';
    this.#atSpace = /\s$/.test(text);
  }

  add(runs: readonly Run[]): void {
    this.#runs.push(...runs);
  }

  /** The runs so far, without white space at the end unless it is preformatted; the writer is empty afterwards. */
  take(preformatted: boolean): Run[] {
    if (!preformatted) this.#trimEnd();
    const runs = withoutEnds(withoutEnds(this.#runs, 'start').reverse(), 'end').reverse();
    this.#runs = [];
    this.#shown = [];
    this.#settle(' ');
    return runs;
  }

  #trimEnd(): void {
    for (let at = this.#shown.at(-1); at !== undefined; at = this.#shown.at(-1)) {
      const text = (this.#runs[at]?.text ?? '').replace(/[ \n]+$/, '');
      this.#runs[at] = { text };
      if (text !== '') return;
      this.#shown.pop();
    }
  }
}

/** Takes white space from one end of hidden stretches; within a stretch of one kind it keeps the pieces apart. */
function withoutEnds(runs: readonly Run[], end: 'start' | 'end'): Run[] {
  let before: Run | undefined;
  let isAtEnd = true;
  return runs.map((run) => {
    isAtEnd = run.hidden !== undefined && (isAtEnd || !isAlike(run, before));
    before = run;
    if (!isAtEnd) return run;
    const text = end === 'start' ? run.text.trimStart() : run.text.trimEnd();
    isAtEnd = text === '';
    return { ...run, text };
  });
}

function isAlike({ hidden }: Run, other: Run | undefined): boolean {
  return hidden?.technique === other?.hidden?.technique && hidden?.severity === other?.hidden?.severity;
}
