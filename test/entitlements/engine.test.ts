import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../../entitlements/ask.ts';
import { Engine } from '../../entitlements/cedar/engine.ts';
import type { Rules } from '../../entitlements/cedar/rules.ts';
import type { Cedar } from '../../entitlements/cedar/runtime.ts';
import { DECOY, decide, type ResourceFacts } from '../../entitlements/decide.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { Standing } from '../../entitlements/standing.ts';
import { startCedar } from '../../src/hosts/cedar.ts';
import { POLICIES, REGISTRY, worldAsk, worldFacts, worldStanding } from '../support/entitled.ts';
import { rulesOf } from '../support/rules.ts';

const ALICE: Standing = {
  workspace: 'acme',
  person: { name: 'user:alice' as Principal, active: true, clearance: 2, attributes: {}, groups: [] },
  agent: undefined,
  personId: 101,
  principals: [101],
  agentPrincipals: [],
};
const ASK: Ask = { purpose: undefined, ip: undefined, nowMs: 0, weekday: 1, minuteOfDay: 0, approved: [] };
const READABLE: ResourceFacts = {
  workspace: 'acme',
  served: true,
  kind: 'document',
  documentId: 'd1',
  resourceId: 'd1',
  owner: 'user:bob' as Principal,
  collections: ['open'],
  classification: 1,
  attributes: {},
  reads: { person: true, agent: false },
  denied: { person: false, agent: false },
};
const defaults = rulesOf();

/** An engine, how many instances it has started, and how often it has asked for a decision. */
function counted(change: (cedar: Cedar) => Partial<Cedar> = () => ({})) {
  const counts = { started: 0, asked: 0 };
  const engine = new Engine(() => {
    counts.started += 1;
    const real = startCedar();
    const changed = { ...real, ...change(real) };
    return {
      ...changed,
      statefulIsAuthorized: (call) => {
        counts.asked += 1;
        return changed.statefulIsAuthorized(call);
      },
    };
  });
  return { engine, counts };
}

describe('a decision fails closed', () => {
  const { engine } = counted();
  const FAILED = { allowed: false, outcome: 'failed', masks: [], protects: {} };

  it('lets in what a permit lets in, and says by which policy', () => {
    expect(decide(engine, defaults, ALICE, ASK, READABLE)).toEqual({
      allowed: true,
      outcome: 'permitted',
      policies: ['readers'],
      masks: [],
      protects: {},
    });
    const denied = { ...READABLE, denied: { person: true, agent: false } };
    expect(decide(engine, defaults, ALICE, ASK, denied)).toMatchObject({ outcome: 'forbidden', policies: ['deniers'] });
    const foreign = { ...READABLE, reads: { person: false, agent: false } };
    expect(decide(engine, defaults, ALICE, ASK, foreign)).toMatchObject({ outcome: 'not-permitted', policies: [] });
  });

  it('when a policy errs, also a forbid that would have let in by erring', () => {
    const honest = rulesOf('forbid (principal, action, resource) when { principal.clearance * 3 < 0 };');
    expect(decide(engine, honest, ALICE, ASK, READABLE).allowed).toBe(true);
    const clearance = Number.MAX_SAFE_INTEGER;
    const overflowing: Rules = {
      ...honest,
      policies: new Map(
        [...honest.policies].map(([id, policy]) => [id, { ...policy, text: policy.text.replace('* 3', '* 3000') }]),
      ),
    };
    const decision = decide(engine, overflowing, { ...ALICE, person: { ...ALICE.person, clearance } }, ASK, READABLE);
    expect(decision).toEqual({ ...FAILED, policies: ['custom/policy1'] });
  });

  it('when facts do not conform to the schema', () => {
    const registry = { ...REGISTRY, resource: { amount: 'long' } } as const;
    const rules = rulesOf(
      'permit (principal, action, resource) when { resource.attr has amount && resource.attr.amount < 3 };',
      registry,
    );
    const having = (amount: unknown) =>
      decide(engine, rules, ALICE, ASK, { ...READABLE, attributes: { amount } as ResourceFacts['attributes'] });
    expect(having(2).allowed).toBe(true);
    expect(having('2')).toMatchObject(FAILED);
    expect(having(0.5)).toMatchObject(FAILED);
    // To compare values of two types is no error in Cedar, it is false: a forbid would not forbid.
    const final = rulesOf(
      'forbid (principal, action, resource) when { resource.attr has final && resource.attr.final == true };',
      REGISTRY,
    );
    const being = (value: boolean | string) =>
      decide(engine, final, ALICE, ASK, { ...READABLE, attributes: { final: value } });
    expect([being(false).outcome, being(true).outcome]).toEqual(['permitted', 'forbidden']);
    expect(being('true')).toMatchObject(FAILED);
    const person = { ...ALICE.person, active: 'yes' } as unknown as Standing['person'];
    expect(decide(engine, defaults, { ...ALICE, person }, ASK, READABLE)).toMatchObject(FAILED);
  });

  it('when the engine answers with a failure, throws, lets in by no permit, or can not be started', () => {
    const answering = (stateful: Cedar['statefulIsAuthorized']) => {
      const { engine: other } = counted(() => ({ statefulIsAuthorized: stateful }));
      return decide(other, defaults, ALICE, ASK, READABLE);
    };
    const success = (reason: string[], decision: 'allow' | 'deny' = 'allow') => ({
      type: 'success' as const,
      response: { decision, diagnostics: { reason, errors: [] } },
      warnings: [],
    });
    expect(answering(() => success(['readers'])).allowed).toBe(true);
    expect(answering(() => ({ type: 'failure', errors: [], warnings: [] }))).toMatchObject(FAILED);
    expect(answering(() => success([]))).toMatchObject(FAILED);
    expect(answering(() => success(['deniers']))).toMatchObject(FAILED);
    expect(answering(() => success(['custom/unheard-of']))).toMatchObject(FAILED);
    expect(
      answering(() => {
        throw new RangeError('Maximum call stack size exceeded');
      }),
    ).toMatchObject(FAILED);
    const unstartable = new Engine(() => {
      throw new Error('no engine');
    });
    expect(decide(unstartable, defaults, ALICE, ASK, READABLE)).toMatchObject(FAILED);
  });

  it('when what it decides on is not served, or of another workspace; the decoy is neither', () => {
    for (const facts of [{ ...READABLE, served: false }, { ...READABLE, workspace: 'globex' }, DECOY]) {
      expect(decide(engine, defaults, ALICE, ASK, facts)).toMatchObject({ allowed: false, outcome: 'not-served' });
    }
  });
});

describe('an instance that trapped', () => {
  const deep = Array.from({ length: 3_000 }, (_, index) => `resource.classification == ${index}`).join(' || ');

  it('denies, is replaced, and the next question is answered', () => {
    const { engine, counts } = counted();
    const trapping = rulesOf('permit (principal, action, resource) when { resource.classification == 0 };');
    const broken: Rules = {
      ...trapping,
      policies: new Map(
        [...trapping.policies].map(([id, one]) => [
          id,
          { ...one, text: one.text.replace('resource.classification == 0', deep) },
        ]),
      ),
    };
    expect(decide(engine, defaults, ALICE, ASK, READABLE).allowed).toBe(true);
    expect(decide(engine, broken, ALICE, ASK, READABLE)).toMatchObject({ allowed: false, outcome: 'failed' });
    expect(() => engine.residuals(broken, ALICE, ASK)).toThrow('the policy engine failed');
    const other = { ...READABLE, classification: 0 };
    expect(decide(engine, defaults, ALICE, ASK, other).allowed).toBe(true);
    expect(engine.residuals(defaults, ALICE, ASK).policies.length).toBe(defaults.policies.size);
    expect(counts.started).toBe(3);
  });
});

describe('equal questions', () => {
  it('are asked once, and what no policy names makes no difference', () => {
    const { engine, counts } = counted();
    const ask = (standing: Standing, asked: Ask, facts: ResourceFacts) =>
      decide(engine, defaults, standing, asked, facts);
    const first = ask(ALICE, ASK, READABLE);
    const others = [
      ask(
        ALICE,
        { ...ASK, nowMs: 60_000, weekday: 3, minuteOfDay: 9, ip: '192.0.2.1', purpose: 'a', approved: ['d1'] },
        READABLE,
      ),
      ask(ALICE, ASK, {
        ...READABLE,
        documentId: 'd2',
        resourceId: 'd2',
        collections: ['finance'],
        attributes: { team: 'red' },
      }),
      ask(ALICE, ASK, { ...READABLE, owner: 'user:carol' as Principal }),
      ask({ ...ALICE, person: { ...ALICE.person, name: 'user:dora' as Principal } }, ASK, READABLE),
    ];
    expect(others).toEqual(others.map(() => first));
    expect(counts.asked).toBe(1);
    expect(ask(ALICE, ASK, { ...READABLE, owner: 'user:alice' as Principal }).policies).toEqual(['owner', 'readers']);
    expect(ask(ALICE, ASK, { ...READABLE, classification: 3 }).allowed).toBe(false);
    expect(counts.asked).toBe(3);
  });

  it('are not equal where policies name ids, people, collections, attributes or circumstances', () => {
    const { engine } = counted();
    const differ = (condition: string, one: readonly [Ask, ResourceFacts], other: readonly [Ask, ResourceFacts]) => {
      const rules = rulesOf(`forbid (principal, action, resource) when { ${condition} };`, REGISTRY);
      const allowed = [one, other].map(([ask, facts]) => decide(engine, rules, ALICE, ask, facts).allowed);
      expect(allowed, condition).toEqual([false, true]);
    };
    const plain = [ASK, READABLE] as const;
    const facts = (more: Partial<ResourceFacts>) => [ASK, { ...READABLE, ...more }] as const;
    const asked = (more: Partial<Ask>) => [{ ...ASK, ...more }, READABLE] as const;
    const d2 = facts({ documentId: 'd2', resourceId: 'd2' });
    differ('resource == Document::"d1"', plain, d2);
    differ(
      'resource in Document::"d1"',
      facts({ kind: 'row', resourceId: 'r1' }),
      facts({ kind: 'row', resourceId: 'r1', documentId: 'd2' }),
    );
    differ('resource.owner == User::"bob"', plain, facts({ owner: 'user:carol' as Principal }));
    differ('resource in Collection::"open"', plain, facts({ collections: ['finance'] }));
    differ('resource.attr has team && resource.attr.team == "red"', facts({ attributes: { team: 'red' } }), plain);
    differ('context.weekday == 7', asked({ weekday: 7 }), plain);
    differ('context.now > datetime("1970-01-01")', asked({ nowMs: 60_000 }), plain);
    differ('context has purpose && context.purpose == "x"', asked({ purpose: 'x' }), plain);
    differ('!(resource in context.approved)', plain, asked({ approved: ['d1'] }));
  });

  it('of two workspaces, or of two versions, have answers of their own', () => {
    const { engine } = counted();
    const closed = 'forbid (principal, action, resource);';
    const [one, two] = [rulesOf('', REGISTRY, 'acme', 1), rulesOf(closed, REGISTRY, 'acme', 2)];
    const elsewhere = rulesOf(closed, REGISTRY, 'globex', 1);
    const allowed = (rules: Rules) => decide(engine, rules, ALICE, ASK, READABLE).allowed;
    expect([one, two, one, elsewhere, one, two].map(allowed)).toEqual([true, false, true, false, true, false]);
    const left = (rules: Rules) => engine.residuals(rules, ALICE, ASK).policies.length;
    expect([left(one), left(two), left(one)]).toEqual([7, 8, 7]);
    expect(engine.residuals(one, ALICE, ASK)).toBe(engine.residuals(one, ALICE, ASK));
  });
});

describe('evaluating each policy', () => {
  it('says of every policy what Cedar says of it alone', () => {
    const { engine } = counted();
    const rules = rulesOf(POLICIES.filter((_, index) => index % 7 === 2).join('\n'), REGISTRY);
    const alone = [...rules.policies].map(([id, policy]) => ({ ...rules, policies: new Map([[id, policy]]) }));
    fc.assert(
      fc.property(worldStanding, worldAsk, worldFacts, (standing, ask, facts) => {
        const each = engine.evaluateEach(rules, standing, ask, facts);
        expect(each.map(({ policy, satisfied }) => [policy.id, satisfied])).toEqual(
          alone.map((one) => {
            const [id] = one.policies.keys();
            return [id, decide(engine, one, standing, ask, facts).policies.length === 1];
          }),
        );
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('names the attributes that a policy asks for and that are not there', () => {
    const { engine } = counted();
    const rules = rulesOf(
      `@id("region")
       permit (principal, action, resource) when {
         principal has attr.regions && resource.attr has regions && principal.attr.regions.containsAny(resource.attr.regions)
       };
       @id("vendor")
       forbid (principal, action, resource) when { context has agent && context.agent.attr has vendor && context.agent.attr.vendor == "x" };`,
      REGISTRY,
    );
    const missing = (standing: Standing, facts: ResourceFacts) =>
      engine
        .evaluateEach(rules, standing, ASK, facts)
        .filter((one) => one.missing.length > 0)
        .map((one) => [one.policy.id, one.missing.map(({ subject, attribute }) => `${subject} ${attribute}`).sort()]);
    expect(missing(ALICE, READABLE)).toEqual([['custom/region', ['resource regions', 'user regions']]]);
    const agent = { ...ALICE.person, name: 'agent:helper' as Principal, external: false };
    expect(missing({ ...ALICE, agent }, { ...READABLE, attributes: { regions: [] } })).toEqual([
      ['custom/region', ['user regions']],
      ['custom/vendor', ['agent vendor']],
    ]);
  });

  it('unites the masks of all permits that let in', () => {
    const { engine } = counted();
    const rules = rulesOf(
      `@mask("email,iban") permit (principal, action, resource is Row);
       @mask("phone,email") permit (principal, action, resource is Row) when { resource.classification < 2 };`,
    );
    const row = { ...READABLE, kind: 'row' as const, resourceId: 'r1', reads: { person: false, agent: false } };
    expect(decide(engine, rules, ALICE, ASK, row).masks).toEqual(['email', 'iban', 'phone']);
    expect(decide(engine, rules, ALICE, ASK, { ...row, classification: 2 }).masks).toEqual(['email', 'iban']);
  });
  it('unites what all permits that let in say of sensitive values, and the stricter action counts', () => {
    const { engine } = counted();
    const rules = rulesOf(
      `@protect("email=hash,iban=redact") permit (principal, action, resource);
       @protect("email=mask,phone=hash") permit (principal, action, resource) when { resource.classification < 2 };`,
    );
    const protects = { email: 'mask', iban: 'redact', phone: 'hash' };
    expect(decide(engine, rules, ALICE, ASK, READABLE).protects).toEqual(protects);
    const secret = { ...READABLE, classification: 2 };
    expect(decide(engine, rules, ALICE, ASK, secret).protects).toEqual({ email: 'hash', iban: 'redact' });
    expect(decide(engine, defaults, ALICE, ASK, READABLE).protects).toEqual({});
  });
});
