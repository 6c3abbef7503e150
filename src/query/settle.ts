/**
 * Brings a decision and its record together: an answer is made, and recorded if nothing moved meanwhile. When something did, it
 * is made anew, so that it lacks nothing that came with the change. An answer that is overtaken again and again is only decided
 * again on the new facts, which is quicker, and made anew if any of it no longer stands.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { EpochMoved, GuardFailed, StoreUnavailable } from '../catalog/store.ts';
import type { Caller } from '../identity/caller.ts';
import type { Logger } from '../logger.ts';
import { Problem } from '../problem.ts';
import { authorize } from './authorize.ts';
import { makeReady } from './gather.ts';
import { type GroundsParts, takeGrounds } from './grounds.ts';
import { leaving, remade } from './leaving.ts';
import { type Asked, OUTDATED, record } from './record.ts';
import type { Gathered, Grounds, MaskedHit, Recorded } from './stages.ts';

export interface SettleParts extends GroundsParts {
  readonly logger: Logger;
}

/** How long a made answer may be overtaken by changes before the caller is told to come again. */
const PATIENCE_MS = 3_000;
/** How often an answer that was overtaken is made anew, whether it still stands or not. */
const MAX_REMAKES = 3;

/** Makes an answer by `make` and records it. Throws `decision-unsettled` when changes never pause long enough. */
export async function settle(
  parts: SettleParts,
  caller: Caller,
  asked: Asked,
  make: (grounds: Grounds) => Promise<Gathered>,
): Promise<Recorded> {
  let grounds = await takeGrounds(parts, caller, asked.purpose);
  let gathered = await make(grounds);
  // From here on: a search that took long is no change of anything.
  const deadline = performance.now() + PATIENCE_MS;
  for (let attempt = 0; ; attempt++) {
    try {
      const recorded = await record(parts.catalog, caller, asked, grounds, gathered);
      warn(parts.logger, caller, recorded, gathered);
      return recorded;
    } catch (cause) {
      if (cause instanceof StoreUnavailable) throw new Problem('catalogue-unavailable', undefined, { cause });
      if (!isOvertaken(cause)) throw cause;
    }
    if (performance.now() > deadline) throw new Problem('decision-unsettled');
    if (attempt > 3) await sleep(Math.random() * 2);
    // One answer has one fence: what still stands is the same text.
    grounds = { ...(await takeGrounds(parts, caller, asked.purpose)), fence: grounds.fence };
    const standing = attempt < MAX_REMAKES ? undefined : await stillStanding(parts, grounds, gathered);
    gathered = standing ?? (await make(grounds));
  }
}

function isOvertaken(error: unknown): boolean {
  return error instanceof EpochMoved || (error instanceof GuardFailed && OUTDATED.has(error.reason));
}

/**
 * What was gathered, decided again; `undefined` when any of it may no longer leave, or would leave masked in another way. What the index
 * offered before says nothing of it now.
 */
async function stillStanding(parts: SettleParts, grounds: Grounds, gathered: Gathered): Promise<Gathered | undefined> {
  const before = new Map(leaving(gathered.chosen).map((hit) => [hit.passage.chunkId, hit]));
  const { passed } = makeReady(grounds, await authorize(parts, grounds, [...before.keys()]));
  const same = passed.filter((hit) => isSame(before.get(hit.passage.chunkId), hit));
  if (same.length < before.size) return undefined;
  const now = new Map(same.map((hit) => [hit.passage.chunkId, hit]));
  return { ...gathered, chosen: remade(gathered.chosen, now), mismatches: [] };
}

/** Whether two hits show the same of a passage. */
function isSame(before: MaskedHit | undefined, { passage }: MaskedHit): boolean {
  const shown = ({ text, context, title, uri, locator }: MaskedHit['passage']) =>
    JSON.stringify([text, context, title, uri, locator]);
  return before !== undefined && shown(before.passage) === shown(passage);
}

function warn(logger: Logger, { workspace }: Caller, { decisionId }: Recorded, { withheld, mismatches }: Gathered) {
  if (mismatches.length > 0) {
    const chunkIds = mismatches.map(({ chunkId }) => chunkId);
    logger.warn({ workspace, decisionId, chunkIds }, 'the index offered what it should not have: rebuild it');
  }
  const failed = withheld.filter(({ reason }) => reason === 'failed').map(({ chunkId }) => chunkId);
  if (failed.length > 0) logger.warn({ workspace, decisionId, chunkIds: failed }, 'policies could not be evaluated');
}
