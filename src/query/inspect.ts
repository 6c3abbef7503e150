/**
 * The inspection: what the classifier does not find clean stays here, and what is riskier than the agent may be given. Scores were made
 * at ingest, so this reads and does not compute.
 */
import type { Standing } from '../../entitlements/standing.ts';
import type { AuthorizedHit, InspectedHit, Sorted, Withheld } from './stages.ts';

/** Parts hits into what may leave and what is withheld for its risk. */
export function inspect({ agent }: Standing, hits: readonly AuthorizedHit[]): Sorted<InspectedHit> {
  const maxRisk = agent?.maxRisk ?? 1;
  const passed: InspectedHit[] = [];
  const withheld: Withheld[] = [];
  for (const hit of hits) {
    const { chunkId, documentId, risk } = hit.passage;
    const isClean = risk.verdict === 'clean';
    // A score that is no number is not at most anything.
    if (isClean && risk.score <= maxRisk) {
      passed.push(hit as InspectedHit);
      continue;
    }
    const signals = [...new Set(risk.spans.flatMap((span) => span.signals))];
    withheld.push({ chunkId, documentId, stage: 'inspect', reason: isClean ? 'agent-risk' : risk.verdict, signals });
  }
  return { passed, withheld };
}
