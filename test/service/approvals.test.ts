/** Leave to read: asked for, decided by whom the policy names and by nobody else, and over when it ends or is taken back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideApproval, requestApproval } from '../../src/catalog/approvals.ts';
import { readState } from '../../src/catalog/epoch.ts';
import { readTail } from '../../src/catalog/ledger.ts';
import type { ApprovalView } from '../../src/governance.ts';
import type { Caller, Scope } from '../../src/identity/caller.ts';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, type CallerOptions, callerFor } from '../support/callers.ts';

let sluice: TestBroker;
beforeAll(async () => {
  sluice = await openTestBroker();
});
afterAll(() => sluice.close());

const forbid = (id: string, approver: string, when = '') => `@id("${id}")
@approval("${approver}")
forbid (principal, action == Action::"retrieve", resource in Collection::"finance")
${when}unless { resource in context.approved || resource.owner == principal };
`;
const MANAGER = forbid('manager', 'manager');
const HOUR_S = 3_600;

let workspaces = 0;
/** Finance with a report for its readers, who are Ada and Cy; Max is Ada's manager. */
async function aWorkspace(policies: string) {
  workspaces += 1;
  const workspace = `w${workspaces}`;
  const { broker, catalog } = sluice;
  const as = (user: string, options: CallerOptions | readonly Scope[] = {}) =>
    callerFor(user, { workspace, ...('agent' in options || !Array.isArray(options) ? options : { scopes: options }) });
  const admin = as('root', ['admin']);
  const bring = async (content: string, collection: string, readers: readonly string[]) => {
    const entitlements = { owner: aPrincipal('user:olga'), readers: readers.map(aPrincipal) };
    const bytes = new TextEncoder().encode(content);
    return (await broker.ingest(as('olga'), { bytes, title: content, collection, entitlements })).documentId;
  };
  await broker.putPrincipal(admin, aPrincipal('user:ada'), { manager: aPrincipal('user:max') });
  const report = await bring('lantern report', 'finance', ['user:ada', 'user:cy']);
  const secret = await bring('lantern secret', 'finance', []);
  const open = await bring('lantern story', 'handbook', ['user:ada']);
  await broker.applyPolicies(admin, policies, { expectedVersion: 0 });

  const found = async (who: Caller) =>
    (await broker.retrieve(who, { query: 'lantern', k: 10 })).results.map(({ title }) => title).sort();
  const pending = async (who: Caller) => (await broker.listPendingApprovals(who)).map(({ approvalId }) => approvalId);
  const events = async () =>
    (await readTail(catalog, workspace, 1_000)).map(({ kind, body }) => ({ kind, detail: JSON.parse(body) }));
  return { workspace, as, admin, report, secret, open, found, pending, events };
}
const epoch = async () => (await readState(sluice.catalog)).epoch;
const notFound = { code: 'not-found' };

test('a person asks, the manager alone sees it and approves, the person reads, and a revocation ends it at once', async () => {
  const { as, report, found, pending, events } = await aWorkspace(MANAGER);
  const { broker } = sluice;
  const [ada, max] = [as('ada'), as('max', ['approve'])];
  expect(await found(ada)).toEqual(['lantern story']);

  const request = await broker.requestApproval(ada, report, 'month-end');
  expect(request).toMatchObject({ status: 'pending', requester: 'user:ada', agent: null, decidedBy: null });
  for (const other of ['cy', 'olga', 'ada', 'root']) expect(await pending(as(other))).toEqual([]);
  expect(await broker.listPendingApprovals(max)).toEqual([
    {
      ...request,
      resource: { resourceId: report, documentId: report, title: 'lantern report', collection: 'finance' },
    },
  ]);

  const granted = await broker.approve(max, request.approvalId, HOUR_S);
  expect(granted).toMatchObject({ status: 'approved', decidedBy: 'user:max' });
  expect(await pending(max)).toEqual([]);
  expect(await found(ada)).toEqual(['lantern report', 'lantern story']);
  expect(await found(as('cy'))).toEqual([]);
  expect(await broker.listOwnApprovals(ada)).toEqual([granted]);

  const before = await epoch();
  expect(await broker.revokeApproval(max, request.approvalId)).toMatchObject({ status: 'revoked' });
  expect(await epoch()).toBe(before + 1);
  expect(await found(ada)).toEqual(['lantern story']);
  const about = { approvalId: request.approvalId, documentId: report };
  expect((await events()).filter(({ kind }) => kind.startsWith('approval.'))).toMatchObject([
    { kind: 'approval.requested', detail: { ...about, reason: 'month-end', actor: { user: 'user:ada' } } },
    {
      kind: 'approval.decided',
      detail: { ...about, decision: 'approved', requester: 'user:ada', policies: ['custom/manager'] },
    },
    { kind: 'approval.revoked', detail: { ...about, actor: { user: 'user:max' } } },
  ]);
});

test('a grant ends by itself', async () => {
  const { workspace, as, report, found } = await aWorkspace(MANAGER);
  const { catalog, broker } = sluice;
  const DAY_MS = 24 * 60 * 60 * 1000;
  const event = { id: '', workspace, kind: 'approval.requested', detail: {} } as const;
  const grant = async (approvalId: string, untilMs: number) => {
    const about = { workspace, approvalId };
    const asked = { ...about, agent: undefined, documentId: report, reason: 'audit', nowMs: Date.now() - 2 * DAY_MS };
    const requester = aPrincipal('user:ada');
    const idOf = (step: string) => ({ ...event, id: `${workspace} ${approvalId} ${step}` });
    await catalog.store.commit(requestApproval({ ...asked, requester, event: idOf('asked') }));
    const decision = { ...about, decidedBy: aPrincipal('user:max'), nowMs: asked.nowMs, event: idOf('decided') };
    await catalog.store.commit(decideApproval(decision, untilMs));
  };
  await grant(`${workspace}-past`, Date.now() - DAY_MS);
  expect(await found(as('ada'))).toEqual(['lantern story']);
  expect(await broker.listOwnApprovals(as('ada'))).toMatchObject([{ status: 'expired' }]);
  await expect(broker.revokeApproval(as('max'), `${workspace}-past`)).rejects.toMatchObject(notFound);
  // The same grant with its end ahead lets in: it is the end that kept out.
  await grant(`${workspace}-ahead`, Date.now() + DAY_MS);
  expect(await found(as('ada'))).toEqual(['lantern report', 'lantern story']);
});

test('P8: a request is answered the same for what is absent, forbidden, open, or waits for approval', async () => {
  const { as, report, secret, open } = await aWorkspace(MANAGER);
  const ada = as('ada', ['retrieve']);
  const ids = [report, secret, open, '0b5e5c8e-5b1c-4f6e-9d8e-000000000000', 'no-such-thing'];
  const same = ({ approvalId: _, documentId: __, requestedAt: ___, expiresAt: ____, ...rest }: ApprovalView) =>
    JSON.stringify(rest);
  const answers = [];
  for (const id of ids) answers.push(await sluice.broker.requestApproval(ada, id, 'month-end'));
  expect(answers.map(({ documentId }) => documentId)).toEqual(ids);
  expect(new Set(answers.map(same)).size).toBe(1);
  expect(new Set(answers.map((answer) => Object.keys(answer).join())).size).toBe(1);
  for (const { requestedAt, expiresAt } of answers) {
    expect(Date.parse(expiresAt) - Date.parse(requestedAt)).toBe(7 * 24 * 60 * 60 * 1000);
  }
  const own = await sluice.broker.listOwnApprovals(ada);
  expect(new Set(own.map(same)).size).toBe(1);
  // What would not be let in by approval alone is nobody's to decide.
  const pending = await sluice.broker.listPendingApprovals(as('max'));
  expect(pending.map(({ documentId }) => documentId)).toEqual([report]);
  for (const { approvalId, documentId } of answers) {
    if (documentId === report) continue;
    for (const decide of [
      sluice.broker.approve(as('max'), approvalId, HOUR_S),
      sluice.broker.reject(as('max'), approvalId),
      sluice.broker.approve(as('olga'), approvalId, HOUR_S),
    ]) {
      await expect(decide).rejects.toMatchObject(notFound);
    }
  }
});

describe('nobody decides', () => {
  test('what is not theirs, what is their own, what is settled, or through an agent', async () => {
    const { as, admin, report, found, pending } = await aWorkspace(MANAGER);
    const { broker } = sluice;
    // Who asks is somebody's manager, too, but not their own.
    await broker.putPrincipal(admin, aPrincipal('user:cy'), { manager: aPrincipal('user:ada') });
    const { approvalId } = await broker.requestApproval(as('ada'), report, 'month-end');
    const others = [as('ada'), as('cy'), as('olga'), as('root'), as('max', { agent: 'desk' })];
    for (const other of others) {
      await expect(broker.approve(other, approvalId, HOUR_S)).rejects.toMatchObject(notFound);
      await expect(broker.reject(other, approvalId)).rejects.toMatchObject(notFound);
      expect(await pending(other)).toEqual([]);
    }
    const unable = as('max', ['retrieve', 'ingest', 'own', 'admin', 'soc']);
    await expect(broker.approve(unable, approvalId, HOUR_S)).rejects.toMatchObject({ code: 'insufficient-scope' });
    await expect(broker.reject(unable, approvalId)).rejects.toMatchObject({ code: 'insufficient-scope' });
    await expect(broker.listPendingApprovals(unable)).rejects.toMatchObject({ code: 'insufficient-scope' });
    await expect(broker.approve(as('max'), 'no-such-thing', HOUR_S)).rejects.toMatchObject(notFound);

    expect(await broker.reject(as('max'), approvalId)).toMatchObject({ status: 'rejected', decidedBy: 'user:max' });
    await expect(broker.approve(as('max'), approvalId, HOUR_S)).rejects.toMatchObject(notFound);
    await expect(broker.revokeApproval(as('max'), approvalId)).rejects.toMatchObject(notFound);
    expect(await found(as('ada'))).toEqual(['lantern story']);
  });

  test('their own, even where they are the approver that the policy names', async () => {
    const { as, admin, report, pending } = await aWorkspace(forbid('board', 'group:board'));
    const { broker } = sluice;
    for (const name of ['user:ada', 'user:max']) {
      await broker.addMember(admin, aPrincipal('group:board'), aPrincipal(name));
    }
    const { approvalId } = await broker.requestApproval(as('ada'), report, 'month-end');
    expect(await pending(as('ada'))).toEqual([]);
    await expect(broker.approve(as('ada'), approvalId, HOUR_S)).rejects.toMatchObject(notFound);
    expect(await pending(as('max'))).toEqual([approvalId]);
  });

  test('for longer than 30 days, or for no time', async () => {
    const { as, report } = await aWorkspace(MANAGER);
    const { approvalId } = await sluice.broker.requestApproval(as('ada'), report, 'month-end');
    for (const lifetimeS of [0, -1, 0.5, Number.NaN, 30 * 24 * HOUR_S + 1]) {
      const approving = sluice.broker.approve(as('max'), approvalId, lifetimeS);
      await expect(approving).rejects.toMatchObject({ code: 'invalid-request' });
    }
    expect(await sluice.broker.approve(as('max'), approvalId, 30 * 24 * HOUR_S)).toMatchObject({ status: 'approved' });
  });

  test('once the facts have changed: the manager is another, the reader is no longer one', async () => {
    const { as, admin, report, pending } = await aWorkspace(MANAGER);
    const { broker } = sluice;
    const { approvalId } = await broker.requestApproval(as('ada'), report, 'month-end');
    await broker.putPrincipal(admin, aPrincipal('user:ada'), { manager: aPrincipal('user:mia') });
    await expect(broker.approve(as('max'), approvalId, HOUR_S)).rejects.toMatchObject(notFound);
    expect(await pending(as('mia'))).toEqual([approvalId]);
    await broker.setEntitlements(as('olga'), report, { readers: [], deniers: [] });
    expect(await pending(as('mia'))).toEqual([]);
    await expect(broker.approve(as('mia'), approvalId, HOUR_S)).rejects.toMatchObject(notFound);
  });
});

test('the approver is whom the policy names: the owner, or a member of a group, by the claims of a token, too', async () => {
  const owned = await aWorkspace(forbid('owner', 'owner'));
  const first = await sluice.broker.requestApproval(owned.as('ada'), owned.report, 'month-end');
  expect(await owned.pending(owned.as('max'))).toEqual([]);
  expect(await owned.pending(owned.as('olga', ['approve']))).toEqual([first.approvalId]);

  const grouped = await aWorkspace(forbid('board', 'group:board'));
  const second = await sluice.broker.requestApproval(grouped.as('ada'), grouped.report, 'month-end');
  expect(await grouped.pending(grouped.as('bea'))).toEqual([]);
  expect(await grouped.pending(grouped.as('bea', { groups: ['board'] }))).toEqual([second.approvalId]);
  await sluice.broker.addMember(grouped.admin, aPrincipal('group:chairs'), aPrincipal('user:bea'));
  await sluice.broker.addMember(grouped.admin, aPrincipal('group:board'), aPrincipal('group:chairs'));
  expect(await grouped.pending(grouped.as('bea'))).toEqual([second.approvalId]);
});

test('where two policies ask for approval, only who is the approver of both decides', async () => {
  const { as, admin, report, found, pending } = await aWorkspace(MANAGER + forbid('board', 'group:board'));
  const { approvalId } = await sluice.broker.requestApproval(as('ada'), report, 'month-end');
  await sluice.broker.addMember(admin, aPrincipal('group:board'), aPrincipal('user:bea'));
  for (const one of ['max', 'bea']) {
    expect(await pending(as(one))).toEqual([]);
    await expect(sluice.broker.approve(as(one), approvalId, HOUR_S)).rejects.toMatchObject(notFound);
  }
  await sluice.broker.addMember(admin, aPrincipal('group:board'), aPrincipal('user:max'));
  await sluice.broker.approve(as('max'), approvalId, HOUR_S);
  expect(await found(as('ada'))).toContain('lantern report');
});

test('where a policy without an approver keeps out as well, there is nothing to decide', async () => {
  const clearance = 'forbid (principal, action == Action::"retrieve", resource) when { principal.clearance < 3 };';
  const { as, admin, report, pending } = await aWorkspace(MANAGER + clearance);
  const { approvalId } = await sluice.broker.requestApproval(as('ada'), report, 'month-end');
  expect(await pending(as('max'))).toEqual([]);
  await sluice.broker.putPrincipal(admin, aPrincipal('user:ada'), { clearance: 'restricted' });
  expect(await pending(as('max'))).toEqual([approvalId]);
  await sluice.broker.putPrincipal(admin, aPrincipal('user:ada'), { active: false });
  expect(await pending(as('max'))).toEqual([]);
});

test('a grant is for the agent through which it was asked for, and for no other way', async () => {
  const { as, admin, report, found } = await aWorkspace(MANAGER);
  const { broker } = sluice;
  await broker.putPrincipal(admin, aPrincipal('agent:desk'), { ceiling: { purposes: ['close the month'] } });
  const through = as('ada', { agent: 'desk' });
  const { approvalId } = await broker.requestApproval(through, report, 'month-end');
  expect(await broker.approve(as('max'), approvalId, HOUR_S)).toMatchObject({ agent: 'agent:desk' });
  const asked = { query: 'lantern', k: 10, purpose: 'close the month' };
  expect((await broker.retrieve(through, asked)).results.map(({ title }) => title)).toContain('lantern report');
  expect(await found(as('ada'))).toEqual(['lantern story']);
  const other = await broker.retrieve(as('ada', { agent: 'other' }), asked);
  expect(other.results.map(({ title }) => title)).toEqual(['lantern story']);
});

test('leave is given for a whole table, with its rows as far as their readers go, and never for a row', async () => {
  const { as, found } = await aWorkspace(MANAGER);
  const { broker } = sluice;
  const { documentId } = await broker.ingest(as('olga'), {
    bytes: new TextEncoder().encode(
      'lamp,keeper,viewers\nlantern one,user:olga,user:ada\nlantern two,user:olga,user:cy\n',
    ),
    title: 'lantern table',
    format: 'csv',
    collection: 'finance',
    entitlements: { owner: aPrincipal('user:olga'), readers: [aPrincipal('user:ada')] },
    rows: { owner: 'keeper', readers: 'viewers' },
  });
  const { results } = await broker.retrieve(as('olga'), { query: 'lantern', k: 10 });
  const rowIds = results.filter((result) => result.documentId === documentId).map(({ resourceId }) => resourceId);
  expect(rowIds).toHaveLength(2);
  for (const id of rowIds) await broker.requestApproval(as('ada'), id, 'month-end');
  const { approvalId } = await broker.requestApproval(as('ada'), documentId, 'month-end');
  expect((await broker.listPendingApprovals(as('max'))).map((one) => one.approvalId)).toEqual([approvalId]);
  await broker.approve(as('max'), approvalId, HOUR_S);
  expect((await found(as('ada'))).filter((title) => title === 'lantern table').length).toBeGreaterThan(0);
});

test('a grant is taken back by who gave it, the owner of the document, or the SOC, and by nobody else', async () => {
  const { as, report, found } = await aWorkspace(MANAGER);
  const { broker } = sluice;
  const ada = as('ada', ['retrieve', 'own', 'approve']);
  for (const revoker of [as('max', ['approve']), as('olga', ['own']), as('sam', ['soc'])]) {
    const { approvalId } = await broker.requestApproval(ada, report, 'month-end');
    await expect(broker.revokeApproval(revoker, approvalId)).rejects.toMatchObject(notFound);
    await broker.approve(as('max', ['approve']), approvalId, HOUR_S);
    for (const other of [ada, as('cy', ['own', 'approve']), as('max', { agent: 'desk' })]) {
      await expect(broker.revokeApproval(other, approvalId)).rejects.toMatchObject(notFound);
    }
    const unable = as('max', ['retrieve', 'ingest', 'admin']);
    await expect(broker.revokeApproval(unable, approvalId)).rejects.toMatchObject({ code: 'insufficient-scope' });
    expect(await found(ada)).toContain('lantern report');
    await broker.revokeApproval(revoker, approvalId);
    expect(await found(ada)).not.toContain('lantern report');
  }
});

test('a person has no more than 50 requests open, and says why in words', async () => {
  const { as, report } = await aWorkspace(MANAGER);
  const { broker } = sluice;
  for (let n = 0; n < 50; n++) await broker.requestApproval(as('ada'), `nothing-${n}`, 'month-end');
  await expect(broker.requestApproval(as('ada'), report, 'month-end')).rejects.toMatchObject({
    code: 'too-many-requests',
  });
  await broker.requestApproval(as('cy'), report, 'month-end');
  for (const [id, reason] of [
    [report, ' '],
    [report, 'x'.repeat(501)],
    [report, '\ud800'],
    ['x'.repeat(201), 'month-end'],
  ] as const) {
    await expect(broker.requestApproval(as('cy'), id, reason)).rejects.toMatchObject({ code: 'invalid-request' });
  }
  await expect(broker.requestApproval(as('cy', ['own']), report, 'month-end')).rejects.toMatchObject({
    code: 'insufficient-scope',
  });
});
