/**
 * Receiving: what is brought is checked against what its token allows, made durable, and only then accepted.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Attributes } from '../../entitlements/attributes.ts';
import { type Classification, DEFAULT_CLASSIFICATION, rankOf } from '../../entitlements/classification.ts';
import { COLLECTION_RULE, isCollectionName } from '../../entitlements/collection.ts';
import type { Principal } from '../../entitlements/principal.ts';
import { parseAttributes, undeclared } from '../../ingest/attributes.ts';
import type { Delivery, Intake } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { acceptNew, acceptVersion, type Receipt } from '../catalog/documents.ts';
import { readLatest } from '../catalog/generations.ts';
import type { Intent } from '../catalog/intent.ts';
import { type CurrentLabels, readCurrentLabels } from '../catalog/labels.ts';
import { readRegistry } from '../catalog/registry.ts';
import { findRejected } from '../catalog/review-views.ts';
import { GuardFailed, StoreUnavailable } from '../catalog/store.ts';
import { findByExternalId } from '../catalog/views.ts';
import type { Caller } from '../identity/caller.ts';
import { Problem } from '../problem.ts';
import { actor } from '../query/record.ts';
import type { BlobFolder } from './blobs.ts';
import { CLAIM_MS, CLAIMANT } from './claims.ts';
import { invalidAttributes } from './unreadable.ts';

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

/** A delivery that brought nothing new: what became of the same bytes and labels before. */
export interface Unchanged {
  readonly unchanged: Intake;
}

/** Accepts a delivery as a new document, or as a new version of the one that this caller brought under the same external id. */
export async function receive(parts: ReceiveParts, caller: Caller, delivery: Delivery): Promise<Accepted | Unchanged> {
  checkCeiling(caller, delivery, delivery.classification ?? DEFAULT_CLASSIFICATION);
  const { externalId, collection } = delivery;
  if (!isCollectionName(collection)) throw new Problem('invalid-request', COLLECTION_RULE);
  const known = externalId && (await findByExternalId(parts.catalog, caller.workspace, caller.user, externalId));
  if (known) return receiveVersion(parts, caller, known, delivery);

  const attributes = await checkAttributes(parts.catalog, caller.workspace, delivery);
  const intent = intentOf(delivery, caller.user);
  const version = { documentId: randomUUID(), generation: 1, intent, entitlementsVersion: 0 };
  return accept(parts, caller, delivery.bytes, collection, version, (receipt) =>
    acceptNew({
      ...receipt,
      ...(externalId === undefined ? {} : { externalId }),
      ...{ collection, mayCreateCollection: caller.ceiling.collections === undefined },
      labels: {
        entitlements: intent.entitlements ?? { owner: caller.user, deniers: [] },
        classification: intent.classification ?? DEFAULT_CLASSIFICATION,
        attributes,
      },
    }),
  );
}

/** Accepts a new version of a document. What the delivery does not say of entitlements, classification and attributes stays as it is. */
export async function receiveVersion(
  parts: ReceiveParts,
  caller: Caller,
  documentId: string,
  delivery: Omit<Delivery, 'collection' | 'externalId'> & { readonly collection?: string },
): Promise<Accepted | Unchanged> {
  const current = await readCurrentLabels(parts.catalog, documentId);
  if (!current) throw new Problem('not-found');
  checkCeiling(caller, { ...delivery, collection: current.collection }, delivery.classification);
  if (delivery.collection !== undefined && delivery.collection !== current.collection)
    throw new Problem('collection-fixed');

  const counting = mayRelabel(caller, current) ? delivery : withoutLabels(delivery);
  await checkAttributes(parts.catalog, caller.workspace, counting);
  const intent = intentOf(counting, current.owner);
  const { bytes, again = false } = delivery;
  const unchanged = await findUnchanged(parts.catalog, documentId, bytes, again ? undefined : intent);
  if (unchanged) return { unchanged };
  const { latestGeneration, entitlementsVersion } = current;
  const version = { documentId, generation: latestGeneration + 1, intent, entitlementsVersion };
  return accept(parts, caller, delivery.bytes, current.collection, version, acceptVersion);
}

/**
 * Whether the delivery's labels count. Until somebody sets them by hand, whoever brought the document states them anew with each
 * version; after that its owner does, or what a person revoked would come back with the next delivery.
 */
function mayRelabel(caller: Caller, { entitlementsVersion, owner }: CurrentLabels): boolean {
  return entitlementsVersion === 0 || caller.user === owner || caller.scopes.has('admin');
}

function withoutLabels<D extends Omit<Delivery, 'collection' | 'externalId'>>(delivery: D): D {
  return { ...delivery, entitlements: undefined, classification: undefined, attributes: undefined };
}

/** @param intent absent: only what was turned down is as it was */
async function findUnchanged(
  catalog: Catalog,
  documentId: string,
  bytes: Uint8Array,
  intent: Intent | undefined,
): Promise<Intake | undefined> {
  const blob = digest(bytes);
  // With other labels, too: what was turned down is what it says.
  const rejected = await findRejected(catalog, documentId, blob);
  if (rejected) return rejected;
  if (intent === undefined) return undefined;
  const latest = await readLatest(catalog, documentId);
  const isSame = latest?.blob === blob && isDeepStrictEqual(latest.intent, intent);
  if (!latest || !isSame || (latest.status !== 'active' && latest.status !== 'held')) return undefined;
  const { status, generation, chunks, findings } = latest;
  return { documentId, status, generation, chunks, findings };
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

type Version = Pick<Receipt, 'documentId' | 'generation' | 'intent' | 'entitlementsVersion'>;

async function accept(
  { catalog, blobs }: ReceiveParts,
  caller: Caller,
  bytes: Uint8Array,
  collection: string,
  version: Version,
  toBatch: (receipt: Receipt) => ReturnType<typeof acceptVersion>,
): Promise<Accepted> {
  const { workspace } = caller;
  const { documentId, generation } = version;
  if (bytes.length === 0) throw new Problem('empty-file');
  const blob = digest(bytes);
  const nowMs = Date.now();
  const salt = randomBytes(16).toString('hex');
  const name = { documentId, generation, salt };
  await blobs.put(name, bytes);
  try {
    await catalog.store.commit(
      toBatch({
        ...version,
        ...{ workspace, blob, nowMs, salt, broughtBy: caller.user },
        claim: { by: CLAIMANT, untilMs: nowMs + CLAIM_MS },
        event: {
          id: randomUUID(),
          workspace,
          kind: 'document.received',
          detail: { actor: actor(caller), collection, documentId, generation, blob, bytes: bytes.length },
        },
      }),
    );
  } catch (cause) {
    // It may have been accepted all the same: the bytes stay, and are swept when they were not.
    if (cause instanceof StoreUnavailable) throw new Problem('catalogue-unavailable', undefined, { cause });
    await blobs.remove(name);
    if (!(cause instanceof GuardFailed)) throw cause;
    const code = cause.reason === 'unknown-collection' ? 'unknown-collection' : 'document-changed';
    throw new Problem(code, undefined, { cause });
  }
  return { workspace, documentId, generation };
}

function intentOf(delivery: Omit<Delivery, 'collection' | 'externalId'>, owner: Principal): Intent {
  const { title, fileName, uri, format, attributes, rows, classification, entitlements } = delivery;
  const stated = entitlements && {
    owner: entitlements.owner ?? owner,
    readers: entitlements.readers,
    deniers: entitlements.deniers ?? [],
  };
  const intent = {
    title,
    fileName,
    uri: uri === undefined ? undefined : normalUri(uri),
    format,
    rows,
    classification,
    entitlements: stated,
    attributes,
  };
  // Kept as JSON: what is absent there is absent here, so that two deliveries of the same compare equal.
  return JSON.parse(JSON.stringify(intent)) as Intent;
}

/** The document's attributes as they will be kept. Throws `invalid-attribute` with all that are not declared, or not as declared. */
async function checkAttributes(
  catalog: Catalog,
  workspace: string,
  { attributes = {}, rows }: Pick<Delivery, 'attributes' | 'rows'>,
): Promise<Attributes> {
  const { resource: types } = await readRegistry(catalog, workspace);
  const parsed = parseAttributes(attributes, types);
  const faults = [
    ...(parsed.ok ? [] : parsed.faults.map(({ name, why }) => ({ at: `/attributes/${name}`, detail: why }))),
    ...undeclared(Object.keys(rows?.attributes ?? {}), types).map(({ name, why }) => ({
      at: `/rows/attributes/${name}`,
      detail: why,
    })),
  ];
  if (!parsed.ok || faults.length > 0) throw invalidAttributes(faults);
  return parsed.attributes;
}

/** The URI in its one ASCII spelling, in which nothing can be hidden from a reader. */
function normalUri(uri: string): string {
  if (!URL.canParse(uri)) throw new Problem('invalid-request', 'the uri is not an absolute URI');
  return new URL(uri).href;
}

/** Throws `label-not-allowed` when the delivery sets what the token may not. `classification` is what it will set, if anything. */
function checkCeiling(
  caller: Caller,
  delivery: Omit<Delivery, 'externalId'>,
  classification: Classification | undefined,
): void {
  const { collections, minClassification, owner } = caller.ceiling;
  const refused = (what: string) => new Problem('label-not-allowed', `the token does not allow ${what}`);
  if (collections && !collections.includes(delivery.collection)) throw refused('this collection');
  if (minClassification && classification && rankOf(classification) < rankOf(minClassification))
    throw refused(`the classification \`${classification}\``);
  const namedOwner = delivery.entitlements?.owner;
  if (owner === 'self' && namedOwner !== undefined && namedOwner !== caller.user) throw refused('another owner');
}
