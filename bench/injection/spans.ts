/**
 * What reported spans cover of the payloads that are known to be in texts, and of the innocent text around them; and what is left of both when what is
 * suspicious is cut, by the step that does so at ingest. "Innocent" is all that is not the payload: words that lead an attack in count as innocent
 * where the data don't hold them as a part of it.
 */
import type { Span } from '../../filters/finding.ts';
import { type RiskScore, verdictOf } from '../../filters/injection/classifier.ts';
import { stretchesOf } from '../../filters/injection/neutralize.ts';
import { markCuts } from '../../ingest/mark-cuts.ts';
import { table } from '../../src/cli/terminal.ts';
import type { Contender } from './contender.ts';
import { groupBy, type Planted, plantedIn, type Row, sampleBySource } from './rows.ts';
import { percent } from './sources-report.ts';
import { meanOf } from './statistics.ts';

/** From which share on a payload counts as covered. */
const COVERED = 0.9;

export interface SpanFigures {
  readonly attacks: number;
  readonly detected: number;
  /** Of the detected ones: mean share of the payload inside of spans, share of those with {@link COVERED} or more, and share of all innocent text inside. */
  readonly payloadCovered: number;
  readonly wellCovered: number;
  readonly innocentCovered: number;
  /** Of the detected ones: those of which what is left is clean when spans are cut; of these, the shares of attack gone and of innocent text kept. */
  readonly canBeCut: number;
  readonly attackCut: number;
  readonly innocentKept: number;
}

export interface SpansReport {
  readonly classifier: string;
  readonly sources: readonly (SpanFigures & { readonly source: string })[];
  readonly all: SpanFigures;
}

/** One attack, in characters. */
interface Measured {
  readonly source: string;
  readonly isDetected: boolean;
  readonly payload: number;
  readonly innocent: number;
  readonly payloadInside: number;
  readonly innocentInside: number;
  /** What is cut, where anything can be. */
  readonly cut: { readonly payload: number; readonly innocent: number } | undefined;
}

const CLEAN: RiskScore = { score: 0, verdict: 'clean', spans: [] };

export async function measureSpans(contender: Contender, rows: readonly Row[], count: number): Promise<SpansReport> {
  const attacks = sampleBySource(plantedIn(rows), count);
  const risks = await contender.score(attacks.map(({ row: { text } }) => text));
  const cuts = await cutsOf(contender, attacks, risks);
  const measured = attacks.map((attack, i): Measured => {
    const { payload, start, row } = attack;
    const place = { start, end: start + payload.length };
    const { score, spans } = risks[i] ?? CLEAN;
    const covered = (stretches: readonly Span[]) => {
      const all = stretches.reduce((sum, stretch) => sum + stretch.end - stretch.start, 0);
      const inPayload = stretches.reduce((sum, stretch) => sum + overlap(stretch, place), 0);
      return { payload: inPayload, innocent: all - inPayload };
    };
    const inside = covered(stretchesOf(row.text, spans));
    const cut = cuts[i] ?? [];
    return {
      source: row.source,
      isDetected: verdictOf(score, contender.thresholds) !== 'clean',
      payload: payload.length,
      innocent: row.text.length - payload.length,
      payloadInside: inside.payload,
      innocentInside: inside.innocent,
      cut: cut.length === 0 ? undefined : covered(cut),
    };
  });
  return {
    classifier: contender.name,
    sources: [...groupBy(measured, ({ source }) => source)].map(([source, of]) => ({ source, ...figuresOf(of) })),
    all: figuresOf(measured),
  };
}

/** What is cut of each text. The malicious ones, which are held as a whole, are cut here as if they were suspicious. */
async function cutsOf(
  contender: Contender,
  attacks: readonly Planted[],
  risks: readonly RiskScore[],
): Promise<readonly (readonly Span[])[]> {
  const judged = attacks.map(({ row: { text } }, ordinal) => {
    const risk = risks[ordinal] ?? CLEAN;
    const verdict = verdictOf(risk.score, contender.thresholds) === 'clean' ? 'clean' : 'suspicious';
    const chunk = { ordinal, text, start: 0, end: text.length, locator: {} };
    return { chunk, risk: { ...risk, verdict } as const, elsewhere: CLEAN };
  });
  const marked = await markCuts(judged, { id: contender.name, version: '', ...contender });
  return marked.map(({ text, risk }) =>
    stretchesOf(
      text,
      risk.spans.filter(({ cut }) => cut),
    ),
  );
}

function overlap(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}

function figuresOf(all: readonly Measured[]): SpanFigures {
  const detected = all.filter(({ isDetected }) => isDetected);
  const cut = detected.flatMap(({ cut, ...one }) => (cut === undefined ? [] : [{ ...one, cut }]));
  const sum = <T>(of: readonly T[], value: (one: T) => number) => of.reduce((total, one) => total + value(one), 0);
  return {
    attacks: all.length,
    detected: detected.length,
    payloadCovered: meanOf(detected.map((one) => one.payloadInside / one.payload)),
    wellCovered: meanOf(detected.map((one) => Number(one.payloadInside >= COVERED * one.payload))),
    innocentCovered: sum(detected, (one) => one.innocentInside) / sum(detected, (one) => one.innocent),
    canBeCut: cut.length / detected.length,
    attackCut: sum(cut, (one) => one.cut.payload) / sum(cut, (one) => one.payload),
    innocentKept: 1 - sum(cut, (one) => one.cut.innocent) / sum(cut, (one) => one.innocent),
  };
}

export function showSpans({ classifier, sources, all }: SpansReport): string {
  const line = (name: string, figures: SpanFigures) => [
    name,
    `${figures.detected} of ${figures.attacks}`,
    ...[
      ...[figures.payloadCovered, figures.wellCovered, figures.innocentCovered],
      ...[figures.canBeCut, figures.attackCut, figures.innocentKept],
    ].map(percent),
  ];
  return [
    ...table([
      [
        ...['', 'detected', 'payload in spans', `${100 * COVERED} % of it or more`, 'innocent text in spans'],
        ...['can be cut', 'attack gone', 'innocent text kept'],
      ],
      ...sources.map(({ source, ...figures }) => line(source, figures)),
      line('all', all),
    ]),
    `of those detected; ${classifier}`,
  ].join('\n');
}
