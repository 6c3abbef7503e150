import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  decideApproval,
  findApproval,
  listOwn,
  listPending,
  MAX_OPEN_REQUESTS,
  REQUEST_LIFETIME_MS,
  readGrants,
  requestApproval,
  revokeApproval,
} from '../../src/catalog/approvals.ts';
import { readState } from '../../src/catalog/epoch.ts';
import { readStanding } from '../../src/catalog/standing.ts';
import { GuardFailed } from '../../src/catalog/store.ts';
import { openTestCatalog, type TestCatalog } from '../support/catalog.ts';
import { aName, anEvent, NOW_MS } from './placing.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

const HOUR_MS = 3_600_000;
const SETTLED = new GuardFailed('approval-settled');

interface Asked {
  readonly workspace: string;
  readonly requester?: string;
  readonly agent?: string;
  readonly documentId?: string;
  readonly nowMs?: number;
}

async function ask({ workspace, requester = 'user:alice', agent, documentId = 'doc', nowMs = NOW_MS }: Asked) {
  const approvalId = randomUUID();
  const event = anEvent(workspace, 'approval.requested');
  await catalog.store.commit(
    requestApproval({
      ...{ workspace, approvalId, documentId, nowMs, event },
      ...{ requester: aName(requester), agent: agent === undefined ? undefined : aName(agent), reason: 'month end' },
    }),
  );
  return approvalId;
}

const decide = (
  workspace: string,
  approvalId: string,
  until: number | 'rejected',
  { by = 'user:mona', nowMs = NOW_MS } = {},
) => {
  const event = anEvent(workspace, 'approval.decided');
  return catalog.store.commit(decideApproval({ workspace, approvalId, decidedBy: aName(by), nowMs, event }, until));
};

const revoke = (workspace: string, approvalId: string, nowMs = NOW_MS) =>
  catalog.store.commit(revokeApproval({ workspace, approvalId, nowMs, event: anEvent(workspace, 'approval.revoked') }));

async function grants(workspace: string, user = 'user:alice', agent?: string, nowMs = NOW_MS) {
  const asker = { workspace, user: aName(user), ...(agent === undefined ? {} : { agent: aName(agent) }) };
  return readGrants(catalog, await readStanding(catalog, asker, []), nowMs);
}
const NONE = { documentIds: [], firstExpiryMs: undefined };

describe('a request', () => {
  test('waits, and lapses by itself when nobody decides in time', async () => {
    const id = await ask({ workspace: 'wait', agent: 'agent:helpdesk' });
    const lapsesAtMs = NOW_MS + REQUEST_LIFETIME_MS;
    const pending = {
      ...{ approvalId: id, documentId: 'doc', requester: 'user:alice', agent: 'agent:helpdesk', reason: 'month end' },
      ...{ status: 'pending', decidedBy: null },
      ...{ requestedAt: new Date(NOW_MS).toISOString(), expiresAt: new Date(lapsesAtMs).toISOString() },
    };
    expect(await findApproval(catalog, 'wait', id, NOW_MS)).toEqual(pending);
    expect(await findApproval(catalog, 'wait', id, lapsesAtMs)).toEqual({ ...pending, status: 'lapsed' });
    expect(await findApproval(catalog, 'elsewhere', id, NOW_MS)).toBeUndefined();
    expect(await listPending(catalog, 'wait', lapsesAtMs - 1, '', 9)).toEqual([pending]);
    expect(await listPending(catalog, 'wait', lapsesAtMs, '', 9)).toEqual([]);
    await expect(decide('wait', id, lapsesAtMs + HOUR_MS, { nowMs: lapsesAtMs })).rejects.toEqual(SETTLED);
  });

  test('is one of a bounded number that a person has open, whatever they are about', async () => {
    const workspace = 'bound';
    const ids: string[] = [];
    for (let n = 0; n < MAX_OPEN_REQUESTS; n++) ids.push(await ask({ workspace, documentId: `doc${n}` }));
    const tooMany = new GuardFailed('too-many-requests');
    await expect(ask({ workspace, agent: 'agent:helpdesk' })).rejects.toEqual(tooMany);
    await ask({ workspace, requester: 'user:bob' });
    await ask({ workspace: 'bound-elsewhere' });
    await decide(workspace, ids[0] ?? '', 'rejected');
    await ask({ workspace });
    await expect(ask({ workspace })).rejects.toEqual(tooMany);
    await ask({ workspace, nowMs: NOW_MS + REQUEST_LIFETIME_MS });
  });

  test('is decided once, and by somebody else', async () => {
    const workspace = 'once';
    const id = await ask({ workspace });
    await expect(decide(workspace, id, NOW_MS + HOUR_MS, { by: 'user:alice' })).rejects.toEqual(SETTLED);
    await expect(decide('elsewhere', id, NOW_MS + HOUR_MS)).rejects.toEqual(SETTLED);
    await expect(decide(workspace, randomUUID(), NOW_MS + HOUR_MS)).rejects.toEqual(SETTLED);
    await decide(workspace, id, 'rejected');
    await expect(decide(workspace, id, NOW_MS + HOUR_MS)).rejects.toEqual(SETTLED);
    expect(await findApproval(catalog, workspace, id, NOW_MS)).toMatchObject({
      status: 'rejected',
      decidedBy: 'user:mona',
    });
    expect(await grants(workspace)).toEqual(NONE);
  });

  test('is seen by who sent it, newest first, and by approvers in pages of what is open', async () => {
    const workspace = 'lists';
    const ids = [];
    for (const n of [0, 1, 2]) ids.push(await ask({ workspace, nowMs: NOW_MS + n }));
    await ask({ workspace, requester: 'user:bob' });
    await decide(workspace, ids[1] ?? '', 'rejected');
    const own = await listOwn(catalog, workspace, aName('user:alice'), NOW_MS, 2);
    expect(own.map(({ approvalId, status }) => [approvalId, status])).toEqual([
      [ids[2], 'pending'],
      [ids[1], 'rejected'],
    ]);
    const first = await listPending(catalog, workspace, NOW_MS, '', 2);
    const rest = await listPending(catalog, workspace, NOW_MS, first.at(-1)?.approvalId ?? '', 2);
    expect(new Set([...first, ...rest].map(({ requester }) => requester))).toEqual(new Set(['user:alice', 'user:bob']));
    expect([first.length, rest.length]).toEqual([2, 1]);
  });
});

describe('a grant', () => {
  test('holds until it ends, and takes nothing from anybody when it is given', async () => {
    const workspace = 'until';
    const [short, long] = [await ask({ workspace, documentId: 'short' }), await ask({ workspace, documentId: 'long' })];
    const { epoch } = await readState(catalog);
    await decide(workspace, long, NOW_MS + 2 * HOUR_MS);
    await decide(workspace, short, NOW_MS + HOUR_MS);
    expect((await readState(catalog)).epoch).toBe(epoch);
    expect(await grants(workspace)).toEqual({ documentIds: ['long', 'short'], firstExpiryMs: NOW_MS + HOUR_MS });
    const later = NOW_MS + HOUR_MS;
    expect(await grants(workspace, 'user:alice', undefined, later - 1)).toMatchObject({
      documentIds: ['long', 'short'],
    });
    expect(await grants(workspace, 'user:alice', undefined, later)).toEqual({
      documentIds: ['long'],
      firstExpiryMs: NOW_MS + 2 * HOUR_MS,
    });
    expect(await grants(workspace, 'user:alice', undefined, NOW_MS + 2 * HOUR_MS)).toEqual(NONE);
    expect(await findApproval(catalog, workspace, short, later)).toMatchObject({
      status: 'expired',
      decidedBy: 'user:mona',
    });
  });

  test('is for that person through that agent or none, in that workspace, and for nobody else', async () => {
    const workspace = 'whose';
    await decide(workspace, await ask({ workspace, documentId: 'plain' }), NOW_MS + HOUR_MS);
    await decide(workspace, await ask({ workspace, documentId: 'via', agent: 'agent:helpdesk' }), NOW_MS + HOUR_MS);
    await ask({ workspace, documentId: 'still-open' });
    const of = async (...who: Parameters<typeof grants>) => (await grants(...who)).documentIds;
    expect(await of(workspace)).toEqual(['plain']);
    expect(await of(workspace, 'user:alice', 'agent:helpdesk')).toEqual(['via']);
    // An agent of which the catalogue knows nothing is not "no agent".
    expect(await of(workspace, 'user:alice', 'agent:unheard')).toEqual([]);
    expect(await of(workspace, 'user:bob')).toEqual([]);
    expect(await of(workspace, 'user:unheard')).toEqual([]);
    expect(await of('elsewhere')).toEqual([]);
  });

  test('is as long as the longest, when a document was granted twice', async () => {
    const workspace = 'twice';
    await decide(workspace, await ask({ workspace }), NOW_MS + 2 * HOUR_MS);
    await decide(workspace, await ask({ workspace }), NOW_MS + HOUR_MS);
    expect(await grants(workspace)).toEqual({ documentIds: ['doc'], firstExpiryMs: NOW_MS + 2 * HOUR_MS });
  });

  test('ends at once when it is revoked, which every decision under way notices', async () => {
    const workspace = 'revoked';
    const id = await ask({ workspace });
    await expect(revoke(workspace, id)).rejects.toEqual(SETTLED);
    await decide(workspace, id, NOW_MS + HOUR_MS);
    await expect(revoke('elsewhere', id)).rejects.toEqual(SETTLED);
    await expect(revoke(workspace, id, NOW_MS + HOUR_MS)).rejects.toEqual(SETTLED);
    const { epoch } = await readState(catalog);
    expect((await revoke(workspace, id)).epoch).toBe(epoch + 1);
    expect(await grants(workspace)).toEqual(NONE);
    expect(await findApproval(catalog, workspace, id, NOW_MS)).toMatchObject({
      status: 'revoked',
      decidedBy: 'user:mona',
    });
    await expect(revoke(workspace, id)).rejects.toEqual(SETTLED);
  });
});
