/**
 * The port to an embedder: text in, a direction in the space of its model out. Texts whose directions are close speak of the same.
 *
 * Guarantees of every adapter: as many answers as texts, in their order; the same text gives the same vector; all vectors have the
 * dimension of the model. Vectors of two models can't be compared, so an index holds those of one alone.
 */

/** A model, and what an index has to know of it. */
export interface EmbeddingModel {
  /** Names the model: `minilm-static`, `intfloat/multilingual-e5-small`. */
  readonly id: string;
  /** Changes whenever the same text may give another vector. */
  readonly version: string;
  readonly dimension: number;
  /** Cosine below which a passage is no neighbour of a question at all, -1 to 1: a question of nonsense finds nothing. */
  readonly minSimilarity: number;
}

/**
 * A direction: eight bits for each dimension, scaled so that the component that is largest in magnitude is 127. Its length says nothing,
 * so vectors are compared by cosine. A quarter of the memory of floats, and read three times as fast.
 */
export type Vector = Int8Array;

/** What a text is for: some models expect a question to be marked as one. */
export type TextRole = 'passage' | 'query';

export interface Embedder {
  readonly model: EmbeddingModel;
  /** A vector for each text; `undefined` for one with nothing in it that the model knows. Throws {@link EmbedderUnavailable}. */
  embed(texts: readonly string[], role: TextRole): Promise<readonly (Vector | undefined)[]>;
  close(): Promise<void>;
}

/** The embedder can't answer now, or answered with what is not a vector of its model. The message holds no text of a document. */
export class EmbedderUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbedderUnavailable';
  }
}
