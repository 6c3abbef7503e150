/**
 * A trial of policies in an instance of the engine that is thrown away: they are prepared, evaluated with the resource unknown, and
 * decided on, for people and resources that have everything and for such that have nothing. What throws or errs here would do so in a
 * decision, where the instance is everybody's.
 */
import type { CedarValueJson, Context, EntityJson, TypeAndId } from '@cedar-policy/cedar-wasm';
import type { AttributeType, Registry, Subject } from '../attributes.ts';
import type { Cedar } from './runtime.ts';

/** Who asks for what, as the engine is told. */
interface Probe {
  readonly principal: TypeAndId;
  readonly action: TypeAndId;
  readonly resource: TypeAndId;
  readonly context: Context;
  readonly entities: EntityJson[];
}

const USER: TypeAndId = { type: 'User', id: 'probe' };
const AGENT: TypeAndId = { type: 'Agent', id: 'probe' };
const READERS: TypeAndId = { type: 'Audience', id: 'readers' };
const DENIERS: TypeAndId = { type: 'Audience', id: 'deniers' };
const DOCUMENT: TypeAndId = { type: 'Document', id: '00000000-0000-4000-8000-000000000000' };
const RETRIEVE: TypeAndId = { type: 'Action', id: 'retrieve' };

const SAMPLES: Readonly<Record<AttributeType, CedarValueJson>> = {
  string: 'probe',
  long: Number.MAX_SAFE_INTEGER,
  bool: true,
  datetime: { __extn: { fn: 'datetime', arg: '9999-12-31T23:59:59.999Z' } },
  strings: ['probe'],
};

/** What is wrong with the policies when they are tried, in the engine's words; nothing, when all is well. Throws what the engine throws. */
export function tryPolicies(
  cedar: Cedar,
  policies: Readonly<Record<string, string>>,
  registry: Registry,
): readonly string[] {
  const staticPolicies = { ...policies };
  const prepared = cedar.preparsePolicySet('trial', { staticPolicies });
  if (prepared.type === 'failure') return messagesOf(prepared.errors);
  const messages = [...probes(registry)].flatMap((probe) => {
    const partial = cedar.isAuthorizedPartial({ ...probe, resource: null, policies: { staticPolicies } });
    if (partial.type === 'failure') return messagesOf(partial.errors);
    if (partial.response.errored.length > 0) return ['this fails for some people, whatever they ask for'];
    const whole = cedar.statefulIsAuthorized({ ...probe, preparsedPolicySetId: 'trial' });
    if (whole.type === 'failure') return messagesOf(whole.errors);
    return messagesOf(whole.response.diagnostics.errors.map(({ error }) => error));
  });
  return [...new Set(messages)];
}

function messagesOf(errors: readonly { readonly message: string }[]): readonly string[] {
  return errors.map(({ message }) => message);
}

function* probes(registry: Registry): Generator<Probe> {
  for (const isFull of [true, false]) {
    for (const type of ['Document', 'Row']) {
      const resource = type === 'Document' ? DOCUMENT : { type, id: 'probe' };
      const agent: Context = isFull ? { agent: ref(AGENT), purpose: 'probe', ip: extension('ip', '192.0.2.1') } : {};
      yield {
        principal: USER,
        action: RETRIEVE,
        resource,
        context: {
          ...agent,
          now: extension('datetime', '2026-01-01T00:00:00Z'),
          weekday: 1,
          minuteOfDay: 0,
          approved: isFull ? [ref(DOCUMENT)] : [],
        },
        entities: [person(registry, isFull), agentEntity(registry, isFull), resourceEntity(resource, registry, isFull)],
      };
    }
  }
}

function person(registry: Registry, isFull: boolean): EntityJson {
  const attrs = { active: isFull, clearance: isFull ? 3 : 0, attr: attributes(registry, 'user', isFull) };
  return { uid: USER, attrs, parents: isFull ? [READERS] : [DENIERS] };
}

function agentEntity(registry: Registry, isFull: boolean): EntityJson {
  const ceiling = { collections: [ref({ type: 'Collection', id: 'probe' })], purposes: ['probe'] };
  const attrs = {
    active: isFull,
    clearance: isFull ? 3 : 0,
    external: isFull,
    attr: attributes(registry, 'agent', isFull),
  };
  return { uid: AGENT, attrs: { ...attrs, ...(isFull ? ceiling : {}) }, parents: [] };
}

function resourceEntity(uid: TypeAndId, registry: Registry, isFull: boolean): EntityJson {
  return {
    uid,
    attrs: {
      owner: ref(isFull ? USER : { type: 'User', id: 'nobody' }),
      readers: ref(READERS),
      deniers: ref(DENIERS),
      classification: isFull ? 3 : 0,
      attr: attributes(registry, 'resource', isFull),
    },
    parents: uid.type === 'Row' ? [DOCUMENT] : [],
  };
}

function attributes(registry: Registry, subject: Subject, isFull: boolean): Record<string, CedarValueJson> {
  if (!isFull) return {};
  return Object.fromEntries(Object.entries(registry[subject]).map(([name, type]) => [name, SAMPLES[type]]));
}

function ref(entity: TypeAndId): CedarValueJson {
  return { __entity: entity };
}

function extension(fn: string, arg: string): CedarValueJson {
  return { __extn: { fn, arg } };
}
