/**
 * What has to be known of a classifier behind an HTTP endpoint to score with it.
 */
import type { Thresholds } from '../../../filters/injection/classifier.ts';
import type { LabelReading } from '../attack-labels.ts';

/**
 * How an endpoint is asked and answers. `scores`: texts in, scores and spans out, as docs/classifiers.md says. `predict`: the route of Text
 * Embeddings Inference. `inputs`: texts in, labels out, as Hugging Face's inference servers have it.
 */
export const ENDPOINT_SHAPES = ['scores', 'predict', 'inputs'] as const;
export type EndpointShape = (typeof ENDPOINT_SHAPES)[number];

export interface ScoringEndpoint extends LabelReading {
  readonly url: string;
  readonly key: string | undefined;
  readonly shape: EndpointShape;
  /** What the operator calls the model, and its state; an endpoint doesn't tell. */
  readonly model: string;
  readonly revision: string | undefined;
  /** UTF-8 bytes of a text that it reads at a time, at most: it must not cut off what it is given. */
  readonly windowBytes: number;
  readonly thresholds: Thresholds;
  /** Longest time that one request may take. */
  readonly timeoutMs: number;
}
