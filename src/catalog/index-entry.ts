/**
 * A passage as an index gets it. What is malicious is not indexed.
 */
import type { Verdict } from '../../filters/injection/classifier.ts';
import type { Locator } from '../../ingest/stages.ts';
import type { IndexEntry, ResourceLabels } from '../index/port.ts';

export interface IndexablePassage {
  readonly chunkId: string;
  readonly resourceId: string;
  readonly title: string;
  readonly locator: Locator;
  readonly text: string;
  readonly verdict: Verdict;
}

const RISK = { clean: 0, suspicious: 1, malicious: undefined } as const satisfies Record<Verdict, number | undefined>;

/** The entry, or `undefined` for what is not to be found: malicious, or without labels. */
export function toIndexEntry(passage: IndexablePassage, labels: ResourceLabels | undefined): IndexEntry | undefined {
  const { chunkId, resourceId, title, locator, text, verdict } = passage;
  const risk = RISK[verdict];
  if (labels === undefined || risk === undefined) return undefined;
  return { chunkId, resourceId, title, text, headings: locator.headings ?? [], labels: { ...labels, risk } };
}
