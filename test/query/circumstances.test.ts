/** What a decision depends on beside who asks: when, from where, through which agent, what for, and what somebody approved. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, type CallerOptions, callerFor } from '../support/callers.ts';

let sluice: TestBroker;
beforeAll(async () => {
  sluice = await openTestBroker({
    timeZone: 'Asia/Tokyo',
    between: {
      classifier: (real) =>
        instead(real, {
          score: async (texts) =>
            texts.map((text) => ({ score: text.includes('odd') ? 0.3 : 0, verdict: 'clean' as const, spans: [] })),
        }),
    },
  });
});
afterAll(() => sluice?.close());
afterEach(() => vi.useRealTimers());

/** A workspace of its own, in which everybody in `group:all` reads what `bring` brings. */
function place(workspace: string) {
  const root = callerFor('root', { workspace });
  const who = (user: string, options: CallerOptions = {}) =>
    callerFor(user, { workspace, groups: ['all'], ...options });
  return {
    root,
    who,
    async bring(text: string, collection = 'deck', more: object = {}): Promise<string> {
      const bytes = new TextEncoder().encode(text);
      const entitlements = { readers: [aPrincipal('group:all')] };
      return (await sluice.broker.ingest(root, { bytes, collection, entitlements, ...more })).documentId;
    },
    async govern(source: string): Promise<void> {
      await sluice.broker.applyPolicies(root, source, { expectedVersion: 0 });
    },
    async found(caller: ReturnType<typeof who>, query: string, purpose?: string): Promise<string[]> {
      const { results } = await sluice.broker.retrieve(caller, { query, k: 8, ...(purpose && { purpose }) });
      return results.map(({ documentId }) => documentId);
    },
  };
}

const example = (name: string) => readFileSync(`examples/policies/${name}.cedar`, 'utf8');
const setDate = (date: string) => vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(date) });

describe('hours and addresses', () => {
  const hours = place('hours');
  let id: string;
  beforeAll(async () => {
    id = await hours.bring('The lantern is lit.');
    await hours.govern(example('office-hours'));
  });

  test.each([
    ['on Wednesday at 9:30 in the time zone', '2037-06-17T00:30:00Z', undefined, true],
    ['on Wednesday at 17:59', '2037-06-17T08:59:59Z', undefined, true],
    ['on Wednesday at 18:00', '2037-06-17T09:00:00Z', undefined, false],
    ['on Saturday at 8:30, which is Friday elsewhere', '2037-06-19T23:30:00Z', undefined, false],
    ['on Saturday from an office', '2037-06-19T23:30:00Z', '10.20.3.4', true],
    ['on Saturday from an office over IPv6', '2037-06-19T23:30:00Z', '2001:db8:20::7', true],
    ['on Saturday from elsewhere', '2037-06-19T23:30:00Z', '10.21.3.4', false],
  ])('%s', async (_, date, ip, isIn) => {
    setDate(date);
    expect(await hours.found(hours.who('ada', { ...(ip && { ip }) }), 'lantern')).toEqual(isIn ? [id] : []);
  });

  test('an answer whose hour has passed when it is recorded is not given', async () => {
    // To those who ask it is a Wednesday of long ago; to the catalogue, which records, it is now.
    setDate('2024-06-19T00:30:00Z');
    await expect(hours.found(hours.who('ada'), 'lantern')).rejects.toMatchObject({ code: 'decision-unsettled' });
  });

  test('the record says what was evaluated', async () => {
    setDate('2037-06-19T23:30:40Z');
    await hours.found(hours.who('ada', { ip: '10.20.3.4' }), 'lantern', 'a look');
    const [entry] = await sluice.broker.auditTail(hours.root, 1);
    expect(JSON.parse(entry?.body ?? '{}')).toMatchObject({
      policyVersion: 1,
      context: { purpose: 'a look', ip: '10.20.3.4', now: '2037-06-19T23:30:00.000Z', weekday: 6, minuteOfDay: 510 },
    });
  });
});

describe('approvals', () => {
  const finance = place('finance');
  // An approver can't see what somebody's token will claim: here the directory says who is in what.
  const boss = callerFor('boss', { workspace: 'finance' });
  const ada = callerFor('ada', { workspace: 'finance' });
  let id: string;
  beforeAll(async () => {
    id = await finance.bring('The ledger is closed.', 'finance');
    await sluice.broker.addMember(finance.root, aPrincipal('group:all'), aPrincipal('user:ada'));
    await finance.govern(example('finance-approval'));
    await sluice.broker.putPrincipal(finance.root, aPrincipal('user:ada'), { manager: aPrincipal('user:boss') });
  });

  async function approve(documentId: string, lifetimeS: number): Promise<void> {
    const { approvalId } = await sluice.broker.requestApproval(ada, documentId, 'the audit');
    await sluice.broker.approve(boss, approvalId, lifetimeS);
  }

  test('a grant opens a document for its time, and is in the record', async () => {
    setDate('2037-06-17T00:30:00Z');
    expect(await finance.found(ada, 'ledger')).toEqual([]);
    await approve(id, 600);
    expect(await finance.found(ada, 'ledger')).toEqual([id]);
    const [entry] = await sluice.broker.auditTail(finance.root, 1);
    expect(JSON.parse(entry?.body ?? '{}')).toMatchObject({ context: { grants: [id] } });
    setDate('2037-06-17T00:39:59.999Z');
    expect(await finance.found(ada, 'ledger')).toEqual([id]);
    setDate('2037-06-17T00:40:00Z');
    expect(await finance.found(ada, 'ledger')).toEqual([]);
  });

  test('an answer that rests on a grant which has ended when it is recorded is not given', async () => {
    const other = await finance.bring('The abacus is counted.', 'finance');
    // To those who ask the grant has begun; to the catalogue, which records, it ended long ago.
    setDate(new Date(Date.now() - 3_600_000).toISOString());
    await approve(other, 60);
    await expect(finance.found(ada, 'abacus')).rejects.toMatchObject({ code: 'decision-unsettled' });
    await expect(sluice.broker.fetch(ada, other)).rejects.toMatchObject({ code: 'decision-unsettled' });
  });
});

describe('the ceiling of an agent', () => {
  const crew = place('crew');
  const through = (agent: string) => crew.who('ada', { agent });
  const put = (agent: string, fields: object) =>
    sluice.broker.putPrincipal(crew.root, aPrincipal(`agent:${agent}`), fields);
  let open: string;
  let closed: string;
  let odd: string;
  beforeAll(async () => {
    open = await crew.bring('The compass in the open.', 'open');
    closed = await crew.bring('The compass in the hold.', 'hold');
    odd = await crew.bring('The odd compass.', 'open', { classification: 'public' });
    await put('narrow', { ceiling: { collections: ['ship'] } });
    await put('purposeful', { ceiling: { purposes: ['support'] } });
    await put('careful', { ceiling: { maxRisk: 0.299 } });
    await put('bolder', { ceiling: { maxRisk: 0.3 } });
    await put('low', { clearance: 'public' });
  });
  const seen = async (agent: string, purpose?: string) => new Set(await crew.found(through(agent), 'compass', purpose));

  test('an agent without one reads what the person reads', async () => {
    expect(await seen('anybody')).toEqual(new Set([open, closed, odd]));
  });

  test('keeps it to its collections and to what comes to lie below them', async () => {
    expect(await seen('narrow')).toEqual(new Set());
    await crew.bring('A shipful.', 'ship', { entitlements: { readers: [] } });
    await sluice.broker.setCollectionParent(crew.root, 'open', 'ship');
    expect(await seen('narrow')).toEqual(new Set([open, odd]));
    await expect(sluice.broker.fetch(through('narrow'), closed)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('keeps it to its purposes', async () => {
    expect(await seen('purposeful')).toEqual(new Set());
    expect(await seen('purposeful', 'sales')).toEqual(new Set());
    expect(await seen('purposeful', 'support')).toEqual(new Set([open, closed, odd]));
  });

  test('keeps it below its clearance', async () => {
    expect(await seen('low')).toEqual(new Set([odd]));
  });

  test('keeps it below its risk, in the index and after it', async () => {
    expect(await seen('careful')).toEqual(new Set([open, closed]));
    expect(await seen('bolder')).toEqual(new Set([open, closed, odd]));
    await expect(sluice.broker.fetch(through('careful'), odd)).rejects.toMatchObject({ code: 'not-found' });
    const [entry] = await sluice.broker.auditTail(crew.root, 1);
    expect(JSON.parse(entry?.body ?? '{}')).toMatchObject({ withheld: [{ stage: 'inspect', reason: 'agent-risk' }] });
  });
});
