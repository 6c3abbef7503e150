/**
 * A condition over the labels that an index keeps with every chunk. It is data: each index adapter compiles it into its own
 * filter, and {@link holds} is the reading that the others are held against.
 *
 * There is no condition that is always true: whoever wants everything has to say what everything is.
 */

/** The labels that a chunk carries into the index, as integers. Every chunk has all of them. */
export interface Labels {
  /** Interned workspace-wide ids: of the audience that may read, of the audience that may not, of the owner, of the collection. */
  readonly readers: number;
  readonly deniers: number;
  readonly owner: number;
  readonly collection: number;
  /** Rank of the classification, 0 is public. */
  readonly classification: number;
  /** Rank of the verdict: 0 clean, 1 suspicious, 2 malicious. */
  readonly risk: number;
}

export const LABELS = [
  'readers',
  'deniers',
  'owner',
  'collection',
  'classification',
  'risk',
] as const satisfies readonly (keyof Labels)[];

export type Condition =
  | { readonly op: 'and'; readonly all: readonly [Condition, ...Condition[]] }
  | { readonly op: 'or'; readonly any: readonly [Condition, ...Condition[]] }
  | { readonly op: 'not'; readonly not: Condition }
  | { readonly op: 'is-one-of'; readonly label: keyof Labels; readonly values: readonly number[] }
  | { readonly op: 'at-most'; readonly label: keyof Labels; readonly value: number };

/** Whether the condition holds for these labels. Throws on an operator that it does not know. */
export function holds(condition: Condition, labels: Labels): boolean {
  switch (condition.op) {
    case 'and':
      return condition.all.every((part) => holds(part, labels));
    case 'or':
      return condition.any.some((part) => holds(part, labels));
    case 'not':
      return !holds(condition.not, labels);
    case 'is-one-of':
      return condition.values.includes(labels[condition.label]);
    case 'at-most':
      return labels[condition.label] <= condition.value;
    default:
      return unknownOperator(condition);
  }
}

/** What every reading does with an operator that it does not know: it throws, since to guess is to grant. */
export function unknownOperator(condition: never): never {
  throw new Error(`unknown operator in a condition: ${JSON.stringify(condition)}`);
}
