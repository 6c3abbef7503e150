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
  /** Of its document; null while nothing is known of it. */
  readonly format: string | null;
  readonly locator: Locator;
  /** See `Chunk.context`. */
  readonly context?: string | null | undefined;
  readonly text: string;
  readonly verdict: Verdict;
  /** 0 to 1. */
  readonly riskScore: number;
  readonly cells: readonly StoredCell[];
}

const RISK = { clean: 0, suspicious: 1, malicious: undefined } as const satisfies Record<Verdict, number | undefined>;

/** The entry, or `undefined` for what is not to be found: malicious, or without labels. */
export function toIndexEntry(passage: IndexablePassage, said: ResourceLabels | undefined): IndexEntry | undefined {
  const { chunkId, resourceId, title, context, verdict, riskScore } = passage;
  const risk = RISK[verdict];
  if (said === undefined || risk === undefined) return undefined;
  const { labels, attributes } = said;
  const score = Math.ceil(riskScore * 1_000);
  const text = withoutMasked(passage);
  return {
    chunkId,
    resourceId,
    title,
    ...(typeof context === 'string' ? { context } : {}),
    text,
    headings: headingsOf(passage),
    labels: { ...labels, risk, score },
    attributes,
  };
}

/** The name of a sheet is the heading of what is on it. Other parts (`body`, `footer`) say nothing of what a passage is about. */
function headingsOf({ format, locator: { part, headings = [] } }: IndexablePassage): readonly string[] {
  return format === 'xlsx' && part !== undefined ? [part, ...headings] : headings;
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
