/**
 * The port to a reranker: a cross-encoder that reads question and passage together, and so tells better than either ranking what
 * answers. It sees only what may leave, after every gate.
 */

export interface Reranker {
  readonly model: { readonly id: string; readonly version: string };
  /** How well each text answers the question: higher is better, in the order of `texts`. Throws {@link RerankerUnavailable}. */
  score(query: string, texts: readonly string[]): Promise<readonly number[]>;
  close(): Promise<void>;
}

/** The reranker can't answer now. The message holds no text of a document. */
export class RerankerUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RerankerUnavailable';
  }
}
