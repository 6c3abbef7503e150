/**
 * How often a classifier is right, by source: at the product's own thresholds, and at those at which 1 % and 0.1 % of the innocent documents are
 * flagged. One threshold for all sources; no figure is at a threshold that a source chose for itself.
 */
import type { RiskScore, Thresholds } from '../../filters/injection/classifier.ts';
import { type Contender, scoreInOnePass } from './contender.ts';
import { groupBy, isInnocentDocument, type Row } from './rows.ts';
import { areaUnderCurve, meanOf, shareAtLeast, thresholdAt } from './statistics.ts';

/** Shares of texts flagged. Of attacks: found. Of innocent texts: false alarms. */
export interface Rates {
  readonly atOnePercent: number;
  readonly atOnePerMille: number;
  readonly suspicious: number;
  readonly malicious: number;
}

export interface SourceRates extends Rates {
  readonly source: string;
  readonly kind: string;
  readonly rows: number;
}

export interface SourcesReport {
  readonly classifier: string;
  readonly thresholds: Thresholds & { readonly onePercent: number; readonly onePerMille: number };
  readonly attacks: readonly SourceRates[];
  readonly innocent: readonly (SourceRates & { readonly isDocument: boolean })[];
  readonly all: {
    /** Attacks inside of documents: mean over sources, each counting the same, and all of them in one. */
    readonly documentAttacksMean: Rates;
    readonly documentAttacks: Rates;
    readonly attacks: Rates;
    readonly innocentDocuments: Rates;
    readonly innocent: Rates;
  };
  readonly areaUnderCurve: { readonly documents: number; readonly all: number };
  readonly cpuMsPerKilobyte: number;
}

export interface ScoredRow {
  readonly row: Row;
  readonly risk: RiskScore;
}

const RATES = ['atOnePercent', 'atOnePerMille', 'suspicious', 'malicious'] as const;
/** The kind of an attack that somebody put into a document. */
const IN_DOCUMENT = 'indirect';

export async function measureSources(
  contender: Contender,
  rows: readonly Row[],
): Promise<{ readonly report: SourcesReport; readonly scored: readonly ScoredRow[] }> {
  const { risks, cpuMsPerKilobyte } = await scoreInOnePass(
    contender,
    rows.map(({ text }) => text),
  );
  const scored = rows.flatMap((row, i): ScoredRow | [] => {
    const risk = risks[i];
    return risk === undefined ? [] : { row, risk };
  });
  return { report: reportOf(contender, scored, cpuMsPerKilobyte), scored };
}

function reportOf(contender: Contender, scored: readonly ScoredRow[], cpuMsPerKilobyte: number): SourcesReport {
  const scoresOf = (holds: (row: Row) => boolean) =>
    scored.filter(({ row }) => holds(row)).map(({ risk }) => risk.score);
  const documents = scoresOf(isInnocentDocument);
  if (documents.length === 0) throw new Error('there is no innocent document to set a threshold on');
  const thresholds = {
    ...contender.thresholds,
    onePercent: thresholdAt(documents, 0.01),
    onePerMille: thresholdAt(documents, 0.001),
  };
  const rates = (scores: readonly number[]): Rates => ({
    atOnePercent: shareAtLeast(scores, thresholds.onePercent),
    atOnePerMille: shareAtLeast(scores, thresholds.onePerMille),
    suspicious: shareAtLeast(scores, thresholds.suspicious),
    malicious: shareAtLeast(scores, thresholds.malicious),
  });
  const bySource = (label: Row['label']) =>
    [
      ...groupBy(
        scored.filter(({ row }) => row.label === label),
        ({ row }) => JSON.stringify([row.kind, row.source]),
      ).values(),
    ]
      .flatMap((group) => {
        const first = group[0]?.row;
        if (first === undefined) return [];
        const { source, kind } = first;
        const isDocument = isInnocentDocument(first);
        return { source, kind, rows: group.length, isDocument, ...rates(group.map(({ risk }) => risk.score)) };
      })
      .sort((a, b) => a.kind.localeCompare(b.kind) || a.source.localeCompare(b.source));
  const attacks = bySource(1).map(({ isDocument: _, ...attack }) => attack);
  const inDocuments = scoresOf(({ label, kind }) => label === 1 && kind === IN_DOCUMENT);
  const [allAttacks, allInnocent] = [scoresOf(({ label }) => label === 1), scoresOf(({ label }) => label === 0)];
  return {
    classifier: contender.name,
    ...{ thresholds, attacks, innocent: bySource(0) },
    all: {
      documentAttacksMean: meanRates(attacks.filter(({ kind }) => kind === IN_DOCUMENT)),
      documentAttacks: rates(inDocuments),
      attacks: rates(allAttacks),
      innocentDocuments: rates(documents),
      innocent: rates(allInnocent),
    },
    areaUnderCurve: {
      documents: areaUnderCurve(inDocuments, documents),
      all: areaUnderCurve(allAttacks, allInnocent),
    },
    cpuMsPerKilobyte,
  };
}

function meanRates(of: readonly Rates[]): Rates {
  const [atOnePercent = 0, atOnePerMille = 0, suspicious = 0, malicious = 0] = RATES.map((name) =>
    meanOf(of.map((one) => one[name])),
  );
  return { atOnePercent, atOnePerMille, suspicious, malicious };
}
