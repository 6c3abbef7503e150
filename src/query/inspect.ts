/**
 * The inspection: what the classifier does not find clean stays here, and what is riskier than the agent may be given. A suspicious passage
 * goes on where its instructions can be taken out and the safeguards want that. Scores were made at ingest, also of what is left without
 * the instructions, so this reads and does not compute.
 */
import { type Verdict, verdictOf } from '../../filters/injection/classifier.ts';
import { stretchesOf } from '../../filters/injection/neutralize.ts';
import type { Passage } from '../catalog/passages.ts';
import type { AuthorizedHit, Grounds, InspectedHit, Neutralized, Sorted, Withheld } from './stages.ts';

/** Parts hits into what may leave and what is withheld for its risk. */
export function inspect(grounds: Grounds, hits: readonly AuthorizedHit[]): Sorted<InspectedHit> {
  // Of the passage as it came, whatever is taken out of it: an agent that is to see little risk is not shown what others say of models.
  const maxRisk = grounds.standing.agent?.maxRisk ?? 1;
  const passed: InspectedHit[] = [];
  const withheld: Withheld[] = [];
  for (const hit of hits) {
    const { chunkId, documentId, risk } = hit.passage;
    const verdict = verdictFor(grounds, hit.passage);
    const neutralized = verdict === 'suspicious' ? neutralizedOf(grounds, hit.passage) : undefined;
    const isSafe = verdict === 'clean' || neutralized !== undefined;
    // A score that is no number is not at most anything.
    if (isSafe && risk.score <= maxRisk) {
      passed.push({ ...hit, ...(neutralized && { neutralized }) } as InspectedHit);
      continue;
    }
    const signals = [...new Set(risk.spans.flatMap((span) => span.signals))];
    withheld.push({ chunkId, documentId, stage: 'inspect', reason: isSafe ? 'agent-risk' : verdict, signals });
  }
  return { passed, withheld };
}

/** The worse of the verdict that the passage came in with and what its score means to the agent. */
function verdictFor({ safeguards: { thresholds } }: Grounds, { risk }: Passage): Verdict {
  const own = thresholds === undefined ? 'clean' : verdictOf(risk.score, thresholds);
  return own === 'clean' || risk.verdict === 'malicious' ? risk.verdict : own;
}

/** What is done with the instructions of a suspicious passage; `undefined` where there is nothing to be done, or it would not be enough. */
function neutralizedOf({ safeguards }: Grounds, { text, risk }: Passage): Neutralized | undefined {
  const action = safeguards.neutralization;
  if (action === 'withhold') return undefined;
  const cuts = risk.spans.filter(({ cut }) => cut);
  const stretches = stretchesOf(text, cuts);
  if (stretches.length === 0) return undefined;
  return { action, signals: [...new Set(cuts.flatMap(({ signals }) => signals))].sort(), stretches };
}
