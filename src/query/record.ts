/**
 * The record: its commit is the decision. It is appended to the audit chain only while the epoch under which the answer was
 * made is still the present one, and while no grant that it rests on has ended; it is durable before anything is sent.
 */
import { randomUUID } from 'node:crypto';
import { NOISE } from '../../filters/screening/screen.ts';
import type { AuditEvent, EventKind } from '../audit/event.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { committedBefore } from '../catalog/clock.ts';
import type { Guard } from '../catalog/store.ts';
import type { Caller } from '../identity/caller.ts';
import { leaving } from './leaving.ts';
import type { Chosen, Gathered, Grounds, MaskedHit, Recorded, ScreenedQuestion } from './stages.ts';

/** What was asked, as it goes into the record. */
export interface Asked {
  readonly kind: Extract<EventKind, `decision.${string}`>;
  readonly purpose?: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Of a question. */
  readonly screening?: ScreenedQuestion;
}

/** Those who ask, as records name them. */
export function actor(caller: Caller) {
  return { user: caller.user, agent: caller.agent ?? null, issuer: caller.issuer, token: caller.tokenId ?? null };
}

/** Reasons for which a record is refused because time has passed. */
export const OUTDATED: ReadonlySet<string> = new Set(['grant-ended', 'minute-past']);

/**
 * Records the decision. Throws `EpochMoved` when facts changed since the grounds were read, and `GuardFailed` with one of {@link OUTDATED}
 * when time took something away: nothing is recorded then.
 */
export async function record(
  catalog: Catalog,
  caller: Caller,
  asked: Asked,
  grounds: Grounds,
  gathered: Gathered,
): Promise<Recorded> {
  const decisionId = randomUUID();
  const { workspace } = caller;
  const detail = toDetail(caller, asked, grounds, gathered);
  const decision: AuditEvent = { id: decisionId, workspace, kind: asked.kind, detail };
  await catalog.store.commit({
    expectedEpoch: grounds.epoch,
    guards: [...guardsOf(grounds, gathered)],
    events: [decision, ...alarmsOf(caller, decisionId, asked, gathered)],
  });
  return { decisionId, chosen: gathered.chosen } as Recorded;
}

function toDetail(caller: Caller, asked: Asked, grounds: Grounds, { chosen, withheld, reranked }: Gathered) {
  const { rules, standing, ask } = grounds;
  const { person, agent, principals } = standing;
  const used = usedGrants(grounds, chosen);
  const duplicates = chosen.flatMap(({ hit, duplicates: all }) =>
    all.map((one) => ({ of: hit.passage.chunkId, ...evidenceOf(one) })),
  );
  const neighbours = chosen.flatMap(({ hit, neighbours: all = [] }) =>
    all.map((one) => ({ of: hit.passage.chunkId, place: one.place, ...evidenceOf(one.hit) })),
  );
  return {
    actor: actor(caller),
    ...asked.fields,
    policyVersion: rules.version,
    context: {
      purpose: ask.purpose ?? null,
      ip: ask.ip ?? null,
      now: new Date(ask.nowMs).toISOString(),
      ...{ weekday: ask.weekday, minuteOfDay: ask.minuteOfDay, grants: used },
    },
    standing: {
      clearance: person.clearance,
      ...(agent && { agentClearance: agent.clearance }),
      principals: principals.length,
    },
    results: chosen.map(({ hit }) => evidenceOf(hit)),
    ...(duplicates.length > 0 && { duplicates }),
    ...(neighbours.length > 0 && { neighbours }),
    withheld,
    ...(reranked !== undefined && { reranked }),
    ...screeningOf(asked),
  };
}

/** What was seen in the question, when it is worth a line. */
function screeningOf({ screening }: Asked) {
  if (screening === undefined || screening.score < NOISE) return {};
  const { score, signals } = screening;
  return { screening: { score, signals } };
}

/** Documents of the answer that a grant may have opened. */
function usedGrants({ rules, grants }: Grounds, chosen: readonly Chosen[]): string[] {
  if (!rules.names.context.has('approved')) return [];
  const granted = new Set(grants.documentIds);
  return [
    ...new Set(
      leaving(chosen)
        .map(({ passage }) => passage.documentId)
        .filter((id) => granted.has(id)),
    ),
  ];
}

const MINUTE_MS = 60_000;

function* guardsOf(grounds: Grounds, { chosen }: Gathered): Generator<Guard> {
  const { rules, ask, grants } = grounds;
  const { context } = rules.names;
  if (grants.firstExpiryMs !== undefined && usedGrants(grounds, chosen).length > 0)
    yield committedBefore('grant-ended', grants.firstExpiryMs);
  // What policies saw was true for its minute; one minute more is for the answer to be made.
  if (context.has('now') || context.has('weekday') || context.has('minuteOfDay'))
    yield committedBefore('minute-past', ask.nowMs + 2 * MINUTE_MS);
}

/** In the same batch as the decision: an answer that is not recorded under its epoch raises no alarm. */
function* alarmsOf(
  caller: Caller,
  decisionId: string,
  { screening }: Asked,
  { mismatches }: Gathered,
): Generator<AuditEvent> {
  const said = { actor: actor(caller), decisionId };
  const alarm = (kind: EventKind, detail: AuditEvent['detail']): AuditEvent => ({
    ...{ id: randomUUID(), workspace: caller.workspace, kind, detail },
  });
  if (mismatches.length > 0) yield alarm('integrity.alarm', { ...said, mismatches });
  if (screening?.isAlarm) {
    const { score, signals } = screening;
    yield alarm('screening.alarm', { ...said, score, signals, refused: false });
  }
}

function evidenceOf({ passage, facts, evidence, decision, masked, neutralized, protected: found }: MaskedHit) {
  const { chunkId, documentId, resourceId, generation, contentHash, risk } = passage;
  return {
    ...{ chunkId, documentId, resourceId, generation, contentHash, policies: decision.policies, masked },
    facts: { ...evidence, classification: facts.classification },
    risk: { score: risk.score, verdict: risk.verdict, scoredBy: risk.scoredBy },
    ...(neutralized && { neutralized }),
    ...(found.length > 0 && { protected: found }),
  };
}
