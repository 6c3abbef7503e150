/**
 * Questions about access, for owners and the SOC: who can read something, why somebody can or can't, what a change would do, and what
 * everybody or nobody can read. What a caller may not ask about is not there. Each question is in the audit log before it is answered.
 */
import type { Broker } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type CollectionTree, readCollectionTree } from '../catalog/collections.ts';
import { readState } from '../catalog/epoch.ts';
import { type InventoryPart, listInventory } from '../catalog/inventory.ts';
import { readResource } from '../catalog/resources.ts';
import type { AccessDiff, ProposedChange } from '../governance.ts';
import type { Rulebook } from '../policy/rulebook.ts';
import { Problem } from '../problem.ts';
import { admitTo, noteExamined, partOf } from './access/admit.ts';
import { coverageOf } from './access/coverage.ts';
import { diffOf, type Side } from './access/diff.ts';
import { explain } from './access/explain.ts';
import { admitToPropose, makeOnCopy, proposedRules } from './access/proposal.ts';
import { type Scene, setScene, viewpointOf } from './access/viewpoint.ts';
import { whoReads } from './access/who.ts';
import { admit } from './acting.ts';

export interface AccessParts {
  readonly catalog: Catalog;
  readonly rulebook: Rulebook;
  readonly timeZone: string;
  /** Takes a copy of the facts, to change it; whoever takes one closes it. */
  readonly copyFacts: () => Promise<Catalog>;
}

/** Resources that one question looks at. */
const MAX_RESOURCES = 100_000;
/** How often two copies are taken that should show the same moment. */
const MAX_COPIES = 5;

type AccessMethods = Pick<Broker, 'accessWho' | 'accessExplain' | 'accessDiff' | 'accessCoverage'>;

export function accessMethods({ catalog, rulebook, timeZone, copyFacts }: AccessParts): AccessMethods {
  async function sceneOf(workspace: string, on: Catalog = catalog): Promise<Scene> {
    const { facts } = await readState(on);
    return setScene(on, await rulebook.current(workspace, facts), Date.now(), timeZone);
  }

  /** Two copies of one moment. */
  async function takeTwo(): Promise<readonly [Catalog, Catalog, number]> {
    for (let taken = 0; taken < MAX_COPIES; taken++) {
      const before = await copyFacts();
      const after = await copyFacts();
      const [one, other] = [await readState(before), await readState(after)];
      if (one.facts === other.facts && one.epoch === other.epoch) return [before, after, one.epoch];
      await before.store.close();
      await after.store.close();
    }
    throw new Problem('decision-unsettled');
  }

  async function sideOf(scene: Scene, part: InventoryPart): Promise<Side> {
    return { scene, entries: await listInventory(scene.catalog, scene.workspace, part, '', MAX_RESOURCES) };
  }

  return {
    async accessWho(caller, id) {
      await admit(catalog, caller, 'own', 'soc');
      const entries = await admitTo(catalog, caller, id);
      await noteExamined(catalog, caller, { question: 'who', id });
      return whoReads(rulebook.engine, await sceneOf(caller.workspace), entries);
    },

    async accessExplain(caller, { user, agent, id, purpose }) {
      await admit(catalog, caller, 'own', 'soc');
      const scene = await sceneOf(caller.workspace);
      const who = { user, ...(agent && { agent }), ...(purpose !== undefined && { purpose }) };
      const viewpoint = await viewpointOf(scene, who);
      const found = await readResource(catalog, viewpoint.standing, scene.tree, id);
      const isTheirs = found?.facts.owner === caller.user || caller.scopes.has('soc');
      if (!found || !isTheirs) throw new Problem('not-found');
      await noteExamined(catalog, caller, { question: 'explain', id, user, agent: agent ?? null });
      return explain(rulebook.engine, scene, who, viewpoint, found);
    },

    async accessDiff(caller, change): Promise<AccessDiff> {
      await admit(catalog, caller, 'own', 'soc', 'admin');
      await admitToPropose(catalog, caller, change);
      await noteExamined(catalog, caller, { question: 'diff', change: withoutSource(change) });
      const [before, after, epoch] = await takeTwo();
      try {
        const scene = await sceneOf(caller.workspace, before);
        const rules = await proposedRules(rulebook, caller, change, scene.rules);
        await makeOnCopy(after, caller, change);
        const then = await setScene(after, rules, scene.nowMs, timeZone);
        const touched = touchedBy(change, scene.tree);
        const theirs = caller.scopes.has('admin') ? {} : partOf(caller);
        // Only what is theirs before the change is shown, also where the change gives it away.
        const sides = [await sideOf(scene, { ...touched, ...theirs }), await sideOf(then, touched)] as const;
        const isCut = sides[0].entries.length >= MAX_RESOURCES;
        return { epoch, ...(await diffOf(rulebook.engine, ...sides, isCut)) };
      } finally {
        await before.store.close();
        await after.store.close();
      }
    },

    async accessCoverage(caller, collection) {
      await admit(catalog, caller, 'own', 'soc');
      await noteExamined(catalog, caller, { question: 'coverage', collection: collection ?? null });
      const copy = await copyFacts();
      try {
        const tree = await readCollectionTree(copy, caller.workspace);
        const within = collection === undefined ? {} : { collections: tree.below(collection) };
        const { scene, entries } = await sideOf(await sceneOf(caller.workspace, copy), {
          ...partOf(caller),
          ...within,
        });
        return await coverageOf(rulebook.engine, scene, entries, entries.length >= MAX_RESOURCES);
      } finally {
        await copy.store.close();
      }
    },
  };
}

/** The part of the workspace that a change can be felt in. */
function touchedBy(change: ProposedChange, tree: CollectionTree): InventoryPart {
  switch (change.kind) {
    case 'policies':
    case 'membership':
      return {};
    case 'entitlements':
      return { id: change.documentId };
    case 'collection':
    case 'manifest':
      return { collections: tree.below(change.collection) };
    default:
      return change satisfies never;
  }
}

/** The log names policies by what became of them, not by a proposal's text. */
function withoutSource(change: ProposedChange) {
  return change.kind === 'policies' ? { kind: change.kind, length: change.source.length } : change;
}
