/**
 * Answers kept by the exact text of their question, least recently used first out. For pure functions alone: what is kept never
 * goes stale, it only makes room. Bounded in entries and in the length of the texts.
 */

export class Memo<T> {
  readonly #maxEntries: number;
  readonly #maxLength: number;
  /** In the order of their last use. */
  readonly #answers = new Map<string, T>();
  #length = 0;

  /** `maxLength`: of all texts together, in UTF-16 code units. A text that alone is longer than a hundredth of it is not kept. */
  constructor(maxEntries: number, maxLength: number) {
    this.#maxEntries = maxEntries;
    this.#maxLength = maxLength;
  }

  get size(): number {
    return this.#answers.size;
  }

  get(question: string): T | undefined {
    const answer = this.#answers.get(question);
    if (answer === undefined) return undefined;
    this.#answers.delete(question);
    this.#answers.set(question, answer);
    return answer;
  }

  set(question: string, answer: T): void {
    if (question.length > this.#maxLength / 100 || this.#answers.has(question)) return;
    this.#answers.set(question, answer);
    this.#length += question.length;
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= this.#maxEntries && this.#length <= this.#maxLength) return;
      this.#answers.delete(oldest);
      this.#length -= oldest.length;
    }
  }
}
