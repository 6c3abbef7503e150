/**
 * Leave to read a document for a time: asked for by a person, perhaps through an agent, and given by the approver whom the policy names.
 * Guarantees: a request is answered the same whatever it names; nobody decides their own, and nobody through an agent; what is not
 * somebody's to decide is not there for them. A grant lifts approvals and nothing else: every other policy decides as before.
 */
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LIMITS } from '../broker.ts';
import {
  decideApproval,
  findApproval,
  listOwn,
  listPending,
  requestApproval,
  revokeApproval,
} from '../catalog/approvals.ts';
import { readView } from '../catalog/views.ts';
import type { ApprovalView, Governance, PendingApproval } from '../governance.ts';
import type { Caller } from '../identity/caller.ts';
import { Problem } from '../problem.ts';
import { admit, eventBy } from './acting.ts';
import { type ApproverParts, takeJudge } from './approvals/approver.ts';
import { change } from './change.ts';

type ApprovalMethods = Pick<
  Governance,
  'requestApproval' | 'listOwnApprovals' | 'listPendingApprovals' | 'approve' | 'reject' | 'revokeApproval'
>;

/** Longest id that a request may name. */
const MAX_ID_LENGTH = 200;
/** Requests that somebody sees of their own, the newest. */
const MAX_OWN = 200;
/** Open requests of the workspace that are looked at for one approver, and how many of them at once. */
const MAX_PENDING = 2_000;
const PAGE = 50;

export function approvalMethods(parts: ApproverParts): ApprovalMethods {
  const { catalog } = parts;

  async function read(workspace: string, approvalId: string): Promise<ApprovalView> {
    const found = await findApproval(catalog, workspace, approvalId, Date.now());
    if (!found) throw new Problem('not-found');
    return found;
  }

  /** Decides on a request that is the caller's to decide: granted for some seconds, or rejected. */
  async function settle(caller: Caller, approvalId: string, decision: number | 'rejected'): Promise<ApprovalView> {
    const workspace = await admit(catalog, caller, 'approve');
    await change(catalog, caller, 'not-found', async () => {
      const judge = await takeJudge(parts, caller);
      const request = await read(workspace, approvalId);
      const theirs = request.status === 'pending' ? await judge(request) : undefined;
      if (!theirs) throw new Problem('not-found');
      const nowMs = Date.now();
      const untilMs = decision === 'rejected' ? decision : nowMs + decision * 1000;
      const event = eventBy(caller, 'approval.decided', {
        ...about(request),
        decision: decision === 'rejected' ? 'rejected' : 'approved',
        expiresAt: untilMs === 'rejected' ? null : new Date(untilMs).toISOString(),
        policies: theirs.policies,
      });
      return decideApproval({ workspace, approvalId, decidedBy: caller.user, nowMs, event }, untilMs);
    });
    return read(workspace, approvalId);
  }

  return {
    async requestApproval(caller, documentId, reason) {
      const workspace = await admit(catalog, caller, 'retrieve');
      refuseUnfit(documentId, reason);
      const approvalId = randomUUID();
      const event = eventBy(caller, 'approval.requested', { approvalId, documentId, reason });
      const { user: requester, agent } = caller;
      const request = { workspace, approvalId, requester, agent, documentId, reason, event };
      // Nothing is read of the document: there is nothing to tell apart what exists from what does not.
      await change(catalog, caller, 'too-many-requests', async () =>
        requestApproval({ ...request, nowMs: Date.now() }),
      );
      return read(workspace, approvalId);
    },

    async listOwnApprovals(caller) {
      const workspace = await admit(catalog, caller, 'retrieve');
      return listOwn(catalog, workspace, caller.user, Date.now(), MAX_OWN);
    },

    async listPendingApprovals(caller) {
      const workspace = await admit(catalog, caller, 'approve');
      const judge = await takeJudge(parts, caller);
      const found: PendingApproval[] = [];
      for (let after = '', seen = 0; seen < MAX_PENDING; ) {
        const page = await listPending(catalog, workspace, Date.now(), after, PAGE);
        for (const request of page) {
          const theirs = await judge(request);
          if (theirs) found.push({ ...request, resource: theirs.resource });
        }
        after = page.at(-1)?.approvalId ?? '';
        seen += page.length;
        if (page.length < PAGE) break;
        // Others are answered between its pages.
        await nextTurn();
      }
      return found.sort((a, b) => (a.requestedAt < b.requestedAt ? -1 : a.requestedAt > b.requestedAt ? 1 : 0));
    },

    async approve(caller, approvalId, lifetimeS) {
      if (!Number.isSafeInteger(lifetimeS) || lifetimeS < 1 || lifetimeS > LIMITS.grantLifetimeS) {
        throw new Problem('invalid-request', `a grant lasts from 1 to ${LIMITS.grantLifetimeS} seconds`);
      }
      return settle(caller, approvalId, lifetimeS);
    },

    async reject(caller, approvalId) {
      return settle(caller, approvalId, 'rejected');
    },

    async revokeApproval(caller, approvalId) {
      const workspace = await admit(catalog, caller, 'approve', 'own', 'soc');
      await change(catalog, caller, 'not-found', async () => {
        const grant = await read(workspace, approvalId);
        const mayRevoke =
          caller.agent === undefined &&
          (caller.scopes.has('soc') || grant.decidedBy === caller.user || (await owns(caller, grant.documentId)));
        if (grant.status !== 'approved' || !mayRevoke) throw new Problem('not-found');
        const event = eventBy(caller, 'approval.revoked', about(grant));
        return revokeApproval({ workspace, approvalId, nowMs: Date.now(), event });
      });
      return read(workspace, approvalId);
    },
  };

  async function owns(caller: Caller, documentId: string): Promise<boolean> {
    const view = await readView(catalog, caller.workspace, documentId);
    return view?.entitlements.owner === caller.user;
  }
}

function about({ approvalId, documentId, requester, agent }: ApprovalView) {
  return { approvalId, documentId, requester, requesterAgent: agent };
}

function refuseUnfit(documentId: string, reason: string): void {
  const faults = [
    ...(isText(documentId, MAX_ID_LENGTH) ? [] : [{ at: 'documentId', detail: 'is not a well-formed id' }]),
    ...(isText(reason, LIMITS.reasonLength)
      ? []
      : [{ at: 'reason', detail: `must be text of 1 to ${LIMITS.reasonLength} characters` }]),
  ];
  if (faults.length > 0) throw new Problem('invalid-request', undefined, { faults });
}

function isText(text: string, maxLength: number): boolean {
  return text.trim() !== '' && text.length <= maxLength && !/[\p{Cs}\0]/u.test(text);
}
