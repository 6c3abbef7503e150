/**
 * What has to be known of a sentence transformer to embed with it as it was trained.
 */
import type { ModelFiles, Weights } from './model-files.ts';

export interface SentenceModel {
  readonly files: ModelFiles;
  readonly weights: Weights;
  /** How the vectors of tokens become that of a text: their mean, or that of the first one. */
  readonly pooling: 'mean' | 'cls';
  /** What the model expects before a question and before a passage; often nothing. */
  readonly prefixes: { readonly query: string; readonly passage: string };
  readonly minSimilarity: number;
}
