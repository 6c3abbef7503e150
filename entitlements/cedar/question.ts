/**
 * Questions to the engine, in a normal form: what no policy names is told as a constant, so that questions which policies can't tell
 * apart are one text, and are asked once. Nothing that a policy can see is left out.
 *
 * Placeholders can't be taken for anybody: they are not well-formed names of principals, collections or documents.
 */
import type { CedarValueJson, Context, EntityJson, TypeAndId } from '@cedar-policy/cedar-wasm';
import type { Ask } from '../ask.ts';
import type { Attributes, AttributeType, AttributeValue } from '../attributes.ts';
import type { ResourceFacts } from '../decide.ts';
import type { Principal } from '../principal.ts';
import type { AgentFacts, PersonFacts, Standing } from '../standing.ts';
import type { ContextAttribute, Rules } from './rules.ts';

/** What policies name, ready to be looked up. */
export interface Named {
  readonly groups: ReadonlySet<Principal>;
  readonly users: ReadonlySet<Principal>;
  readonly collections: ReadonlySet<string>;
  readonly context: ReadonlySet<ContextAttribute>;
  /** Whether a policy of the workspace's own reads the purpose. The default ones only look it up among the agent's purposes. */
  readonly anyPurpose: boolean;
  readonly resourceIds: boolean;
  /** `undefined`: all. */
  readonly attributes: ReadonlySet<string> | undefined;
}

/** A call's arguments, apart from the policies. `resource` is null where it is unknown. */
export interface Question {
  readonly principal: TypeAndId;
  readonly action: TypeAndId;
  readonly resource: TypeAndId | null;
  readonly context: Context;
  readonly entities: readonly EntityJson[];
}

const ASKER = '(asker)';
const SOMEBODY_ELSE = '(somebody else)';
const THE_RESOURCE = '(resource)';
const ITS_DOCUMENT = '(its document)';
const READERS: TypeAndId = { type: 'Audience', id: 'readers' };
const DENIERS: TypeAndId = { type: 'Audience', id: 'deniers' };
const RETRIEVE: TypeAndId = { type: 'Action', id: 'retrieve' };

/** May they read this one resource? */
export function questionOf(rules: Rules, named: Named, standing: Standing, ask: Ask, facts: ResourceFacts): Question {
  const resource = resourceOf(named, facts);
  const document = documentOf(named, facts);
  const approved = ask.approved.includes(facts.documentId) ? [document.id] : [];
  const inAudiences = (who: 'person' | 'agent') => [
    ...(facts.reads[who] ? [READERS] : []),
    ...(facts.denied[who] ? [DENIERS] : []),
  ];
  const limits = standing.agent?.collections ?? [];
  const collections = facts.collections.filter((name) => named.collections.has(name) || limits.includes(name));
  return {
    principal: askerOf(named, standing),
    action: RETRIEVE,
    resource,
    context: contextOf(named, standing, ask, approved),
    entities: [
      ...askersOf(rules, named, standing, inAudiences),
      {
        uid: resource,
        attrs: {
          owner: reference({ type: 'User', id: ownerId(named, standing, facts.owner) }),
          readers: reference(READERS),
          deniers: reference(DENIERS),
          classification: facts.classification,
          attr: attributesOf(named, rules.registry.resource, facts.attributes),
        },
        parents: [
          ...(facts.kind === 'row' ? [document] : []),
          ...collections.sort().map((id) => ({ type: 'Collection', id })),
        ],
      },
    ],
  };
}

/** What would have to be true of a resource for them to read it? */
export function openQuestionOf(rules: Rules, named: Named, standing: Standing, ask: Ask): Question {
  return {
    principal: askerOf(named, standing),
    action: RETRIEVE,
    resource: null,
    context: contextOf(named, standing, ask, [...ask.approved].sort()),
    entities: askersOf(rules, named, standing, () => []),
  };
}

/** The person as the engine knows them in these questions. */
export function askerOf(named: Pick<Named, 'users'>, standing: Standing): TypeAndId {
  const { name } = standing.person;
  return { type: 'User', id: named.users.has(name) ? bareName(name) : ASKER };
}

/** The agent, likewise. */
export function agentOf(standing: Standing): TypeAndId | undefined {
  return standing.agent && { type: 'Agent', id: bareName(standing.agent.name) };
}

const bareName = (name: Principal): string => name.slice(name.indexOf(':') + 1);

function ownerId(named: Named, standing: Standing, owner: Principal): string {
  if (owner === standing.person.name) return askerOf(named, standing).id;
  return named.users.has(owner) ? bareName(owner) : SOMEBODY_ELSE;
}

function resourceOf(named: Named, facts: ResourceFacts): TypeAndId {
  return {
    type: facts.kind === 'row' ? 'Row' : 'Document',
    id: named.resourceIds ? facts.resourceId : THE_RESOURCE,
  };
}

function documentOf(named: Named, facts: ResourceFacts): TypeAndId {
  if (facts.kind === 'document') return resourceOf(named, facts);
  return { type: 'Document', id: named.resourceIds ? facts.documentId : ITS_DOCUMENT };
}

function askersOf(
  rules: Rules,
  named: Named,
  standing: Standing,
  audiencesOf: (who: 'person' | 'agent') => readonly TypeAndId[],
): readonly EntityJson[] {
  const { person, agent } = standing;
  const personEntity: EntityJson = {
    uid: askerOf(named, standing),
    attrs: {
      active: person.active,
      clearance: person.clearance,
      attr: attributesOf(named, rules.registry.user, person.attributes),
    },
    parents: [...groupsOf(named, person), ...audiencesOf('person')],
  };
  const agentId = agentOf(standing);
  if (agent === undefined || agentId === undefined) return [personEntity];
  const agentEntity: EntityJson = {
    uid: agentId,
    attrs: {
      active: agent.active,
      clearance: agent.clearance,
      external: agent.external,
      ...ceilingOf(agent),
      attr: attributesOf(named, rules.registry.agent, agent.attributes),
    },
    parents: [...groupsOf(named, agent), ...audiencesOf('agent')],
  };
  return [personEntity, agentEntity];
}

function ceilingOf(agent: AgentFacts): Record<string, CedarValueJson> {
  return {
    ...(agent.collections && {
      collections: [...agent.collections].sort().map((id) => reference({ type: 'Collection', id })),
    }),
    ...(agent.purposes && { purposes: [...agent.purposes].sort() }),
  };
}

function groupsOf(named: Named, who: PersonFacts): readonly TypeAndId[] {
  return who.groups
    .filter((name) => named.groups.has(name))
    .sort()
    .map((name) => ({ type: 'Group', id: bareName(name) }));
}

function contextOf(named: Named, standing: Standing, ask: Ask, approved: readonly string[]): Context {
  const says = (attribute: ContextAttribute) => named.context.has(attribute);
  const agent = agentOf(standing);
  const { ip } = ask;
  const purpose = named.anyPurpose || standing.agent?.purposes?.includes(ask.purpose ?? '') ? ask.purpose : undefined;
  return {
    ...(agent && { agent: reference(agent) }),
    ...(says('purpose') && purpose !== undefined && { purpose: wellFormed(purpose) }),
    ...(says('ip') && ip !== undefined && { ip: { __extn: { fn: 'ip', arg: ip } } }),
    now: datetime(says('now') ? ask.nowMs : 0),
    weekday: says('weekday') ? ask.weekday : 1,
    minuteOfDay: says('minuteOfDay') ? ask.minuteOfDay : 0,
    approved: says('approved') ? approved.map((id) => reference({ type: 'Document', id })) : [],
  };
}

function attributesOf(
  named: Named,
  types: Readonly<Record<string, AttributeType>>,
  attributes: Attributes,
): { [name: string]: CedarValueJson } {
  const read = Object.entries(attributes).filter(([name]) => named.attributes?.has(name) ?? true);
  read.sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(
    read.map(([name, value]) => [name, cedarValue(Object.hasOwn(types, name) ? types[name] : undefined, value)]),
  );
}

function cedarValue(type: AttributeType | undefined, value: AttributeValue): CedarValueJson {
  // What is not of its declared type is told as it is: the engine holds it against the schema and refuses it.
  if (type === 'datetime' && typeof value === 'number') return datetime(value);
  return typeof value === 'object' ? [...value] : value;
}

/** Cedar's text of a moment knows the years 0 to 9999; others are told as an offset. */
function datetime(atMs: number): CedarValueJson {
  const text = new Date(atMs).toISOString();
  if (text.length === 'YYYY-MM-DDThh:mm:ss.sssZ'.length) return { __extn: { fn: 'datetime', arg: text } };
  const epoch = { __extn: { fn: 'datetime', arg: '1970-01-01' } };
  return { __extn: { fn: 'offset', args: [epoch, { __extn: { fn: 'duration', arg: `${atMs}ms` } }] } };
}

/** A lone surrogate ends the engine's instance. */
function wellFormed(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('text with a lone surrogate');
  return text;
}

const reference = (entity: TypeAndId): CedarValueJson => ({ __entity: entity });
