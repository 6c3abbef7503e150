/**
 * What is written into the audit chain. An event names things by id and hash and never holds the text of a document;
 * a decision holds the question, since a SOC that can't see what was asked can't judge why.
 */

/** Every kind of event there is. Frozen in a test: a SIEM's rules hang on these names. */
export const EVENT_KINDS = [
  'decision.retrieve',
  'decision.fetch',
  'document.received',
  'document.activated',
  'document.held',
  'document.failed',
  'document.deleted',
  'document.erased',
  'entitlements.changed',
  'principal.changed',
  'membership.changed',
  'collection.changed',
  'attributes.changed',
  'policies.changed',
  'safeguards.changed',
  'approval.requested',
  'approval.decided',
  'approval.revoked',
  'access.examined',
  'review.released',
  'review.rejected',
  'evidence.read',
  'evidence.purged',
  'legal-hold.placed',
  'legal-hold.lifted',
  'integrity.alarm',
  'screening.alarm',
  'detection.raised',
  'detection.dismissed',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface AuditEvent {
  /** Random, unguessable. For decisions this is the `decisionId` that the caller is given. */
  readonly id: string;
  readonly workspace: string;
  readonly kind: EventKind;
  /** JSON of what happened; see `docs/audit.md` for the fields of each kind. */
  readonly detail: Readonly<Record<string, unknown>>;
}
