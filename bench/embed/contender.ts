/** What embeds texts in a benchmark, behind one face. */
export interface Contender {
  readonly name: string;
  /** How many other texts it embeds before each measurement. */
  readonly warmTexts: number;
  /** Resolves to the number of vectors. */
  embed(texts: readonly string[]): Promise<number>;
  close(): Promise<void>;
}
