/**
 * Where somebody stands on a catalogue, the service's own or a copy of its facts: all that a decision about them rests on. Questions about
 * access take it person by person; answers to the person's own questions take a footing, which is cached and recorded.
 */
import type { Ask, momentOf } from '../../../entitlements/ask.ts';
import type { Engine } from '../../../entitlements/cedar/engine.ts';
import type { Rules } from '../../../entitlements/cedar/rules.ts';
import { holds, type Labelled } from '../../../entitlements/condition.ts';
import { type Decision, decide } from '../../../entitlements/decide.ts';
import { makePlan, type Numbers, type Plan } from '../../../entitlements/plan.ts';
import type { Principal } from '../../../entitlements/principal.ts';
import type { Audiences, Standing } from '../../../entitlements/standing.ts';
import { readGrants } from '../../catalog/approvals.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { type CollectionTree, readCollectionTree } from '../../catalog/collections.ts';
import { readResource } from '../../catalog/resources.ts';
import { readAudiences, readStanding, readUserNumbers } from '../../catalog/standing.ts';

/** How often one question asks whether somebody can read something of a kind: some seconds of work, between which others have their turn. */
export const MAX_LOOKS = 20_000_000;

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
  /** Not the one of searches: a question about everybody would push out all that it keeps. */
  readonly engine: Engine;
  readonly rules: Rules;
  readonly tree: CollectionTree;
  readonly numbers: Numbers;
  /** When people are asked for: the same for all, so that no minute passes between two of them. */
  readonly nowMs: number;
  readonly moment: ReturnType<typeof momentOf>;
}

/** Sets the scene: `rules` are those in force, or proposed ones. */
export async function setScene(
  about: Pick<Scene, 'catalog' | 'engine' | 'rules' | 'nowMs' | 'moment'>,
): Promise<Scene> {
  const { catalog, rules } = about;
  const { workspace } = rules;
  const tree = await readCollectionTree(catalog, workspace);
  const users = await readUserNumbers(catalog, workspace, rules.names.users);
  return { ...about, workspace, tree, numbers: { user: (name) => users.get(name), collectionsBelow: tree.below } };
}

/** Reads where somebody stands in a scene, by the directory's groups. */
export async function viewpointOf(scene: Scene, { user, agent, purpose }: Who): Promise<Viewpoint> {
  const { catalog, workspace, rules, nowMs, moment } = scene;
  const standing = await readStanding(catalog, { workspace, user, ...(agent && { agent }) }, rules.names.groups);
  const { documentIds: approved } = await readGrants(catalog, standing, nowMs);
  const ask = { purpose, ip: undefined, ...moment, approved };
  return { standing, audiences: await readAudiences(catalog, standing), ask };
}

/** People whose facts are read at a time: a copy lies in another thread, and the way there takes longer than the answer. */
const TOGETHER = 32;

/** Reads where people stand, one after the other, some ahead of time. */
export async function* viewpointsOf(
  scene: Scene,
  users: readonly Principal[],
): AsyncGenerator<{ readonly user: Principal; readonly viewpoint: Viewpoint }> {
  for (let at = 0; at < users.length; at += TOGETHER) {
    const some = users.slice(at, at + TOGETHER);
    yield* await Promise.all(some.map(async (user) => ({ user, viewpoint: await viewpointOf(scene, { user }) })));
  }
}

/** The same viewpoint, had somebody approved of a document. */
export function ifApproved(viewpoint: Viewpoint, documentId: string): Viewpoint {
  const { ask } = viewpoint;
  return { ...viewpoint, ask: { ...ask, approved: [...new Set([...ask.approved, documentId])] } };
}

/** What somebody could find, passages that are not clean left out. */
export function planOf({ engine, rules, numbers }: Scene, { standing, audiences, ask }: Viewpoint): Plan {
  return makePlan(engine, rules, standing, ask, audiences, numbers, { maxRisk: 0 });
}

export function isWithin(planned: Plan, chunk: Labelled): boolean {
  return planned.kind === 'matching' && holds(planned.condition, chunk);
}

/** The decision on one resource, by its facts in the scene. */
export async function decideOn(
  { catalog, engine, rules, tree }: Scene,
  { standing, ask }: Viewpoint,
  resourceId: string,
): Promise<Decision> {
  const found = await readResource(catalog, standing, tree, resourceId);
  if (!found) return { allowed: false, outcome: 'not-served', policies: [], masks: [], protects: {} };
  return decide(engine, rules, standing, ask, found.facts);
}
