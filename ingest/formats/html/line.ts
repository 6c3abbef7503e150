/**
 * Builds the runs of one block as a browser would lay its text out: white space collapses, also across elements.
 * Hidden text takes no part in the collapsing of what is seen.
 */
import type { Hidden, Run } from '../../stages.ts';

export class LineWriter {
  #runs: Run[] = [];
  #atSpace = true;

  get isEmpty(): boolean {
    return this.#runs.length === 0;
  }

  /** Whether something that is seen stands in it. */
  get isShowing(): boolean {
    return this.#runs.some((run) => run.hidden === undefined && run.text.trim() !== '');
  }

  /** Adds text of an element; white space collapses. */
  flow(text: string, hidden: Hidden | undefined): void {
    let collapsed = text.replace(/[ \t\n\r\f]+/g, ' ');
    if (hidden !== undefined) {
      this.#runs.push({ text: collapsed, hidden });
      return;
    }
    if (this.#atSpace && collapsed.startsWith(' ')) collapsed = collapsed.slice(1);
    if (collapsed === '') return;
    this.#runs.push({ text: collapsed });
    this.#atSpace = collapsed.endsWith(' ');
  }

  /** Adds preformatted text, as it stands. */
  exact(text: string, hidden: Hidden | undefined): void {
    this.#runs.push(hidden === undefined ? { text } : { text, hidden });
    if (hidden === undefined) this.#atSpace = /\s$/.test(text);
  }

  /** Starts a new line within the block. */
  newLine(): void {
    this.#trimEnd();
    this.#runs.push({ text: '\n' });
    this.#atSpace = true;
  }

  add(runs: readonly Run[]): void {
    this.#runs.push(...runs);
  }

  /** The runs so far, without white space at the end unless it is preformatted; the writer is empty afterwards. */
  take(preformatted: boolean): Run[] {
    if (!preformatted) this.#trimEnd();
    const runs = this.#runs;
    this.#runs = [];
    this.#atSpace = true;
    return runs;
  }

  #trimEnd(): void {
    for (let i = this.#runs.length - 1; i >= 0; i -= 1) {
      const run = this.#runs[i];
      if (run === undefined || run.hidden !== undefined) continue;
      const text = run.text.replace(/[ \n]+$/, '');
      this.#runs[i] = { ...run, text };
      if (text !== '') return;
    }
  }
}
