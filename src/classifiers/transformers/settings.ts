/**
 * What has to be known of somebody else's classifier to score with it.
 */
import type { Thresholds } from '../../../filters/injection/classifier.ts';
import type { ModelFiles, Weights } from '../../embedding/transformers/model-files.ts';
import type { LabelReading } from '../attack-labels.ts';

export interface ClassifyingModel extends LabelReading {
  readonly files: ModelFiles;
  readonly weights: Weights;
  readonly thresholds: Thresholds;
}
