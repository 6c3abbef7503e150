/**
 * The oracle: Cedar's own `isAuthorized`, on entities built from the raw facts of a world, edge by edge, with every id, every attribute and
 * every membership in them. The default policies are read as the files that they are. None of the product's code is used, on purpose: a
 * mistake that both make in one place would not show.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Wasm from '@cedar-policy/cedar-wasm';
import type { CedarValueJson, EntityJson, EntityUidJson } from '@cedar-policy/cedar-wasm';
import { cedarMoment, type RandomPolicy } from './policies.ts';
import { type Asker, DECLARED, LEVELS, type Values, type World } from './world.ts';

const cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs') as typeof Wasm;

const folder = new URL('../../entitlements/policies/', import.meta.url);
const defaults = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith('.cedar'))
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);
const CEDAR_TYPES = { string: 'String', long: 'Long', bool: 'Bool', datetime: 'datetime', strings: 'Set<String>' };
const record = (name: string, types: Readonly<Record<string, keyof typeof CEDAR_TYPES>>) =>
  `type ${name} = { ${Object.entries(types)
    .map(([key, type]) => `${key}?: ${CEDAR_TYPES[type]}`)
    .join(', ')} };`;
const schema = [
  readFileSync(new URL('schema.cedarschema', folder), 'utf8'),
  record('UserAttrs', DECLARED.user),
  record('AgentAttrs', DECLARED.agent),
  record('ResourceAttrs', DECLARED.resource),
].join('\n');

/** Where things stand that the world's facts got ids for: what was brought is named by whoever keeps it. */
export interface Placed {
  /** By the document's place in the world. */
  readonly documents: readonly { readonly id: string; readonly rowIds: readonly string[] }[];
}

export interface Verdict {
  readonly allowed: boolean;
  /** Columns that the satisfied permits mask, sorted. */
  readonly masks: readonly string[];
}

const DEFAULT_CLEARANCE = 'confidential';
const bare = (name: string) => name.slice(name.indexOf(':') + 1);
const TYPES: Readonly<Record<string, string>> = { user: 'User', group: 'Group', agent: 'Agent' };
const uid = (type: string, id: string): EntityUidJson => ({ type, id });
const reference = (type: string, id: string): CedarValueJson => ({ __entity: { type, id } });
const principalUid = (name: string) => uid(TYPES[name.slice(0, name.indexOf(':'))] ?? '', bare(name));
const extension = (fn: string, arg: string): CedarValueJson => ({ __extn: { fn, arg } });

function attributesOf(subject: keyof typeof DECLARED, values: Values): Record<string, CedarValueJson> {
  const types = DECLARED[subject];
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (types[name] !== 'datetime') return [name, value as CedarValueJson];
      return [name, extension('datetime', cedarMoment(String(value)).slice('datetime("'.length, -'")'.length))];
    }),
  );
}

/**
 * What a question about one resource can rest on: who asks, all groups and collections, the resource and the document that it is in, and
 * who is named on them. The rest is left out, with the edges to it, since telling it takes the engine longer than to decide. Of other
 * people a policy asks only whether they are the owner.
 */
function concerning(everything: readonly EntityJson[], resourceId: string, { user, agent }: Asker): EntityJson[] {
  const byId = new Map(everything.map((entity) => [idOf(entity.uid), entity]));
  const resource = byId.get(resourceId);
  const document = resource?.parents.map(idOf).find((id) => byId.get(id)?.attrs.readers !== undefined);
  const asks = [user, agent ?? ''].map(bare);
  const near = new Set([resourceId, document].flatMap((id) => [`readers of ${id}`, `deniers of ${id}`, id]));
  const isNear = (id: string) => near.has(id) || !isOfAResource(id);
  const isOfAResource = (id: string) => / of /.test(id) || byId.get(id)?.attrs.readers !== undefined;
  return everything
    .filter(({ uid: own, attrs }) => isNear(idOf(own)) && (attrs.clearance === undefined || asks.includes(idOf(own))))
    .map((entity) => ({ ...entity, parents: entity.parents.filter((parent) => isNear(idOf(parent))) }));
}

const idOf = (of: EntityUidJson) => ('__entity' in of ? of.__entity.id : of.id);

/** All that can be asked about, for one asker: the token's claims stand in for the person's own memberships. */
export class Oracle {
  readonly #world: World;
  readonly #placed: Placed;

  constructor(world: World, placed: Placed) {
    this.#world = world;
    this.#placed = placed;
  }

  /** The verdict on every document that is a text, and on every row, by id. */
  verdicts(
    asker: Asker,
    policies: readonly RandomPolicy[],
    approved: readonly string[],
    nowMs: number,
  ): Map<string, Verdict> {
    const everything = this.#entities(asker);
    const own = Object.fromEntries(policies.map(({ id, text }) => [id, text]));
    const answers = new Map<string, Verdict>();
    cedar.preparsePolicySet('oracle', { staticPolicies: { ...defaults, ...own } });
    cedar.preparseSchema('oracle', schema);
    const masksOf = new Map(policies.map(({ id, masks }) => [id, masks]));
    for (const { type, id } of this.#resources()) {
      const answer = cedar.statefulIsAuthorized({
        principal: principalUid(asker.user),
        action: uid('Action', 'retrieve'),
        resource: uid(type, id),
        context: this.#context(asker, approved, nowMs),
        preparsedPolicySetId: 'oracle',
        preparsedSchemaName: 'oracle',
        validateRequest: true,
        entities: concerning(everything, id, asker),
      });
      if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors));
      const { decision, diagnostics } = answer.response;
      if (diagnostics.errors.length > 0) throw new Error(JSON.stringify(diagnostics.errors));
      const allowed = decision === 'allow';
      const masks = allowed
        ? [...new Set(diagnostics.reason.flatMap((reason) => masksOf.get(reason) ?? []))].sort()
        : [];
      answers.set(id, { allowed, masks });
    }
    return answers;
  }

  #resources(): { readonly type: string; readonly id: string }[] {
    return this.#placed.documents.flatMap(({ id, rowIds }, i) =>
      this.#world.documents[i]?.rows ? rowIds.map((rowId) => ({ type: 'Row', id: rowId })) : [{ type: 'Document', id }],
    );
  }

  #context({ agent, purpose, ip }: Asker, approved: readonly string[], nowMs: number): Record<string, CedarValueJson> {
    const now = new Date(nowMs);
    const toTheMinute = new Date(nowMs - (nowMs % 60_000)).toISOString();
    return {
      ...(agent !== undefined && { agent: reference('Agent', bare(agent)) }),
      ...(purpose !== undefined && { purpose }),
      ...(ip !== undefined && { ip: extension('ip', ip) }),
      now: extension('datetime', toTheMinute),
      weekday: ((now.getUTCDay() + 6) % 7) + 1,
      minuteOfDay: now.getUTCHours() * 60 + now.getUTCMinutes(),
      approved: approved.map((id) => reference('Document', id)),
    };
  }

  #entities(asker: Asker): EntityJson[] {
    const { people, agents, groups, memberships, collections } = this.#world;
    const audiences = this.#audiences();
    const parentsOf = (name: string): EntityUidJson[] => {
      const groupsOf =
        asker.claims !== undefined && name === asker.user
          ? asker.claims
          : memberships.filter(([member]) => member === name).map(([, group]) => group);
      const named = [...audiences].filter(([, members]) => members.includes(name)).map(([id]) => uid('Audience', id));
      return [...groupsOf.map(principalUid), ...named];
    };
    const clearance = (level: string | undefined) => (LEVELS as readonly string[]).indexOf(level ?? DEFAULT_CLEARANCE);
    return [
      ...people.map((one) => ({
        uid: principalUid(one.name),
        attrs: { active: one.active, clearance: clearance(one.clearance), attr: attributesOf('user', one.attributes) },
        parents: parentsOf(one.name),
      })),
      ...agents.map((one) => ({
        uid: principalUid(one.name),
        attrs: {
          ...{ active: one.active, clearance: clearance(one.clearance), external: one.external },
          ...(one.collections && { collections: one.collections.map((name) => reference('Collection', name)) }),
          ...(one.purposes && { purposes: [...one.purposes] }),
          attr: attributesOf('agent', one.attributes),
        },
        parents: parentsOf(one.name),
      })),
      ...groups.map((name) => ({ uid: principalUid(name), attrs: {}, parents: parentsOf(name) })),
      ...[...audiences.keys()].map((id) => ({ uid: uid('Audience', id), attrs: {}, parents: [] })),
      ...collections.map(({ name, parent }) => ({
        uid: uid('Collection', name),
        attrs: {},
        parents: parent === undefined ? [] : [uid('Collection', parent)],
      })),
      ...this.#documentEntities(),
    ];
  }

  #documentEntities(): EntityJson[] {
    return this.#world.documents.flatMap((document, i) => {
      const { id, rowIds } = this.#placed.documents[i] ?? { id: '', rowIds: [] };
      const labelled = (
        resourceId: string,
        owner: string,
        values: Values,
        parents: EntityUidJson[],
        type: string,
      ): EntityJson => ({
        uid: uid(type, resourceId),
        attrs: {
          owner: reference('User', bare(owner)),
          readers: reference('Audience', `readers of ${resourceId}`),
          deniers: reference('Audience', `deniers of ${resourceId}`),
          classification: LEVELS.indexOf(document.level),
          attr: attributesOf('resource', values),
        },
        parents,
      });
      const rows = document.rows ?? [];
      return [
        labelled(id, document.owner, document.attributes, [uid('Collection', document.collection)], 'Document'),
        ...rows.map((row, n) =>
          labelled(
            rowIds[n] ?? '',
            row.owner ?? document.owner,
            { ...document.attributes, ...row.attributes },
            [uid('Document', id)],
            'Row',
          ),
        ),
      ];
    });
  }

  /** Who is named as a reader or denier of each resource, directly: its own, and what it inherits. */
  #audiences(): Map<string, readonly string[]> {
    const audiences = new Map<string, readonly string[]>();
    for (const [i, document] of this.#world.documents.entries()) {
      const { id, rowIds } = this.#placed.documents[i] ?? { id: '', rowIds: [] };
      const collection = this.#world.collections.find(({ name }) => name === document.collection);
      const readers = document.readers ?? collection?.readers ?? [];
      const deniers = [...document.deniers, ...(collection?.deniers ?? [])];
      audiences.set(`readers of ${id}`, readers);
      audiences.set(`deniers of ${id}`, deniers);
      for (const [n, row] of (document.rows ?? []).entries()) {
        audiences.set(`readers of ${rowIds[n]}`, [...readers, ...(row.readers ?? [])]);
        audiences.set(`deniers of ${rowIds[n]}`, deniers);
      }
    }
    return audiences;
  }
}
