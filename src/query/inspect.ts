/**
 * The inspection: what the classifier does not find clean stays here. Scores were made at ingest, so this reads and does not
 * compute.
 */
import type { AuthorizedHit, Gathered, InspectedHit, Withheld } from './stages.ts';

/** Parts hits into what may leave and what is withheld for its risk. */
export function inspect(hits: readonly AuthorizedHit[]): Gathered {
  const chosen: InspectedHit[] = [];
  const withheld: Withheld[] = [];
  for (const hit of hits) {
    const { chunkId, documentId, risk } = hit.passage;
    if (risk.verdict === 'clean') {
      chosen.push(hit as InspectedHit);
      continue;
    }
    const signals = [...new Set(risk.spans.flatMap((span) => span.signals))];
    withheld.push({ chunkId, documentId, stage: 'inspect', reason: risk.verdict, signals });
  }
  return { chosen, withheld };
}
