/**
 * Random worlds as raw facts: people, agents, groups in groups, collections in collections, documents and tables, and who is named where.
 * Nothing here is worked out; what follows from it is the product's business and the oracle's, each by itself.
 */
import type { Random } from './random.ts';

export const LEVELS = ['public', 'internal', 'confidential', 'restricted'] as const;
export type Level = (typeof LEVELS)[number];

type Type = 'string' | 'long' | 'bool' | 'datetime' | 'strings';
export type Value = string | number | boolean | readonly string[];
export type Values = Readonly<Record<string, Value>>;

/** What is declared: the same in every world. */
export const DECLARED: Readonly<Record<'user' | 'agent' | 'resource', Readonly<Record<string, Type>>>> = {
  user: { region: 'strings', department: 'string', level: 'long', hired: 'datetime', lead: 'bool' },
  agent: { vendor: 'string', tier: 'long' },
  resource: { region: 'strings', stage: 'string', amount: 'long', due: 'datetime', final: 'bool', tags: 'strings' },
};

export interface Person {
  readonly name: string;
  readonly active: boolean;
  /** Absent: the default. */
  readonly clearance?: Level;
  readonly attributes: Values;
}

export interface Agent extends Person {
  readonly external: boolean;
  readonly collections?: readonly string[];
  readonly purposes?: readonly string[];
}

export interface Row {
  readonly owner?: string;
  readonly readers?: readonly string[];
  readonly attributes: Values;
}

export interface Document {
  readonly collection: string;
  readonly owner: string;
  /** Absent: the collection's. */
  readonly readers?: readonly string[];
  readonly deniers: readonly string[];
  readonly level: Level;
  readonly attributes: Values;
  /** Absent: a text. */
  readonly rows?: readonly Row[];
}

export interface World {
  readonly people: readonly Person[];
  readonly agents: readonly Agent[];
  readonly groups: readonly string[];
  /** `[member, group]`. */
  readonly memberships: readonly (readonly [string, string])[];
  readonly collections: readonly {
    readonly name: string;
    readonly parent?: string;
    readonly readers: readonly string[];
    readonly deniers: readonly string[];
  }[];
  readonly documents: readonly Document[];
}

const PEOPLE = ['ada', 'ben', 'cleo', 'dan', 'eve', 'finn'].map((name) => `user:${name}`);
export const USERS = PEOPLE;
export const AGENTS = ['clerk', 'scout', 'vendor'].map((name) => `agent:${name}`);
export const GROUPS = ['all', 'staff', 'hr', 'eng', 'west', 'guests'].map((name) => `group:${name}`);
export const COLLECTIONS = ['house', 'archive', 'finance', 'ledger'] as const;
const PARENTS: Readonly<Record<string, string>> = { archive: 'house', ledger: 'finance' };

export const REGIONS = ['eu', 'us', 'apac', 'süd', 'a;b'];
export const STAGES = ['draft', 'final', 'final-2', 'Draft', 'ünï'];
const LONGEST = 'x'.repeat(1_000);
export const AMOUNTS = [-Number.MAX_SAFE_INTEGER, -3, -1, 0, 1, 2, 5, 100, Number.MAX_SAFE_INTEGER];
export const DATES = ['2020-02-29', '2026-01-01', '2026-01-01T00:00:00.001Z', '2031-12-31T23:59:59+02:00'];
export const TAGS = ['red', 'blue', 'green', '"quoted"', LONGEST];
const MANY_TAGS = Array.from({ length: 100 }, (_, i) => `tag-${i}`);
export const PURPOSES = ['support', 'audit'];

export function randomWorld(
  random: Random,
  size: { readonly texts: number; readonly tables: number; readonly rows: number },
): World {
  const anyone = [...USERS, ...GROUPS, ...AGENTS];
  const person = (name: string): Person => ({
    name,
    active: random.chance(0.93),
    ...(random.chance(0.5) && {
      clearance: random.one(['restricted', 'restricted', 'confidential', 'internal'] as const),
    }),
    attributes: {
      ...(random.chance(0.7) && { region: random.some(REGIONS.slice(0, 4), 3) }),
      ...(random.chance(0.6) && { department: random.one(STAGES) }),
      ...(random.chance(0.6) && { level: random.one(AMOUNTS) }),
      ...(random.chance(0.5) && { hired: random.one(DATES) }),
      ...(random.chance(0.5) && { lead: random.chance(0.5) }),
    },
  });
  const agent = (name: string): Agent => ({
    ...person(name),
    attributes: {
      ...(random.chance(0.6) && { vendor: random.one(STAGES) }),
      ...(random.chance(0.6) && { tier: random.one(AMOUNTS) }),
    },
    external: random.chance(0.3),
    ...(random.chance(0.3) && { collections: random.some(COLLECTIONS, 2, 1) }),
    ...(random.chance(0.3) && { purposes: random.some(PURPOSES, 2, 1) }),
  });
  const attributes = (canBeEmpty: boolean): Values => ({
    ...(random.chance(0.7) && { region: random.some(REGIONS.slice(0, 4), 3, canBeEmpty ? 0 : 1) }),
    ...(random.chance(0.6) && { stage: random.one([...STAGES, LONGEST]) }),
    ...(random.chance(0.7) && { amount: random.one(AMOUNTS) }),
    ...(random.chance(0.6) && { due: random.one(DATES) }),
    ...(random.chance(0.5) && { final: random.chance(0.5) }),
    ...(random.chance(0.5) && {
      tags: random.chance(0.1) ? MANY_TAGS : random.some(TAGS.slice(0, 4), 3, canBeEmpty ? 0 : 1),
    }),
  });
  const document = (): Omit<Document, 'attributes'> => ({
    collection: random.one(COLLECTIONS),
    owner: random.one(USERS),
    ...(random.chance(0.6) && { readers: random.some(anyone, 3) }),
    deniers: random.chance(0.25) ? random.some(anyone, 2) : [],
    level: random.one(LEVELS),
  });
  const table = (): Document => {
    const [hasOwner, hasReaders] = [random.chance(0.6), random.chance(0.6)];
    // All rows of a table have the same columns, and none of them is empty.
    const columns = random.some(Object.keys(DECLARED.resource), 6);
    const row = (): Row => {
      const full = {
        region: ['eu'],
        stage: 'draft',
        amount: 1,
        due: '2026-01-01',
        final: true,
        tags: ['red'],
        ...attributes(false),
      };
      return {
        ...(hasOwner && { owner: random.one(USERS) }),
        ...(hasReaders && { readers: random.some(anyone, 2, 1) }),
        attributes: Object.fromEntries(Object.entries(full).filter(([name]) => columns.includes(name))),
      };
    };
    return {
      ...document(),
      attributes: random.chance(0.4) ? attributes(true) : {},
      rows: Array.from({ length: size.rows }, row),
    };
  };
  // A group lies only in those that stand before it: no cycles.
  const nesting = GROUPS.flatMap((group, i) =>
    random.some(GROUPS.slice(0, i), i > 2 ? 2 : 1).map((above) => [group, above] as const),
  );
  return {
    people: USERS.map(person),
    agents: AGENTS.map(agent),
    groups: GROUPS,
    memberships: [
      ...nesting,
      ...[...USERS, ...AGENTS].flatMap((name) => random.some(GROUPS, 2).map((group) => [name, group] as const)),
    ],
    collections: COLLECTIONS.map((name) => ({
      name,
      ...(PARENTS[name] !== undefined && { parent: PARENTS[name] }),
      readers: random.some(anyone, 3, 1),
      deniers: random.chance(0.2) ? random.some(anyone, 1) : [],
    })),
    documents: [
      ...Array.from({ length: size.texts }, () => ({ ...document(), attributes: attributes(true) })),
      ...Array.from({ length: size.tables }, table),
    ],
  };
}

/** Somebody who asks, and under what circumstances. */
export interface Asker {
  readonly user: string;
  readonly agent?: string;
  /** Groups of the token. Absent: the directory's. */
  readonly claims?: readonly string[];
  readonly purpose?: string;
  readonly ip?: string;
}

export function randomAsker(random: Random): Asker {
  return {
    user: random.one(USERS),
    ...(random.chance(0.4) && { agent: random.one(AGENTS) }),
    ...(random.chance(0.15) && { claims: random.some(GROUPS, 2) }),
    ...(random.chance(0.7) && { purpose: random.one([...PURPOSES, 'idle']) }),
    ...(random.chance(0.7) && { ip: random.one(['10.1.2.3', '192.0.2.7', '2001:db8::1']) }),
  };
}
