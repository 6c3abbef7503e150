/**
 * The life of a document in the catalogue: received, active or held, deleted. What reviewers decide is in `reviews.ts`. Each function makes one batch; a document's
 * text is staged before, in pieces that no decision has to wait for, and shows only when its generation is activated.
 */
import { sql } from 'drizzle-orm';
import type { Attributes } from '../../entitlements/attributes.ts';
import type { Classification } from '../../entitlements/classification.ts';
import { rankOf } from '../../entitlements/classification.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { Finding } from '../../filters/finding.ts';
import type { AuditEvent } from '../audit/event.ts';
import { type AudienceRef, holdAudience } from './audiences.ts';
import { guard, statement } from './catalog.ts';
import { collectionAudiences, collectionId, createCollection, dropCollectionOf } from './collections.ts';
import type { Intent, StatedEntitlements } from './intent.ts';
import { claimedJob, enqueue } from './jobs.ts';
import { type DocumentLabels, documentAudiences } from './labels.ts';
import { isPending } from './pending.ts';
import { internPrincipals, principalId } from './people.ts';
import { type Flagged, openReview, supersedeReviews } from './reviews.ts';
import { forgetShadows } from './shadow.ts';
import type { Batch, Statement } from './store.ts';

/** A version of a document whose bytes are durable. */
export interface Receipt {
  readonly workspace: string;
  readonly documentId: string;
  readonly generation: number;
  /** SHA-256 of the bytes, hex. */
  readonly blob: string;
  /** Random; see `generations.salt`. */
  readonly salt: string;
  readonly intent: Intent;
  /** `entitlementsVersion` of the document as it was read; 0 for a new one. */
  readonly entitlementsVersion: number;
  /** Who brings this version. */
  readonly broughtBy: Principal;
  readonly nowMs: number;
  /** The process that will work on it, and until when its claim holds. */
  readonly claim: { readonly by: string; readonly untilMs: number };
  readonly event: AuditEvent;
}

export interface NewDocument extends Receipt {
  readonly externalId?: string;
  readonly collection: string;
  readonly mayCreateCollection: boolean;
  /** Its labels from the first moment: what was stated, or else the defaults. */
  readonly labels: {
    readonly entitlements: StatedEntitlements;
    readonly classification: Classification;
    readonly attributes: Attributes;
  };
}

/** Accepts a document that was not there before. Refused with `unknown-collection` or `external-id-taken`. */
export function acceptNew(receipt: NewDocument): Batch {
  const { workspace, documentId, collection, broughtBy } = receipt;
  const { entitlements, classification, attributes } = receipt.labels;
  const audiences = documentAudiences(workspace, documentId, collection, entitlements, false);
  return {
    priority: 'background',
    guards: [
      guard(
        'external-id-taken',
        sql`NOT EXISTS (SELECT 1 FROM documents WHERE workspace = ${workspace} AND external_id = ${receipt.externalId ?? null}
          AND brought_by_id = ${principalId(workspace, broughtBy)})`,
      ),
      ...(receipt.mayCreateCollection
        ? []
        : [guard('unknown-collection', sql`${collectionId(workspace, collection)} IS NOT NULL`)]),
    ],
    statements: [
      internPrincipals(workspace, [broughtBy, entitlements.owner]),
      ...createCollection(workspace, collection, broughtBy, documentId),
      ...audiences.prepare,
      statement(sql`INSERT INTO documents
        (id, workspace, external_id, brought_by_id, collection_id, status, active_generation, latest_generation, entitlements_version, created_at)
        VALUES (${documentId}, ${workspace}, ${receipt.externalId ?? null}, ${principalId(workspace, broughtBy)},
          ${collectionId(workspace, collection)}, 'received', NULL, 1, 0, ${receipt.nowMs})`),
      statement(sql`INSERT INTO resources
        (id, document_id, generation, row_number, owner_id, readers_id, deniers_id, classification, attributes)
        VALUES (${documentId}, ${documentId}, NULL, NULL, ${principalId(workspace, entitlements.owner)},
          ${audiences.readers.id}, ${audiences.deniers.id}, ${rankOf(classification)}, ${JSON.stringify(attributes)})`),
      ...acceptGeneration(receipt),
    ],
    events: [receipt.event],
  };
}

/** Accepts a new version of a document. Refused with `document-changed` when another version came first. */
export function acceptVersion(receipt: Receipt): Batch {
  const { documentId, generation } = receipt;
  return {
    priority: 'background',
    guards: [
      guard(
        'document-changed',
        sql`EXISTS (SELECT 1 FROM documents WHERE id = ${documentId} AND status <> 'deleted' AND latest_generation = ${generation - 1})`,
      ),
    ],
    statements: [
      statement(sql`UPDATE documents SET latest_generation = ${generation} WHERE id = ${documentId}`),
      ...acceptGeneration(receipt),
    ],
    events: [receipt.event],
  };
}

function acceptGeneration(receipt: Receipt): Statement[] {
  const { workspace, documentId, generation } = receipt;
  return [
    statement(sql`INSERT INTO generations (document_id, generation, blob, salt, intent, status, brought_by, findings, entitlements_version,
        received_at)
      VALUES (${documentId}, ${generation}, ${receipt.blob}, ${receipt.salt}, ${JSON.stringify(receipt.intent)}, 'pending',
        ${receipt.broughtBy}, '[]', ${receipt.entitlementsVersion}, ${receipt.nowMs})`),
    claimedJob({ workspace, kind: 'ingest', documentId, generation, nowMs: receipt.nowMs, claim: receipt.claim }),
  ];
}

/** What reading a generation found out. */
export interface Reading {
  readonly workspace: string;
  readonly documentId: string;
  readonly generation: number;
  readonly title: string;
  readonly format: string;
  readonly findings: readonly Finding[];
  readonly scoredBy: string;
  /** How many passages it has. */
  readonly passages: number;
  /** Present when somebody has to look at it. */
  readonly flagged?: Flagged;
  readonly nowMs: number;
  readonly event: AuditEvent;
}

/** Takes out what an earlier reading of the same generation had staged beyond this one. */
function keepOnly({ documentId, generation, passages }: Reading): Statement[] {
  return [
    statement(sql`DELETE FROM chunks
      WHERE document_id = ${documentId} AND generation = ${generation} AND ordinal >= ${passages}`),
    statement(sql`DELETE FROM resources
      WHERE document_id = ${documentId} AND generation = ${generation} AND row_number IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM chunks c WHERE c.resource_id = resources.id)`),
  ];
}

function describe(reading: Reading, status: 'active' | 'held'): Statement {
  return statement(sql`UPDATE generations SET status = ${status}, title = ${reading.title}, format = ${reading.format},
    findings = ${JSON.stringify(reading.findings)}, scored_by = ${reading.scoredBy}
    WHERE document_id = ${reading.documentId} AND generation = ${reading.generation}`);
}

/** Versions before a served one need no work any more; those before a held or an unreadable one still do. */
const ingestJobDone = (documentId: string, generation: number, { andEarlier }: { readonly andEarlier: boolean }) =>
  statement(sql`DELETE FROM jobs WHERE document_id = ${documentId} AND kind = 'ingest'
    AND generation <= ${generation} AND generation >= ${andEarlier ? 0 : generation}`);

/**
 * Serves a generation from now on, with the labels it was indexed under. Refused with `not-pending`, or with
 * `labels-changed` when somebody set the entitlements since they were read: label and index again, then.
 */
export function activate(reading: Reading, labels: DocumentLabels, replaces: number | null): Batch {
  const { workspace, documentId, generation, flagged } = reading;
  const isReplacement = replaces !== null;
  return {
    priority: 'background',
    // Something new takes nothing away from anybody; a replaced version or changed labels may.
    advancesEpoch: isReplacement || labels.onActivation.length > 0,
    guards: [
      isPending(documentId, generation),
      guard(
        'labels-changed',
        sql`(SELECT entitlements_version FROM documents WHERE id = ${documentId}) = ${labels.entitlementsVersion}`,
      ),
    ],
    statements: [
      ...labels.onActivation,
      statement(
        sql`UPDATE generations SET status = 'superseded' WHERE document_id = ${documentId} AND generation < ${generation}`,
      ),
      ...keepOnly(reading),
      describe(reading, 'active'),
      statement(
        sql`UPDATE documents SET status = 'active', active_generation = ${generation} WHERE id = ${documentId}`,
      ),
      supersedeReviews(documentId, generation, reading.nowMs),
      ...(flagged === undefined ? [] : openReview(reading, flagged)),
      ingestJobDone(documentId, generation, { andEarlier: true }),
      ...(generation > 1 ? [enqueue({ workspace, kind: 'prune', documentId, generation, nowMs: reading.nowMs })] : []),
    ],
    events: [reading.event],
  };
}

/**
 * Keeps a generation for review: what was served before it, if anything, is served on, but for `alike`, which is the same text by an
 * earlier judgement.
 */
export function hold(reading: Reading & { readonly flagged: Flagged; readonly alike: number | undefined }): Batch {
  const { workspace, documentId, generation, alike, nowMs } = reading;
  return {
    priority: 'background',
    advancesEpoch: alike !== undefined,
    guards: [isPending(documentId, generation)],
    statements: [
      ...(alike === undefined
        ? []
        : [
            ...withdraw(documentId, alike),
            supersedeReviews(documentId, generation, nowMs),
            enqueue({ workspace, kind: 'refresh', documentId, generation: alike, nowMs }),
          ]),
      ...keepOnly(reading),
      describe(reading, 'held'),
      statement(sql`UPDATE generations SET released_hash = NULL
        WHERE document_id = ${documentId} AND generation = ${generation}`),
      statement(sql`UPDATE documents SET status = 'held' WHERE id = ${documentId} AND active_generation IS NULL`),
      ...openReview(reading, reading.flagged),
      ingestJobDone(documentId, generation, { andEarlier: false }),
    ],
    events: [reading.event],
  };
}

const withdraw = (documentId: string, generation: number): readonly Statement[] => [
  statement(sql`UPDATE generations SET status = 'superseded' WHERE document_id = ${documentId} AND generation = ${generation}
    AND EXISTS (SELECT 1 FROM documents WHERE id = ${documentId} AND active_generation = ${generation})`),
  statement(
    sql`UPDATE documents SET active_generation = NULL WHERE id = ${documentId} AND active_generation = ${generation}`,
  ),
];

/** Takes a generation back that could not be read, and the document with it when there is no other. */
export function discard(documentId: string, generation: number, event: AuditEvent): Batch {
  const isLast = sql`NOT EXISTS (SELECT 1 FROM generations WHERE document_id = ${documentId})`;
  return {
    priority: 'background',
    guards: [isPending(documentId, generation)],
    statements: [
      ingestJobDone(documentId, generation, { andEarlier: false }),
      statement(sql`DELETE FROM chunks WHERE document_id = ${documentId} AND generation = ${generation}`),
      statement(sql`DELETE FROM resources WHERE document_id = ${documentId} AND generation = ${generation}`),
      statement(sql`DELETE FROM generations WHERE document_id = ${documentId} AND generation = ${generation}`),
      ...forgetShadows(documentId),
      statement(sql`DELETE FROM resources WHERE document_id = ${documentId} AND ${isLast}`),
      statement(sql`DELETE FROM documents WHERE id = ${documentId} AND ${isLast}`),
      ...dropCollectionOf(event.workspace, documentId),
    ],
    events: [event],
  };
}

/** Ends a document for everybody at once. Its rows and bytes are removed by the `erase` job. Refused with `document-gone`. */
export function remove(workspace: string, documentId: string, nowMs: number, event: AuditEvent): Batch {
  return {
    advancesEpoch: true,
    guards: [exists(documentId)],
    statements: [
      statement(
        sql`UPDATE documents SET status = 'deleted', active_generation = NULL, external_id = NULL WHERE id = ${documentId}`,
      ),
      statement(sql`DELETE FROM jobs WHERE document_id = ${documentId}`),
      supersedeReviews(documentId, 'all', nowMs),
      enqueue({ workspace, kind: 'erase', documentId, generation: 0, nowMs }),
    ],
    events: [event],
  };
}

const exists = (documentId: string) =>
  guard('document-gone', sql`EXISTS (SELECT 1 FROM documents WHERE id = ${documentId} AND status <> 'deleted')`);

export interface EntitlementsChange {
  readonly workspace: string;
  readonly documentId: string;
  readonly collection: string;
  readonly owner?: Principal;
  readonly readers: readonly Principal[];
  readonly deniers: readonly Principal[];
  readonly nowMs: number;
  readonly event: AuditEvent;
}

/** Sets who may read a document. In force for every decision that is recorded from now on; the index follows by a `relabel` job. */
export function setEntitlements(change: EntitlementsChange): Batch {
  const { workspace, documentId, owner } = change;
  const inherited = collectionAudiences(workspace, change.collection);
  const readers = holdAudience(workspace, `document:${documentId}/readers`, change.readers);
  const deniers = holdAudience(workspace, `document:${documentId}/deniers`, change.deniers, inherited.deniers);
  return {
    advancesEpoch: true,
    guards: [exists(documentId)],
    statements: [
      ...readers.statements,
      ...deniers.statements,
      swapAudience(documentId, 'readers_id', readers),
      swapAudience(documentId, 'deniers_id', deniers),
      ...(owner === undefined ? [] : changeOwner(workspace, documentId, owner)),
      statement(sql`UPDATE documents SET entitlements_version = entitlements_version + 1 WHERE id = ${documentId}`),
      enqueue({ workspace, kind: 'relabel', documentId, generation: 0, nowMs: change.nowMs }),
    ],
    events: [change.event],
  };
}

/** Puts `to` where the document's present audience stands, in the document and in the rows that share it. */
function swapAudience(documentId: string, column: 'readers_id' | 'deniers_id', to: AudienceRef): Statement {
  const name = sql.identifier(column);
  return statement(sql`UPDATE resources SET ${name} = ${to.id}
    WHERE document_id = ${documentId} AND ${name} = (SELECT ${name} FROM resources WHERE id = ${documentId})`);
}

/** Rows that belong to the document's owner go with the document; rows with owners of their own stay theirs. */
function changeOwner(workspace: string, documentId: string, owner: Principal): Statement[] {
  return [
    internPrincipals(workspace, [owner]),
    statement(sql`UPDATE resources SET owner_id = ${principalId(workspace, owner)}
      WHERE document_id = ${documentId} AND owner_id = (SELECT owner_id FROM resources WHERE id = ${documentId})`),
  ];
}
