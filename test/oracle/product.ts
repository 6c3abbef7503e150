/**
 * A world brought into a real broker: the directory imported, documents and tables ingested, policies applied. What the product then says,
 * by each of its roads, is told by the ids of documents and rows.
 */
import { randomUUID } from 'node:crypto';
import type { AttributeType, Subject } from '../../entitlements/attributes.ts';
import { holds, type Labelled } from '../../entitlements/condition.ts';
import { decide } from '../../entitlements/decide.ts';
import { makePlan, type Plan } from '../../entitlements/plan.ts';
import type { Principal } from '../../entitlements/principal.ts';
import { listInventory } from '../../src/catalog/inventory.ts';
import { readResource } from '../../src/catalog/resources.ts';
import type { Caller } from '../../src/identity/caller.ts';
import { Problem } from '../../src/problem.ts';
import { takeGrounds } from '../../src/query/grounds.ts';
import type { TestBroker } from '../support/broker.ts';
import { callerFor } from '../support/callers.ts';
import type { Placed, Verdict } from './cedar.ts';
import type { RandomPolicy } from './policies.ts';
import { type Agent, type Asker, DECLARED, type Document, type Person, type World } from './world.ts';

/** Stands in every document and row, so that one search finds all of them. */
const WORD = 'quayside';
/** More than any world holds. */
const ALL = 10_000;
/** Worst verdict that plans let through. */
const ANY_RISK = 2;

const bare = (name: string) => name.slice(name.indexOf(':') + 1);
const p = (name: string) => name as Principal;

/** The ids of documents and rows that the plan lets through, read in memory on live labels and through a search, and the recheck's verdicts. */
export interface Layers {
  memory(): Set<string>;
  index(): Promise<Set<string>>;
  recheck(): Promise<Map<string, Verdict>>;
}

export class Product {
  readonly #sluice: TestBroker;
  readonly #root: Caller;
  readonly #workspace: string;
  #version = 0;

  private constructor(sluice: TestBroker, workspace: string) {
    this.#sluice = sluice;
    this.#workspace = workspace;
    this.#root = callerFor('root', { workspace });
  }

  /** Brings a world into a workspace of its own. */
  static async of(sluice: TestBroker, workspace: string, world: World): Promise<{ product: Product; placed: Placed }> {
    const product = new Product(sluice, workspace);
    for (const [subject, declared] of Object.entries(DECLARED)) {
      for (const [name, type] of Object.entries(declared)) {
        const declaration = { subject: subject as Subject, name, type: type as AttributeType };
        await sluice.broker.declareAttribute(product.#root, declaration);
      }
    }
    await sluice.broker.importDirectory(product.#root, directoryOf(world), { preview: false });
    for (const { name, parent, readers, deniers } of world.collections) {
      // A collection comes into being with a document; this one is nobody's business, and is gone before anything is asked.
      const { documentId } = await product.#ingest(name, 'cornerstone', {});
      const entitlements = { readers: readers.map(p), deniers: deniers.map(p) };
      await sluice.broker.setCollectionEntitlements(product.#root, name, entitlements);
      if (parent !== undefined) await sluice.broker.setCollectionParent(product.#root, name, parent);
      await sluice.broker.deleteDocument(product.#root, documentId);
    }
    const documents = [];
    for (const document of world.documents) documents.push(await product.#bring(document));
    return { product, placed: { documents } };
  }

  /**
   * Puts policies in force, without those that contradict themselves, which the product refuses for what they are: a document that is a
   * row, say. Any other refusal is one too many, and throws.
   */
  async apply(policies: readonly RandomPolicy[]): Promise<readonly RandomPolicy[]> {
    const options = { expectedVersion: this.#version };
    try {
      const { version } = await this.#sluice.broker.applyPolicies(this.#root, sourceOf(policies), options);
      this.#version = version;
      return policies;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'invalid-policy') throw error;
      const surprising = error.faults.filter(({ detail }) => !/never|impossible/.test(detail));
      if (surprising.length > 0) throw new Error(`${JSON.stringify(surprising)}\n${sourceOf(policies)}`);
      const lines = error.faults.map(({ at }) => Number(/^line (\d+)/.exec(at)?.[1]));
      return this.apply(policies.filter((_, i) => !lines.includes(i + 1)));
    }
  }

  /** Lets a person, through an agent or none, read documents as if somebody had approved. */
  async grant({ user, agent }: Asker, documentIds: readonly string[]): Promise<void> {
    const id = (name: string | undefined) => ({
      sql: '(SELECT id FROM principals WHERE workspace = ? AND name = ?)',
      params: [this.#workspace, name ?? ''],
    });
    const statements = documentIds.map((documentId) => ({
      sql: `INSERT INTO approvals (id, workspace, requester_id, agent_id, document_id, reason, status, requested_at, expires_at)
        VALUES (?, ?, ${id(user).sql}, ${id(agent).sql}, ?, 'because', 'approved', 0, ?)`,
      params: [
        randomUUID(),
        this.#workspace,
        ...id(user).params,
        ...id(agent).params,
        documentId,
        Number.MAX_SAFE_INTEGER,
      ],
    }));
    await this.#sluice.store.commit({ statements });
  }

  /** What the whole broker hands out, and with what masked. */
  async answers(asker: Asker): Promise<Map<string, readonly string[]>> {
    const question = {
      query: WORD,
      k: ALL,
      fold: false,
      ...(asker.purpose !== undefined && { purpose: asker.purpose }),
    };
    const { results } = await this.#sluice.broker.retrieve(this.#caller(asker), question);
    return new Map(results.map(({ resourceId, masked }) => [resourceId, masked]));
  }

  /** What each layer says by itself. */
  async layers(asker: Asker, observe: (kind: string) => void): Promise<Layers> {
    const { catalog, rulebook } = this.#sluice;
    const grounds = await takeGrounds(
      { catalog, rulebook, timeZone: 'UTC', tokens: () => () => '' },
      this.#caller(asker),
      asker.purpose,
    );
    const { rules, standing, ask, audiences, numbers, tree } = grounds;
    const plan = makePlan(rulebook.engine, rules, standing, ask, audiences, numbers, { maxRisk: ANY_RISK }, observe);
    const entries = await listInventory(catalog, this.#workspace, {}, '', ALL);
    return {
      memory: () => new Set(entries.filter(({ chunk }) => meets(plan, chunk)).map(({ ref }) => ref.resourceId)),
      index: () => this.#search(plan),
      recheck: async () => {
        const verdicts = new Map<string, Verdict>();
        for (const { ref } of entries) {
          const found = await readResource(catalog, standing, tree, ref.resourceId);
          if (found) verdicts.set(ref.resourceId, decide(rulebook.engine, rules, standing, ask, found.facts));
        }
        return verdicts;
      },
    };
  }

  /** The documents and rows that the index finds under a plan. */
  async #search(plan: Plan): Promise<Set<string>> {
    const [vector] = await this.#sluice.embedder.embed([WORD], 'query');
    const hits = await this.#sluice.index.search(plan, { text: WORD, vector }, ALL);
    const rows = await this.#sluice.store.read(
      'SELECT DISTINCT c.resource_id FROM json_each(?) j JOIN chunks c ON c.id = j.value',
      [JSON.stringify(hits.map(({ chunkId }) => chunkId))],
    );
    return new Set(rows.map(([id]) => String(id)));
  }

  #caller({ user, agent, claims, ip }: Asker): Caller {
    const caller = callerFor(bare(user), {
      workspace: this.#workspace,
      ...(agent !== undefined && { agent: bare(agent) }),
      ...(claims && { groups: claims.map(bare) }),
    });
    return ip === undefined ? caller : { ...caller, ip };
  }

  #ingest(collection: string, text: string, more: object) {
    return this.#sluice.broker.ingest(this.#root, { bytes: new TextEncoder().encode(text), collection, ...more });
  }

  async #bring(document: Document): Promise<Placed['documents'][number]> {
    const { collection, owner, readers, deniers, level, attributes, rows } = document;
    const entitlements = { owner: p(owner), ...(readers && { readers: readers.map(p) }), deniers: deniers.map(p) };
    const said = { classification: level, attributes, entitlements };
    if (!rows) {
      const { documentId } = await this.#ingest(collection, `The ${WORD} has a lamp.`, said);
      return { id: documentId, rowIds: [] };
    }
    const { documentId } = await this.#ingest(collection, tableOf(rows), {
      ...said,
      format: 'jsonl',
      rows: columnsOf(rows),
    });
    const staged = await this.#sluice.store.read(
      'SELECT id FROM resources WHERE document_id = ? AND row_number > 0 ORDER BY row_number',
      [documentId],
    );
    if (staged.length !== rows.length) throw new Error(`${rows.length} rows were brought and ${staged.length} came in`);
    return { id: documentId, rowIds: staged.map(([id]) => String(id)) };
  }
}

/** A policy a line. */
const sourceOf = (policies: readonly RandomPolicy[]) => policies.map(({ text }) => text).join('\n');

const meets = (plan: Plan, chunk: Labelled) => plan.kind === 'matching' && holds(plan.condition, chunk);

function directoryOf({ people, agents, groups, memberships }: World) {
  const about = ({ name, active, clearance, attributes }: Person) => ({
    id: p(name),
    active,
    ...(clearance && { clearance }),
    attributes,
  });
  const ceiling = ({ collections, purposes }: Agent) => ({
    ...(collections && { collections }),
    ...(purposes && { purposes }),
  });
  return {
    users: people.map(about),
    groups: groups.map((id) => ({
      id: p(id),
      members: memberships.filter(([, group]) => group === id).map(([member]) => p(member)),
    })),
    agents: agents.map((one) => ({ ...about(one), external: one.external, ceiling: ceiling(one) })),
  };
}

/** One object a line. Columns that can be masked are in every table. */
function tableOf(rows: NonNullable<Document['rows']>): string {
  return rows
    .map(({ owner, readers, attributes }, i) =>
      JSON.stringify({
        place: WORD,
        email: `somebody-${i}@example.test`,
        iban: `XX00 ${1000 + i}`,
        ...(owner !== undefined && { keeper: owner }),
        ...(readers && { viewers: readers.join(';') }),
        ...attributes,
      }),
    )
    .join('\n');
}

function columnsOf([first]: NonNullable<Document['rows']>) {
  const names = Object.keys(first?.attributes ?? {});
  return {
    ...(first?.owner !== undefined && { owner: 'keeper' }),
    ...(first?.readers && { readers: 'viewers' }),
    ...(names.length > 0 && { attributes: Object.fromEntries(names.map((name) => [name, name])) }),
    masked: ['email', 'iban'],
  };
}
