import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../entitlements/cedar/engine.ts';
import type { Rules } from '../../entitlements/cedar/rules.ts';
import type { Cedar } from '../../entitlements/cedar/runtime.ts';
import { type Condition, holds, type Labelled } from '../../entitlements/condition.ts';
import { decide } from '../../entitlements/decide.ts';
import { correctPlan, EntitlementsTooWide, MAX_AUDIENCES, makePlan, type Plan } from '../../entitlements/plan.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { Audiences, Standing } from '../../entitlements/standing.ts';
import { startCedar } from '../../src/hosts/cedar.ts';
import {
  AUDIENCES,
  labelledOf,
  NUMBERS,
  POLICIES,
  prepareRaw,
  REGISTRY,
  rawAnswer,
  worldAsk,
  worldFacts,
  worldStanding,
} from '../support/entitled.ts';
import { rulesOf } from '../support/rules.ts';

const cedar = startCedar();
const engine = new Engine(startCedar);
const NARROWING = { maxRisk: 1 };
const SETS = 10;
const defaults = rulesOf();

const ALICE: Standing = {
  workspace: 'acme',
  person: { name: 'user:alice' as Principal, active: true, clearance: 2, attributes: {}, groups: [] },
  agent: undefined,
  personId: 101,
  principals: [101],
  agentPrincipals: [],
};
const ASK = { purpose: undefined, ip: undefined, nowMs: 0, weekday: 1, minuteOfDay: 0, approved: [] };

const planFor = (standing: Standing, narrowing: Parameters<typeof makePlan>[6] = NARROWING, rules = defaults): Plan =>
  makePlan(engine, rules, standing, ASK, AUDIENCES, NUMBERS, narrowing);

const finds = (plan: Plan, chunk: Labelled): boolean => plan.kind === 'matching' && holds(plan.condition, chunk);

const OWN: Labelled = {
  documentId: 'd1',
  resourceId: 'd1',
  labels: { kind: 0, readers: 0, deniers: 10, owner: 101, collection: 21, classification: 0, risk: 0, score: 0 },
  attributes: {},
};
const labelled = (labels: Partial<Labelled['labels']>, rest: Partial<Labelled> = {}): Labelled => ({
  ...OWN,
  ...rest,
  labels: { ...OWN.labels, ...labels },
});

describe('a plan', () => {
  it('finds what the decision lets in, which is what Cedar says of the raw facts, under every construct that can be pushed down', () => {
    const met = new Map<string, number>();
    let decided = 0;
    let allowed = 0;
    for (let set = 0; set < SETS; set++) {
      const rules = rulesOf(POLICIES.filter((_, index) => index % SETS === set).join('\n'), REGISTRY);
      prepareRaw(cedar, rules);
      const resources = fc.array(worldFacts, { minLength: 4, maxLength: 4 });
      fc.assert(
        fc.property(worldStanding, worldAsk, resources, (standing, ask, all) => {
          const count = (kind: string) => met.set(kind, (met.get(kind) ?? 0) + 1);
          const plan = makePlan(engine, rules, standing, ask, AUDIENCES, NUMBERS, NARROWING, count);
          for (const facts of all) {
            const raw = rawAnswer(cedar, standing, ask, facts);
            expect(decide(engine, rules, standing, ask, facts)).toMatchObject(raw);
            expect(finds(plan, labelledOf(facts))).toBe(raw.allowed);
            decided += 1;
            if (raw.allowed) allowed += 1;
          }
        }),
        { numRuns: 25 },
      );
    }
    expect(allowed / decided).toBeGreaterThan(0.2);
    expect(allowed / decided).toBeLessThan(0.8);
    const operators = ['&&', '||', '!', 'if-then-else', '==', '<', '<=', 'in', 'is', 'has', 'like', '.'];
    const ofSets = ['contains', 'containsAny', 'containsAll', 'isEmpty', 'Set'];
    for (const kind of [...operators, ...ofSets, 'Value', 'unknown', 'datetime', 'duration', 'offset']) {
      expect(met.get(kind) ?? 0, kind).toBeGreaterThan(0);
    }
  }, 120_000);

  it('never is everything: a permit without a condition finds documents and rows, within the bounds of risk', () => {
    const plan = planFor(ALICE, NARROWING, rulesOf('permit (principal, action, resource);'));
    expect(finds(plan, labelled({ owner: 102 }))).toBe(true);
    expect(finds(plan, labelled({ owner: 102, risk: 2 }))).toBe(false);
  });

  it('is nothing for a suspended person, and where a question narrows itself to collections that are not there', () => {
    expect(planFor({ ...ALICE, person: { ...ALICE.person, active: false } }).kind).toBe('nothing');
    expect(planFor(ALICE, { ...NARROWING, collections: ['nowhere'] }).kind).toBe('nothing');
    expect(planFor(ALICE, { ...NARROWING, collections: [] }).kind).toBe('nothing');
  });

  it('narrows itself to collections and all below them, to a verdict, and to what the agent may be given', () => {
    const narrowed = planFor(ALICE, { collections: ['finance'], maxRisk: 0 });
    expect([21, 22, 23].map((collection) => finds(narrowed, labelled({ collection })))).toEqual([false, true, true]);
    expect(finds(narrowed, labelled({ collection: 22, risk: 1 }))).toBe(false);
    const agent = { ...ALICE.person, name: 'agent:helper' as Principal, external: false, maxRisk: 0.25 };
    const careful = planFor({ ...ALICE, agent });
    expect([250, 251].map((score) => finds(careful, labelled({ score })))).toEqual([true, false]);
  });

  it('fails on a set of audiences that is too wide, and not one before', () => {
    const planOf = (person: readonly number[], agent: readonly number[]) =>
      makePlan(engine, defaults, ALICE, ASK, { person, agent } satisfies Audiences, NUMBERS, NARROWING);
    const many = Array.from({ length: MAX_AUDIENCES }, (_, index) => index + 1);
    expect(planOf(many, []).kind).toBe('matching');
    expect(() => planOf(many, [1])).toThrow(EntitlementsTooWide);
  });

  it('fails when the engine errs, when it says what is not known here, and by rules of another workspace', () => {
    expect(() => planFor(ALICE, NARROWING, rulesOf('', undefined, 'globex'))).toThrow();
    expect(() => planFor({ ...ALICE, person: { ...ALICE.person, clearance: 0.5 } })).toThrow();
    // Without a schema this is no error but false, and the forbid would be gone.
    const teams = rulesOf(
      'forbid (principal, action, resource) when { principal.attr has team && principal.attr.team == "5" };',
      REGISTRY,
    );
    const inTeam = (team: string | number) =>
      planFor({ ...ALICE, person: { ...ALICE.person, attributes: { team } } }, NARROWING, teams);
    expect([inTeam('4').kind, inTeam('5').kind]).toEqual(['matching', 'nothing']);
    expect(() => inTeam(5)).toThrow();
    const answering = (change: (answer: ReturnType<Cedar['isAuthorizedPartial']>) => unknown) => {
      const other = new Engine(() => {
        const real = startCedar();
        return { ...real, isAuthorizedPartial: (call) => change(real.isAuthorizedPartial(call)) as never };
      });
      return () => makePlan(other, defaults, ALICE, ASK, AUDIENCES, NUMBERS, NARROWING);
    };
    type Told = {
      response: { errored: string[]; residuals: Record<string, { effect: string; conditions: { body: unknown }[] }> };
    };
    const told = (change: (response: Told['response']) => void) =>
      answering((answer) => {
        change((answer as unknown as Told).response);
        return answer;
      });
    expect(told(() => undefined)).not.toThrow();
    expect(told(({ errored }) => errored.push('deniers'))).toThrow();
    expect(told(({ residuals }) => delete residuals.deniers)).toThrow();
    expect(told(({ residuals }) => Object.assign(residuals.deniers ?? {}, { effect: 'permit' }))).toThrow();
    expect(
      told(({ residuals }) => {
        for (const { conditions } of Object.values(residuals))
          for (const one of conditions) one.body = { new: { arg: true } };
      }),
    ).toThrow();
    expect(answering(() => ({ type: 'failure', errors: [], warnings: [] }))).toThrow();
  });
});

describe('a corrected plan', () => {
  const plan = planFor(ALICE);
  const other = { owner: 102, readers: 0 };

  it('does not believe the index about stale documents, and takes what is readable of them instead', () => {
    const corrected = correctPlan(plan, ['d1', 'd2'], ['d2', 'r1', 'd7']);
    expect(finds(plan, OWN)).toBe(true);
    expect(finds(corrected, OWN)).toBe(false);
    expect(finds(corrected, labelled({}, { documentId: 'd3', resourceId: 'd3' }))).toBe(true);
    expect(finds(corrected, labelled(other, { documentId: 'd2', resourceId: 'd2' }))).toBe(true);
    expect(finds(corrected, labelled(other, { documentId: 'd1', resourceId: 'r1' }))).toBe(true);
    // Not one of the stale documents: what is said of it is not asked for.
    expect(finds(corrected, labelled(other, { documentId: 'd7', resourceId: 'd7' }))).toBe(false);
  });

  it('keeps the bounds of risk for what it takes instead', () => {
    const agent = { ...ALICE.person, name: 'agent:helper' as Principal, external: false, maxRisk: 0.25 };
    const corrected = correctPlan(planFor({ ...ALICE, agent }), ['d2'], ['d2']);
    const of = (labels: Partial<Labelled['labels']>) =>
      finds(corrected, labelled({ ...other, ...labels }, { documentId: 'd2', resourceId: 'd2' }));
    expect([of({}), of({ risk: 2 }), of({ score: 251 })]).toEqual([true, false, false]);
  });

  it('is the same plan when nothing is stale, and nothing when it was nothing', () => {
    expect(correctPlan(plan, [], [])).toBe(plan);
    const nothing = planFor({ ...ALICE, person: { ...ALICE.person, active: false } });
    expect(correctPlan(nothing, ['d1'], ['d1']).kind).toBe('nothing');
  });
});

describe('the condition of a plan', () => {
  it('is small: no constants, nothing nested in its like, negation at single operators only', () => {
    const check = (condition: Condition): void => {
      if (condition.op === 'not') expect(['and', 'or', 'not']).not.toContain(condition.not.op);
      if (condition.op !== 'and' && condition.op !== 'or') return;
      const parts = condition.op === 'and' ? condition.all : condition.any;
      expect(parts.length).toBeGreaterThan(1);
      for (const part of parts) {
        expect(part.op).not.toBe(condition.op);
        check(part);
      }
    };
    const rules: Rules = rulesOf(POLICIES.filter((_, index) => index % SETS === 3).join('\n'), REGISTRY);
    fc.assert(
      fc.property(worldStanding, worldAsk, (standing, ask) => {
        const plan = makePlan(engine, rules, standing, ask, AUDIENCES, NUMBERS, NARROWING);
        if (plan.kind === 'matching') check(plan.condition);
      }),
      { numRuns: 20 },
    );
  });
});
