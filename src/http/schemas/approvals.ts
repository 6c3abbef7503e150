/**
 * Requests for approval, and what became of them.
 */
import { z } from 'zod';
import { LIMITS } from '../../broker.ts';
import type { ApprovalView, PendingApproval } from '../../governance.ts';
import { resourceRef } from './access.ts';
import { id, text } from './text.ts';

export const approvalRequest = z
  .strictObject({
    documentId: id,
    reason: text(LIMITS.reasonLength)
      .refine((value) => value.trim() !== '', 'must not be blank')
      .meta({ description: 'Why it is needed, for whoever decides.' }),
  })
  .meta({ id: 'ApprovalRequest' });

export const grantInput = z
  .strictObject({
    lifetimeS: z
      .int()
      .min(1)
      .max(LIMITS.grantLifetimeS)
      .meta({ description: 'Seconds for which the grant holds; 30 days at most.' }),
  })
  .meta({ id: 'GrantInput' });

const fields = {
  approvalId: z.string(),
  documentId: z.string(),
  requester: z.string(),
  agent: z.string().nullable(),
  reason: z.string(),
  status: z.enum(['pending', 'approved', 'rejected', 'revoked', 'lapsed', 'expired']).meta({
    description: '`lapsed`: nobody decided in time. `expired`: the grant has ended.',
  }),
  requestedAt: z.string(),
  expiresAt: z.string(),
  decidedBy: z.string().nullable(),
};

export const approvalView = z.object(fields).meta({ id: 'Approval' }) satisfies z.ZodType<ApprovalView>;

export const pendingApproval = z
  .object({ ...fields, resource: resourceRef })
  .meta({ id: 'PendingApproval' }) satisfies z.ZodType<PendingApproval>;
