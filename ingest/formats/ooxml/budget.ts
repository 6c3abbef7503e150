/**
 * What one document may cost. A small file can ask for much: a text that 50,000 cells share, a thousand formats over every cell.
 * Guarantees: whoever spends before doing is stopped early, by `output-too-large`.
 */
import { UnreadableDocument } from '../format.ts';

/** All text of a presentation or workbook, in UTF-16 units. */
export const MAX_DOCUMENT_CHARS = 50_000_000;

export class Budget {
  #left: number;
  readonly #refusal: string;

  /** `refusal` is the public text of the error. */
  constructor(most: number, refusal: string) {
    this.#left = most;
    this.#refusal = refusal;
  }

  /** Throws `output-too-large` once more is spent than there was. */
  spend(amount: number): void {
    this.#left -= amount;
    if (this.#left < 0) throw new UnreadableDocument('output-too-large', this.#refusal);
  }
}
