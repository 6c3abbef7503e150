/**
 * Questions about access, for owners and the SOC: who can read something, why somebody can or can't, what a change would do, and what
 * everybody or nobody can read. What a caller may not ask about is not there. Each question is in the audit log before it is answered.
 */
import { momentOf } from '../../entitlements/ask.ts';
import type { Broker } from '../broker.ts';
import { type Catalog, openCatalog } from '../catalog/catalog.ts';
import { readState } from '../catalog/epoch.ts';
import { readResource } from '../catalog/resources.ts';
import type { CatalogStore } from '../catalog/store.ts';
import type { AccessDiff } from '../governance.ts';
import type { Rulebook } from '../policy/rulebook.ts';
import { Problem } from '../problem.ts';
import { admitTo, noteExamined, partOf } from './access/admit.ts';
import { coverageOf } from './access/coverage.ts';
import { diffOf } from './access/diff.ts';
import { explain } from './access/explain.ts';
import { admitToPropose, makeOnCopy, noteOf, proposedRules, touchedBy } from './access/proposal.ts';
import { takeStock } from './access/stock.ts';
import { OneAtATime } from './access/turns.ts';
import { type Scene, setScene, viewpointOf } from './access/viewpoint.ts';
import { whoReads } from './access/who.ts';
import { admit } from './acting.ts';

/** A copy of facts, to change it. */
export interface CopiedFacts extends CatalogStore {
  /** A second copy, with what this one has now. */
  fork(): Promise<CatalogStore>;
}

export interface AccessParts {
  readonly catalog: Catalog;
  readonly rulebook: Rulebook;
  readonly timeZone: string;
  /** Takes a copy of a workspace's facts; whoever takes one closes it. */
  readonly copyFacts: (workspace: string) => Promise<CopiedFacts>;
}

type AccessMethods = Pick<Broker, 'accessWho' | 'accessExplain' | 'accessDiff' | 'accessCoverage'>;

export function accessMethods({ catalog, rulebook, timeZone, copyFacts }: AccessParts): AccessMethods {
  const { engine } = rulebook.on(catalog);
  /** Copies hold a whole workspace in memory: there is never more than one question that needs them. */
  const copies = new OneAtATime();

  /** The scene as it is, with an engine that searches do not use. */
  const sceneOf = (workspace: string): Promise<Scene> => sceneOn(catalog, rulebook, workspace, engine);

  async function sceneOn(on: Catalog, book: Rulebook, workspace: string, engine = book.engine): Promise<Scene> {
    const nowMs = Date.now();
    const { facts } = await readState(on);
    const rules = await book.current(workspace, facts);
    return setScene({ catalog: on, engine, rules, nowMs, moment: momentOf(nowMs, timeZone) });
  }

  function onCopy<T>(workspace: string, answer: (copy: CopiedFacts) => Promise<T>): Promise<T> {
    return copies.run(async () => {
      const copy = await copyFacts(workspace);
      return answer(copy).finally(() => copy.close());
    });
  }

  return {
    async accessWho(caller, id) {
      await admit(catalog, caller, 'own', 'soc');
      await noteExamined(catalog, caller, { question: 'who', id });
      const scene = await sceneOf(caller.workspace);
      const { about, entries } = await admitTo(scene, caller, id);
      return whoReads(scene, about, entries);
    },

    async accessExplain(caller, { user, agent, id, purpose }) {
      await admit(catalog, caller, 'own', 'soc');
      await noteExamined(catalog, caller, { question: 'explain', id, user, agent: agent ?? null });
      const scene = await sceneOf(caller.workspace);
      const who = { user, ...(agent && { agent }), ...(purpose !== undefined && { purpose }) };
      const viewpoint = await viewpointOf(scene, who);
      const found = await readResource(catalog, viewpoint.standing, scene.tree, id);
      const isTheirs = found?.facts.owner === caller.user || caller.scopes.has('soc');
      if (!found || !isTheirs) throw new Problem('not-found');
      return explain(scene, viewpoint, found);
    },

    async accessDiff(caller, change): Promise<AccessDiff> {
      const { workspace } = caller;
      await admit(catalog, caller, 'own', 'soc', 'admin');
      await noteExamined(catalog, caller, { question: 'diff', change: noteOf(change) });
      await admitToPropose(catalog, caller, change);
      return onCopy(workspace, async (copy) => {
        const changed = await copy.fork();
        try {
          const [before, after] = [openCatalog(copy), openCatalog(changed)];
          const { epoch } = await readState(before);
          const scene = await sceneOn(before, rulebook.on(before), workspace);
          // An engine for each side: one would prepare the other's rules anew for every person.
          const proposed = rulebook.on(after);
          const next = await proposedRules(proposed, caller, change, scene.rules);
          await makeOnCopy(after, caller, change);
          const then = await setScene({ ...scene, catalog: after, engine: proposed.engine, rules: next });
          const touched = touchedBy(change, scene.tree);
          const theirs = caller.scopes.has('admin') ? {} : partOf(caller);
          // Only what is theirs before the change is shown, also where the change gives it away.
          const had = await takeStock(scene, { ...touched, ...theirs });
          const has = await takeStock(then, touched);
          const isCut = had.isCut || has.isCut;
          return { epoch, ...(await diffOf({ scene, ...had }, { scene: then, ...has }, isCut)) };
        } finally {
          await changed.close();
        }
      });
    },

    async accessCoverage(caller, collection) {
      const { workspace } = caller;
      await admit(catalog, caller, 'own', 'soc');
      await noteExamined(catalog, caller, { question: 'coverage', collection: collection ?? null });
      return onCopy(workspace, async (copy) => {
        const on = openCatalog(copy);
        const scene = await sceneOn(on, rulebook.on(on), workspace);
        const within = collection === undefined ? {} : { collections: scene.tree.below(collection) };
        const { entries, isCut } = await takeStock(scene, { ...partOf(caller), ...within });
        return coverageOf(scene, entries, isCut);
      });
    },
  };
}
