/**
 * Tests of policies mean what they say: what is not as a case expects it is a fault, a typo is refused, and a search that would be
 * planned otherwise than it is decided fails the case.
 */
import { describe, expect, it } from 'vitest';
import type { StartCedar } from '../../entitlements/cedar/runtime.ts';
import { startCedar } from '../../src/hosts/cedar.ts';
import { parsePolicyTests } from '../../src/policy-tests/format.ts';
import { runPolicyTests } from '../../src/policy-tests/run.ts';
import { Problem } from '../../src/problem.ts';

const WORLD = `
attributes: { user: { region: strings }, resource: { region: strings, due: datetime } }
groups: [{ id: group:leads, groups: [group:staff] }]
users:
  - { id: user:alice, groups: [group:leads], attributes: { region: [north, east] } }
  - { id: user:bob }
  - { id: user:gone, groups: [group:staff], active: false }
agents:
  - { id: agent:kept, collections: [company], purposes: [tickets] }
resources:
  - { id: plan, kind: document, collection: company/plans, owner: user:bob, readers: [group:staff], attributes: { region: north } }
  - { id: plan-1, kind: row, document: plan, attributes: { region: south, due: '2026-12-01' } }
  - { id: memo, kind: document, collection: memos, owner: user:bob, readers: [group:staff], deniers: [agent:kept] }
`;

/** Lets people in by region, beyond the readers. */
const BY_REGION = `@id("region")
permit (principal, action == Action::"retrieve", resource)
when { principal.attr has region && resource.attr has region && principal.attr.region.containsAny(resource.attr.region) };
`;

function run(cases: string, source = '', start: StartCedar = startCedar) {
  const report = runPolicyTests(start, source, parsePolicyTests(`${WORLD}cases:\n${cases}`));
  expect(report.faults).toEqual([]);
  return report.cases.map(({ faults }) => faults);
}

describe('a case', () => {
  it('holds when it is as it says: nested groups, collections, ceilings, attributes and rows', () => {
    const holding = `
  - { user: user:alice, resource: plan, expect: allow, by: readers }
  - { user: user:bob, resource: plan-1, expect: allow, by: owner }
  - { user: user:gone, resource: plan, expect: deny, by: suspended }
  - { user: user:alice, agent: agent:kept, purpose: tickets, resource: plan, expect: allow, by: readers }
  - { user: user:alice, agent: agent:kept, purpose: fun, resource: plan, expect: deny, by: agent-purposes }
  - { user: user:alice, agent: agent:kept, purpose: tickets, resource: memo, expect: deny, by: agent-collections }
  - { user: user:alice, agent: agent:kept, purpose: tickets, resource: memo, expect: deny, by: deniers }
  - { user: user:alice, resource: plan, expect: allow, by: custom/region }
`;
    for (const faults of run(holding, BY_REGION)) expect(faults).toEqual([]);
  });

  it('that is not as it says has a fault that says how it is', () => {
    const failing = `
  - { user: user:alice, resource: plan, expect: deny }
  - { user: user:gone, resource: plan, expect: allow }
  - { user: user:alice, resource: plan, expect: allow, by: owner }
  - { user: user:alice, resource: plan, expect: allow, by: custom/region }
  - { user: user:alice, resource: plan, expect: allow, masks: [email] }
`;
    expect(run(failing)).toEqual([
      ['allowed, by readers'],
      ['denied, by suspended'],
      ['decided by readers, not by owner'],
      ['decided by readers, not by custom/region', 'there is no policy custom/region'],
      ['masks nothing'],
    ]);
  });

  it('has to say when it is, where policies look at the time', () => {
    const source = 'forbid (principal, action, resource) when { context.weekday > 5 };';
    const cases = `
  - { user: user:alice, resource: plan, expect: allow }
  - { user: user:alice, resource: plan, expect: allow, at: '2026-11-20T12:00:00Z' }
`;
    expect(run(cases, source)).toEqual([['the policies look at the time: say `at`'], []]);
  });

  it('fails when a search can not be planned, and when it would find other things than may be read', () => {
    const one = '  - { user: user:alice, resource: plan, expect: allow }\n';
    const unplanned: StartCedar = () => ({
      ...startCedar(),
      isAuthorizedPartial: () => {
        throw new Error('no');
      },
    });
    expect(run(one, '', unplanned)).toEqual([['a search can not be planned under these policies']]);
    // As if nobody were a reader of anything, where a search is planned.
    const blind: StartCedar = () => {
      const cedar = startCedar();
      return {
        ...cedar,
        isAuthorizedPartial: (call) => {
          const answer = cedar.isAuthorizedPartial(call);
          const readers = answer.type === 'residuals' ? answer.response.residuals.readers : undefined;
          if (readers) readers.conditions = [{ kind: 'when', body: { Value: false } }];
          return answer;
        },
      };
    };
    expect(run(one, '', blind)).toEqual([['a search would not find what may be read']]);
  });
});

describe('a file of tests', () => {
  const faultsOf = (text: string) => {
    try {
      runPolicyTests(startCedar, '', parsePolicyTests(text));
    } catch (error) {
      if (error instanceof Problem) return error.faults.map(({ at }) => at);
      throw error;
    }
    return [];
  };
  const CASE = '  - { user: user:alice, resource: plan, expect: allow }\n';

  it.each([
    ['an unknown key', `${WORLD}cases:\n  - { user: user:alice, resource: plan, expects: allow }\n`, 'cases.0.expect'],
    [
      'a person who stands nowhere',
      `${WORLD}cases:\n  - { user: user:al, resource: plan, expect: deny }\n`,
      'cases.0.user',
    ],
    [
      'a resource that stands nowhere',
      `${WORLD}cases:\n  - { user: user:bob, resource: p, expect: deny }\n`,
      'cases.0.resource',
    ],
    ['no cases', `${WORLD}cases: []\n`, 'cases'],
    [
      'an undeclared attribute',
      `${WORLD.replace('user: { region: strings }, ', '')}cases:\n${CASE}`,
      'user:alice, region',
    ],
    ['a value of another type', `${WORLD.replace('region: north', 'region: 7')}cases:\n${CASE}`, 'plan, region'],
    [
      'a row of no document',
      `${WORLD.replace('document: plan,', 'document: plans,')}cases:\n${CASE}`,
      'resources.1.document',
    ],
  ])('with %s is refused, and the place is named', (_name, text, at) => {
    expect(faultsOf(text)).toContain(at);
  });

  it('for policies that would be refused runs no case, and says where they are wrong', () => {
    const report = runPolicyTests(
      startCedar,
      '\nforbid (principal, action, resource) when { nonsense };',
      parsePolicyTests(`${WORLD}cases:\n${CASE}`),
    );
    expect(report).toMatchObject({ ok: false, cases: [] });
    expect(report.faults[0]).toMatchObject({ line: 2 });
  });
});
