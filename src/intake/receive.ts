/**
 * Receiving: what is brought is checked against what its token allows, made durable, and only then accepted.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { DEFAULT_CLASSIFICATION, rankOf } from '../../entitlements/classification.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { Delivery } from '../broker.ts';
import { acceptNew, acceptVersion, type Receipt } from '../catalog/documents.ts';
import { findByExternalId } from '../catalog/views.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Intent, StatedEntitlements } from '../catalog/intent.ts';
import { type CurrentLabels, readCurrentLabels } from '../catalog/labels.ts';
import { GuardFailed } from '../catalog/store.ts';
import type { Caller } from '../identity/caller.ts';
import { Problem } from '../problem.ts';
import { actor } from '../query/record.ts';
import type { BlobFolder } from './blobs.ts';
import { CLAIM_MS, CLAIMANT } from './claims.ts';

export interface ReceiveParts {
  readonly catalog: Catalog;
  readonly blobs: BlobFolder;
}

/** A version that was accepted: it will be finished, by this process or by another. */
export interface Accepted {
  readonly workspace: string;
  readonly documentId: string;
  readonly generation: number;
}

/** Accepts a delivery as a new document, or as a new version of the one that this caller brought under the same external id. */
export async function receive(parts: ReceiveParts, caller: Caller, delivery: Delivery): Promise<Accepted> {
  checkCeiling(caller, delivery);
  const known = delivery.externalId && (await findByExternalId(parts.catalog, caller.workspace, caller.user, delivery.externalId));
  if (known) return receiveVersion(parts, caller, known, delivery);

  const entitlements = statedEntitlements(caller.user, delivery.entitlements);
  const classification = delivery.classification ?? DEFAULT_CLASSIFICATION;
  const intent = { ...intentOf(delivery), entitlements, classification };
  const documentId = randomUUID();
  const { externalId, collection } = delivery;
  return accept(parts, caller, delivery.bytes, { documentId, generation: 1, intent, entitlementsVersion: 0 }, (receipt) =>
    acceptNew({
      ...receipt,
      intent,
      ...(externalId === undefined ? {} : { externalId }),
      broughtBy: caller.user,
      collection,
      mayCreateCollection: caller.ceiling.collections === undefined,
    }),
  );
}

/** Accepts a new version of a document. What the delivery does not say of entitlements and classification stays as it is. */
export async function receiveVersion(
  parts: ReceiveParts,
  caller: Caller,
  documentId: string,
  delivery: Omit<Delivery, 'collection' | 'externalId'> & { readonly collection?: string },
): Promise<Accepted> {
  const current = await readCurrentLabels(parts.catalog, documentId);
  if (!current) throw new Problem('not-found');
  checkCeiling(caller, { ...delivery, collection: current.collection });
  if (delivery.collection !== undefined && delivery.collection !== current.collection) throw new Problem('collection-fixed');

  const intent = { ...intentOf(delivery), ...statedAnew(current, delivery) };
  const { latestGeneration, entitlementsVersion } = current;
  const version = { documentId, generation: latestGeneration + 1, intent, entitlementsVersion };
  return accept(parts, caller, delivery.bytes, version, acceptVersion);
}

type Version = Pick<Receipt, 'documentId' | 'generation' | 'intent' | 'entitlementsVersion'>;

async function accept(
  { catalog, blobs }: ReceiveParts,
  caller: Caller,
  bytes: Uint8Array,
  version: Version,
  toBatch: (receipt: Receipt) => ReturnType<typeof acceptVersion>,
): Promise<Accepted> {
  const { workspace } = caller;
  const { documentId, generation } = version;
  if (bytes.length === 0) throw new Problem('empty-file');
  const blob = createHash('sha256').update(bytes).digest('hex');
  const nowMs = Date.now();
  await blobs.put(documentId, generation, bytes);
  try {
    await catalog.store.commit(
      toBatch({
        ...version,
        ...{ workspace, blob, nowMs, salt: randomBytes(16).toString('hex') },
        claim: { by: CLAIMANT, untilMs: nowMs + CLAIM_MS },
        event: {
          id: randomUUID(),
          workspace,
          kind: 'document.received',
          detail: { actor: actor(caller), documentId, generation, blob, bytes: bytes.length },
        },
      }),
    );
  } catch (error) {
    await blobs.remove(documentId, generation);
    if (error instanceof GuardFailed && error.reason === 'unknown-collection') throw new Problem('unknown-collection');
    if (error instanceof GuardFailed) throw new Problem('document-changed');
    throw error;
  }
  return { workspace, documentId, generation };
}

function intentOf(delivery: Omit<Delivery, 'collection' | 'externalId'>): Intent {
  const { title, fileName, uri, format, attributes, rows } = delivery;
  return {
    ...(title === undefined ? {} : { title }),
    ...(fileName === undefined ? {} : { fileName }),
    ...(uri === undefined ? {} : { uri }),
    ...(format === undefined ? {} : { format }),
    ...(rows === undefined ? {} : { rows }),
    attributes: attributes ?? {},
  };
}

function statedEntitlements(owner: Principal, stated: Delivery['entitlements']): StatedEntitlements {
  if (stated === undefined) return { owner, deniers: [] };
  return { owner: stated.owner ?? owner, readers: stated.readers ?? [], deniers: stated.deniers ?? [] };
}

function statedAnew(current: CurrentLabels, delivery: Omit<Delivery, 'collection' | 'externalId'>): Partial<Intent> {
  return {
    ...(delivery.entitlements && { entitlements: statedEntitlements(current.owner, delivery.entitlements) }),
    ...(delivery.classification && { classification: delivery.classification }),
  };
}

/** Throws `label-not-allowed` when the delivery sets what the token may not. */
function checkCeiling(caller: Caller, delivery: Omit<Delivery, 'externalId'>): void {
  const { collections, minClassification, owner } = caller.ceiling;
  const refused = (what: string) => new Problem('label-not-allowed', `the token does not allow ${what}`);
  if (collections && !collections.includes(delivery.collection)) throw refused('this collection');
  const classification = delivery.classification ?? DEFAULT_CLASSIFICATION;
  if (minClassification && rankOf(classification) < rankOf(minClassification)) throw refused(`the classification \`${classification}\``);
  const namedOwner = delivery.entitlements?.owner;
  if (owner === 'self' && namedOwner !== undefined && namedOwner !== caller.user) throw refused('another owner');
}
