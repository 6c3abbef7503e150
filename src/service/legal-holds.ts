/**
 * Legal holds: the SOC says of which documents nothing may be lost, and why. Owners are not told: deleting and replacing answer as ever.
 */
import { LIMITS } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { findHold, liftHold, listHolds, placeHold } from '../catalog/holds.ts';
import type { JobRunner } from '../intake/jobs.ts';
import { Problem } from '../problem.ts';
import type { Reviewing } from '../review.ts';
import { eventBy } from './acting.ts';
import { change } from './change.ts';
import { admitAnalyst } from './reviews.ts';

interface HoldParts {
  readonly catalog: Catalog;
  readonly jobs: JobRunner;
}

type HoldMethods = Pick<Reviewing, 'placeLegalHold' | 'liftLegalHold' | 'listLegalHolds'>;

export function legalHoldMethods({ catalog, jobs }: HoldParts): HoldMethods {
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

    async listLegalHolds(caller, after, limit) {
      return listHolds(catalog, await admitAnalyst(catalog, caller), after, limit);
    },
  };
}

function refuseUnfit(reason: string): void {
  const isFit = reason.trim() !== '' && reason.length <= LIMITS.reasonLength && !/[\p{Cs}\0]/u.test(reason);
  if (!isFit) throw new Problem('invalid-request', `a reason has 1 to ${LIMITS.reasonLength} characters`);
}
