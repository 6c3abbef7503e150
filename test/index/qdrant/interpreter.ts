/**
 * Qdrant's filters, as its documentation describes them, over one payload: enough for what the compiler writes, and a throw for
 * everything else, such as an empty clause or list. It shares nothing with the compiler but the types.
 */
import type { Clause, Filter, Match, Range } from '../../../src/index/qdrant/filter.ts';

/** Whether a point with this payload passes the filter. */
export function passes(filter: Filter, payload: unknown): boolean {
  const { must, should, must_not, ...rest } = filter;
  if (Object.keys(rest).length > 0) throw new Error(`not a filter: ${JSON.stringify(filter)}`);
  const clauses = [must, should, must_not].filter((clause) => clause !== undefined);
  if (clauses.length === 0 || clauses.some((clause) => clause.length === 0)) throw new Error('an empty clause');
  return (
    (must?.every((clause) => meets(clause, payload)) ?? true) &&
    (should?.some((clause) => meets(clause, payload)) ?? true) &&
    !(must_not?.some((clause) => meets(clause, payload)) ?? false)
  );
}

function meets(clause: Clause, payload: unknown): boolean {
  if ('has_id' in clause) return false;
  if (!('key' in clause)) return passes(clause, payload);
  const values = valuesAt(payload, clause.key.split('.'));
  return 'match' in clause ? matches(clause.match, values) : values.some((value) => isWithin(clause.range, value));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** An array stands for its elements: a clause holds when one of them meets it. */
function valuesAt(payload: unknown, path: readonly string[]): readonly unknown[] {
  let value = payload;
  for (const step of path) value = isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function matches(match: Match, values: readonly unknown[]): boolean {
  if ('value' in match) return values.includes(match.value);
  if ('prefix' in match) return values.some((value) => typeof value === 'string' && value.startsWith(match.prefix));
  const list: readonly unknown[] = 'any' in match ? match.any : match.except;
  const [first] = list;
  if (first === undefined || list.some((one) => typeof one !== typeof first)) throw new Error('not a list of one type');
  return values.some((value) => list.includes(value) === 'any' in match);
}

function isWithin(range: Range, value: unknown): boolean {
  if (typeof value !== 'number') return false;
  const { lt, gt, lte, gte } = range;
  if ([lt, gt, lte, gte].every((bound) => bound === undefined)) throw new Error('a range without bounds');
  const isAbove = (gt === undefined || value > gt) && (gte === undefined || value >= gte);
  return isAbove && (lt === undefined || value < lt) && (lte === undefined || value <= lte);
}
