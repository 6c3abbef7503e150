/**
 * What has to be known of a cross-encoder to rerank with it.
 */
import type { ModelFiles, Weights } from '../embedding/transformers/model-files.ts';

/** A model that reads two texts together and answers with one number. */
export interface CrossEncoder {
  readonly files: ModelFiles;
  readonly weights: Weights;
}
