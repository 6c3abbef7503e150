/** Safeguards as administrators set them: in force at once, written down, within bounds, and nobody else's to change. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DLP_ACTIONS, DLP_KINDS } from '../../filters/dlp/kinds.ts';
import { readState } from '../../src/catalog/epoch.ts';
import type { Scope } from '../../src/identity/caller.ts';
import { effective, NEUTRALIZATIONS, type Safeguards, SCREENINGS } from '../../src/safeguards/safeguards.ts';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { callerFor } from '../support/callers.ts';

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

test('an agent’s own replace the workspace’s, but for sensitive values, of which the stricter action counts', () => {
  const rules = fc.dictionary(fc.constantFrom(...DLP_KINDS), fc.constantFrom(...DLP_ACTIONS));
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const said = fc.record({
    neutralization: maybe(fc.constantFrom(...NEUTRALIZATIONS)),
    screening: maybe(fc.constantFrom(...SCREENINGS)),
    dlp: maybe(rules),
  }) as fc.Arbitrary<Safeguards>;
  fc.assert(
    fc.property(said, said, (workspace, agent) => {
      const both = effective(workspace, agent);
      const plain = effective(workspace);
      expect(both.neutralization).toBe(agent.neutralization ?? workspace.neutralization ?? 'cut');
      expect(both.screening).toBe(agent.screening ?? workspace.screening ?? 'record');
      for (const kind of DLP_KINDS) {
        const rank = (action: (typeof DLP_ACTIONS)[number] | undefined) => (action ? DLP_ACTIONS.indexOf(action) : -1);
        expect(rank(both.dlp[kind])).toBe(Math.max(rank(plain.dlp[kind]), rank(agent.dlp?.[kind])));
      }
    }),
    { numRuns: 100 },
  );
});
