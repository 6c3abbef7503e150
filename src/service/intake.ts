/**
 * Bringing documents: accepted first, then taken in while the caller waits. What can't be finished now is finished later, and
 * the caller is told that it was accepted.
 */
import type { Broker, Intake } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type Caller, requireScope } from '../identity/caller.ts';
import type { WorkParts } from '../intake/incoming.ts';
import type { JobRunner } from '../intake/jobs.ts';
import { type Accepted, type ReceiveParts, receive, receiveVersion, type Unchanged } from '../intake/receive.ts';
import type { Logger } from '../logger.ts';
import { takeFooting } from '../query/footing.ts';
import { ownDocument } from './owners.ts';

export interface IntakeParts extends WorkParts, ReceiveParts {
  readonly catalog: Catalog;
  readonly jobs: JobRunner;
  readonly logger: Logger;
}

type IntakeMethods = Pick<Broker, 'ingest' | 'replace'>;

export function intakeMethods(parts: IntakeParts): IntakeMethods {
  async function takeIn(accepted: Accepted | Unchanged): Promise<Intake> {
    if ('unchanged' in accepted) return accepted.unchanged;
    const { documentId, generation } = accepted;
    const intake = await parts.jobs.finishAccepted(accepted);
    await parts.jobs.runFor(documentId);
    if (intake) return intake;
    return { documentId, status: 'received', generation, chunks: 0, findings: [] };
  }

  async function admit(caller: Caller): Promise<void> {
    requireScope(caller, 'ingest');
    await takeFooting(parts.catalog, caller);
  }

  return {
    async ingest(caller, delivery) {
      await admit(caller);
      return takeIn(await receive(parts, caller, delivery));
    },

    async replace(caller, documentId, delivery) {
      await admit(caller);
      await ownDocument(parts.catalog, caller, documentId);
      return takeIn(await receiveVersion(parts, caller, documentId, delivery));
    },
  };
}
