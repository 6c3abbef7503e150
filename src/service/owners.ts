/**
 * What owners do with what is theirs, and administrators with everything. Whatever is not the caller's is not there: absent
 * and forbidden take the same road and give the same answer.
 */
import { randomUUID } from 'node:crypto';
import type { Broker, DocumentView, EntitlementsInput } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { collectionOwner, setCollectionEntitlements } from '../catalog/collections.ts';
import { remove, setEntitlements } from '../catalog/documents.ts';
import { readOwner, readView } from '../catalog/views.ts';
import { type Caller, requireScope } from '../identity/caller.ts';
import type { JobRunner } from '../intake/jobs.ts';
import { Problem } from '../problem.ts';
import { takeFooting } from '../query/footing.ts';
import { actor } from '../query/record.ts';
import { change } from './change.ts';

export interface OwnerParts {
  readonly catalog: Catalog;
  readonly jobs: JobRunner;
}

/** The document, if it is the caller's to manage. Throws `not-found` otherwise. */
export async function ownDocument(catalog: Catalog, caller: Caller, documentId: string): Promise<DocumentView> {
  // Whose it is comes first: what is not theirs must not take longer than what is not there.
  const owner = await readOwner(catalog, caller.workspace, documentId);
  const isOwn = owner === caller.user || caller.scopes.has('admin');
  const view = isOwn ? await readView(catalog, caller.workspace, documentId) : undefined;
  if (!view) throw new Problem('not-found');
  return view;
}

type OwnerMethods = Pick<Broker, 'readDocument' | 'deleteDocument' | 'setEntitlements' | 'setCollectionEntitlements'>;

export function ownerMethods({ catalog, jobs }: OwnerParts): OwnerMethods {
  async function readDocument(caller: Caller, documentId: string): Promise<DocumentView> {
    await takeFooting(catalog, caller);
    return ownDocument(catalog, caller, documentId);
  }

  return {
    async readDocument(caller, documentId) {
      requireScope(caller, 'own', 'ingest', 'admin');
      return readDocument(caller, documentId);
    },

    async deleteDocument(caller, documentId) {
      requireScope(caller, 'own', 'admin');
      await change(catalog, caller, 'not-found', async (workspace) => {
        await ownDocument(catalog, caller, documentId);
        const detail = { actor: actor(caller), documentId };
        return remove(workspace, documentId, Date.now(), {
          id: randomUUID(),
          workspace,
          kind: 'document.deleted',
          detail,
        });
      });
      await jobs.runFor(documentId);
    },

    async setEntitlements(caller, documentId, entitlements) {
      requireScope(caller, 'own', 'admin');
      const { owner, readers, deniers } = entitlements;
      await change(catalog, caller, 'not-found', async (workspace) => {
        const before = await ownDocument(catalog, caller, documentId);
        const { collection } = before;
        const detail = { actor: actor(caller), documentId, ...difference(before, entitlements) };
        const event = { id: randomUUID(), workspace, kind: 'entitlements.changed', detail } as const;
        const nowMs = Date.now();
        return setEntitlements({
          workspace,
          documentId,
          collection,
          readers,
          deniers,
          nowMs,
          event,
          ...(owner && { owner }),
        });
      });
      await jobs.runFor(documentId);
      const after = await readView(catalog, caller.workspace, documentId);
      if (!after) throw new Problem('not-found');
      return after;
    },

    async setCollectionEntitlements(caller, collection, entitlements) {
      requireScope(caller, 'own', 'admin');
      await change(catalog, caller, 'not-found', async (workspace) => {
        const owner = await collectionOwner(catalog, workspace, collection);
        const isOwn = owner === caller.user || caller.scopes.has('admin');
        if (owner === undefined || !isOwn) throw new Problem('not-found');
        const detail = { actor: actor(caller), collection, after: entitlements };
        const event = { id: randomUUID(), workspace, kind: 'entitlements.changed', detail } as const;
        return { ...setCollectionEntitlements(workspace, collection, entitlements), events: [event] };
      });
    },
  };
}

function difference(before: DocumentView, after: EntitlementsInput) {
  const { owner, readers, deniers } = before.entitlements;
  return { before: { owner, readers, deniers }, after: { ...after, owner: after.owner ?? owner } };
}
