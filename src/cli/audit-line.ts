/**
 * An entry of the audit log as a line for a person. What a body holds beyond the line is in `--json`; a body of a shape that is
 * not known is shown as it is.
 */
import { z } from 'zod';
import type { Chained } from '../audit/chain.ts';

const actor = z.object({ user: z.string(), agent: z.string().nullable() });
const decision = z.object({
  actor,
  query: z.string().optional(),
  resourceId: z.string().optional(),
  results: z.array(z.object({ documentId: z.string(), policies: z.array(z.string()), masked: z.array(z.string()) })),
  withheld: z.array(z.object({ stage: z.string(), reason: z.string(), signals: z.array(z.string()).optional() })),
});
const ofDocument = z.object({
  actor: actor.optional(),
  documentId: z.string(),
  generation: z.number().optional(),
  code: z.string().optional(),
  findings: z.array(z.object({ technique: z.string(), where: z.string() })).optional(),
});

const ofApproval = z.object({
  actor,
  approvalId: z.string(),
  documentId: z.string(),
  requester: z.string().optional(),
  reason: z.string().optional(),
  decision: z.string().optional(),
  expiresAt: z.string().nullable().optional(),
});
const ofPolicies = z.object({
  actor,
  version: z.number(),
  note: z.string().nullable(),
  policies: z.array(z.string()),
});

const ofEvidence = z.object({
  actor: actor.optional(),
  reviewId: z.string().optional(),
  documentId: z.string(),
  generation: z.number().optional(),
  /** What was read or purged. */
  piece: z.string().optional(),
  fault: z.string().optional(),
  note: z.string().nullable().optional(),
  reason: z.string().optional(),
});

/** What an entry says, in a line. */
export function describeEntry({ kind, body }: Pick<Chained, 'kind' | 'body'>): string {
  const detail: unknown = JSON.parse(body);
  if (kind.startsWith('decision.')) {
    const parsed = decision.safeParse(detail);
    if (parsed.success) return describeDecision(parsed.data);
  }
  if (kind.startsWith('document.')) {
    const parsed = ofDocument.safeParse(detail);
    if (parsed.success) return describeDocument(parsed.data);
  }
  if (kind.startsWith('approval.')) {
    const parsed = ofApproval.safeParse(detail);
    if (parsed.success) return describeApproval(parsed.data);
  }
  if (/^(?:review|evidence|legal-hold|integrity)\./.test(kind)) {
    const parsed = ofEvidence.safeParse(detail);
    if (parsed.success) return describeEvidence(parsed.data);
  }
  if (kind === 'policies.changed') {
    const parsed = ofPolicies.safeParse(detail);
    if (parsed.success) return describePolicies(parsed.data);
  }
  return body;
}

const byline = ({ user, agent }: z.infer<typeof actor>) => (agent === null ? user : `${user} through ${agent}`);

const plural = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

function tally(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}

function describeDecision({ actor: who, query, resourceId, results, withheld }: z.infer<typeof decision>): string {
  const asked = query === undefined ? `read ${resourceId}` : `asked “${query}”`;
  const documents = new Set(results.map(({ documentId }) => documentId)).size;
  const ways = results.map(({ policies, masked }) => policies.join('+') + (masked.length > 0 ? ', masked' : ''));
  const rules = results.length === 0 ? '' : ` (${tally(ways)})`;
  const reasons = withheld.map(({ reason, signals }) => (signals?.length ? `${reason}: ${signals.join('+')}` : reason));
  const held = withheld.length === 0 ? '' : `; withheld ${withheld.length} (${tally(reasons)})`;
  return `${byline(who)} ${asked}: ${plural(results.length, 'passage')} of ${plural(documents, 'document')}${rules}${held}`;
}

function describeDocument({ actor: who, documentId, generation, code, findings }: z.infer<typeof ofDocument>): string {
  const version = generation === undefined ? documentId : `${documentId} version ${generation}`;
  const seen = findings?.map(({ technique, where }) => `${technique} at ${where}`).join('; ');
  return [version, who && `by ${byline(who)}`, code, seen].filter((part) => part).join(', ');
}

function describeApproval(approval: z.infer<typeof ofApproval>): string {
  const { actor: who, approvalId, documentId, requester, reason, decision: decided, expiresAt } = approval;
  const until = expiresAt == null || decided !== 'approved' ? undefined : `until ${expiresAt}`;
  const whose = requester && `of ${requester}`;
  return [
    `request ${approvalId}`,
    whose,
    `for ${documentId}`,
    `by ${byline(who)}`,
    decided,
    until,
    reason && `“${reason}”`,
  ]
    .filter((part) => part)
    .join(', ');
}

function describeEvidence(evidence: z.infer<typeof ofEvidence>): string {
  const { actor: who, reviewId, documentId, generation, piece, fault, note, reason } = evidence;
  const version = generation === undefined ? documentId : `${documentId} version ${generation}`;
  const why = note ?? reason;
  return [
    version,
    reviewId && `review ${reviewId}`,
    piece && `the ${piece}${fault === undefined ? '' : ` is ${fault}`}`,
    who && `by ${byline(who)}`,
    why && `“${why}”`,
  ]
    .filter((part) => part)
    .join(', ');
}

function describePolicies({ actor: who, version, note, policies }: z.infer<typeof ofPolicies>): string {
  const names = policies.length === 0 ? 'none of its own' : policies.join(', ');
  return [`version ${version} by ${byline(who)}: ${names}`, note && `“${note}”`].filter((part) => part).join(', ');
}
