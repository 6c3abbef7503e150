/** Safeguards as administrators set them: in force at once, written down, within bounds, and nobody else's to change. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DLP_ACTIONS, DLP_KINDS } from '../../filters/dlp/kinds.ts';
import { readState } from '../../src/catalog/epoch.ts';
import type { Scope } from '../../src/identity/caller.ts';
import {
  type AgentSafeguards,
  completed,
  type EffectiveSafeguards,
  NEUTRALIZATIONS,
  type Safeguards,
  SCREENINGS,
} from '../../src/safeguards/safeguards.ts';
import { effective, milderThan } from '../../src/safeguards/strictness.ts';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

const DEFAULTS = { neutralization: 'cut', screening: 'record', dlp: { secret: 'redact' } };

let sluice: TestBroker;
beforeAll(async () => {
  sluice = await openTestBroker();
});
afterAll(() => sluice?.close());

const as = (scope: Scope, workspace = 'main') => callerFor('root', { scopes: [scope], workspace });
const admin = as('admin');

async function events() {
  const all = await sluice.broker.auditTail(as('soc'), 1_000);
  return all.filter(({ kind }) => kind === 'safeguards.changed').map(({ body }) => JSON.parse(body));
}

test('a workspace that said nothing has the defaults', async () => {
  expect(await sluice.broker.readSafeguards(admin)).toEqual(DEFAULTS);
});

test('what is set is in force and written down, moves the epoch, and is of its workspace alone', async () => {
  const said = { neutralization: 'fence', dlp: {}, thresholds: { suspicious: 0.4, malicious: 0.8 } } as const;
  const before = await readState(sluice.catalog);
  const after = { ...said, screening: 'record' };
  expect(await sluice.broker.setSafeguards(admin, said)).toEqual(after);
  expect(await sluice.broker.readSafeguards(as('own'))).toEqual(after);
  const state = await readState(sluice.catalog);
  expect([state.epoch > before.epoch, state.facts > before.facts]).toEqual([true, true]);
  expect((await events()).at(-1)).toMatchObject({ actor: { user: 'user:root' }, before: DEFAULTS, after });
  expect(await sluice.broker.readSafeguards(as('admin', 'other'))).toEqual(DEFAULTS);
});

test('what is set already is not written down again', async () => {
  const number = (await events()).length;
  await sluice.broker.setSafeguards(admin, await sluice.broker.readSafeguards(admin));
  const { length } = await events();
  await sluice.broker.setSafeguards(admin, await sluice.broker.readSafeguards(admin));
  expect((await events()).length).toBe(length);
  expect(length - number).toBeLessThanOrEqual(1);
});

test('what is out of bounds or unknown is refused, and nothing changes', async () => {
  const before = await sluice.broker.readSafeguards(admin);
  const unfit: unknown[] = [
    { neutralization: 'ignore' },
    { screening: true },
    { thresholds: { suspicious: 0.9, malicious: 0.5 } },
    { thresholds: { suspicious: -0.1, malicious: 0.5 } },
    { thresholds: { suspicious: 0.5, malicious: 1.1 } },
    { thresholds: { suspicious: Number.NaN, malicious: 1 } },
    { thresholds: { suspicious: 0.5 } },
    { dlp: { email: 'shred' } },
    { dlp: { password: 'redact' } },
    { neutralisation: 'cut' },
    'cut',
    null,
  ];
  for (const said of unfit)
    await expect(sluice.broker.setSafeguards(admin, said as Safeguards)).rejects.toMatchObject({
      code: 'invalid-request',
    });
  expect(await sluice.broker.readSafeguards(admin)).toEqual(before);
});

test('administrators alone set them; owners and the SOC may look, and agents’ scopes may not', async () => {
  for (const scope of ['own', 'soc', 'retrieve', 'ingest'] as const)
    await expect(sluice.broker.setSafeguards(as(scope), {})).rejects.toMatchObject({ code: 'insufficient-scope' });
  for (const scope of ['retrieve', 'ingest'] as const)
    await expect(sluice.broker.readSafeguards(as(scope))).rejects.toMatchObject({ code: 'insufficient-scope' });
});

const rules = fc.dictionary(fc.constantFrom(...DLP_KINDS), fc.constantFrom(...DLP_ACTIONS));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const thresholds = fc
  .tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 }))
  .map(([a, b]) => ({ suspicious: Math.min(a, b) / 10, malicious: Math.max(a, b) / 10 }));
const anySafeguards = fc.record({
  neutralization: maybe(fc.constantFrom(...NEUTRALIZATIONS)),
  screening: maybe(fc.constantFrom(...SCREENINGS)),
  dlp: maybe(rules),
  thresholds: maybe(thresholds),
}) as fc.Arbitrary<Safeguards>;

/** How strict each part is, written down anew: the higher the stricter. */
function strictnessOf({ neutralization, screening, dlp }: EffectiveSafeguards): readonly number[] {
  return [
    ['fence', 'cut', 'withhold'].indexOf(neutralization),
    ['record', 'refuse'].indexOf(screening),
    ...DLP_KINDS.map((kind) => ['hash', 'mask', 'redact', 'withhold'].indexOf(dlp[kind] ?? '')),
  ];
}

test('whatever an agent’s own say, nothing is milder for it than for its workspace, and what they say is held', () => {
  fc.assert(
    fc.property(anySafeguards, anySafeguards, (workspace, agent) => {
      const both = strictnessOf(effective(workspace, agent));
      const theirs = strictnessOf(effective(workspace));
      const own = strictnessOf(effective({ neutralization: 'fence', dlp: {} }, agent));
      expect(both).toEqual(theirs.map((strictness, i) => Math.max(strictness, own[i] ?? -1)));
    }),
    { numRuns: 300 },
  );
});

test('what is refused as milder is just what would not be held as it is said', () => {
  fc.assert(
    fc.property(anySafeguards, anySafeguards, (workspace, agent) => {
      const faults = milderThan(completed(workspace), agent).map(({ at }) => at);
      const both = effective(workspace, agent);
      const notHeld = [
        ...(agent.neutralization !== undefined && agent.neutralization !== both.neutralization
          ? ['neutralization']
          : []),
        ...(agent.screening !== undefined && agent.screening !== both.screening ? ['screening'] : []),
        ...DLP_KINDS.filter((kind) => agent.dlp?.[kind] !== undefined && agent.dlp[kind] !== both.dlp[kind]).map(
          (kind) => `dlp.${kind}`,
        ),
        ...(['suspicious', 'malicious'] as const)
          .filter((name) => (agent.thresholds?.[name] ?? 0) > (workspace.thresholds?.[name] ?? 1))
          .map((name) => `thresholds.${name}`),
      ];
      expect(faults).toEqual(notHeld);
    }),
    { numRuns: 300 },
  );
});

test('what somebody stored that no safeguard knows makes nothing milder', () => {
  const stored = { neutralization: 'ignore', screening: 'never' } as unknown as Safeguards;
  expect(effective({ neutralization: 'withhold', screening: 'refuse' }, stored)).toMatchObject({
    neutralization: 'withhold',
    screening: 'refuse',
  });
});

describe('an agent’s own safeguards', () => {
  const milder: readonly (readonly [string, AgentSafeguards])[] = [
    ['neutralization', { neutralization: 'fence' }],
    ['screening', { screening: 'record' }],
    ['dlp.email', { dlp: { email: 'hash', phone: 'hash' } }],
    ['thresholds.suspicious', { thresholds: { suspicious: 0.5, malicious: 0.8 } }],
    ['thresholds.malicious', { thresholds: { suspicious: 0.4, malicious: 0.9 } }],
  ];
  const strict: Safeguards = {
    ...{ neutralization: 'cut', screening: 'refuse', dlp: { email: 'mask' } },
    thresholds: { suspicious: 0.4, malicious: 0.8 },
  };
  const root = as('admin', 'agents');
  const desk = aPrincipal('agent:desk');
  const one = (own: AgentSafeguards) => ({ ceiling: { safeguards: own } });
  const importing = (own: AgentSafeguards, preview: boolean) =>
    sluice.broker.importDirectory(
      root,
      { users: [{ id: aPrincipal('user:ada'), displayName: 'Ada' }], groups: [], agents: [{ id: desk, ...one(own) }] },
      { preview },
    );

  test('are refused where they are milder, by every road, with the name of the field, and nothing changes', async () => {
    await sluice.broker.setSafeguards(root, strict);
    for (const [field, own] of milder) {
      const fault = { detail: expect.stringMatching(/is milder than `.+`, which the workspace says/) };
      await expect(sluice.broker.putPrincipal(root, desk, one(own))).rejects.toMatchObject({
        code: 'invalid-request',
        faults: [{ at: `ceiling.safeguards.${field}`, ...fault }],
      });
      for (const preview of [true, false])
        await expect(importing(own, preview)).rejects.toMatchObject({
          code: 'invalid-request',
          faults: [{ at: `agent:desk ceiling.safeguards.${field}`, ...fault }],
        });
    }
    expect(await sluice.broker.listPrincipals(root, '', 10)).not.toContainEqual(
      expect.objectContaining({ principal: expect.stringMatching(/ada|desk/) }),
    );
  });

  test('are taken where they are as strict or stricter', async () => {
    const own: AgentSafeguards = {
      ...{ neutralization: 'withhold', screening: 'refuse', dlp: { email: 'redact', phone: 'hash' } },
      thresholds: { suspicious: 0.1, malicious: 0.8 },
    };
    expect(await sluice.broker.putPrincipal(root, desk, one(own))).toMatchObject(one(own));
    expect(await importing({ ...own, ...strict }, false)).toHaveLength(2);
  });

  test('that have become milder than the workspace’s stay, and an import in which they are as they were goes through', async () => {
    const own: AgentSafeguards = { neutralization: 'cut' };
    await sluice.broker.putPrincipal(root, desk, one(own));
    await sluice.broker.setSafeguards(root, { ...strict, neutralization: 'withhold' });
    const agents = [{ id: desk, ...one(own) }];
    const leaver = { id: aPrincipal('user:ada'), active: false };
    const left = { users: [leaver], groups: [], agents };
    expect(await sluice.broker.importDirectory(root, left, { preview: false })).toHaveLength(1);
    await expect(sluice.broker.putPrincipal(root, desk, one(own))).rejects.toMatchObject({ code: 'invalid-request' });
  });

  test('that are none are refused with the name of the field', async () => {
    const own = { dlp: { email: 'shred' } } as unknown as AgentSafeguards;
    await expect(sluice.broker.putPrincipal(root, desk, one(own))).rejects.toMatchObject({
      faults: [{ at: 'ceiling.safeguards.dlp.email' }],
    });
  });
});
