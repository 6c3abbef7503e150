/**
 * Small worlds for the tests of decisions and plans: a registry, policies that use every construct which can be pushed down, and
 * arbitrary people, agents, circumstances and resources. `rawAnswer` is what Cedar says on entities that are built here from the raw
 * facts, with every attribute and every id, and without any code of the product.
 */
import type { EntityJson } from '@cedar-policy/cedar-wasm';
import fc from 'fast-check';
import type { Ask } from '../../entitlements/ask.ts';
import type { Attributes, Registry } from '../../entitlements/attributes.ts';
import type { Rules } from '../../entitlements/cedar/rules.ts';
import type { Cedar } from '../../entitlements/cedar/runtime.ts';
import type { Labelled } from '../../entitlements/condition.ts';
import type { ResourceFacts } from '../../entitlements/decide.ts';
import type { Numbers } from '../../entitlements/plan.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { Audiences, Standing } from '../../entitlements/standing.ts';

export const WORKSPACE = 'acme';

export const REGISTRY: Registry = {
  user: { regions: 'strings', team: 'string', level: 'long', since: 'datetime' },
  agent: { vendor: 'string' },
  resource: { regions: 'strings', team: 'string', amount: 'long', due: 'datetime', final: 'bool' },
};

const permit = (condition: string, scope = 'resource') =>
  `permit (principal, action == Action::"retrieve", ${scope}) when { ${condition} };`;
const forbid = (condition: string, scope = 'resource') =>
  `forbid (principal, action == Action::"retrieve", ${scope}) when { ${condition} };`;

/** Each is a whole policy; together they use every construct that can be pushed down. */
export const POLICIES: readonly string[] = [
  permit(
    'principal.attr has regions && resource.attr has regions && principal.attr.regions.containsAny(resource.attr.regions)',
  ),
  permit(
    'principal.attr has regions && resource.attr has regions && resource.attr.regions.containsAny(principal.attr.regions)',
  ),
  forbid(
    'principal.attr has regions && resource.attr has regions && !principal.attr.regions.containsAll(resource.attr.regions)',
  ),
  permit(
    'principal.attr has regions && resource.attr has regions && resource.attr.regions.containsAll(principal.attr.regions)',
  ),
  permit(
    'principal.attr has regions && resource.attr has regions && resource.attr.regions.containsAll(principal.attr.regions) && principal.attr.regions.containsAll(resource.attr.regions)',
  ),
  permit('resource.attr has regions && resource.attr.regions.containsAll(["eu", "us"])'),
  forbid('resource.attr has regions && resource.attr.regions.contains("mars")'),
  permit('resource.attr has regions && resource.attr.regions.isEmpty()'),
  forbid('!(resource.attr has team) && !(resource in Collection::"open")'),
  permit('resource has attr.team && resource.attr.team == "red"'),
  permit('principal has attr.team && resource.attr has team && resource.attr.team != principal.attr.team'),
  permit('resource.attr has team && resource.attr.team like "re*"'),
  forbid('resource.attr has team && resource.attr.team like "bl*"'),
  permit('resource.attr has team && ["red", "blue"].contains(resource.attr.team)'),
  permit('resource.attr has amount && resource.attr.amount < 3'),
  permit('resource.attr has amount && resource.attr.amount >= 3', 'resource is Row'),
  forbid('resource.attr has amount && 4 <= resource.attr.amount'),
  forbid('resource.attr has amount && !(-2 < resource.attr.amount)'),
  permit('principal.attr has level && resource.attr has amount && principal.attr.level + 1 > resource.attr.amount'),
  permit('resource.attr has amount && [1, 2, -3].contains(resource.attr.amount)'),
  permit('resource.attr has due && resource.attr.due <= context.now'),
  forbid('resource.attr has due && context.now.offset(duration("1d2h")) < resource.attr.due'),
  permit('resource.attr has due && resource.attr.due > datetime("2026-01-01T00:30:00.500+0130")'),
  permit('principal.attr has since && resource.attr has due && resource.attr.due == principal.attr.since'),
  permit(
    'resource.attr has due && [datetime("2026-01-01"), datetime("2026-11-22T00:00:00Z")].contains(resource.attr.due)',
  ),
  permit('resource.attr has final && resource.attr.final'),
  forbid('resource.attr has final && resource.attr.final == false'),
  permit('resource is Row && resource.attr has final && !resource.attr.final'),
  permit('if resource.attr has amount then resource.attr.amount < 2 else resource is Document'),
  forbid(
    '(if resource is Row then resource.classification == 2 else resource.classification > 2) && !(resource in Document::"d2")',
  ),
  permit('resource.classification <= 1', 'resource in Collection::"open"'),
  permit('[0, 2].contains(resource.classification)', 'resource is Row in Collection::"finance"'),
  permit('resource in [Collection::"open", Collection::"nowhere"]'),
  permit('resource in [Document::"d1", Document::"d3"]'),
  permit('resource == Document::"d1"'),
  forbid('resource == Row::"r2"'),
  permit('true', 'resource == Row::"r1"'),
  forbid('resource in Document::"d3"', 'resource is Row'),
  permit('resource.owner == User::"bob"'),
  permit('[User::"carol", principal].contains(resource.owner)'),
  forbid('resource.owner != principal && principal == User::"dora"'),
  permit('principal in Group::"hr" && resource is Document'),
  permit('principal in resource.readers || !(principal in resource.deniers)'),
  permit('context has agent && context.agent in resource.readers && context.agent in Group::"bots"'),
  forbid('context has agent && context.agent.external && resource.classification > 0'),
  forbid(
    'context has agent && context.agent has attr.vendor && resource.attr has team && context.agent.attr.vendor == resource.attr.team',
  ),
  forbid('context has agent && context.agent == Agent::"helper"', 'resource is Row'),
  forbid('!(context has ip && context.ip.isInRange(ip("10.0.0.0/8")))', 'resource in Collection::"finance"'),
  forbid('context.weekday > 5 || context.minuteOfDay < 480', 'resource in Collection::"finance"'),
  forbid('!(context has purpose && !(context.purpose like "no *"))'),
  permit('true'),
  `@approval("manager") forbid (principal, action == Action::"retrieve", resource is Document in Collection::"finance") unless { context.approved.contains(resource) };`,
  `@approval("owner") forbid (principal, action == Action::"retrieve", resource is Row in Collection::"finance") unless { resource in context.approved };`,
  `@mask("email,iban") permit (principal, action == Action::"retrieve", resource is Row) when { principal in Group::"eng" };`,
  `@mask("phone") permit (principal, action == Action::"retrieve", resource is Row) when { principal in resource.readers };`,
];

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 10, 22);
const moments = fc.constantFrom(
  NOW_MS,
  NOW_MS - DAY_MS,
  NOW_MS + DAY_MS,
  NOW_MS + 2 * DAY_MS,
  Date.UTC(2026, 0, 1),
  Date.UTC(2025, 11, 31, 23, 0, 0, 500),
);
const regions = fc.subarray(['eu', 'us', 'mars'], { minLength: 0 });
const teams = fc.constantFrom('red', 'blue', 'reddish', 'Red');
const names = fc.constantFrom('user:alice', 'user:bob', 'user:carol', 'user:dora') as fc.Arbitrary<Principal>;
const mostly = fc.integer({ min: 0, max: 19 }).map((one) => one < 19);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const rarely = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: value });

const attributes = (values: Record<string, fc.Arbitrary<Attributes[string]>>): fc.Arbitrary<Attributes> =>
  fc.record(values, { requiredKeys: [] }) as fc.Arbitrary<Attributes>;

/** Innermost first, as facts have them. `hidden` lies in `finance`. */
const PATHS: readonly (readonly string[])[] = [['open'], ['finance'], ['hidden', 'finance'], ['other']];
export const COLLECTION_NUMBERS: Readonly<Record<string, number>> = { open: 21, finance: 22, hidden: 23, other: 24 };

export const worldFacts: fc.Arbitrary<ResourceFacts> = fc
  .record({
    kind: fc.constantFrom('document' as const, 'row' as const),
    documentId: fc.constantFrom('d1', 'd2', 'd3'),
    rowId: fc.constantFrom('r1', 'r2', 'r3'),
    owner: fc.constantFrom('user:alice', 'user:bob', 'user:carol') as fc.Arbitrary<Principal>,
    collections: fc.constantFrom(...PATHS),
    classification: fc.integer({ min: 0, max: 3 }),
    attributes: attributes({
      regions,
      team: teams,
      amount: fc.integer({ min: -4, max: 5 }),
      due: moments,
      final: fc.boolean(),
    }),
    reads: fc.record({ person: fc.boolean(), agent: fc.boolean() }),
    denied: fc.record({ person: mostly.map((one) => !one), agent: mostly.map((one) => !one) }),
  })
  .map(({ rowId, ...facts }) => ({
    ...facts,
    workspace: WORKSPACE,
    served: true,
    resourceId: facts.kind === 'row' ? `${facts.documentId}${rowId}`.replace('d1r', 'r') : facts.documentId,
  }));

const ofAnyone = {
  active: mostly,
  clearance: fc.constantFrom(3, 3, 3, 3, 2, 1),
};

export const worldStanding: fc.Arbitrary<Standing> = fc
  .record({
    person: fc.record({
      ...ofAnyone,
      name: names,
      attributes: attributes({ regions, team: teams, level: fc.integer({ min: -3, max: 4 }), since: moments }),
      groups: fc.subarray(['group:hr', 'group:eng'] as Principal[]),
    }),
    agent: rarely(
      fc.record({
        ...ofAnyone,
        name: fc.constantFrom('agent:helper', 'agent:helpdesk') as fc.Arbitrary<Principal>,
        attributes: attributes({ vendor: teams }),
        groups: fc.subarray(['group:bots'] as Principal[]),
        external: mostly.map((one) => !one),
        collections: rarely(fc.subarray(['open', 'finance', 'other', 'nowhere'], { minLength: 2 })),
        purposes: rarely(fc.subarray(['support', 'no reason'], { minLength: 1 })),
      }),
    ),
  })
  .map(({ person, agent }) => ({
    workspace: WORKSPACE,
    person,
    agent,
    personId: USER_NUMBERS[person.name],
    principals: [],
    agentPrincipals: [],
  }));

export const worldAsk: fc.Arbitrary<Ask> = fc.record({
  purpose: maybe(fc.constantFrom('support', 'no reason', 'anything')),
  ip: maybe(fc.constantFrom('10.1.2.3', '192.0.2.7', '2001:db8::1')),
  nowMs: moments.map((atMs) => atMs - (atMs % 60_000)),
  weekday: fc.integer({ min: 1, max: 7 }),
  minuteOfDay: fc.constantFrom(0, 479, 480, 900),
  approved: fc.subarray(['d1', 'd2', 'd3']),
});

/** Nothing was ever labelled with dora. */
export const USER_NUMBERS: Readonly<Record<string, number>> = { 'user:alice': 101, 'user:bob': 102, 'user:carol': 103 };
const NEVER_LABELLED = 199;

export const NUMBERS: Numbers = {
  user: (name) => USER_NUMBERS[name],
  collectionsBelow: (name) =>
    PATHS.filter((path) => path.includes(name)).map((path) => COLLECTION_NUMBERS[path[0] ?? ''] ?? 0),
};

/** Readers are numbered by who of those who ask is among them. */
const audienceNumber = (base: number, { person, agent }: ResourceFacts['reads']) =>
  base + (person ? 1 : 0) + (agent ? 2 : 0);

export const AUDIENCES: Audiences = { person: [1, 3, 11, 13], agent: [2, 3, 12, 13] };

/** What the index keeps of the resource. */
export function labelledOf(facts: ResourceFacts): Labelled {
  return {
    documentId: facts.documentId,
    resourceId: facts.resourceId,
    labels: {
      kind: facts.kind === 'row' ? 1 : 0,
      readers: audienceNumber(0, facts.reads),
      deniers: audienceNumber(10, facts.denied),
      owner: USER_NUMBERS[facts.owner] ?? NEVER_LABELLED,
      collection: COLLECTION_NUMBERS[facts.collections[0] ?? ''] ?? 0,
      classification: facts.classification,
      risk: 0,
      score: 0,
    },
    attributes: facts.attributes,
  };
}

/** Prepares the rules in an instance for {@link rawAnswer}. */
export function prepareRaw(cedar: Cedar, rules: Rules): void {
  const texts = Object.fromEntries([...rules.policies].map(([id, { text }]) => [id, text]));
  const answers = [
    cedar.preparsePolicySet('raw', { staticPolicies: texts }),
    cedar.preparseSchema('raw', rules.schemaText),
  ];
  if (answers.some(({ type }) => type !== 'success')) throw new Error('the rules can not be prepared');
}

/** What Cedar says of the raw facts, by the rules prepared last: ids of the policies that decide, and whether they let in. */
export function rawAnswer(
  cedar: Cedar,
  standing: Standing,
  ask: Ask,
  facts: ResourceFacts,
): { readonly allowed: boolean; readonly policies: readonly string[] } {
  const { person, agent } = standing;
  const entities = [rawSubject('User', person, facts.reads.person, facts.denied.person, {})];
  if (agent !== undefined) {
    entities.push(
      rawSubject('Agent', agent, facts.reads.agent, facts.denied.agent, {
        external: agent.external,
        ...(agent.collections && { collections: agent.collections.map((id) => rawReference('Collection', id)) }),
        ...(agent.purposes && { purposes: [...agent.purposes] }),
      }),
    );
  }
  const resource = { type: facts.kind === 'row' ? 'Row' : 'Document', id: facts.resourceId };
  entities.push({
    uid: resource,
    attrs: {
      owner: rawReference('User', bare(facts.owner)),
      readers: rawReference('Audience', 'some'),
      deniers: rawReference('Audience', 'others'),
      classification: facts.classification,
      attr: rawAttributes(facts.attributes),
    },
    parents: [
      ...facts.collections.map((id) => ({ type: 'Collection', id })),
      ...(facts.kind === 'row' ? [{ type: 'Document', id: facts.documentId }] : []),
    ],
  });
  const answer = cedar.statefulIsAuthorized({
    principal: { type: 'User', id: bare(person.name) },
    action: { type: 'Action', id: 'retrieve' },
    resource,
    context: {
      ...(agent && { agent: rawReference('Agent', bare(agent.name)) }),
      ...(ask.purpose !== undefined && { purpose: ask.purpose }),
      ...(ask.ip !== undefined && { ip: { __extn: { fn: 'ip', arg: ask.ip } } }),
      now: rawMoment(ask.nowMs),
      weekday: ask.weekday,
      minuteOfDay: ask.minuteOfDay,
      approved: ask.approved.map((id) => rawReference('Document', id)),
    },
    preparsedPolicySetId: 'raw',
    preparsedSchemaName: 'raw',
    validateRequest: true,
    entities,
  });
  if (answer.type !== 'success' || answer.response.diagnostics.errors.length > 0) {
    throw new Error(`the raw facts can't be decided on: ${JSON.stringify(answer)}`);
  }
  return {
    allowed: answer.response.decision === 'allow',
    policies: [...answer.response.diagnostics.reason].sort(),
  };
}

const bare = (name: string) => name.replace(/^[a-z]+:/, '');
const rawReference = (type: string, id: string) => ({ __entity: { type, id } });
const rawMoment = (atMs: number) => ({ __extn: { fn: 'datetime', arg: new Date(atMs).toISOString() } });

function rawAttributes(values: Attributes): EntityJson['attrs'] {
  const isMoment = (name: string) => name === 'due' || name === 'since';
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      isMoment(name) ? rawMoment(Number(value)) : typeof value === 'object' ? [...value] : value,
    ]),
  );
}

function rawSubject(
  type: 'User' | 'Agent',
  who: Standing['person'],
  reads: boolean,
  denied: boolean,
  more: EntityJson['attrs'],
): EntityJson {
  return {
    uid: { type, id: bare(who.name) },
    attrs: { active: who.active, clearance: who.clearance, attr: rawAttributes(who.attributes), ...more },
    parents: [
      ...who.groups.map((name) => ({ type: 'Group', id: bare(name) })),
      ...(reads ? [{ type: 'Audience', id: 'some' }] : []),
      ...(denied ? [{ type: 'Audience', id: 'others' }] : []),
    ],
  };
}
