/**
 * Where somebody stands on a catalogue, the service's own or a copy of its facts: all that a decision about them rests on. Questions about
 * access take it person by person; answers to the person's own questions take a footing, which is cached and recorded.
 */
import { type Ask, momentOf } from '../../../entitlements/ask.ts';
import type { Engine } from '../../../entitlements/cedar/engine.ts';
import type { Rules } from '../../../entitlements/cedar/rules.ts';
import { holds, type Labelled } from '../../../entitlements/condition.ts';
import { makePlan, type Numbers, type Plan } from '../../../entitlements/plan.ts';
import type { Principal } from '../../../entitlements/principal.ts';
import type { Audiences, Standing } from '../../../entitlements/standing.ts';
import { readGrants } from '../../catalog/approvals.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { type CollectionTree, readCollectionTree } from '../../catalog/collections.ts';
import { readAudiences, readStanding, readUserNumbers } from '../../catalog/people.ts';

/** Of whom, and under what circumstances. There is no address: nobody is asking. */
export interface Who {
  readonly user: Principal;
  readonly agent?: Principal;
  readonly purpose?: string;
}

export interface Viewpoint {
  readonly standing: Standing;
  readonly audiences: Audiences;
  readonly ask: Ask;
}

/** A catalogue at one moment, with what is the same for everybody. */
export interface Scene {
  readonly catalog: Catalog;
  readonly workspace: string;
  readonly rules: Rules;
  readonly tree: CollectionTree;
  readonly numbers: Numbers;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** Sets the scene: `rules` are those in force, or proposed ones. */
export async function setScene(catalog: Catalog, rules: Rules, nowMs: number, timeZone: string): Promise<Scene> {
  const { workspace } = rules;
  const tree = await readCollectionTree(catalog, workspace);
  const users = await readUserNumbers(catalog, workspace, rules.names.users);
  const numbers = { user: (name: Principal) => users.get(name), collectionsBelow: tree.below };
  return { catalog, workspace, rules, tree, numbers, nowMs, timeZone };
}

/** Reads where somebody stands in a scene, by the directory's groups. */
export async function viewpointOf(scene: Scene, { user, agent, purpose }: Who): Promise<Viewpoint> {
  const { catalog, workspace, rules, nowMs, timeZone } = scene;
  const standing = await readStanding(catalog, { workspace, user, ...(agent && { agent }) }, rules.names.groups);
  const { documentIds: approved } = await readGrants(catalog, standing, nowMs);
  const ask = { purpose, ip: undefined, ...momentOf(nowMs, timeZone), approved };
  return { standing, audiences: await readAudiences(catalog, standing), ask };
}

/** What somebody could find, passages that are not clean left out. */
export function planOf(engine: Engine, scene: Scene, { standing, audiences, ask }: Viewpoint): Plan {
  return makePlan(engine, scene.rules, standing, ask, audiences, scene.numbers, { maxRisk: 0 });
}

export function isWithin(planned: Plan, chunk: Labelled): boolean {
  return planned.kind === 'matching' && holds(planned.condition, chunk);
}
