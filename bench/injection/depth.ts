/**
 * Whether an attack is found as well deep inside of a long document as at its top. Each attack is placed at every depth of one innocent document
 * that is clean without it. It is found when a span that is suspicious lies on it: a flag for something else does not count.
 */

import type { Span } from '../../filters/finding.ts';
import type { RiskScore } from '../../filters/injection/classifier.ts';
import { table } from '../../src/cli/terminal.ts';
import { carriersOf, placeIn } from './carriers.ts';
import type { Contender } from './contender.ts';
import { plantedIn, type Row, sampleBySource } from './rows.ts';
import { percent } from './sources-report.ts';
import { meanOf } from './statistics.ts';

const DEPTHS = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100] as const;

export interface DepthReport {
  readonly classifier: string;
  readonly attacks: number;
  readonly kilobytes: number;
  /** Share of the attacks found at a depth, in per cent of the document, and the mean of the documents' scores. */
  readonly depths: readonly { readonly depth: number; readonly found: number; readonly meanScore: number }[];
  /** Share found at the worst depth less that at the top. */
  readonly worstMinusTop: number;
}

/** Whether a suspicious span lies on `place`. */
export function isFoundAt({ spans }: RiskScore, { start, end }: Span, suspicious: number): boolean {
  return spans.some((span) => span.score >= suspicious && span.start < end && span.end > start);
}

export async function measureDepth(
  contender: Contender,
  rows: readonly Row[],
  { attacks: count, kilobytes }: { readonly attacks: number; readonly kilobytes: number },
): Promise<DepthReport> {
  const attacks = sampleBySource(plantedIn(rows), count);
  const carriers = await carriersOf(contender, rows, attacks.length, kilobytes * 1_000);
  const depths: { depth: number; found: number; meanScore: number }[] = [];
  for (const depth of DEPTHS) {
    const placed = attacks.map(({ payload }, i) => placeIn(carriers[i] ?? [], payload, depth / 100));
    // Long documents one by one: a batch of them would keep one thread busy and the others idle.
    const risks = (await Promise.all(placed.map(({ text }) => contender.score([text])))).flat();
    const found = risks.map((risk, i) => {
      const place = placed[i];
      return place !== undefined && isFoundAt(risk, place, contender.thresholds.suspicious);
    });
    depths.push({
      depth,
      found: meanOf(found.map(Number)),
      meanScore: meanOf(risks.map(({ score }) => score)),
    });
  }
  const worst = Math.min(...depths.map(({ found }) => found));
  return {
    ...{ classifier: contender.name, attacks: attacks.length, kilobytes, depths },
    worstMinusTop: worst - (depths[0]?.found ?? 0),
  };
}

export function showDepth({ classifier, attacks, kilobytes, depths, worstMinusTop }: DepthReport): string {
  return [
    `${attacks} attacks, each a paragraph of an innocent document of ${kilobytes} kB; found: a suspicious span lies on it`,
    ...table([
      ['depth', 'found', 'mean score'],
      ...depths.map(({ depth, found, meanScore }) => [`${depth} %`, percent(found), meanScore.toFixed(3)]),
    ]),
    `worst less top: ${(100 * worstMinusTop).toFixed(1)} points; ${classifier}`,
  ].join('\n');
}
