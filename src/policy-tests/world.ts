/**
 * From the world of a file of tests to what decisions are made of: the standing of who asks, the facts of a resource, and the labels that
 * its chunks would carry into an index. It stands in for the catalogue, and shares no code with it: memberships are walked here.
 */
import { type Attributes, parseAttribute, type Registry, type Subject } from '../../entitlements/attributes.ts';
import type { Rules } from '../../entitlements/cedar/rules.ts';
import { rankOf } from '../../entitlements/classification.ts';
import type { Labelled } from '../../entitlements/condition.ts';
import type { ResourceFacts } from '../../entitlements/decide.ts';
import type { Numbers } from '../../entitlements/plan.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { Audiences, PersonFacts, Standing } from '../../entitlements/standing.ts';
import { type Fault, Problem } from '../problem.ts';
import type { PolicyTestCase, PolicyTests } from './format.ts';

export const WORKSPACE = 'test';

type Someone = PolicyTests['users'][number] | PolicyTests['agents'][number];
type Document = Extract<PolicyTests['resources'][number], { kind: 'document' }>;

/** A resource with what its document says of it, and with numbers for its audiences. */
interface Resource extends Omit<Document, 'kind' | 'attributes'> {
  readonly kind: 'document' | 'row';
  readonly documentId: string;
  readonly attributes: Attributes;
  readonly readersId: number;
  readonly deniersId: number;
}

/** Everything that the decision and the plan of one case are made from. */
export interface Scene {
  readonly standing: Standing;
  readonly facts: ResourceFacts;
  readonly audiences: Audiences;
  readonly labelled: Labelled;
}

export class World {
  readonly #tests: PolicyTests;
  readonly #resources: ReadonlyMap<string, Resource>;
  readonly #numbers = new Map<string, number>();
  readonly #attributes = new Map<Principal, Attributes>();

  /** Throws `invalid-attribute` for values that are not as the tests declare them. */
  constructor(tests: PolicyTests) {
    this.#tests = tests;
    const faults: Fault[] = [];
    const read = (subject: Subject, at: string, given: Readonly<Record<string, unknown>>) =>
      readAttributes(tests.attributes, subject, at, given, faults);
    for (const { id, attributes } of tests.users) this.#attributes.set(id, read('user', id, attributes));
    for (const { id, attributes } of tests.agents) this.#attributes.set(id, read('agent', id, attributes));
    this.#resources = resourcesOf(tests, read);
    if (faults.length > 0) throw new Problem('invalid-attribute', 'the tests are not valid', { faults });
  }

  /** What stands behind one case. */
  sceneOf(rules: Rules, { user, agent, resource: id }: PolicyTestCase): Scene {
    const resource = this.#resources.get(id);
    const person = this.#tests.users.find((one) => one.id === user);
    if (resource === undefined || person === undefined) throw new Problem('not-found');
    const through = this.#tests.agents.find((one) => one.id === agent);
    const personGroups = this.#principalsOf(person);
    const agentGroups = through ? this.#principalsOf(through) : new Set<Principal>();
    const standing: Standing = {
      workspace: WORKSPACE,
      person: this.#factsOf(rules, person, personGroups),
      agent: through && {
        ...this.#factsOf(rules, through, agentGroups),
        external: through.external,
        ...(through.collections && { collections: through.collections }),
        ...(through.purposes && { purposes: through.purposes }),
      },
      personId: this.#numberOf(user),
      principals: [...personGroups].map((name) => this.#numberOf(name)),
      agentPrincipals: [...agentGroups].map((name) => this.#numberOf(name)),
    };
    return {
      standing,
      facts: factsOf(resource, personGroups, agentGroups),
      audiences: { person: this.#audiencesOf(personGroups), agent: this.#audiencesOf(agentGroups) },
      labelled: this.#labelledOf(resource),
    };
  }

  get numbers(): Numbers {
    return {
      user: (name) => this.#numberOf(name),
      collectionsBelow: (name) =>
        [...this.#resources.values()].flatMap(({ collection }) =>
          collection.includes(name)
            ? collection.slice(collection.indexOf(name)).map((one) => this.#collection(one))
            : [],
        ),
    };
  }

  /** Themselves and all groups that they are in, directly or through others. */
  #principalsOf({ id, groups }: Someone): ReadonlySet<Principal> {
    const found = new Set<Principal>([id]);
    const waiting = [...groups];
    for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
      if (found.has(group)) continue;
      found.add(group);
      waiting.push(...(this.#tests.groups.find((one) => one.id === group)?.groups ?? []));
    }
    return found;
  }

  #factsOf(rules: Rules, { id, active, clearance }: Someone, isIn: ReadonlySet<Principal>): PersonFacts {
    return {
      name: id,
      active,
      clearance: rankOf(clearance),
      attributes: this.#attributes.get(id) ?? {},
      groups: rules.names.groups.filter((group) => isIn.has(group)),
    };
  }

  #audiencesOf(isIn: ReadonlySet<Principal>): number[] {
    return [...this.#resources.values()].flatMap(({ readers, deniers, readersId, deniersId }) => [
      ...(overlap(readers, isIn) ? [readersId] : []),
      ...(overlap(deniers, isIn) ? [deniersId] : []),
    ]);
  }

  #labelledOf(resource: Resource): Labelled {
    return {
      documentId: resource.documentId,
      resourceId: resource.id,
      labels: {
        kind: resource.kind === 'row' ? 1 : 0,
        readers: resource.readersId,
        deniers: resource.deniersId,
        owner: this.#numberOf(resource.owner),
        collection: this.#collection(resource.collection.at(-1) ?? ''),
        classification: rankOf(resource.classification),
        risk: 0,
        score: 0,
      },
      attributes: resource.attributes,
    };
  }

  #collection(name: string): number {
    return this.#numberOf(`collection:${name}`);
  }

  #numberOf(name: string): number {
    const number = this.#numbers.get(name) ?? this.#numbers.size + 1;
    this.#numbers.set(name, number);
    return number;
  }
}

const overlap = (audience: readonly Principal[], isIn: ReadonlySet<Principal>) => audience.some((one) => isIn.has(one));

function factsOf(resource: Resource, person: ReadonlySet<Principal>, agent: ReadonlySet<Principal>): ResourceFacts {
  return {
    workspace: WORKSPACE,
    served: true,
    kind: resource.kind,
    documentId: resource.documentId,
    resourceId: resource.id,
    owner: resource.owner,
    collections: [...resource.collection].reverse(),
    classification: rankOf(resource.classification),
    attributes: resource.attributes,
    reads: { person: overlap(resource.readers, person), agent: overlap(resource.readers, agent) },
    denied: { person: overlap(resource.deniers, person), agent: overlap(resource.deniers, agent) },
  };
}

/** A row has its document's labels and attributes, and its own over them. Whom the document denies, its rows deny. */
function resourcesOf(
  { resources }: PolicyTests,
  read: (subject: Subject, at: string, given: Readonly<Record<string, unknown>>) => Attributes,
): Map<string, Resource> {
  const documents = new Map<string, Document>();
  for (const one of resources) if (one.kind === 'document') documents.set(one.id, one);
  const found = new Map<string, Resource>();
  for (const [n, one] of resources.entries()) {
    const document = one.kind === 'document' ? one : documents.get(one.document);
    if (document === undefined) continue;
    const own =
      one.kind === 'row' ? { owner: one.owner ?? document.owner, readers: one.readers ?? document.readers } : {};
    found.set(one.id, {
      ...document,
      ...own,
      id: one.id,
      kind: one.kind,
      documentId: document.id,
      attributes: read('resource', one.id, { ...document.attributes, ...one.attributes }),
      readersId: 2 * n + 1,
      deniersId: 2 * n + 2,
    });
  }
  return found;
}

function readAttributes(
  registry: Registry,
  subject: Subject,
  at: string,
  given: Readonly<Record<string, unknown>>,
  faults: Fault[],
): Attributes {
  const read: [string, Attributes[string]][] = [];
  for (const [name, raw] of Object.entries(given)) {
    const type = Object.hasOwn(registry[subject], name) ? registry[subject][name] : undefined;
    const value = type && parseAttribute(type, raw);
    if (value !== undefined) read.push([name, value]);
    else faults.push({ at: `${at}, ${name}`, detail: type ? `is not of type \`${type}\`` : 'is not declared' });
  }
  return Object.fromEntries(read);
}
