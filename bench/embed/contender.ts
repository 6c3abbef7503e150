/** What embeds texts in a benchmark, behind one face. */
export interface Contender {
  readonly name: string;
  /** How many texts it embeds before it is measured. */
  readonly warmTexts: number;
  /** Resolves to the number of vectors. */
  embed(texts: readonly string[]): Promise<number>;
  close(): Promise<void>;
}
