import { expect, test } from 'vitest';
import { describeEntry } from '../../src/cli/audit-line.ts';

const actor = { user: 'user:olga', agent: 'agent:helpdesk', issuer: 'urn:sluice:local', token: null };

test('a decision says who asked what, what they got by which policies, and what was withheld and why', () => {
  const body = JSON.stringify({
    actor,
    query: 'parental leave',
    results: [
      { documentId: 'a', policies: ['readers'], masked: [] },
      { documentId: 'a', policies: ['readers'], masked: [] },
      { documentId: 'b', policies: ['custom/support', 'owner'], masked: ['email'] },
    ],
    withheld: [
      { stage: 'inspect', reason: 'suspicious', signals: ['persona-mode'] },
      { stage: 'recheck', reason: 'not-served' },
    ],
  });
  expect(describeEntry({ kind: 'decision.retrieve', body })).toBe(
    'user:olga through agent:helpdesk asked “parental leave”: 3 passages of 2 documents (readers 2, custom/support+owner, masked 1); ' +
      'withheld 2 (suspicious: persona-mode 1, not-served 1)',
  );
});

test('a document says which version, by whom, and what was seen in it', () => {
  const received = JSON.stringify({ actor, documentId: 'd', generation: 2, blob: '…', bytes: 3 });
  expect(describeEntry({ kind: 'document.received', body: received })).toBe(
    'd version 2, by user:olga through agent:helpdesk',
  );
  const held = JSON.stringify({
    documentId: 'd',
    generation: 2,
    findings: [{ technique: 'unicode-tags', severity: 'high', where: 'line 20' }],
  });
  expect(describeEntry({ kind: 'document.held', body: held })).toBe('d version 2, unicode-tags at line 20');
});

test('an approval and a version of policies say who did what', () => {
  const approval = { actor, approvalId: 'a', documentId: 'd' };
  const entries = [
    ['approval.requested', { ...approval, reason: 'closing the books' }],
    ['approval.decided', { ...approval, requester: 'user:lena', decision: 'approved', expiresAt: '2026-11-22T17:45Z' }],
    ['policies.changed', { actor, version: 2, note: 'why', policies: ['custom/finance'] }],
  ] as const;
  expect(entries.map(([kind, detail]) => describeEntry({ kind, body: JSON.stringify(detail) }))).toEqual([
    'request a, for d, by user:olga through agent:helpdesk, “closing the books”',
    'request a, of user:lena, for d, by user:olga through agent:helpdesk, approved, until 2026-11-22T17:45Z',
    'version 2 by user:olga through agent:helpdesk: custom/finance, “why”',
  ]);
});

test('what is of no known shape is shown as it is', () => {
  expect(describeEntry({ kind: 'decision.retrieve', body: '{"odd":1}' })).toBe('{"odd":1}');
  expect(describeEntry({ kind: 'membership.changed', body: '{"group":"group:hr"}' })).toBe('{"group":"group:hr"}');
});
