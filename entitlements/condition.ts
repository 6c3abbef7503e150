/**
 * A condition over what an index keeps with every chunk. It is data: each index adapter compiles it into its own filter, and
 * {@link holds} is the reading that the others are held against.
 *
 * There is no condition that is always true: whoever wants everything has to say what everything is. Every operator is either true
 * or false, never unknown: on an attribute that a resource lacks, each is false.
 */
import type { Attributes } from './attributes.ts';

/** The labels that a chunk carries into the index, as integers. Every chunk has all of them. */
export interface Labels {
  /** 0 for a document as a whole, 1 for a row. */
  readonly kind: number;
  /** Interned workspace-wide ids: of the audience that may read, of the audience that may not, of the owner, of the collection. */
  readonly readers: number;
  readonly deniers: number;
  readonly owner: number;
  readonly collection: number;
  /** Rank of the classification, 0 is public. */
  readonly classification: number;
  /** Rank of the verdict: 0 clean, 1 suspicious, 2 malicious. */
  readonly risk: number;
  /** Risk score in thousandths, rounded up. */
  readonly score: number;
}

export const LABELS = [
  'kind',
  'readers',
  'deniers',
  'owner',
  'collection',
  'classification',
  'risk',
  'score',
] as const satisfies readonly (keyof Labels)[];

/** A chunk as conditions see it. */
export interface Labelled {
  readonly documentId: string;
  /** The document's id, or the row's. */
  readonly resourceId: string;
  readonly labels: Labels;
  /** Of the document or row, as declared; what is not there is absent. */
  readonly attributes: Attributes;
}

export type Condition =
  | { readonly op: 'and'; readonly all: readonly [Condition, ...Condition[]] }
  | { readonly op: 'or'; readonly any: readonly [Condition, ...Condition[]] }
  | { readonly op: 'not'; readonly not: Condition }
  /** The label is one of the values. */
  | { readonly op: 'is-one-of'; readonly label: keyof Labels; readonly values: readonly number[] }
  | { readonly op: 'at-most'; readonly label: keyof Labels; readonly value: number }
  /** The resource, or its document, is one of these. */
  | { readonly op: 'resource-is'; readonly ids: readonly string[] }
  | { readonly op: 'document-is'; readonly ids: readonly string[] }
  /** The resource has the attribute. */
  | { readonly op: 'has'; readonly attribute: string }
  /** The attribute, of type string, long, bool or datetime, is one of the values, all of which are of its type. */
  | {
      readonly op: 'equals-any';
      readonly attribute: string;
      readonly values: readonly (string | number | boolean)[];
    }
  /** Order of a long or datetime. */
  | { readonly op: 'less'; readonly attribute: string; readonly than: number }
  | { readonly op: 'greater'; readonly attribute: string; readonly than: number }
  /** The attribute, a string, begins with the prefix, case and all. */
  | { readonly op: 'starts-with'; readonly attribute: string; readonly prefix: string }
  /** The attribute, a set, has one of the values at least. */
  | { readonly op: 'contains-any'; readonly attribute: string; readonly values: readonly string[] }
  /** The attribute, a set, has nothing but these values; the empty set is within any. */
  | { readonly op: 'within'; readonly attribute: string; readonly values: readonly string[] }
  | { readonly op: 'is-empty'; readonly attribute: string };

/** Whether the condition holds for this chunk. Throws on an operator that it does not know. */
export function holds(condition: Condition, chunk: Labelled): boolean {
  switch (condition.op) {
    case 'and':
      return condition.all.every((part) => holds(part, chunk));
    case 'or':
      return condition.any.some((part) => holds(part, chunk));
    case 'not':
      return !holds(condition.not, chunk);
    case 'is-one-of':
      return condition.values.includes(chunk.labels[condition.label]);
    case 'at-most':
      return chunk.labels[condition.label] <= condition.value;
    case 'resource-is':
      return condition.ids.includes(chunk.resourceId);
    case 'document-is':
      return condition.ids.includes(chunk.documentId);
    default:
      return holdsOfAttribute(condition, chunk.attributes);
  }
}

type OnAttribute = Extract<Condition, { attribute: string }>;

function holdsOfAttribute(condition: OnAttribute, attributes: Attributes): boolean {
  const value = Object.hasOwn(attributes, condition.attribute) ? attributes[condition.attribute] : undefined;
  switch (condition.op) {
    case 'has':
      return value !== undefined;
    case 'equals-any':
      return value !== undefined && !Array.isArray(value) && condition.values.some((one) => one === value);
    case 'less':
      return typeof value === 'number' && value < condition.than;
    case 'greater':
      return typeof value === 'number' && value > condition.than;
    case 'starts-with':
      return typeof value === 'string' && value.startsWith(condition.prefix);
    case 'contains-any':
      return isSet(value) && condition.values.some((one) => value.includes(one));
    case 'within':
      return isSet(value) && value.every((one) => condition.values.includes(one));
    case 'is-empty':
      return isSet(value) && value.length === 0;
    default:
      return unknownOperator(condition);
  }
}

const isSet = (value: Attributes[string] | undefined): value is readonly string[] => Array.isArray(value);

/** What every reading does with an operator that it does not know: it throws, since to guess is to grant. */
export function unknownOperator(condition: never): never {
  throw new Error(`unknown operator in a condition: ${JSON.stringify(condition)}`);
}
