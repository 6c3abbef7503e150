/** What is told of a version: to the catalogue with its event, to the audit chain alone, and to whoever brought it. */
import { randomUUID } from 'node:crypto';
import type { Scored, ScoredChunk } from '../../ingest/stages.ts';
import type { AuditEvent, EventKind } from '../audit/event.ts';
import type { Intake } from '../broker.ts';
import type { Reading } from '../catalog/documents.ts';
import type { Flagged } from '../catalog/reviews.ts';
import type { Accepted } from './receive.ts';

export const signalsOf = ({ spans }: ScoredChunk['risk']) => spans.flatMap((span) => span.signals);

export function toReading(
  { workspace, documentId, generation }: Accepted,
  scored: Scored,
  kind: EventKind,
  flagged: Flagged | undefined,
  more: Record<string, unknown>,
): Reading {
  const { title, format, findings, scoredBy, thresholds, chunks } = scored;
  const summary = findings.map(({ technique, severity, where }) => ({ technique, severity, where })).slice(0, 100);
  const review = flagged && { reviewId: flagged.reviewId };
  const named = { workspace, documentId, generation };
  const event = toEvent(named, kind, { format, scoredBy, thresholds, findings: summary, ...more, ...review });
  const kept = { findings: findings.slice(0, 1_000), passages: chunks.length };
  return { ...named, title, format, ...kept, scoredBy, nowMs: Date.now(), event, ...(flagged && { flagged }) };
}

export function toEvent(
  { workspace, documentId, generation }: Accepted,
  kind: EventKind,
  more: Record<string, unknown>,
): AuditEvent {
  return { id: randomUUID(), workspace, kind, detail: { documentId, generation, ...more } };
}

export function toIntake({ documentId, generation }: Accepted, scored: Scored, status: Intake['status']): Intake {
  return { documentId, status, generation, chunks: scored.chunks.length, findings: scored.findings };
}
