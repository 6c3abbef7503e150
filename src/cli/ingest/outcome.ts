/** What became of each file of an ingest, as JSON and as a table. */
import { type Finding, isAtLeast } from '../../../filters/finding.ts';
import type { Intake } from '../../broker.ts';
import { publicFailure } from '../failure.ts';
import type { PlannedFile } from './plan.ts';

export interface FileOutcome {
  readonly file: string;
  readonly collection: string;
  /** `received`: accepted and durable; a running server, or the next ingest of the same file, finishes it. */
  readonly status: Intake['status'] | 'refused';
  readonly documentId?: string;
  readonly generation?: number;
  readonly chunks?: number;
  readonly findings?: readonly Finding[];
  /** Why it was refused. */
  readonly problem?: { readonly code: string; readonly detail: string };
}

export function taken({ delivery }: PlannedFile, intake: Intake): FileOutcome {
  return { file: delivery.externalId, collection: delivery.collection, ...intake };
}

export function refused({ delivery }: PlannedFile, error: unknown): FileOutcome {
  const { externalId: file, collection } = delivery;
  return { file, collection, status: 'refused', problem: publicFailure(error) };
}

/** How many files ended how. */
export function countOutcomes(outcomes: readonly FileOutcome[]): Record<FileOutcome['status'], number> {
  const counts = { active: 0, held: 0, received: 0, rejected: 0, refused: 0 };
  for (const { status } of outcomes) counts[status] += 1;
  return counts;
}

/** A row for a table: status, collection, file, why. */
export function toRow(outcome: FileOutcome): string[] {
  return [outcome.status, outcome.collection, outcome.file, why(outcome)];
}

function why({ status, chunks, findings = [], problem }: FileOutcome): string {
  const seen = [
    ...new Set(findings.filter(({ severity }) => isAtLeast(severity, 'medium')).map(({ technique }) => technique)),
  ];
  switch (status) {
    case 'active':
      return [`${chunks ?? 0} ${chunks === 1 ? 'passage' : 'passages'}`, ...seen].join(', ');
    case 'held':
      return `for review: ${seen.join(', ') || 'it reads like an instruction to a model'}`;
    case 'rejected':
      return 'turned down in review before';
    case 'received':
      return 'accepted, not finished yet';
    case 'refused':
      return problem ? `${problem.detail} (${problem.code})` : '';
    default:
      return status satisfies never;
  }
}
