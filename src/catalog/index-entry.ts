/**
 * A passage as an index gets it. What is malicious is not indexed, and neither are the values that can be masked, or instructions that can
 * be taken out, or sensitive values of kinds that the workspace has a rule for: whoever may not see them could otherwise find out by
 * searching, and nobody is to be found by words that are not served.
 */

import type { DlpRules, Sensitive } from '../../filters/dlp/kinds.ts';
import { recognize } from '../../filters/dlp/recognize.ts';
import { applyEdits, type Edit } from '../../filters/edits.ts';
import type { Span } from '../../filters/finding.ts';
import type { Verdict } from '../../filters/injection/classifier.ts';
import { type MarkedSpan, stretchesOf } from '../../filters/injection/neutralize.ts';
import type { Locator } from '../../ingest/stages.ts';
import type { IndexEntry, ResourceLabels } from '../index/port.ts';
import type { StoredCell } from './tables/documents.ts';

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
  readonly spans: readonly MarkedSpan[];
  readonly cells: readonly StoredCell[];
  /** In `text`; null or absent for what came before they were looked for. */
  readonly sensitive?: readonly Sensitive[] | null;
}

const RISK = { clean: 0, suspicious: 1, malicious: undefined } as const satisfies Record<Verdict, number | undefined>;

/**
 * The entry, or `undefined` for what is not to be found: malicious, or without labels.
 * @param rules the workspace's own: which action they name makes no difference here.
 */
export function toIndexEntry(
  passage: IndexablePassage,
  said: ResourceLabels | undefined,
  rules: DlpRules,
): IndexEntry | undefined {
  const { chunkId, resourceId, verdict, riskScore } = passage;
  const risk = RISK[verdict];
  if (said === undefined || risk === undefined) return undefined;
  const { labels, attributes } = said;
  const score = Math.ceil(riskScore * 1_000);
  const cuts = cutsOf(passage);
  // Like what is served: what stands around an instruction may be a part of it.
  const without = (text: string) => applyEdits(text, secretsOf(recognize(text), rules));
  const { context } = passage;
  const around =
    cuts.length > 0
      ? { headings: [] }
      : {
          ...(typeof context === 'string' ? { context: without(context) } : {}),
          headings: headingsOf(passage).map(without),
        };
  const title = without(passage.title);
  const text = applyEdits(passage.text, [
    ...passage.cells.filter(({ masked }) => masked).map(toNothing),
    ...cuts.map(toGap),
    ...secretsOf(passage.sensitive ?? recognize(passage.text), rules),
  ]);
  return { chunkId, resourceId, title, text, ...around, labels: { ...labels, risk, score }, attributes };
}

/** What is cut is cut for all, also where somebody is served it in a fence. */
const cutsOf = ({ text, verdict, spans }: IndexablePassage) =>
  verdict === 'suspicious'
    ? stretchesOf(
        text,
        spans.filter(({ cut }) => cut),
      )
    : [];

const toNothing = ({ start, end }: Span): Edit => ({ start, end, with: '', strictness: 0 });
/** Words before and after it do not become one. */
const toGap = ({ start, end }: Span): Edit => ({ start, end, with: ' ', strictness: 0 });

const secretsOf = (sensitive: readonly Sensitive[], rules: DlpRules): readonly Edit[] =>
  sensitive.filter(({ kind }) => rules[kind] !== undefined).map(toGap);

/** The name of a sheet is the heading of what is on it. Other parts (`body`, `footer`) say nothing of what a passage is about. */
function headingsOf({ format, locator: { part, headings = [] } }: IndexablePassage): readonly string[] {
  return format === 'xlsx' && part !== undefined ? [part, ...headings] : headings;
}
