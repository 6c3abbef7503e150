/**
 * The two layers, each alone and both together, against an oracle that knows the raw facts and none of the product's code: what
 * leaves is exactly what may be read, neither more nor less. Each layer is taken out in turn; with both out, the test sees the leak.
 */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { readable } from '../support/oracle.ts';
import { anyPlot, LivingWorld, type Plot } from '../support/worlds.ts';

const RUNS = Number(process.env.SLUICE_TEST_WORLDS ?? 3);

const control = vi.hoisted(() => ({ plan: true, recheck: true, relabels: true }));

vi.mock('../../entitlements/plan.ts', async (original) => {
  const real = await original<typeof import('../../entitlements/plan.ts')>();
  const everything = { op: 'at-most', label: 'risk', value: 2 } as const;
  const makePlan: typeof real.makePlan = (engine, rules, standing, ...rest) => {
    if (control.plan) return real.makePlan(engine, rules, standing, ...rest);
    const { workspace } = standing;
    const plan = { workspace, kind: 'matching', condition: everything, risk: everything };
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

let sluice: TestBroker;
let worlds = 0;
beforeAll(async () => {
  sluice = await openTestBroker({
    between: {
      index: (real) =>
        instead(real, {
          relabel: (...all) => (control.relabels ? real.relabel(...all) : Promise.resolve()),
        }),
    },
  });
});
afterAll(() => sluice?.close());
afterEach(() => Object.assign(control, { plan: true, recheck: true, relabels: true }));

interface Difference {
  readonly over: string[];
  readonly under: string[];
}

const missingFrom = (these: ReadonlySet<string>, those: ReadonlySet<string>) =>
  [...those].filter((token) => !these.has(token));

/** What every asker gets beyond what the oracle says, and what not, by `retrieve` and by `fetch`. */
async function differences(
  world: LivingWorld,
  { askers }: Plot,
  doors: readonly ('retrieved' | 'fetched')[],
): Promise<Difference> {
  const over: string[] = [];
  const under: string[] = [];
  for (const asker of askers) {
    const expected = readable(world.facts, asker);
    for (const door of doors) {
      const found = await world[door](asker);
      over.push(...missingFrom(expected, found));
      under.push(...missingFrom(found, expected));
    }
  }
  return { over, under };
}

async function inWorlds(see: (world: LivingWorld, plot: Plot) => Promise<void>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(anyPlot, async (plot) => {
      worlds += 1;
      const world = new LivingWorld(sluice.broker, `world-${worlds}`);
      await world.begin(plot);
      await see(world, plot);
    }),
    { numRuns: RUNS, seed: 20_261_122, endOnFailure: true },
  );
}

const NONE: Difference = { over: [], under: [] };

/** How often the index was seen to have offered what it should not have. */
async function alarms(): Promise<number> {
  const sql = `SELECT count(*) FROM audit WHERE kind = 'integrity.alarm'`;
  return Number((await sluice.store.read(sql, []))[0]?.[0]);
}

describe('in any world, by retrieve and by fetch,', () => {
  test('P1: a person gets exactly what they may read, before and after any change', async () => {
    let granted = 0;
    let withheld = 0;
    await inWorlds(async (world, plot) => {
      expect(await differences(world, plot, ['retrieved', 'fetched'])).toEqual(NONE);
      for (const change of plot.changes) {
        await world.apply(change);
        expect(await differences(world, plot, ['retrieved', 'fetched']), JSON.stringify(change)).toEqual(NONE);
      }
      const all = world.facts.documents.flatMap(({ content }) => ('rows' in content ? content.rows : [content])).length;
      for (const asker of plot.askers) {
        const may = readable(world.facts, asker).size;
        granted += may;
        withheld += all - may;
      }
    });
    // Worlds in which everybody reads everything, or nobody anything, would show little.
    expect(granted).toBeGreaterThan(RUNS * 5);
    expect(withheld).toBeGreaterThan(RUNS * 5);
    expect(await alarms()).toBe(0);
  }, 180_000);
});

describe('each layer suffices alone:', () => {
  test('P1: with a plan that matches everything, the recheck lets out exactly what may be read, after any change', async () => {
    control.plan = false;
    await inWorlds(async (world, plot) => {
      for (const change of plot.changes) await world.apply(change);
      expect(await differences(world, plot, ['retrieved'])).toEqual(NONE);
    });
    // What a plan would have kept out is what an alarm is raised for.
    expect(await alarms()).toBeGreaterThan(RUNS);
  }, 180_000);

  test('P1: without the recheck, the plan lets out exactly what may be read, on an index that is up to date', async () => {
    control.recheck = false;
    await inWorlds(async (world, plot) => {
      for (const change of plot.changes) await world.apply(change);
      expect(await differences(world, plot, ['retrieved'])).toEqual(NONE);
    });
  }, 180_000);

  test('P2: on an index whose labels never follow, nothing leaves that may not', async () => {
    control.relabels = false;
    await inWorlds(async (world, plot) => {
      for (const change of plot.changes) await world.apply(change);
      expect((await differences(world, plot, ['retrieved', 'fetched'])).over).toEqual([]);
    });
  }, 180_000);

  test('without both, the leak is seen', async () => {
    control.plan = false;
    control.recheck = false;
    let leaks = 0;
    await inWorlds(async (world, plot) => {
      leaks += (await differences(world, plot, ['retrieved'])).over.length;
    });
    expect(leaks).toBeGreaterThan(RUNS);
  }, 180_000);

  test('without the recheck and on an index whose labels never follow, the leak is seen', async () => {
    control.recheck = false;
    control.relabels = false;
    let leaks = 0;
    await inWorlds(async (world, plot) => {
      for (const change of plot.changes) await world.apply(change);
      leaks += (await differences(world, plot, ['retrieved'])).over.length;
    });
    expect(leaks).toBeGreaterThan(0);
  }, 180_000);
});
