import type { PolicyJson } from '@cedar-policy/cedar-wasm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantOf } from '../../entitlements/cedar/constant.ts';
import { readStatement } from '../../entitlements/cedar/expression.ts';
import { formulaOf, type Meaning, NotPushable } from '../../entitlements/cedar/residual.ts';
import { startCedar } from '../../src/hosts/cedar.ts';
import { REGISTRY } from '../support/entitled.ts';

const MEANING: Meaning = {
  person: { type: 'User', id: 'alice' },
  agent: undefined,
  audiences: { person: [1], agent: [] },
  ownerNumber: () => undefined,
  collectionsBelow: () => [],
  attributes: REGISTRY.resource,
};
const policyOf = (body: unknown): PolicyJson =>
  ({
    effect: 'permit',
    principal: { op: 'All' },
    action: { op: 'All' },
    resource: { op: 'All' },
    conditions: [{ kind: 'when', body }],
  }) as PolicyJson;
const formula = (body: unknown) => formulaOf(policyOf(body), MEANING);

const RESOURCE = { unknown: [{ Value: 'resource' }] };
const field = (name: string) => ({ '.': { left: RESOURCE, attr: name } });
const attribute = (name: string) => ({ '.': { left: field('attr'), attr: name } });
const entity = (type: string, id: string) => ({ Value: { __entity: { type, id } } });
const sides = (left: unknown, right: unknown) => ({ left, right });

describe('a residual', () => {
  it('is refused where an index can not be asked, whatever it is', () => {
    const refused: readonly unknown[] = [
      { Var: 'context' },
      { Value: 1 },
      { Value: null },
      { unknown: [{ Value: 'resource' }] },
      { new: { arg: { Value: true } } },
      { '&&': { left: { Value: true } } },
      { '!=': sides(RESOURCE, entity('Row', 'r1')) },
      { '>': sides(attribute('amount'), { Value: 1 }) },
      { '==': sides(attribute('amount'), { Value: '1' }) },
      { '==': sides(attribute('amount'), { Value: 9007199254740992 }) },
      { '==': sides(attribute('amount'), attribute('amount')) },
      { '==': sides(attribute('regions'), { Set: [{ Value: 'eu' }] }) },
      { '==': sides(field('owner'), entity('Group', 'hr')) },
      { '==': sides(field('readers'), entity('Audience', 'readers')) },
      { '==': sides(RESOURCE, entity('Collection', 'open')) },
      { '==': sides({ unknown: [{ Value: 'principal' }] }, entity('Row', 'r1')) },
      { '<': sides(attribute('team'), { Value: 'x' }) },
      { '<': sides({ '.': { left: field('owner'), attr: 'clearance' } }, { Value: 1 }) },
      { '<': sides({ '+': sides(attribute('amount'), { Value: 1 }) }, { Value: 1 }) },
      { '<': sides(attribute('due'), { Value: 1 }) },
      { '<': sides(attribute('due'), { duration: [{ Value: '1d' }] }) },
      { in: sides(entity('User', 'bob'), field('readers')) },
      { in: sides(entity('User', 'alice'), field('owner')) },
      { in: sides(field('owner'), entity('Group', 'hr')) },
      { in: sides(RESOURCE, entity('Group', 'hr')) },
      { is: { left: RESOURCE, entity_type: 'User' } },
      { is: { left: field('owner'), entity_type: 'User' } },
      { has: { left: field('owner'), attr: 'attr' } },
      { has: { left: RESOURCE, attr: 'owner' } },
      { like: { left: attribute('team'), pattern: ['Wildcard', { Literal: 'x' }] } },
      { like: { left: attribute('team'), pattern: [{ Literal: 'x' }] } },
      { like: { left: attribute('team'), pattern: [{ Literal: 'x' }, 'Wildcard', 'Wildcard'] } },
      { contains: sides({ Set: [{ Value: 1 }, attribute('amount')] }, { Value: 3 }) },
      { containsAny: sides(attribute('regions'), attribute('regions')) },
      { isEmpty: { arg: attribute('team') } },
      attribute('undeclared'),
      attribute('team'),
      { hasTag: sides(RESOURCE, { Value: 'x' }) },
    ];
    for (const body of refused) expect(() => formula(body), JSON.stringify(body)).toThrow();
    expect(() => formula({ '!=': sides(RESOURCE, entity('Row', 'r1')) })).toThrow(NotPushable);
    const headed = { ...policyOf({ Value: true }), principal: { op: 'is', entity_type: 'User' } } as PolicyJson;
    expect(() => formulaOf(headed, MEANING)).toThrow(NotPushable);
  });

  it('is read both ways round, and with sets in either shape', () => {
    const five = { Value: 5 };
    const amount = attribute('amount');
    expect(formula({ '<': sides(amount, five) })).toEqual({ op: 'less', attribute: 'amount', than: 5 });
    expect(formula({ '<=': sides(amount, five) })).toEqual({ op: 'less', attribute: 'amount', than: 6 });
    expect(formula({ '<': sides(five, amount) })).toEqual({ op: 'greater', attribute: 'amount', than: 5 });
    expect(formula({ '<=': sides(five, amount) })).toEqual({ op: 'greater', attribute: 'amount', than: 4 });
    expect(formula({ '==': sides(five, amount) })).toEqual(formula({ '==': sides(amount, five) }));
    const shapes = [{ Value: ['eu', 'us'] }, { Set: [{ Value: 'eu' }, { Value: 'us' }] }];
    for (const shape of shapes) {
      const expected = { op: 'contains-any', attribute: 'regions', values: ['eu', 'us'] };
      expect(formula({ containsAny: sides(attribute('regions'), shape) })).toEqual(expected);
      expect(formula({ containsAny: sides(shape, attribute('regions')) })).toEqual(expected);
    }
  });

  it('knows moments as the engine does, whatever they are written like', () => {
    const cedar = startCedar();
    const moment = fc.record({
      text: fc.constantFrom(
        '2026-11-22',
        '1969-12-31T23:59:59Z',
        '0001-01-01T00:00:00.001Z',
        '9999-12-31T23:59:59.999+0130',
        '2024-02-29T12:00:00-1145',
      ),
      length: fc.constantFrom('1d', '-1d2h3m4s5ms', '0ms', '90m', '1795392000000ms', '-36h'),
    });
    fc.assert(
      fc.property(moment, ({ text, length }) => {
        const source = `datetime("${text}").offset(duration("${length}"))`;
        const read = cedar.policyToJson(`permit (principal, action, resource) when { ${source} == ${source} };`);
        const operand =
          read.type === 'success' ? readStatement(read.json, []).conditions[0]?.body.operands[0] : undefined;
        const constant = operand && constantOf(operand);
        const millis = `${source}.durationSince(datetime("1970-01-01")).toMilliseconds()`;
        const answer = cedar.isAuthorized({
          principal: { type: 'User', id: 'alice' },
          action: { type: 'Action', id: 'retrieve' },
          resource: { type: 'Document', id: 'd1' },
          context: {},
          policies: {
            staticPolicies: { p: `permit (principal, action, resource) when { ${millis} == ${constant?.value} };` },
          },
          entities: [],
        });
        expect(answer).toMatchObject({ type: 'success', response: { decision: 'allow', diagnostics: { errors: [] } } });
      }),
      { numRuns: 30 },
    );
  });
});
