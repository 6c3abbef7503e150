/**
 * The whole of entitlements against Cedar itself: random worlds and random policies, asked by the broker from end to end and by each of its
 * layers alone, and compared with Cedar's own decisions on entities that share no code with the product. Nothing more may be handed out
 * than Cedar allows, and nothing less.
 */
import type { TestBroker } from '../support/broker.ts';
import { Oracle, type Verdict } from './cedar.ts';
import { type RandomPolicy, randomPolicies } from './policies.ts';
import { Product } from './product.ts';
import { Random } from './random.ts';
import { type Asker, randomAsker, randomWorld } from './world.ts';

const POLICY_SETS = 5;
const MINUTE_MS = 60_000;

/** What the engine is known to leave of policies when the resource is unknown. */
export const RESIDUAL_NODES = [
  ...['Value', 'Set', 'unknown', '.', 'has', '&&', '||', '!', 'if-then-else'],
  ...['==', '<', '<=', 'in', 'is', 'like', 'contains', 'containsAny', 'containsAll', 'isEmpty'],
  ...['datetime', 'offset', 'duration'],
];

/** Ways to the same answer: the whole broker, its plan in memory and in the index that it has, and its recheck. */
const ROADS = ['broker', 'memory', 'index', 'recheck'] as const;
type Road = (typeof ROADS)[number];
type Tally = Record<Road | 'masks', number>;
const tally = (): Tally => ({ broker: 0, memory: 0, index: 0, recheck: 0, masks: 0 });

export interface ComparisonOptions {
  /** The world that it begins with. */
  readonly seed: number;
  /** Of a world: texts, tables, and the rows of each. */
  readonly size: { readonly texts: number; readonly tables: number; readonly rows: number };
  /** Who is asked about under each of the sets of policies of a world. */
  readonly askers: number;
  /** `plan`: the plan alone, in memory and in the index, which is several times as fast. */
  readonly roads: 'all' | 'plan';
  readonly isEnough: (counts: { readonly decisions: number; readonly sets: number }) => boolean;
}

export class Comparison {
  /** `sets`: of what one asker may read of a world. `decisions`: about one document or row each. */
  readonly counts = { sets: 0, decisions: 0, allowed: 0, masked: 0, policies: 0, refused: 0 };
  readonly over = tally();
  readonly under = tally();
  /** The differences, to be had again by their seed. */
  readonly found: unknown[] = [];
  /** How often each node was left of a policy. */
  readonly nodes = new Map(RESIDUAL_NODES.map((kind) => [kind, 0]));
  readonly #sluice: TestBroker;
  readonly #options: ComparisonOptions;

  private constructor(sluice: TestBroker, options: ComparisonOptions) {
    this.#sluice = sluice;
    this.#options = options;
  }

  /** Compares until it is enough, and prints what came of it. */
  static async run(sluice: TestBroker, options: ComparisonOptions): Promise<Comparison> {
    const comparison = new Comparison(sluice, options);
    for (let { seed } = options; !options.isEnough(comparison.counts); seed++) await comparison.#compareWorld(seed);
    const { counts, over, under, nodes } = comparison;
    console.log({ ...counts, share: comparison.share.toFixed(3), over, under });
    console.log('residual nodes', Object.fromEntries(nodes));
    return comparison;
  }

  /** Of what was asked about, how much is allowed. */
  get share(): number {
    return this.counts.allowed / this.counts.decisions;
  }

  async #compareWorld(seed: number): Promise<void> {
    const random = new Random(seed);
    const world = randomWorld(random, this.#options.size);
    const { product, placed } = await Product.of(this.#sluice, `world-${seed}`, world);
    const oracle = new Oracle(world, placed);
    const documents = placed.documents.map(({ id }) => id);
    const ids = { documents, rows: placed.documents.flatMap(({ rowIds }) => rowIds) };
    const granted = new Map<string, readonly string[]>();

    for (let set = 0; set < POLICY_SETS; set++) {
      const written = randomPolicies(random, ids);
      const policies = await product.apply(written);
      this.counts.refused += written.length - policies.length;
      this.counts.policies += policies.length;
      for (let i = 0; i < this.#options.askers; i++) {
        const asker = randomAsker(random);
        const who = `${asker.user} ${asker.agent}`;
        if (!granted.has(who)) {
          granted.set(who, random.some(documents, 3));
          await product.grant(asker, granted.get(who) ?? []);
        }
        const approved = granted.get(who) ?? [];
        if (!world.people.find(({ name }) => name === asker.user)?.active) continue;
        if (world.agents.find(({ name }) => name === asker.agent)?.active === false) continue;
        const verdicts = oracle.verdicts(asker, policies, approved, await aCalmMoment());
        await this.#compareSet({ seed, set, asker, policies }, product, verdicts);
      }
    }
  }

  async #compareSet(asked: Asked, product: Product, verdicts: ReadonlyMap<string, Verdict>): Promise<void> {
    const observe = (kind: string) => this.nodes.set(kind, (this.nodes.get(kind) ?? 0) + 1);
    const expected = new Set([...verdicts].filter(([, { allowed }]) => allowed).map(([id]) => id));
    const layers = await product.layers(asked.asker, observe);
    this.#compare(asked, 'memory', expected, await layers.memory());
    this.#compare(asked, 'index', expected, await layers.index());
    if (this.#options.roads === 'all') {
      const recheck = await layers.recheck();
      const answers = await product.answers(asked.asker);
      this.#compare(
        asked,
        'recheck',
        expected,
        new Set([...recheck].filter(([, one]) => one.allowed).map(([id]) => id)),
      );
      this.#compare(asked, 'broker', expected, new Set(answers.keys()));
      for (const id of expected) this.#compareMasks(verdicts.get(id), recheck.get(id), answers.get(id));
    }
    this.counts.decisions += verdicts.size;
    this.counts.allowed += expected.size;
    this.counts.sets += 1;
  }

  #compare(asked: Asked, road: Road, expected: ReadonlySet<string>, actual: ReadonlySet<string>): void {
    const over = [...actual].filter((id) => !expected.has(id));
    const under = [...expected].filter((id) => !actual.has(id));
    this.over[road] += over.length;
    this.under[road] += under.length;
    if (over.length + under.length === 0) return;
    this.found.push({ ...asked, road, over, under, policies: asked.policies.map(({ text }) => text) });
  }

  #compareMasks(verdict: Verdict | undefined, recheck: Verdict | undefined, answered: readonly string[] | undefined) {
    const masks = verdict?.masks ?? [];
    // A document that is a text has no columns.
    const shown = recheck?.masks ?? [];
    if (masks.length > 0) this.counts.masked += 1;
    this.over.masks += masks.filter((column) => !shown.includes(column) || !answered?.includes(column)).length;
    this.under.masks += shown.filter((column) => !masks.includes(column)).length;
  }
}

/** What it takes to ask again. */
interface Asked {
  readonly seed: number;
  readonly set: number;
  readonly asker: Asker;
  readonly policies: readonly RandomPolicy[];
}

/** The time, in a minute that will last until the product has been asked: what policies see of time changes with the minute. */
async function aCalmMoment(): Promise<number> {
  const leftMs = MINUTE_MS - (Date.now() % MINUTE_MS);
  if (leftMs < 2_000) await new Promise((resolve) => setTimeout(resolve, leftMs));
  return Date.now();
}
