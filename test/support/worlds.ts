/**
 * Random small worlds of people, nested groups, collections, documents and rows, and random changes of them. A world is brought
 * into a real broker and kept beside it as raw facts, for the oracle.
 */
import fc from 'fast-check';
import type { Broker, Delivery } from '../../src/broker.ts';
import { Problem } from '../../src/problem.ts';
import { aPrincipal, callerFor } from './callers.ts';
import { type Asker, type DocumentFacts, LEVELS, type Level, type RowFacts, type Said, type World } from './oracle.ts';

/** Stands in every text of a world. */
export const WORD = 'quayside';

const USERS = ['u0', 'u1', 'u2', 'u3', 'u4'].map((name) => `user:${name}`);
const AGENTS = ['a0', 'a1'].map((name) => `agent:${name}`);
const GROUPS = ['g0', 'g1', 'g2', 'g3'].map((name) => `group:${name}`);
const COLLECTIONS = ['c0', 'c1'];

const user = fc.constantFrom(...USERS);
const group = fc.constantFrom(...GROUPS);
const anyone = fc.constantFrom(...USERS, ...GROUPS, ...AGENTS);
const level = fc.constantFrom(...LEVELS);
const few = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { maxLength: 2 });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const rarely = <T>(list: fc.Arbitrary<T[]>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: list });

/** Lower groups go into higher ones: no cycles. */
const nesting = fc.tuple(fc.nat(GROUPS.length - 2), fc.nat(GROUPS.length - 2)).map(([a, b]) => ({
  member: GROUPS[Math.min(a, b)] ?? '',
  group: GROUPS[Math.max(a, b) + 1] ?? '',
}));
const membership = fc.oneof(
  { weight: 3, arbitrary: fc.record({ member: fc.constantFrom(...USERS, ...AGENTS), group }) },
  { weight: 1, arbitrary: nesting },
);

const stated = fc.record({ owner: maybe(user), readers: maybe(few(anyone)), deniers: rarely(few(anyone)) });
const rows = fc.record({
  hasOwners: fc.boolean(),
  hasReaders: fc.boolean(),
  rows: fc.array(fc.record({ owner: user, readers: fc.uniqueArray(anyone, { minLength: 1, maxLength: 2 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
});
const content = fc.oneof({ weight: 2, arbitrary: fc.constant('text' as const) }, { weight: 1, arbitrary: rows });
const version = fc.record({ entitlements: maybe(stated), level: maybe(level), content });
const document = fc.record({ collection: fc.constantFrom(...COLLECTIONS), version });

const change = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    at: fc.nat(99),
    owner: maybe(user),
    readers: few(anyone),
    deniers: rarely(few(anyone)),
  }),
  fc.record({
    kind: fc.constant('collection' as const),
    name: fc.constantFrom(...COLLECTIONS),
    readers: few(anyone),
    deniers: rarely(few(anyone)),
  }),
  fc.record({ kind: fc.constant('join' as const), membership }),
  fc.record({ kind: fc.constant('leave' as const), at: fc.nat(99) }),
  fc.record({ kind: fc.constant('clear' as const), who: fc.constantFrom(...USERS, ...AGENTS), level }),
  fc.record({
    kind: fc.constant('suspend' as const),
    who: fc.constantFrom(...USERS, ...AGENTS),
    isSuspended: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('replace' as const), at: fc.nat(99), version }),
  fc.record({ kind: fc.constant('delete' as const), at: fc.nat(99) }),
);
export type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
type Version = typeof version extends fc.Arbitrary<infer T> ? T : never;

const asker: fc.Arbitrary<Asker> = fc
  .record({ user, agent: maybe(fc.constantFrom(...AGENTS)), claims: maybe(few(group)) })
  .map(({ user: who, agent, claims }) => ({ user: who, ...(agent && { agent }), ...(claims && { claims }) }));

export const anyPlot = fc.record({
  memberships: fc.array(membership, { maxLength: 8 }),
  clearances: fc.array(fc.tuple(fc.constantFrom(...USERS, ...AGENTS), level), { maxLength: 3 }),
  collections: fc.array(fc.record({ readers: few(anyone), deniers: rarely(few(anyone)) }), {
    minLength: 2,
    maxLength: 2,
  }),
  documents: fc.array(document, { minLength: 3, maxLength: 6 }),
  changes: fc.array(change, { maxLength: 6 }),
  askers: fc.array(asker, { minLength: 6, maxLength: 10 }),
});
export type Plot = typeof anyPlot extends fc.Arbitrary<infer T> ? T : never;

/** A world in a workspace of its own, in the broker and as raw facts. */
export class LivingWorld {
  readonly facts: World = {
    memberships: new Map(),
    clearances: new Map(),
    suspended: new Set(),
    collections: new Map(),
    documents: [],
  };
  readonly ids: string[] = [];
  readonly #broker: Broker;
  readonly #workspace: string;
  #tokens = 0;

  constructor(broker: Broker, workspace: string) {
    this.#broker = broker;
    this.#workspace = workspace;
  }

  /** Whoever may do everything, and is not of this world. */
  get #root() {
    return callerFor('root', { workspace: this.#workspace });
  }

  callerOf({ user: who, agent, claims }: Asker) {
    const bare = (name: string) => name.slice(name.indexOf(':') + 1);
    return callerFor(bare(who), {
      workspace: this.#workspace,
      ...(agent && { agent: bare(agent) }),
      ...(claims && { groups: claims.map(bare) }),
    });
  }

  async begin(plot: Plot): Promise<void> {
    for (const one of plot.memberships) await this.#join(one);
    for (const [who, to] of plot.clearances) await this.apply({ kind: 'clear', who, level: to });
    for (const [i, entitlements] of plot.collections.entries()) {
      const name = COLLECTIONS[i] ?? '';
      // A collection comes into being with a document; this one is nobody's business.
      await this.#broker.ingest(this.#root, {
        bytes: new TextEncoder().encode('cornerstone'),
        collection: name,
        entitlements: { readers: [] },
      });
      await this.apply({ kind: 'collection', name, ...entitlements });
    }
    for (const { collection, version: first } of plot.documents) await this.#bring(collection, first);
  }

  async apply(one: Change): Promise<void> {
    const { facts } = this;
    switch (one.kind) {
      case 'set': {
        const at = this.#pick(one.at);
        const found = facts.documents[at];
        if (!found) return;
        const entitlements = { readers: one.readers.map(aPrincipal), deniers: one.deniers.map(aPrincipal) };
        await this.#broker.setEntitlements(this.#root, this.ids[at] ?? '', {
          ...entitlements,
          ...(one.owner && { owner: aPrincipal(one.owner) }),
        });
        const owner = one.owner ?? found.said.owner;
        // Rows that belonged to the document's owner go with the document.
        if ('rows' in found.content) {
          for (const row of found.content.rows) if (row.owner === found.said.owner) row.owner = owner;
        }
        found.said = { owner, readers: one.readers, deniers: one.deniers };
        return;
      }
      case 'collection': {
        const { name, readers, deniers } = one;
        const entitlements = { readers: readers.map(aPrincipal), deniers: deniers.map(aPrincipal) };
        await this.#broker.setCollectionEntitlements(this.#root, name, entitlements);
        facts.collections.set(name, { readers, deniers });
        return;
      }
      case 'join':
        return this.#join(one.membership);
      case 'leave': {
        const all = [...facts.memberships].flatMap(([member, groups]) => [...groups].map((name) => ({ member, name })));
        const gone = all[one.at % Math.max(1, all.length)];
        if (!gone) return;
        await this.#broker.removeMember(this.#root, aPrincipal(gone.name), aPrincipal(gone.member));
        facts.memberships.get(gone.member)?.delete(gone.name);
        return;
      }
      case 'clear':
        await this.#broker.putPrincipal(this.#root, aPrincipal(one.who), { clearance: one.level });
        facts.clearances.set(one.who, one.level);
        return;
      case 'suspend':
        await this.#broker.putPrincipal(this.#root, aPrincipal(one.who), { active: !one.isSuspended });
        if (one.isSuspended) facts.suspended.add(one.who);
        else facts.suspended.delete(one.who);
        return;
      case 'replace': {
        const at = this.#pick(one.at);
        const found = facts.documents[at];
        if (!found) return;
        const { delivery, content: brought } = this.#delivery(one.version);
        await this.#broker.replace(this.#root, this.ids[at] ?? '', delivery);
        const { entitlements } = one.version;
        if (entitlements) found.said = saidOf(entitlements, found.said.owner);
        found.level = one.version.level ?? found.level;
        found.content = brought;
        return;
      }
      case 'delete': {
        const at = this.#pick(one.at);
        if (!facts.documents[at]) return;
        await this.#broker.deleteDocument(this.#root, this.ids[at] ?? '');
        facts.documents.splice(at, 1);
        this.ids.splice(at, 1);
      }
    }
  }

  /** Tokens of everything that `retrieve` returns, neighbours included. */
  async retrieved(who: Asker): Promise<Set<string>> {
    return this.#tokensOf(async () => {
      const { results } = await this.#broker.retrieve(this.callerOf(who), { query: WORD, k: 1_000, expand: 1 });
      return results.flatMap(({ text, neighbours = [] }) => [text, ...neighbours.map((one) => one.text)]).join('\n');
    });
  }

  /** Tokens of everything that `fetch` returns, document by document. */
  async fetched(who: Asker): Promise<Set<string>> {
    const all = new Set<string>();
    for (const id of this.ids) {
      const tokens = await this.#tokensOf(async () => (await this.#broker.fetch(this.callerOf(who), id)).text);
      for (const token of tokens) all.add(token);
    }
    return all;
  }

  async #tokensOf(read: () => Promise<string>): Promise<Set<string>> {
    try {
      return new Set((await read()).match(/\btok\d+\b/g));
    } catch (error) {
      if (error instanceof Problem && (error.code === 'not-found' || error.code === 'principal-suspended'))
        return new Set();
      throw error;
    }
  }

  async #join({ member, group: into }: { member: string; group: string }): Promise<void> {
    await this.#broker.addMember(this.#root, aPrincipal(into), aPrincipal(member));
    const groups = this.facts.memberships.get(member) ?? new Set();
    this.facts.memberships.set(member, groups.add(into));
  }

  async #bring(collection: string, first: Version): Promise<void> {
    const { delivery, content: brought } = this.#delivery(first);
    const { documentId } = await this.#broker.ingest(this.#root, { ...delivery, collection });
    this.ids.push(documentId);
    const said = first.entitlements ? saidOf(first.entitlements, 'user:root') : { owner: 'user:root', deniers: [] };
    this.facts.documents.push({ collection, said, level: first.level ?? 'internal', content: brought });
  }

  #delivery({ entitlements, level: classification, content: shape }: Version) {
    const { text, rows: columns, content: brought } = this.#write(shape);
    const delivery: Omit<Delivery, 'collection'> = {
      bytes: new TextEncoder().encode(text),
      ...(columns && { rows: columns, format: 'csv' as const }),
      ...(classification && { classification: classification as Level }),
      ...(entitlements && {
        entitlements: {
          ...(entitlements.owner && { owner: aPrincipal(entitlements.owner) }),
          ...(entitlements.readers && { readers: entitlements.readers.map(aPrincipal) }),
          deniers: entitlements.deniers.map(aPrincipal),
        },
      }),
    };
    return { delivery, content: brought };
  }

  #write(shape: Version['content']): {
    text: string;
    rows?: { owner?: string; readers?: string };
    content: DocumentFacts['content'];
  } {
    if (shape === 'text' || !(shape.hasOwners || shape.hasReaders)) {
      const token = this.#token();
      return { text: `The ${WORD} has a lamp with the number ${token}.`, content: { token } };
    }
    const { hasOwners, hasReaders } = shape;
    const facts = shape.rows.map(
      ({ owner, readers }): RowFacts => ({
        token: this.#token(),
        ...(hasOwners && { owner }),
        ...(hasReaders && { readers }),
      }),
    );
    const lines = shape.rows.map(({ owner, readers }, i) => `${facts[i]?.token},${WORD},${owner},${readers.join(' ')}`);
    return {
      text: ['lamp,place,keeper,viewers', ...lines].join('\n'),
      rows: { ...(hasOwners && { owner: 'keeper' }), ...(hasReaders && { readers: 'viewers' }) },
      content: { rows: facts },
    };
  }

  #pick(at: number): number {
    return at % Math.max(1, this.ids.length);
  }

  #token(): string {
    this.#tokens += 1;
    return `tok${this.#tokens}`;
  }
}

function saidOf({ owner, readers, deniers }: NonNullable<Version['entitlements']>, otherwise: string): Said {
  return { owner: owner ?? otherwise, ...(readers && { readers }), deniers };
}
