/**
 * A passage as an index gets it. What is malicious is not indexed, and neither are the values that can be masked: whoever may not see
 * them could otherwise find out by searching.
 */
import type { Verdict } from '../../filters/injection/classifier.ts';
import type { Locator } from '../../ingest/stages.ts';
import type { IndexEntry, ResourceLabels } from '../index/port.ts';
import type { StoredCell } from './schema.ts';

export interface IndexablePassage {
  readonly chunkId: string;
  readonly resourceId: string;
  readonly title: string;
  readonly locator: Locator;
  readonly text: string;
  readonly verdict: Verdict;
  /** 0 to 1. */
  readonly riskScore: number;
  readonly cells: readonly StoredCell[];
}

const RISK = { clean: 0, suspicious: 1, malicious: undefined } as const satisfies Record<Verdict, number | undefined>;

/** The entry, or `undefined` for what is not to be found: malicious, or without labels. */
export function toIndexEntry(passage: IndexablePassage, said: ResourceLabels | undefined): IndexEntry | undefined {
  const { chunkId, resourceId, title, locator, verdict, riskScore } = passage;
  const risk = RISK[verdict];
  if (said === undefined || risk === undefined) return undefined;
  const { labels, attributes } = said;
  const score = Math.ceil(riskScore * 1_000);
  const text = withoutMasked(passage);
  return {
    chunkId,
    resourceId,
    title,
    text,
    headings: locator.headings ?? [],
    labels: { ...labels, risk, score },
    attributes,
  };
}

function withoutMasked({ text, cells }: IndexablePassage): string {
  let kept = '';
  let from = 0;
  for (const { start, end, masked } of cells) {
    if (!masked) continue;
    kept += text.slice(from, start);
    from = end;
  }
  return kept + text.slice(from);
}
