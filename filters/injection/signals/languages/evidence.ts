/** What words of a language are evidence of, and what each kind weighs where nothing supports it. */
import type { Span } from '../../../finding.ts';
import type { Family } from '../signal.ts';

export interface Evidence extends Span {
  /** As `address-de`. */
  readonly name: string;
  readonly family: Family;
  readonly weight: number;
  /** What it weighs by itself, without what stands beside it. */
  readonly aloneWeight: number;
}

/** Weight of evidence that stands alone. */
export const ALONE = {
  address: 0.45,
  'address-phrase': 0.6,
  'address-announced': 0.85,
  override: 0.4,
  'override-orders': 0.85,
  'override-loose': 0.45,
  concealment: 0.45,
  exfiltration: 0.3,
  secrets: 0.4,
  task: 0.2,
  answer: 0.3,
  persona: 0.4,
} as const;
