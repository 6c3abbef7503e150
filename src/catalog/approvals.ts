/**
 * Requests to read a document for a time, and the grants that came of them. Whoever calls says what time it is, and decides who may
 * approve; here it is seen to that a request is decided once, in time, and by somebody else, and that a grant holds for exactly
 * those whom it was given for. Nothing here tells whether the document exists.
 */
import { and, asc, desc, eq, gt, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Principal } from '../../entitlements/principal.ts';
import type { Standing } from '../../entitlements/standing.ts';
import type { AuditEvent } from '../audit/event.ts';
import type { ApprovalView } from '../governance.ts';
import { type Catalog, guard, prepare, statement } from './catalog.ts';
import { internPrincipals, principalId } from './people.ts';
import type { Batch } from './store.ts';
import { approvals } from './tables/approvals.ts';
import { principals } from './tables/principals.ts';

/** How long a request waits for somebody to decide. */
export const REQUEST_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;
/** Requests that one person can have open. */
export const MAX_OPEN_REQUESTS = 50;

export interface Grants {
  readonly documentIds: readonly string[];
  /** When the first of them ends; absent when there is none. */
  readonly firstExpiryMs: number | undefined;
}

// An agent that has no number has no grants, and gets none of those that were given without an agent.
const askGrants = prepare<[documentId: string, expiresAtMs: number]>(sql`
  SELECT document_id, max(expires_at) FROM approvals
  WHERE requester_id = (SELECT id FROM principals WHERE workspace = ${sql.placeholder('workspace')} AND name = ${sql.placeholder('user')})
    AND status = 'approved' AND expires_at > ${sql.placeholder('nowMs')}
    AND CASE WHEN ${sql.placeholder('agent')} IS NULL THEN agent_id IS NULL
      ELSE agent_id = (SELECT id FROM principals WHERE workspace = ${sql.placeholder('workspace')} AND name = ${sql.placeholder('agent')}) END
  GROUP BY document_id ORDER BY document_id`);

/** Documents for which this person, through this very agent or none, holds a grant at `nowMs`. */
export async function readGrants(catalog: Catalog, standing: Standing, nowMs: number): Promise<Grants> {
  const { workspace, person, agent } = standing;
  const rows = await askGrants(catalog, { workspace, user: person.name, agent: agent?.name ?? null, nowMs });
  return {
    documentIds: rows.map(([documentId]) => documentId),
    firstExpiryMs:
      rows.length === 0 ? undefined : rows.reduce((first, row) => Math.min(first, row[1]), Number.POSITIVE_INFINITY),
  };
}

export interface ApprovalRequest {
  readonly workspace: string;
  /** Random. */
  readonly approvalId: string;
  readonly requester: Principal;
  /** The agent through which it is asked. Absent: none. */
  readonly agent: Principal | undefined;
  readonly documentId: string;
  readonly reason: string;
  readonly nowMs: number;
  readonly event: AuditEvent;
}

/** Asks for leave. Refused with `too-many-requests` when the person has too many open. */
export function requestApproval(request: ApprovalRequest): Batch {
  const { workspace, approvalId, requester, agent, documentId, reason, nowMs } = request;
  const agentId = agent === undefined ? sql`NULL` : principalId(workspace, agent);
  return {
    guards: [
      guard(
        'too-many-requests',
        sql`(SELECT count(*) FROM approvals WHERE requester_id = ${principalId(workspace, requester)}
          AND status = 'pending' AND expires_at > ${nowMs}) < ${MAX_OPEN_REQUESTS}`,
      ),
    ],
    statements: [
      internPrincipals(workspace, agent === undefined ? [requester] : [requester, agent]),
      statement(sql`INSERT INTO approvals
        (id, workspace, requester_id, agent_id, document_id, reason, status, requested_at, expires_at)
        VALUES (${approvalId}, ${workspace}, ${principalId(workspace, requester)}, ${agentId}, ${documentId}, ${reason}, 'pending',
          ${nowMs}, ${nowMs + REQUEST_LIFETIME_MS})`),
    ],
    events: [request.event],
  };
}

export interface ApprovalDecision {
  readonly workspace: string;
  readonly approvalId: string;
  readonly decidedBy: Principal;
  readonly nowMs: number;
  readonly event: AuditEvent;
}

/**
 * Decides on a request: granted until `grantedUntilMs`, or rejected. Refused with `approval-settled` unless it is open and somebody
 * else's.
 */
export function decideApproval(decision: ApprovalDecision, grantedUntilMs: number | 'rejected'): Batch {
  const { workspace, approvalId, decidedBy, nowMs } = decision;
  const outcome =
    grantedUntilMs === 'rejected' ? sql`status = 'rejected'` : sql`status = 'approved', expires_at = ${grantedUntilMs}`;
  return {
    guards: [
      inState(
        decision,
        sql`status = 'pending' AND expires_at > ${nowMs} AND requester_id IS NOT ${principalId(workspace, decidedBy)}`,
      ),
    ],
    statements: [
      internPrincipals(workspace, [decidedBy]),
      statement(sql`UPDATE approvals
        SET ${outcome}, decided_by_id = ${principalId(workspace, decidedBy)}, decided_at = ${nowMs} WHERE id = ${approvalId}`),
    ],
    events: [decision.event],
  };
}

/** Ends a grant at once. Refused with `approval-settled` when it is none any more. Who gave it remains on record. */
export function revokeApproval(revocation: Omit<ApprovalDecision, 'decidedBy'>): Batch {
  return {
    advancesEpoch: true,
    guards: [inState(revocation, sql`status = 'approved' AND expires_at > ${revocation.nowMs}`)],
    statements: [statement(sql`UPDATE approvals SET status = 'revoked' WHERE id = ${revocation.approvalId}`)],
    events: [revocation.event],
  };
}

const inState = ({ workspace, approvalId }: Pick<ApprovalDecision, 'workspace' | 'approvalId'>, state: SQL) =>
  guard(
    'approval-settled',
    sql`EXISTS (SELECT 1 FROM approvals WHERE id = ${approvalId} AND workspace = ${workspace} AND ${state})`,
  );

const agents = alias(principals, 'agents');
const deciders = alias(principals, 'deciders');

const views = (catalog: Catalog) =>
  catalog.db
    .select({ approval: approvals, requester: principals.name, agent: agents.name, decidedBy: deciders.name })
    .from(approvals)
    .innerJoin(principals, eq(principals.id, approvals.requesterId))
    .leftJoin(agents, eq(agents.id, approvals.agentId))
    .leftJoin(deciders, eq(deciders.id, approvals.decidedById));

interface ViewRow {
  readonly approval: typeof approvals.$inferSelect;
  readonly requester: string;
  readonly agent: string | null;
  readonly decidedBy: string | null;
}

function view({ approval, requester, agent, decidedBy }: ViewRow, nowMs: number): ApprovalView {
  const { id: approvalId, documentId, reason, status, requestedAt, expiresAt } = approval;
  const isOver = expiresAt <= nowMs;
  return {
    ...{ approvalId, documentId, requester, agent, reason, decidedBy },
    status: isOver && status === 'pending' ? 'lapsed' : isOver && status === 'approved' ? 'expired' : status,
    requestedAt: new Date(requestedAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
  };
}

/** One request or grant of the workspace, as it stands at `nowMs`. */
export async function findApproval(
  catalog: Catalog,
  workspace: string,
  approvalId: string,
  nowMs: number,
): Promise<ApprovalView | undefined> {
  const [row] = await views(catalog).where(and(eq(approvals.workspace, workspace), eq(approvals.id, approvalId)));
  return row && view(row, nowMs);
}

/** What a person asked for, newest first, `limit` of it at most. */
export async function listOwn(
  catalog: Catalog,
  workspace: string,
  requester: Principal,
  nowMs: number,
  limit: number,
): Promise<ApprovalView[]> {
  const rows = await views(catalog)
    .where(sql`${approvals.requesterId} = ${principalId(workspace, requester)}`)
    .orderBy(desc(approvals.requestedAt), asc(approvals.id))
    .limit(limit);
  return rows.map((row) => view(row, nowMs));
}

/** Requests of the workspace that are open at `nowMs`, in the order of their ids, `limit` of them after `after`. */
export async function listPending(
  catalog: Catalog,
  workspace: string,
  nowMs: number,
  after: string,
  limit: number,
): Promise<ApprovalView[]> {
  const rows = await views(catalog)
    .where(
      and(
        eq(approvals.workspace, workspace),
        eq(approvals.status, 'pending'),
        gt(approvals.expiresAt, nowMs),
        gt(approvals.id, after),
      ),
    )
    .orderBy(asc(approvals.id))
    .limit(limit);
  return rows.map((row) => view(row, nowMs));
}
