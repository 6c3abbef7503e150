/**
 * What has to be known of a sentence transformer to embed with it as it was trained.
 */
import type { Prefixes } from '../prefixes.ts';
import type { ModelFiles, Weights } from './model-files.ts';

export interface SentenceModel {
  readonly files: ModelFiles;
  readonly weights: Weights;
  /** How the vectors of tokens become that of a text: their mean, or that of the first one. */
  readonly pooling: 'mean' | 'cls';
  readonly prefixes: Prefixes;
  readonly minSimilarity: number;
}
