/**
 * The whole of entitlements against Cedar itself: random worlds and random policies, asked by the broker from end to end and by each of its
 * layers alone, and compared with Cedar's own decisions on entities that share no code with the product. Nothing more may be handed out
 * than Cedar allows, and nothing less.
 *
 * `SLUICE_TEST_DECISIONS` says how many decisions are compared, `SLUICE_TEST_SEED` with which world it begins.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { Oracle } from './cedar.ts';
import { randomPolicies } from './policies.ts';
import { Product } from './product.ts';
import { Random } from './random.ts';
import { randomAsker, randomWorld } from './world.ts';

const DECISIONS = Number(process.env.SLUICE_TEST_DECISIONS ?? 2_000);
const SEED = Number(process.env.SLUICE_TEST_SEED ?? 1);
/** Documents and rows of a world together: 8 + 3 · 15. */
const SIZE = { texts: 8, tables: 3, rows: 15 };
const POLICY_SETS = 5;
const ASKERS = 5;
const MINUTE_MS = 60_000;

/** What the engine is known to leave of policies when the resource is unknown. */
const RESIDUAL_NODES = [
  ...['Value', 'Set', 'unknown', '.', 'has', '&&', '||', '!', 'if-then-else'],
  ...['==', '<', '<=', 'in', 'is', 'like', 'contains', 'containsAny', 'containsAll', 'isEmpty'],
  ...['datetime', 'offset', 'duration'],
];

let sluice: TestBroker;
beforeAll(async () => {
  sluice = await openTestBroker();
}, 60_000);
afterAll(() => sluice?.close());

/** Ids on which the product and the oracle differ. */
function differences(expected: ReadonlySet<string>, actual: ReadonlySet<string>) {
  return {
    over: [...actual].filter((id) => !expected.has(id)),
    under: [...expected].filter((id) => !actual.has(id)),
  };
}

test(
  'P1: over random policies the broker, its plan in memory and in SQLite and its recheck say what Cedar says, neither more nor less',
  async () => {
    const nodes = new Map(RESIDUAL_NODES.map((kind) => [kind, 0]));
    const observe = (kind: string) => nodes.set(kind, (nodes.get(kind) ?? 0) + 1);
    const counts = { decisions: 0, allowed: 0, masked: 0, policies: 0, refused: 0, asked: 0 };
    const over = { broker: 0, memory: 0, sqlite: 0, recheck: 0, masks: 0 };
    const under = { ...over };
    const found: unknown[] = [];

    for (let seed = SEED; counts.decisions < DECISIONS; seed++) {
      const random = new Random(seed);
      const world = randomWorld(random, SIZE);
      const { product, placed } = await Product.of(sluice, `world-${seed}`, world);
      const oracle = new Oracle(world, placed);
      const documents = placed.documents.map(({ id }) => id);
      const ids = { documents, rows: placed.documents.flatMap(({ rowIds }) => rowIds) };
      const granted = new Map<string, readonly string[]>();

      for (let set = 0; set < POLICY_SETS; set++) {
        const written = randomPolicies(random, ids);
        const policies = await product.apply(written);
        counts.refused += written.length - policies.length;
        counts.policies += policies.length;
        for (let i = 0; i < ASKERS; i++) {
          const asker = randomAsker(random);
          const who = `${asker.user} ${asker.agent}`;
          if (!granted.has(who)) {
            granted.set(who, random.some(documents, 3));
            await product.grant(asker, granted.get(who) ?? []);
          }
          const approved = granted.get(who) ?? [];
          if (!world.people.find(({ name }) => name === asker.user)?.active) continue;
          if (world.agents.find(({ name }) => name === asker.agent)?.active === false) continue;

          const nowMs = await aCalmMoment();
          const verdicts = oracle.verdicts(asker, policies, approved, nowMs);
          const answers = await product.answers(asker);
          const { memory, sqlite, recheck } = await product.layers(asker, observe);

          const expected = new Set([...verdicts].filter(([, { allowed }]) => allowed).map(([id]) => id));
          const rechecked = new Set([...recheck].filter(([, { allowed }]) => allowed).map(([id]) => id));
          const roads = { broker: new Set(answers.keys()), memory, sqlite, recheck: rechecked };
          for (const [road, actual] of Object.entries(roads) as [keyof typeof roads, Set<string>][]) {
            const difference = differences(expected, actual);
            over[road] += difference.over.length;
            under[road] += difference.under.length;
            if (difference.over.length + difference.under.length > 0) {
              found.push({ seed, set, asker, road, ...difference, policies: policies.map(({ text }) => text) });
            }
          }
          for (const id of expected) {
            const masks = verdicts.get(id)?.masks ?? [];
            // A document that is a text has no columns.
            const shown = recheck.get(id)?.masks ?? [];
            if (masks.length > 0) counts.masked += 1;
            over.masks += masks.filter(
              (column) => !shown.includes(column) || !answers.get(id)?.includes(column),
            ).length;
            under.masks += shown.filter((column) => !masks.includes(column)).length;
          }
          counts.decisions += verdicts.size;
          counts.allowed += expected.size;
          counts.asked += 1;
        }
      }
    }

    const share = counts.allowed / counts.decisions;
    console.log({ ...counts, share: share.toFixed(3), over, under });
    console.log('residual nodes', Object.fromEntries(nodes));
    expect(found.slice(0, 3)).toEqual([]);
    expect({ over, under }).toEqual({ over: zeros(over), under: zeros(under) });
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.8);
    expect(counts.masked).toBeGreaterThan(0);
    expect([...nodes].filter(([, count]) => count === 0).map(([kind]) => kind)).toEqual([]);
    expect([...nodes.keys()].sort()).toEqual([...RESIDUAL_NODES].sort());
  },
  Math.max(120_000, DECISIONS * 60),
);

const zeros = (of: Readonly<Record<string, number>>) => Object.fromEntries(Object.keys(of).map((key) => [key, 0]));

/** The time, in a minute that will last until the product has been asked: what policies see of time changes with the minute. */
async function aCalmMoment(): Promise<number> {
  const leftMs = MINUTE_MS - (Date.now() % MINUTE_MS);
  if (leftMs < 2_000) await new Promise((resolve) => setTimeout(resolve, leftMs));
  return Date.now();
}
