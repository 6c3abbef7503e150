import { expect, test } from 'vitest';
import { describeEntry } from '../../src/cli/audit-line.ts';

const actor = { user: 'user:olga', agent: 'agent:helpdesk', issuer: 'urn:sluice:local', token: null };

test('a decision says who asked what, what they got by which rule, and what was withheld and why', () => {
  const body = JSON.stringify({
    actor,
    query: 'parental leave',
    results: [
      { documentId: 'a', rule: 'reader' },
      { documentId: 'a', rule: 'reader' },
      { documentId: 'b', rule: 'owner' },
    ],
    withheld: [
      { stage: 'inspect', reason: 'suspicious', signals: ['persona-mode'] },
      { stage: 'recheck', reason: 'not-served' },
    ],
  });
  expect(describeEntry({ kind: 'decision.retrieve', body })).toBe(
    'user:olga through agent:helpdesk asked “parental leave”: 3 passages of 2 documents (reader 2, owner 1); ' +
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

test('what is of no known shape is shown as it is', () => {
  expect(describeEntry({ kind: 'decision.retrieve', body: '{"odd":1}' })).toBe('{"odd":1}');
  expect(describeEntry({ kind: 'membership.changed', body: '{"group":"group:hr"}' })).toBe('{"group":"group:hr"}');
});
