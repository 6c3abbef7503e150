/**
 * The broker, composed of its parts. It adds nothing to them but the reading of its own log and health.
 */
import type { Broker } from '../broker.ts';
import { readState } from '../catalog/epoch.ts';
import { backlog } from '../catalog/jobs.ts';
import { readTail, verifyChain } from '../catalog/ledger.ts';
import { requireScope } from '../identity/caller.ts';
import { takeFooting } from '../query/footing.ts';
import { fetch, type QueryParts, retrieve } from '../query/pipeline.ts';
import { type AccessParts, accessMethods } from './access.ts';
import { approvalMethods } from './approvals.ts';
import { attributeMethods } from './attributes.ts';
import { collectionMethods } from './collections.ts';
import { detectionMethods } from './detections.ts';
import { directoryMethods } from './directory.ts';
import { translatingFailures } from './failures.ts';
import { type IntakeParts, intakeMethods } from './intake.ts';
import { legalHoldMethods } from './legal-holds.ts';
import { ownerMethods } from './owners.ts';
import { policyMethods } from './policies.ts';
import { reviewMethods } from './reviews.ts';
import { safeguardMethods } from './safeguards.ts';

export interface BrokerParts extends IntakeParts, QueryParts, AccessParts {}

export function createBroker(parts: BrokerParts): Broker {
  const { catalog, index } = parts;
  return translatingFailures({
    retrieve: (caller, question) => retrieve(parts, caller, question),
    fetch: (caller, id) => fetch(parts, caller, id),
    ...intakeMethods(parts),
    ...ownerMethods(parts),
    ...directoryMethods(catalog),
    ...collectionMethods(catalog),
    ...attributeMethods(parts),
    ...policyMethods(parts),
    ...safeguardMethods(catalog),
    ...approvalMethods(parts),
    ...reviewMethods(parts),
    ...detectionMethods(catalog),
    ...legalHoldMethods(parts),
    ...accessMethods(parts),

    async auditTail(caller, limit, before) {
      requireScope(caller, 'soc');
      await takeFooting(catalog, caller);
      return readTail(catalog, caller.workspace, limit, before);
    },

    async auditVerify(caller) {
      requireScope(caller, 'soc');
      await takeFooting(catalog, caller);
      return verifyChain(catalog);
    },

    async readiness() {
      const check = async (probe: () => unknown) => {
        try {
          return (await probe()) === false ? 'failing' : 'ok';
        } catch {
          return 'failing';
        }
      };
      const checks = {
        // An empty batch takes the write lock and commits: it fails when the log can't be written.
        catalogue: await check(() => catalog.store.commit({})),
        facts: await check(() => readState(catalog)),
        outbox: await check(() => backlog(catalog)),
        index: await check(() => index.isReady()),
      } as const;
      return { ready: Object.values(checks).every((state) => state === 'ok'), checks };
    },
  });
}
