/**
 * Legal holds: the SOC says of which documents nothing may be lost, and why. Owners are not told: deleting and replacing answer as ever.
 */
import { LIMITS } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { evidenceOf } from '../catalog/evidence.ts';
import { listVersions } from '../catalog/generations.ts';
import { findHold, liftHold, listHolds, placeHold } from '../catalog/holds.ts';
import type { EvidenceFolder } from '../evidence/folder.ts';
import type { Caller } from '../identity/caller.ts';
import type { BlobFolder } from '../intake/blobs.ts';
import type { JobRunner } from '../intake/jobs.ts';
import { Problem } from '../problem.ts';
import type { Reviewing } from '../review.ts';
import { eventBy } from './acting.ts';
import { change } from './change.ts';
import { readEvidence } from './evidence/read.ts';
import { admitAnalyst } from './reviews.ts';

interface HoldParts {
  readonly catalog: Catalog;
  readonly jobs: JobRunner;
  readonly blobs: BlobFolder;
  readonly evidence: EvidenceFolder;
}

type HoldMethods = Pick<Reviewing, 'placeLegalHold' | 'liftLegalHold' | 'readHeldOriginal' | 'listLegalHolds'>;

export function legalHoldMethods(parts: HoldParts): HoldMethods {
  const { catalog, jobs, blobs } = parts;

  /** Of a version that is sealed, or still there as it came. */
  async function original(caller: Caller, documentId: string, generation: number): Promise<Uint8Array | undefined> {
    const kept = await evidenceOf(catalog, documentId, generation);
    const sealed = kept.find(({ kind }) => kind === 'original');
    if (sealed) return readEvidence(parts, caller, sealed, {});
    const version = (await listVersions(catalog, documentId, 'all')).find((one) => one.generation === generation);
    const bytes = version && (await blobs.get({ documentId, ...version }).catch(() => undefined));
    if (!bytes) return undefined;
    const detail = { documentId, generation, piece: 'original', evidence: null };
    await change(catalog, caller, 'not-found', async () => ({ events: [eventBy(caller, 'evidence.read', detail)] }));
    return bytes;
  }

  return {
    async placeLegalHold(caller, documentId, reason) {
      await admitAnalyst(catalog, caller);
      refuseUnfit(reason);
      await change(catalog, caller, 'not-found', async (workspace) => {
        const event = eventBy(caller, 'legal-hold.placed', { documentId, reason });
        return placeHold({ workspace, documentId, placedBy: caller.user, reason, nowMs: Date.now(), event });
      });
      const hold = await findHold(catalog, caller.workspace, documentId);
      if (!hold) throw new Problem('not-found');
      return hold;
    },

    async liftLegalHold(caller, documentId, reason) {
      await admitAnalyst(catalog, caller);
      refuseUnfit(reason);
      await change(catalog, caller, 'not-found', async (workspace) => {
        const event = eventBy(caller, 'legal-hold.lifted', { documentId, reason });
        return liftHold({ workspace, documentId, nowMs: Date.now(), event });
      });
      // What it kept from being cleared away, now.
      await jobs.runFor(documentId);
      await jobs.purgeFor(documentId);
    },

    async readHeldOriginal(caller, documentId, asked) {
      const workspace = await admitAnalyst(catalog, caller);
      const hold = await findHold(catalog, workspace, documentId);
      const generation = asked ?? hold?.versions.at(-1);
      if (!hold || generation === undefined || !hold.versions.includes(generation)) throw new Problem('not-found');
      // It may be sealed between the two looks: then it is there the second time.
      const bytes =
        (await original(caller, documentId, generation)) ?? (await original(caller, documentId, generation));
      if (!bytes) throw new Problem('not-found');
      return { fileName: `document-${documentId}-${generation}.bin`, bytes: Uint8Array.from(bytes) };
    },

    async listLegalHolds(caller, after, limit) {
      return listHolds(catalog, await admitAnalyst(catalog, caller), after, limit);
    },
  };
}

function refuseUnfit(reason: string): void {
  const isFit = reason.trim() !== '' && reason.length <= LIMITS.reasonLength && !/[\p{Cs}\0]/u.test(reason);
  if (!isFit) throw new Problem('invalid-request', `a reason has 1 to ${LIMITS.reasonLength} characters`);
}
