/**
 * Runs tests of policies by the engine that decides in earnest. Each case is decided twice, as in earnest: on the facts, and by the plan
 * that a search would be narrowed by. A case holds only when both say what it expects.
 */
import { type Ask, momentOf } from '../../entitlements/ask.ts';
import { checkPolicies, type PolicyFault } from '../../entitlements/cedar/check.ts';
import { Engine } from '../../entitlements/cedar/engine.ts';
import type { Rules } from '../../entitlements/cedar/rules.ts';
import type { StartCedar } from '../../entitlements/cedar/runtime.ts';
import { holds } from '../../entitlements/condition.ts';
import { type Decision, decide } from '../../entitlements/decide.ts';
import { makePlan } from '../../entitlements/plan.ts';
import type { PolicyTestCase, PolicyTests } from './format.ts';
import { type Scene, WORKSPACE, World } from './world.ts';

/** One case and what came of it. */
export interface CaseOutcome {
  readonly case: PolicyTestCase;
  readonly allowed: boolean;
  /** Policies that decided. */
  readonly policies: readonly string[];
  readonly masks: readonly string[];
  /** What is not as it was expected; empty for a case that holds. */
  readonly faults: readonly string[];
}

export type PolicyTestReport =
  | { readonly ok: false; readonly faults: readonly PolicyFault[]; readonly cases: readonly [] }
  | { readonly ok: boolean; readonly faults: readonly []; readonly cases: readonly CaseOutcome[] };

/** Rank of the worst verdict: none is left out for its risk, which is a matter of passages. */
const ANY_RISK = 2;
const NO_MOMENT = { nowMs: 0, weekday: 1, minuteOfDay: 0 };

/** Checks the policies and runs the cases. Throws `invalid-attribute` for values that are not as the tests declare them. */
export function runPolicyTests(start: StartCedar, source: string, tests: PolicyTests): PolicyTestReport {
  const checked = checkPolicies(start, source, { workspace: WORKSPACE, version: 1, registry: tests.attributes });
  if (!checked.ok) return { ok: false, faults: checked.faults, cases: [] };
  const world = new World(tests);
  const engine = new Engine(start);
  const cases = tests.cases.map((one) => runCase(engine, checked.rules, world, tests.timeZone, one));
  return { ok: cases.every(({ faults }) => faults.length === 0), faults: [], cases };
}

function runCase(engine: Engine, rules: Rules, world: World, timeZone: string, one: PolicyTestCase): CaseOutcome {
  const scene = world.sceneOf(rules, one);
  const ask = askOf(one, timeZone, scene);
  const decision = decide(engine, rules, scene.standing, ask, scene.facts);
  const found = isFound(engine, rules, world, ask, scene);
  const { allowed, policies, masks } = decision;
  const faults = [...faultsOf(one, rules, decision), ...(found === allowed ? [] : [disagreement(found)])];
  return { case: one, allowed, policies, masks, faults };
}

function askOf({ purpose, ip, at, approved }: PolicyTestCase, timeZone: string, { facts }: Scene): Ask {
  return {
    purpose,
    ip,
    ...(at === undefined ? NO_MOMENT : momentOf(Date.parse(at), timeZone)),
    approved: approved ? [facts.documentId] : [],
  };
}

/** Whether a search would come upon the resource; `undefined` when it can't be planned. */
function isFound(engine: Engine, rules: Rules, world: World, ask: Ask, scene: Scene): boolean | undefined {
  const { standing, audiences, labelled } = scene;
  try {
    const plan = makePlan(engine, rules, standing, ask, audiences, world.numbers, { maxRisk: ANY_RISK });
    return plan.kind === 'matching' && holds(plan.condition, labelled);
  } catch {
    return undefined;
  }
}

function disagreement(found: boolean | undefined): string {
  if (found === undefined) return 'a search can not be planned under these policies';
  return found ? 'a search would find what is then denied' : 'a search would not find what may be read';
}

function faultsOf(one: PolicyTestCase, rules: Rules, { allowed, outcome, policies, masks }: Decision): string[] {
  const faults: string[] = [];
  const decided = policies.length === 0 ? 'no policy' : policies.join(', ');
  if (outcome === 'failed') faults.push('the policies could not be evaluated');
  if (allowed !== (one.expect === 'allow')) faults.push(`${allowed ? 'allowed' : 'denied'}, by ${decided}`);
  else if (one.by !== undefined && !policies.includes(one.by)) faults.push(`decided by ${decided}, not by ${one.by}`);
  if (one.by !== undefined && !rules.policies.has(one.by)) faults.push(`there is no policy ${one.by}`);
  const wanted = one.masks && [...one.masks].sort();
  if (wanted && wanted.join() !== masks.join())
    faults.push(`masks ${masks.length === 0 ? 'nothing' : masks.join(', ')}`);
  const reads = (['now', 'weekday', 'minuteOfDay'] as const).some((name) => rules.names.context.has(name));
  if (reads && one.at === undefined) faults.push('the policies look at the time: say `at`');
  return faults;
}
