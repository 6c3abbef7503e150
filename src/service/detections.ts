/**
 * What the SOC does with signs of poisoned documents: it reads them, and dismisses what is none. Like reviews they are for people with the scope
 * `soc`, never through an agent.
 */
import { LIMITS } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { dismissDetection, findDetection, listDetections } from '../catalog/detections.ts';
import type { Detecting } from '../detections/detection.ts';
import { Problem } from '../problem.ts';
import { eventBy } from './acting.ts';
import { change } from './change.ts';
import { admitAnalyst, isNote } from './reviews.ts';

export function detectionMethods(catalog: Catalog): Detecting {
  async function find(workspace: string, detectionId: string) {
    const found = await findDetection(catalog, workspace, detectionId);
    if (!found) throw new Problem('not-found');
    return found;
  }

  return {
    async listDetections(caller, filter) {
      return listDetections(catalog, await admitAnalyst(catalog, caller), filter);
    },

    async dismissDetection(caller, detectionId, note) {
      await admitAnalyst(catalog, caller);
      if (note !== undefined && !isNote(note))
        throw new Problem('invalid-request', `a note has 1 to ${LIMITS.reviewNoteLength} characters`);
      await change(catalog, caller, 'not-found', async (workspace) => {
        const { documentId, generation, kind, broughtBy } = await find(workspace, detectionId);
        const said = { detectionId, detection: kind, documentId, generation, broughtBy, note: note ?? null };
        const event = eventBy(caller, 'detection.dismissed', said);
        return dismissDetection({ workspace, detectionId, dismissedBy: caller.user, note, nowMs: Date.now(), event });
      });
      return find(caller.workspace, detectionId);
    },
  };
}
