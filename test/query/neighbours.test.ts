/**
 * Neighbours of a passage go through every gate by themselves. Each gate is taken out in turn, and the test sees what it kept back.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Answer, Delivery } from '../../src/broker.ts';
import { instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

const control = vi.hoisted(() => ({ plan: true, recheck: true, inspect: true, mask: true }));

vi.mock('../../entitlements/plan.ts', async (original) => {
  const real = await original<typeof import('../../entitlements/plan.ts')>();
  const everything = { op: 'at-most', label: 'risk', value: 2 } as const;
  const makePlan: typeof real.makePlan = (engine, rules, standing, ...rest) => {
    if (control.plan) return real.makePlan(engine, rules, standing, ...rest);
    const plan = { workspace: standing.workspace, kind: 'matching', condition: everything, risk: everything };
    return plan as unknown as ReturnType<typeof real.makePlan>;
  };
  return { ...real, makePlan };
});
vi.mock('../../entitlements/decide.ts', async (original) => {
  const real = await original<typeof import('../../entitlements/decide.ts')>();
  const decide: typeof real.decide = (...asked) =>
    control.recheck
      ? real.decide(...asked)
      : { allowed: true, outcome: 'permitted', policies: ['readers'], masks: [], protects: {} };
  return { ...real, decide };
});
vi.mock('../../src/query/inspect.ts', async (original) => {
  const real = await original<typeof import('../../src/query/inspect.ts')>();
  const inspect: typeof real.inspect = (grounds, hits) =>
    control.inspect
      ? real.inspect(grounds, hits)
      : { passed: hits as ReturnType<typeof real.inspect>['passed'], withheld: [] };
  return { ...real, inspect };
});
vi.mock('../../src/query/mask.ts', async (original) => {
  const real = await original<typeof import('../../src/query/mask.ts')>();
  const mask: typeof real.mask = (grounds, hits) =>
    control.mask
      ? real.mask(grounds, hits)
      : {
          passed: hits.map((hit) => ({ ...hit, masked: [], protected: [] })) as unknown as ReturnType<
            typeof real.mask
          >['passed'],
          withheld: [],
        };
  return { ...real, mask };
});

const root = callerFor('root');
const ada = callerFor('ada');
const crew = aPrincipal('group:crew');

let sluice: TestBroker;
/** Runs before a decision is recorded, with the number of the attempt. */
let meanwhile: (attempt: number) => Promise<unknown> = async () => undefined;
let attempts = 0;
beforeAll(async () => {
  sluice = await openTestBroker({
    between: {
      store: (real) =>
        instead(real, {
          async commit(batch) {
            if (batch.events?.some(({ kind }) => kind === 'decision.retrieve')) await meanwhile(++attempts);
            return real.commit(batch);
          },
        }),
      classifier: (real) =>
        instead(real, {
          score: async (texts) =>
            texts.map((text) => ({ score: 0, verdict: /doubtful/.test(text) ? 'suspicious' : 'clean', spans: [] })),
        }),
    },
  });
});
afterAll(() => sluice?.close());
afterEach(() => {
  Object.assign(control, { plan: true, recheck: true, inspect: true, mask: true });
  meanwhile = async () => undefined;
  attempts = 0;
});

async function bring(text: string, more: Partial<Delivery> = {}): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const entitlements = { readers: [aPrincipal('user:ada')] };
  return (await sluice.broker.ingest(root, { bytes, collection: 'deck', entitlements, ...more })).documentId;
}

/** A table of rows, each with its readers: what `note` of the row that is asked for is, and of those around it. */
const rows = (...all: readonly (readonly [readers: string, note: string])[]) =>
  ['readers,note', ...all.map((row) => row.join(','))].join('\n');
const asTable = { format: 'csv', rows: { readers: 'readers' }, entitlements: { readers: [] } } as const;

const ask = (query: string, expand = 1, k = 1) => sluice.broker.retrieve(ada, { query, k, expand });
const beside = ({ results }: Answer) =>
  results.map(({ neighbours }) => neighbours?.map(({ place, text }) => [place, text.split('\n').at(-1)]));

async function recordOf({ decisionId }: Answer) {
  const entry = (await sluice.broker.auditTail(root, 1_000)).find(({ id }) => id === decisionId);
  return JSON.parse(entry?.body ?? '{}');
}

const TEXT = [
  '# Anchors',
  'An anchor is heavy.',
  '# Windlasses',
  'A windlass hoists.',
  '# Ropes',
  'A rope is long.',
].join('\n\n');

test('what stands before and after a passage comes with it when it is asked for, and else nothing does', async () => {
  await bring(TEXT, { format: 'markdown' });
  const without = await ask('windlass hoists', 0);
  expect(without.results[0]).not.toHaveProperty('neighbours');
  const answer = await ask('windlass hoists');
  expect(beside(answer)).toEqual([
    [
      ['before', 'An anchor is heavy.'],
      ['after', 'A rope is long.'],
    ],
  ]);
  const at = (text: string) => answer.envelope.indexOf(text);
  expect(at('An anchor is heavy.')).toBeLessThan(at('A windlass hoists.'));
  expect(at('A windlass hoists.')).toBeLessThan(at('A rope is long.'));
  expect(beside(await ask('anchor is heavy'))).toEqual([[['after', 'A windlass hoists.']]]);
});

test('no passage stands in an answer twice', async () => {
  const { results } = await ask('windlass hoists anchor rope', 1, 3);
  const all = results.flatMap(({ chunkId, neighbours = [] }) => [chunkId, ...neighbours.map((one) => one.chunkId)]);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(3);
});

test('P5: neighbours are in the record before they leave, with what let them', async () => {
  const answer = await ask('windlass hoists');
  const [result] = answer.results;
  const expected = result?.neighbours?.map(({ chunkId, place }) => ({ of: result.chunkId, place, chunkId }));
  const { neighbours, expand } = await recordOf(answer);
  expect(expand).toBe(1);
  expect(neighbours).toEqual((expected ?? []).map((one) => expect.objectContaining({ ...one, policies: ['readers'] })));
});

describe('a row beside another', () => {
  const QUERY = 'spinnaker of silk';
  let table: string;
  beforeAll(async () => {
    table = await bring(
      rows(['user:ben', 'jib of ben'], ['user:ada', QUERY], ['user:ben', 'staysail of ben']),
      asTable,
    );
    await bring(rows(['user:ada', 'galley of brass']), asTable);
  });

  test('P1: comes only by its own entitlements; the record names what stayed', async () => {
    const answer = await ask(QUERY);
    expect(beside(answer)).toEqual([[]]);
    expect(JSON.stringify(answer)).not.toContain('of ben');
    const { withheld, neighbours } = await recordOf(answer);
    expect(neighbours).toBeUndefined();
    const stayed = {
      documentId: table,
      stage: 'recheck',
      reason: 'not-permitted',
      neighbourOf: answer.results[0]?.chunkId,
    };
    expect(withheld.filter((one: object) => 'neighbourOf' in one)).toEqual(
      [stayed, stayed].map((one) => expect.objectContaining(one)),
    );
    // The index did not offer them: that is no alarm.
    expect((await sluice.broker.auditTail(root, 1_000)).map(({ kind }) => kind)).not.toContain('integrity.alarm');
  });

  test('P8: that may not leave is as one that there is not', async () => {
    const shape = ({ results }: Answer) =>
      results.map((result) => Object.entries(result).map(([name, value]) => [name, typeof value]));
    const alone = await ask('galley of brass');
    expect(shape(await ask(QUERY))).toEqual(shape(alone));
    expect(beside(alone)).toEqual([[]]);
  });

  test.each(['plan', 'recheck'] as const)(
    'P1: comes only by its own entitlements without the %s: the other suffices',
    async (layer) => {
      control[layer] = false;
      const answer = await ask(QUERY);
      expect(answer.results).toHaveLength(1);
      expect(JSON.stringify(answer)).not.toContain('of ben');
    },
  );

  test('leaves without both: the test sees it', async () => {
    control.plan = false;
    control.recheck = false;
    expect(JSON.stringify(await ask(QUERY))).toContain('jib of ben');
  });

  test('P2: stays when it is taken away while the answer is made, however often it is overtaken', async () => {
    const shared = 'mizzen of the crew';
    await bring(rows(['user:ada', 'topsail of wool'], ['group:crew', shared]), asTable);
    await sluice.broker.addMember(root, crew, aPrincipal('user:ada'));
    expect(JSON.stringify(await ask('topsail of wool'))).toContain(shared);
    for (const last of [1, 5, 6]) {
      await sluice.broker.addMember(root, crew, aPrincipal('user:ada'));
      attempts = 0;
      meanwhile = async (attempt) => {
        if (attempt < last) await sluice.broker.addMember(root, crew, aPrincipal(`user:mate-${last}-${attempt}`));
        if (attempt === last) await sluice.broker.removeMember(root, crew, aPrincipal('user:ada'));
      };
      const answer = await ask('topsail of wool');
      expect(attempts, 'overtaken').toBeGreaterThan(last);
      expect(beside(answer)).toEqual([[]]);
      expect((await recordOf(answer)).neighbours).toBeUndefined();
    }
  });
});

describe('a neighbour that is not clean', () => {
  const QUERY = 'hawser is coiled';
  const doubtful = '# One\n\nA doubtful line.\n\n# Two\n\nThe hawser is coiled.\n\n# Three\n\nA fair line.';

  test('P4: stays, and the record says why', async () => {
    await bring(doubtful, { format: 'markdown' });
    const answer = await ask(QUERY);
    expect(beside(answer)).toEqual([[['after', 'A fair line.']]]);
    expect((await recordOf(answer)).withheld).toContainEqual(
      expect.objectContaining({ stage: 'inspect', reason: 'suspicious', neighbourOf: answer.results[0]?.chunkId }),
    );
  });

  test('leaves without the inspection: the test sees it', async () => {
    control.inspect = false;
    expect(JSON.stringify(await ask(QUERY))).toContain('A doubtful line.');
  });
});

describe('a masked value of a neighbour', () => {
  const policy = '@id("see-masked")\n@mask("phone")\npermit (principal in Group::"crew", action, resource is Row);';
  const table = ['item,phone', 'bollard of oak,555 0101', 'cleat of tin,555 0102'].join('\n');

  test('P1: is masked there, too', async () => {
    const accepted = await sluice.broker.checkPolicies(root, policy);
    expect(accepted).toMatchObject({ faults: [] });
    await sluice.broker.applyPolicies(root, policy, { expectedVersion: 0 });
    await sluice.broker.addMember(root, crew, aPrincipal('user:ada'));
    await bring(table, { format: 'csv', rows: { masked: ['phone'] }, entitlements: { readers: [] } });
    const answer = await ask('bollard of oak');
    expect(answer.results[0]?.neighbours).toMatchObject([{ place: 'after', masked: ['phone'] }]);
    expect(JSON.stringify(answer)).toContain('cleat of tin');
    expect(JSON.stringify(answer)).not.toContain('555 010');
  });

  test('leaves without the masks: the test sees it', async () => {
    control.mask = false;
    expect(JSON.stringify(await ask('bollard of oak'))).toContain('555 0102');
  });
});
