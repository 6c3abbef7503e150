/**
 * What a classifier that scores beside the live one said of a document, next to what the live one said. It is served from neither: it is there to be
 * compared. Numbers and places alone, no text.
 */
import type { InjectionClassifier, Verdict } from '../../filters/injection/classifier.ts';
import type { Scored } from '../../ingest/stages.ts';

export interface Judgement {
  readonly score: number;
  readonly verdict: Verdict;
}

/** A passage on which the two differ in their verdict. */
export interface Difference {
  readonly ordinal: number;
  readonly live: Judgement;
  readonly shadow: Judgement;
}

/** Passages by verdict: `[live][shadow]`, each in the order of {@link VERDICTS}. */
export type Agreement = readonly (readonly number[])[];

export const VERDICTS = ['clean', 'suspicious', 'malicious'] as const satisfies readonly Verdict[];

export interface Comparison {
  /** `id@version` of each. */
  readonly liveBy: string;
  readonly shadowBy: string;
  /** Time that each took for the whole document: its passages, its metadata, and what was hidden in it. */
  readonly liveMs: number;
  readonly shadowMs: number;
  /** UTF-8 bytes of the document's text. */
  readonly bytes: number;
  readonly agreement: Agreement;
  /** The first {@link MAX_DIFFERENCES} of them. */
  readonly differences: readonly Difference[];
}

/** `late`: it took longer than it was given. `failed`: it could not be had, or threw. */
export type ShadowReading =
  | ({ readonly outcome: 'compared' } & Comparison)
  | { readonly outcome: 'late' | 'failed'; readonly liveBy: string };

const MAX_DIFFERENCES = 1_000;

/** One document that both have scored. Throws when they did not score the same passages. */
export function compare(live: Scored, shadow: Scored): Pick<Comparison, 'agreement' | 'differences'> {
  const counts = VERDICTS.map(() => VERDICTS.map(() => 0));
  const differences: Difference[] = [];
  if (live.chunks.length !== shadow.chunks.length) throw new Error('the two scored different passages');
  live.chunks.forEach(({ ordinal, risk }, at) => {
    const other = shadow.chunks[at];
    if (other?.ordinal !== ordinal) throw new Error('the two scored different passages');
    const row = counts[VERDICTS.indexOf(risk.verdict)];
    const column = VERDICTS.indexOf(other.risk.verdict);
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
    if (risk.verdict === other.risk.verdict || differences.length === MAX_DIFFERENCES) return;
    differences.push({ ordinal, live: judgementOf(risk), shadow: judgementOf(other.risk) });
  });
  return { agreement: counts, differences };
}

function judgementOf({ score, verdict }: Judgement): Judgement {
  return { score, verdict };
}

/** A classifier that can be stopped between two calls, and whose time is known. */
export interface Timed {
  readonly classifier: InjectionClassifier;
  spentMs(): number;
  /** From now on it throws. */
  stop(): void;
}

export function timed(classifier: InjectionClassifier): Timed {
  let spentMs = 0;
  let isStopped = false;
  const during = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (isStopped) throw new Error('it was stopped');
    const startMs = performance.now();
    try {
      return await work();
    } finally {
      spentMs += performance.now() - startMs;
    }
  };
  const scoreParts = classifier.scoreParts?.bind(classifier);
  const { id, version, thresholds } = classifier;
  return {
    classifier: {
      ...{ id, version, thresholds },
      score: (texts) => during(() => classifier.score(texts)),
      ...(scoreParts && { scoreParts: (text, parts) => during(() => scoreParts(text, parts)) }),
    },
    spentMs: () => spentMs,
    stop() {
      isStopped = true;
    },
  };
}

/** How far two judges agree beyond what their habits would bring about by chance (Cohen 1960): 1 always, 0 no more than by chance. `undefined` where that can't be told. */
export function cohensKappa(agreement: Agreement): number | undefined {
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  const total = sum(agreement.map(sum));
  if (total === 0) return undefined;
  const observed = sum(agreement.map((row, i) => row[i] ?? 0)) / total;
  const byChance = sum(
    agreement.map((row, i) => (sum(row) / total) * (sum(agreement.map((other) => other[i] ?? 0)) / total)),
  );
  return byChance === 1 ? undefined : (observed - byChance) / (1 - byChance);
}
