/**
 * The record: its commit is the decision. It is appended to the audit chain only while the epoch under which the answer was
 * made is still the present one, and it is durable before anything is sent.
 */
import { randomUUID } from 'node:crypto';
import type { EventKind } from '../audit/event.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Caller } from '../identity/caller.ts';
import type { Footing, Gathered, InspectedHit, Recorded } from './stages.ts';

/** What was asked, as it goes into the record. */
export interface Asked {
  readonly kind: Extract<EventKind, `decision.${string}`>;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Those who ask, as records name them. */
export function actor(caller: Caller) {
  return { user: caller.user, agent: caller.agent ?? null, issuer: caller.issuer, token: caller.tokenId ?? null };
}

/** Records the decision. Throws `EpochMoved` when facts changed since the footing was read: nothing is recorded then. */
export async function record(
  catalog: Catalog,
  caller: Caller,
  asked: Asked,
  footing: Footing,
  gathered: Gathered,
): Promise<Recorded> {
  const decisionId = randomUUID();
  const { standing, epoch } = footing;
  await catalog.store.commit({
    expectedEpoch: epoch,
    events: [
      {
        id: decisionId,
        workspace: caller.workspace,
        kind: asked.kind,
        detail: {
          actor: actor(caller),
          ...asked.fields,
          standing: { clearance: standing.clearance, principals: standing.principals.length },
          results: gathered.chosen.map(evidenceOf),
          withheld: gathered.withheld,
        },
      },
    ],
  });
  return { decisionId, chosen: gathered.chosen } as Recorded;
}

function evidenceOf({ passage, facts, evidence, decision }: InspectedHit) {
  const { chunkId, documentId, resourceId, generation, contentHash, risk } = passage;
  return {
    ...{ chunkId, documentId, resourceId, generation, contentHash, rule: decision.rule },
    facts: { ...evidence, classification: facts.classification },
    risk: { score: risk.score, verdict: risk.verdict, scoredBy: risk.scoredBy },
  };
}
