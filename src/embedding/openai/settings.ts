/**
 * What has to be known of an OpenAI-compatible endpoint to embed with it.
 */
import type { Prefixes } from '../prefixes.ts';

export interface Endpoint {
  /** What `/embeddings` comes after: `http://127.0.0.1:11434/v1`. */
  readonly url: string;
  readonly key: string | undefined;
  /** The model's name at the endpoint. */
  readonly model: string;
  /** What the operator calls the state of the model; an endpoint doesn't tell. */
  readonly revision: string | undefined;
  readonly dimension: number;
  /** Whether the endpoint is asked to shorten its vectors to `dimension`. */
  readonly shortens: boolean;
  readonly prefixes: Prefixes;
  readonly minSimilarity: number;
  /** Longest time that one request may take. */
  readonly timeoutMs: number;
}
