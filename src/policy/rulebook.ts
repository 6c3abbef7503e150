/**
 * The rules in force, workspace by workspace: what the catalogue has of policies and attributes, checked and ready to decide. They were
 * checked when they were applied; but what is not fit by the present code decides nothing, and then nothing is answered.
 */
import { type Checked, checkPolicies } from '../../entitlements/cedar/check.ts';
import { Engine } from '../../entitlements/cedar/engine.ts';
import type { Rules } from '../../entitlements/cedar/rules.ts';
import type { StartCedar } from '../../entitlements/cedar/runtime.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { readState } from '../catalog/epoch.ts';
import { readPolicies } from '../catalog/policies.ts';
import { readRegistry } from '../catalog/registry.ts';
import { Problem } from '../problem.ts';

/** Workspaces whose rules are kept. */
const MAX_WORKSPACES = 1_000;

/** What the rules of a workspace are made of: equal sources are equal rules. */
interface Sources {
  readonly version: number;
  readonly source: string;
  readonly registry: Awaited<ReturnType<typeof readRegistry>>;
}

interface Kept {
  /** As the catalogue said right before the sources were read, whatever number was asked for. */
  readonly facts: number;
  readonly key: string;
  readonly checked: Checked;
}

export class Rulebook {
  readonly engine: Engine;
  readonly #catalog: Catalog;
  readonly #start: StartCedar;
  readonly #kept = new Map<string, Kept>();
  /** Checks under way: whoever asks meanwhile waits for the same one. */
  readonly #checking = new Map<string, Promise<Kept>>();

  constructor(catalog: Catalog, start: StartCedar) {
    this.#catalog = catalog;
    this.#start = start;
    this.engine = new Engine(start);
  }

  /**
   * A rulebook on another catalogue, such as a copy of the facts, or on the same one with an engine of its own: for work that would push
   * out what this one's engine keeps of its answers.
   */
  on(catalog: Catalog): Rulebook {
    return new Rulebook(catalog, this.#start);
  }

  /**
   * The rules of a workspace under `state.facts` as it was read first: policies and attributes don't change without moving it. Rules stay
   * the same object while nothing of them changes. Throws `policy-failure` when what is stored is not fit.
   */
  async current(workspace: string, facts: number): Promise<Rules> {
    const kept = this.#kept.get(workspace);
    if (kept?.facts === facts) return rulesOf(kept);
    const key = `${facts} ${workspace}`;
    const checking = this.#checking.get(key) ?? this.#renew(workspace);
    this.#checking.set(key, checking);
    try {
      return rulesOf(await checking);
    } finally {
      this.#checking.delete(key);
    }
  }

  /** Checks a proposal against the attributes that are declared now, as the version after the present one. */
  async check(workspace: string, source: string): Promise<Checked> {
    const { version, registry } = await this.#read(workspace);
    return this.#check(source, { workspace, version: version + 1, registry });
  }

  async #renew(workspace: string): Promise<Kept> {
    const { facts } = await readState(this.#catalog);
    const { version, source, registry } = await this.#read(workspace);
    const key = JSON.stringify([version, registry]);
    const before = this.#kept.get(workspace);
    const about = { workspace, version, registry };
    const checked = before?.key === key ? before.checked : this.#check(source, about);
    const kept = { facts, key, checked };
    // A check that took long must not put older rules over newer ones.
    if ((this.#kept.get(workspace)?.facts ?? 0) <= facts) {
      if (this.#kept.size >= MAX_WORKSPACES) this.#kept.clear();
      this.#kept.set(workspace, kept);
    }
    return kept;
  }

  #check(source: string, about: Parameters<typeof checkPolicies>[2]): Checked {
    try {
      return checkPolicies(this.#start, source, about);
    } catch (cause) {
      throw new Problem('policy-failure', undefined, { cause });
    }
  }

  async #read(workspace: string): Promise<Sources> {
    const registry = await readRegistry(this.#catalog, workspace);
    const policies = await readPolicies(this.#catalog, workspace);
    return { version: policies?.version ?? 0, source: policies?.source ?? '', registry };
  }
}

/** What was found unfit stays so until something changes: it is not looked at again for every question. */
function rulesOf({ checked }: Kept): Rules {
  if (checked.ok) return checked.rules;
  const cause = new Error(`the stored policies are not fit: ${checked.faults[0]?.message ?? ''}`);
  throw new Problem('policy-failure', undefined, { cause });
}
