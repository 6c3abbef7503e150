/**
 * Two classifiers on the same texts, side by side: rates, cost, and how often they say the same.
 */
import { table } from '../../src/cli/terminal.ts';
import type { ScoredRow, SourcesReport } from './sources.ts';
import { percent } from './sources-report.ts';
import { kappa } from './statistics.ts';

export interface Comparison {
  readonly of: readonly [SourcesReport, SourcesReport];
  /** Cohen's kappa of what each flags: at its own threshold for 1 %, and by the verdict of the product. */
  readonly kappa: { readonly atOnePercent: number; readonly suspicious: number };
  /** Attacks that one alone flags, each at its threshold for 1 %. */
  readonly attacksFoundBy: { readonly both: number; readonly firstAlone: number; readonly secondAlone: number };
}

interface Side {
  readonly report: SourcesReport;
  readonly scored: readonly ScoredRow[];
}

export function compare(first: Side, second: Side): Comparison {
  const at = (threshold: 'onePercent' | 'suspicious') =>
    first.scored.map(({ row, risk }, i) => ({
      isAttack: row.label === 1,
      flagged: [
        risk.score >= first.report.thresholds[threshold],
        (second.scored[i]?.risk.score ?? Number.NaN) >= second.report.thresholds[threshold],
      ] as const,
    }));
  const atOnePercent = at('onePercent');
  const attacks = atOnePercent.filter(({ isAttack }) => isAttack).map(({ flagged }) => flagged);
  return {
    of: [first.report, second.report],
    kappa: {
      atOnePercent: kappa(atOnePercent.map(({ flagged }) => flagged)),
      suspicious: kappa(at('suspicious').map(({ flagged }) => flagged)),
    },
    attacksFoundBy: {
      both: attacks.filter(([a, b]) => a && b).length,
      firstAlone: attacks.filter(([a, b]) => a && !b).length,
      secondAlone: attacks.filter(([a, b]) => !a && b).length,
    },
  };
}

export function showComparison({ of: [first, second], kappa: agreement, attacksFoundBy }: Comparison): string {
  const line = (label: string, value: (report: SourcesReport) => string) => [label, value(first), value(second)];
  const rates = (
    first.attacks.map(({ source, kind }) => ({ source, kind, side: 'attacks' as const })) as readonly Named[]
  )
    .concat(first.innocent.map(({ source, kind }) => ({ source, kind, side: 'innocent' as const })))
    .map(({ source, kind, side }) =>
      line(`${side}, ${kind}: ${source}`, (report) => {
        const found = report[side].find((one) => one.source === source && one.kind === kind);
        return `${percent(found?.atOnePercent ?? Number.NaN)} / ${percent(found?.suspicious ?? Number.NaN)}`;
      }),
    );
  const { both, firstAlone, secondAlone } = attacksFoundBy;
  return [
    ...table([
      ['flagged at 1 % FPR / suspicious or worse', first.classifier, second.classifier],
      ...rates,
      line('attacks in documents, mean of the sources', ({ all }) => {
        const { atOnePercent, suspicious } = all.documentAttacksMean;
        return `${percent(atOnePercent)} / ${percent(suspicious)}`;
      }),
      line('AUC, documents', ({ areaUnderCurve }) => areaUnderCurve.documents.toFixed(4)),
      line('AUC, all', ({ areaUnderCurve }) => areaUnderCurve.all.toFixed(4)),
      line('ms of processor time for 1,000 characters', ({ cpuMsPerKilobyte }) => cpuMsPerKilobyte.toFixed(2)),
    ]),
    '',
    `Cohen’s kappa: ${agreement.atOnePercent.toFixed(3)} at 1 % FPR of each, ${agreement.suspicious.toFixed(3)} by verdict.`,
    `Attacks found at 1 % FPR by both: ${both}, by the first alone: ${firstAlone}, by the second alone: ${secondAlone}.`,
  ].join('\n');
}

interface Named {
  readonly source: string;
  readonly kind: string;
  readonly side: 'attacks' | 'innocent';
}
