/**
 * A condition as a filter of Qdrant, and the payload that it is about: both are one thing, and neither is right without the other. It
 * compiles; it talks to no server.
 *
 * Qdrant's clauses are two-valued, as conditions are: a clause about a key that is not there is false, and `must_not` of it is true. Two
 * of its habits are kept away. A clause about an array holds when one element meets it, so values have a key by their type: a set never
 * answers for a text, and every key can have the index of its type. And an empty clause or list means everything in one place and
 * nothing in another, so none is written but `has_id` of none, which no point meets.
 */
import { type Attributes, isAttributeName } from '../../../entitlements/attributes.ts';
import { type Condition, LABELS, type Labels, unknownOperator } from '../../../entitlements/condition.ts';
import type { IndexEntry } from '../port.ts';

/** What Qdrant keeps with a point. */
export interface Payload extends Labels, AttributePayload {
  readonly workspace: string;
  readonly document: string;
  readonly generation: number;
  readonly chunk: string;
  readonly resource: string;
}

export interface AttributePayload {
  /** Names of the attributes that are there, of any type. */
  readonly attrs: readonly string[];
  /** Attributes that are texts, by name; those that are numbers; and those that are booleans, as words. */
  readonly text: Readonly<Record<string, string>>;
  readonly number: Readonly<Record<string, number>>;
  readonly flag: Readonly<Record<string, string>>;
  /** Attributes that are sets, by name. Those that are empty are named in `emptySets`, since an empty array counts as no key. */
  readonly set: Readonly<Record<string, readonly string[]>>;
  readonly emptySets: readonly string[];
}

export type Match =
  | { readonly value: string }
  | { readonly any: readonly string[] | readonly number[] }
  | { readonly except: readonly string[] }
  /** By bytes, case and all; served by a keyword index with `prefix: true`. */
  | { readonly prefix: string };

export interface Range {
  readonly lt?: number;
  readonly gt?: number;
  readonly lte?: number;
  readonly gte?: number;
}

export type Clause =
  | { readonly key: string; readonly match: Match }
  | { readonly key: string; readonly range: Range }
  | { readonly has_id: readonly [] }
  | Filter;

export interface Filter {
  readonly must?: readonly Clause[];
  readonly should?: readonly Clause[];
  readonly must_not?: readonly Clause[];
}

/** The payload of a passage. Throws on an attribute whose name is none. */
export function payloadOf(workspace: string, documentId: string, generation: number, entry: IndexEntry): Payload {
  return {
    workspace,
    document: documentId,
    generation,
    chunk: entry.chunkId,
    resource: entry.resourceId,
    ...entry.labels,
    ...attributePayloadOf(entry.attributes),
  };
}

/** The part of it that is about attributes, all of whose keys are there whatever it says: so it replaces any other in one step. */
export function attributePayloadOf(of: Attributes): AttributePayload {
  const attributes = Object.entries(of);
  const sets = attributes.filter((one): one is [string, readonly string[]] => Array.isArray(one[1]));
  const flags = attributes.filter(([, value]) => typeof value === 'boolean');
  return {
    attrs: attributes.map(([name]) => named(name)),
    text: Object.fromEntries(attributes.filter((one): one is [string, string] => typeof one[1] === 'string')),
    number: Object.fromEntries(attributes.filter((one): one is [string, number] => typeof one[1] === 'number')),
    flag: Object.fromEntries(flags.map(([name, value]) => [name, String(value)])),
    set: Object.fromEntries(sets.filter(([, set]) => set.length > 0)),
    emptySets: sets.filter(([, set]) => set.length === 0).map(([name]) => name),
  };
}

/**
 * The filter for the points of a workspace that meet the condition. Throws on an operator, a label or a name that it does not know.
 *
 * A point that has lost a label meets no clause about it, and so would meet the negation: labels that are spoken of in one have to be there.
 */
export function toFilter(workspace: string, condition: Condition): Filter {
  const denied = [...labelsDenied(condition)].map((name): Clause => ({ key: label(name), range: { gte: 0 } }));
  return { must: [{ key: 'workspace', match: { value: workspace } }, ...denied, toClause(condition)] };
}

/** The labels that are spoken of under a `not`. */
function labelsDenied(condition: Condition, isDenied = false): ReadonlySet<keyof Labels> {
  const ofAll = (parts: readonly Condition[]) => new Set(parts.flatMap((part) => [...labelsDenied(part, isDenied)]));
  switch (condition.op) {
    case 'and':
      return ofAll(condition.all);
    case 'or':
      return ofAll(condition.any);
    case 'not':
      return labelsDenied(condition.not, true);
    case 'is-one-of':
    case 'at-most':
      return new Set(isDenied ? [condition.label] : []);
    default:
      return new Set();
  }
}

function toClause(condition: Condition): Clause {
  switch (condition.op) {
    case 'and':
      return { must: some(condition.all).map(toClause) };
    case 'or':
      return { should: some(condition.any).map(toClause) };
    case 'not':
      return { must_not: [toClause(condition.not)] };
    case 'is-one-of':
      return any(label(condition.label), condition.values.map(whole));
    case 'at-most':
      return { key: label(condition.label), range: { lte: bound(condition.value) } };
    case 'resource-is':
      return any('resource', condition.ids);
    case 'document-is':
      return any('document', condition.ids);
    default:
      return ofAttribute(condition, named(condition.attribute));
  }
}

function ofAttribute(condition: Extract<Condition, { attribute: string }>, name: string): Clause {
  switch (condition.op) {
    case 'has':
      return { key: 'attrs', match: { value: name } };
    case 'equals-any':
      return equalsAny(name, condition.values);
    case 'less':
      return { key: `number.${name}`, range: { lt: bound(condition.than) } };
    case 'greater':
      return { key: `number.${name}`, range: { gt: bound(condition.than) } };
    case 'starts-with':
      return { key: `text.${name}`, match: { prefix: condition.prefix } };
    case 'contains-any':
      return any(`set.${name}`, condition.values);
    case 'within':
      return within(name, condition.values);
    case 'is-empty':
      return isEmpty(name);
    default:
      return unknownOperator(condition);
  }
}

function equalsAny(name: string, values: readonly (string | number | boolean)[]): Clause {
  const strings = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number').map(whole);
  const flags = values.filter((value) => typeof value === 'boolean').map(String);
  return { should: [any(`text.${name}`, strings), any(`number.${name}`, numbers), any(`flag.${name}`, flags)] };
}

/** An empty set, or one that has a member inside and none outside: `except` holds when an element is not in its list. */
function within(name: string, values: readonly string[]): Clause {
  if (values.length === 0) return isEmpty(name);
  const key = `set.${name}`;
  const strange: Clause = { key, match: { except: distinct(values) } };
  return { should: [isEmpty(name), { must: [any(key, values)], must_not: [strange] }] };
}

const isEmpty = (name: string): Clause => ({ key: 'emptySets', match: { value: name } });

/** No point has an id out of none. */
const NEVER: Clause = { has_id: [] };

function any(key: string, values: readonly string[] | readonly number[]): Clause {
  return values.length === 0 ? NEVER : { key, match: { any: distinct<string | number>(values) as typeof values } };
}

const distinct = <Value>(values: readonly Value[]) => [...new Set(values)];

function some(parts: readonly Condition[]): readonly Condition[] {
  if (parts.length === 0) throw new Error('a condition of no parts');
  return parts;
}

function label(name: keyof Labels): string {
  if (!LABELS.includes(name)) throw new Error(`\`${name}\` is not a label`);
  return name;
}

function named(attribute: string): string {
  if (!isAttributeName(attribute)) throw new Error(`\`${attribute}\` is not the name of an attribute`);
  return attribute;
}

/** The bound of a range may be one beyond what is exact: it is itself exact, and `<=` of the largest arrives as `<` of it. */
function bound(value: number): number {
  return Math.abs(value) === Number.MAX_SAFE_INTEGER + 1 ? value : whole(value);
}

/** Numbers of conditions are whole; what is not would turn into no bound at all on its way through JSON. */
function whole(value: number): number {
  if (!Number.isSafeInteger(value)) throw new Error(`\`${value}\` is not a whole number that is exact`);
  return value;
}
