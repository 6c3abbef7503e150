/**
 * Whether an attack is found as well deep inside of a long document as at its top. Each attack is placed at every depth of one innocent document
 * that is clean without it, always between the same two paragraphs: what stands beside it matters to a model, and is not what is asked here. It is
 * found when a span that is suspicious lies on it: a flag for something else does not count.
 */

import type { Span } from '../../filters/finding.ts';
import type { RiskScore } from '../../filters/injection/classifier.ts';
import { table } from '../../src/cli/terminal.ts';
import { type Carrier, carriersOf, type Placed, placeIn, together } from './carriers.ts';
import type { Contender } from './contender.ts';
import { plantedIn, type Row, sampleBySource } from './rows.ts';
import { percent } from './sources-report.ts';
import { meanOf } from './statistics.ts';

const DEPTHS = [0, 25, 50, 75, 100] as const;

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

/** The first two paragraphs of the carrier stay on either side of the attack, wherever it goes. */
function placeAt(depth: number, attack: string, [before = '', after = '', ...rest]: Carrier): Placed {
  const { text, start } = placeIn(rest, together(before, attack, after), depth);
  const from = start + together(before, '').length;
  return { text, start: from, end: from + attack.length };
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
    const placed = attacks.map(({ payload }, i) => placeAt(depth / 100, payload, carriers[i] ?? []));
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
