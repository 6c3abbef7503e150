/**
 * Whatever is accepted can be pushed down: random policies, most of them not fit, and for those that are, no principal and no context
 * for whom the engine fails or leaves something that an index can't be asked.
 */
import type { CedarValueJson, Context, EntityJson } from '@cedar-policy/cedar-wasm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Registry } from '../../entitlements/attributes.ts';
import { checkPolicies } from '../../entitlements/cedar/check.ts';
import { formulaOf } from '../../entitlements/cedar/residual.ts';
import { startCedar } from '../../src/hosts/cedar.ts';

const REGISTRY: Registry = {
  user: { regions: 'strings', department: 'string', level: 'long', since: 'datetime', lead: 'bool' },
  agent: { level: 'long' },
  resource: { regions: 'strings', amount: 'long', due: 'datetime', kind: 'string', open: 'bool' },
};

/** Expressions by type; those of the resource stand beside those that are known, and some are not fit in any place. */
const LONGS = [
  ['0', '3', '-4', 'principal.clearance', 'context.weekday', '(context.minuteOfDay + 60)', '9007199254740992'],
  ['(principal.clearance * 2 - 1)', '(if principal.active then 1 else 2)', 'principal.attr.level'],
  ['(principal.attr.level * principal.attr.level)', 'context.agent.attr.level', 'context.now.toTime().toHours()'],
  ['resource.classification', 'resource.attr.amount', 'resource.classification', 'resource.attr.amount'],
  [
    '(resource.classification + 1)',
    '(-resource.attr.amount)',
    '(if resource is Row then 1 else 2)',
    'resource.owner.clearance',
  ],
].flat();
const TEXTS = [
  ['"a"', '"it"', 'principal.attr.department', 'context.purpose', 'resource.attr.kind', 'resource.attr.kind'],
  ['(if resource is Row then "a" else "b")'],
].flat();
const SETS = [
  ['["a", "eu"]', 'principal.attr.regions', '["it", context.purpose]', 'context.agent.purposes'],
  ['resource.attr.regions', 'resource.attr.regions', '["a", resource.attr.kind]'],
].flat();
const TIMES = [
  [
    'datetime("2026-01-01")',
    'context.now',
    'context.now.offset(duration("-2d3h"))',
    'context.now.toDate()',
    'principal.attr.since',
  ],
  [
    'principal.attr.since.offset(duration("1d"))',
    'resource.attr.due',
    'resource.attr.due',
    'resource.attr.due.toDate()',
  ],
].flat();
const USERS = [
  'principal',
  'User::"alice"',
  'resource.owner',
  'resource.owner',
  '(if principal.active then principal else User::"bob")',
];
const TRUTHS = [
  [
    'resource is Row',
    'resource is Document in Collection::"c"',
    'resource in [Collection::"c", Collection::"d"]',
    'resource is Collection',
  ],
  [
    'resource == Document::"d"',
    '[Row::"r"].contains(resource)',
    'resource in Document::"d"',
    'resource in context.approved',
  ],
  [
    'resource is Document && context.approved.contains(resource)',
    'context.approved.isEmpty()',
    'resource in principal',
  ],
  [
    'principal in resource.readers',
    'context.agent in resource.deniers',
    'principal in [resource.readers]',
    'resource.owner in resource.readers',
  ],
  [
    'principal in Group::"g"',
    'context.agent in [Group::"g", Group::"h"]',
    'resource.owner in Group::"g"',
    'User::"alice" in Group::"g"',
  ],
  [
    'principal.active',
    'principal.attr.lead',
    'context.agent.external',
    'resource.attr.open',
    'resource.attr.open',
    'true',
    'false',
  ],
  [
    'resource in context.agent.collections',
    'context.ip.isInRange(ip("192.0.2.0/24"))',
    'unknown("x")',
    'User::"alice".active',
  ],
  [
    'resource.attr.kind like "a*"',
    'resource.attr.kind like "*a"',
    'principal.attr.department like "*t*"',
    'resource.attr.regions.isEmpty()',
  ],
  [
    'resource.attr has kind',
    'resource has attr.amount',
    'resource has owner',
    'resource.owner has attr',
    'context has agent.attr.level',
  ],
].flat();

const oneOf = (texts: readonly string[]) => fc.constantFrom(...texts);
const pair = (texts: readonly string[], operators: readonly string[]) =>
  fc
    .tuple(oneOf(texts), oneOf(operators), oneOf(texts))
    .map(([left, operator, right]) => `${left} ${operator} ${right}`);
const call = (left: readonly string[], methods: readonly string[], right: readonly string[]) =>
  fc.tuple(oneOf(left), oneOf(methods), oneOf(right)).map(([one, method, other]) => `${one}.${method}(${other})`);

const OPTIONAL =
  /(?<of>resource\.attr|principal\.attr|context\.agent\.attr|context\.agent|context)\.(?<name>regions|department|level|since|lead|amount|due|kind|open|purpose|ip|purposes|collections|agent)\b/g;

/** Asks for what may be missing before it is read, as validation wants it. */
function guarded(text: string): string {
  const asked = [...text.matchAll(OPTIONAL)].flatMap(({ groups: { of = '', name = '' } = {} }) => [
    ...(`${of}.${name}`.startsWith('context.agent') ? ['context has agent'] : []),
    ...(`${of}.${name}` === 'context.agent' ? [] : [`${of} has ${name}`]),
  ]);
  return `(${[...new Set(asked), text].join(' && ')})`;
}

const atom = fc
  .oneof(
    pair(LONGS, ['==', '!=', '<', '<=', '>', '>=']),
    pair(TEXTS, ['==', '!=']),
    pair(TIMES, ['==', '<', '<=', '>', '>=']),
    pair(USERS, ['==', '!=']),
    pair(SETS, ['==']),
    call(SETS, ['contains'], TEXTS),
    call(SETS, ['containsAny', 'containsAll'], SETS),
    fc.tuple(fc.subarray(USERS, { minLength: 1 }), oneOf(USERS)).map(([set, user]) => `[${set}].contains(${user})`),
    fc.tuple(fc.subarray(LONGS, { minLength: 1 }), oneOf(LONGS)).map(([set, long]) => `[${set}].contains(${long})`),
    oneOf(TRUTHS),
  )
  .map(guarded);

const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    { arbitrary: atom, weight: 4 },
    fc
      .tuple(tie('condition'), oneOf(['&&', '||']), tie('condition'))
      .map(([one, operator, other]) => `(${one} ${operator} ${other})`),
    tie('condition').map((one) => `!${one}`),
    fc
      .tuple(tie('condition'), tie('condition'), tie('condition'))
      .map(([one, yes, no]) => `(if ${one} then ${yes} else ${no})`),
    fc.tuple(atom, atom).map(([one, other]) => `(${one} == ${other})`),
  ),
}));

const policy = fc
  .tuple(
    oneOf(['permit', 'forbid']),
    oneOf(['principal', 'principal', 'principal in Group::"g"', 'principal == User::"alice"']),
    oneOf([
      'resource',
      'resource',
      'resource is Row',
      'resource in Collection::"c"',
      'resource is Document in Collection::"c"',
    ]),
    oneOf(['when', 'unless']),
    condition,
  )
  .map(
    ([effect, who, what, clause, text]) =>
      `${effect} (${who}, action == Action::"retrieve", ${what}) ${clause} { ${text} };`,
  );

const ref = (type: string, id: string): CedarValueJson => ({ __entity: { type, id } });
const at = (ms: number): CedarValueJson => ({ __extn: { fn: 'datetime', arg: new Date(ms).toISOString() } });
const text = fc.constantFrom('a', 'b', 'eu', 'it');
const long = fc.integer({ min: -1_000_000, max: 1_000_000 });
const moment = fc.integer({ min: 0, max: 4e12 }).map(at);
const optional = { requiredKeys: [] } satisfies fc.RecordConstraints;
const userAttributes = fc.record(
  { regions: fc.array(text), department: text, level: long, since: moment, lead: fc.boolean() },
  optional,
);
const parents = (type: string) =>
  fc.subarray([
    { type: 'Group', id: 'g' },
    { type: 'Group', id: 'h' },
    { type: 'Audience', id: type },
  ]);

const asker = fc.record({
  person: fc.record({ active: fc.boolean(), clearance: fc.nat(3), attr: userAttributes }),
  agent: fc.record(
    {
      active: fc.boolean(),
      clearance: fc.nat(3),
      external: fc.boolean(),
      attr: fc.record({ level: long }, optional),
      collections: fc.subarray([ref('Collection', 'c'), ref('Collection', 'e')]),
      purposes: fc.array(text),
    },
    { requiredKeys: ['active', 'clearance', 'external', 'attr'] },
  ),
  personIn: parents('readers'),
  agentIn: parents('deniers'),
  hasAgent: fc.boolean(),
  context: fc.record(
    {
      purpose: text,
      ip: fc.constantFrom('192.0.2.7', '2001:db8::1').map((arg) => ({ __extn: { fn: 'ip', arg } })),
      now: moment,
      weekday: fc.integer({ min: 1, max: 7 }),
      minuteOfDay: fc.nat(1439),
      approved: fc.subarray([ref('Document', 'd'), ref('Document', 'e')]),
    },
    { requiredKeys: ['now', 'weekday', 'minuteOfDay', 'approved'] },
  ),
});

const PERSON = { type: 'User', id: 'alice' };
const AGENT = { type: 'Agent', id: 'helper' };

const MEANING = {
  person: PERSON,
  agent: AGENT,
  audiences: { person: [1], agent: [2] },
  ownerNumber: () => 3,
  collectionsBelow: () => [4],
  attributes: REGISTRY.resource,
};

test('what is accepted leaves nothing that an index can not be asked, whoever asks', () => {
  const cedar = startCedar();
  const about = { workspace: 'main', version: 1, registry: REGISTRY };
  let [accepted, refused] = [0, 0];
  const property = fc.property(
    fc.array(policy, { minLength: 12, maxLength: 12 }),
    fc.array(asker, { minLength: 3, maxLength: 3 }),
    (policies, askers) => {
      const all = checkPolicies(() => cedar, policies.join('\n'), about);
      const unfit = new Set(all.ok ? [] : all.faults.map(({ line }) => line));
      const fit = policies.filter((_, index) => !unfit.has(index + 1));
      accepted += fit.length;
      refused += policies.length - fit.length;
      const checked = checkPolicies(() => cedar, fit.join('\n'), about);
      if (!checked.ok) throw new Error(JSON.stringify({ fit, checked }));
      const staticPolicies = Object.fromEntries([...checked.rules.policies.values()].map((one) => [one.id, one.text]));
      for (const { person, agent, personIn, agentIn, hasAgent, context } of askers) {
        const entities: EntityJson[] = [
          { uid: PERSON, attrs: person, parents: personIn },
          { uid: AGENT, attrs: agent, parents: agentIn },
        ];
        const given = (hasAgent ? { ...context, agent: ref(AGENT.type, AGENT.id) } : context) as Context;
        const action = { type: 'Action', id: 'retrieve' };
        const answer = cedar.isAuthorizedPartial({
          principal: PERSON,
          action,
          resource: null,
          context: given,
          policies: { staticPolicies },
          entities,
        });
        if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
        expect(answer.response.errored).toEqual([]);
        for (const [id, residual] of Object.entries(answer.response.residuals)) {
          const translate = () => formulaOf(residual, MEANING);
          expect(translate, `${staticPolicies[id]} leaves ${JSON.stringify(residual.conditions)}`).not.toThrow();
        }
      }
    },
  );
  fc.assert(property, { numRuns: 25, endOnFailure: true });
  // Both kinds are there in number, or the test says nothing.
  expect(accepted).toBeGreaterThan(50);
  expect(refused).toBeGreaterThan(50);
}, 120_000);
