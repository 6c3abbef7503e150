/**
 * Conditions while they are put together: there are constants among them, which a finished condition can't be. What comes out is small:
 * constants are gone, `and` in `and` and `or` in `or` are one, and negation stands at single operators only.
 *
 * All of it is sound because conditions are two-valued: the laws of De Morgan and of the excluded middle hold.
 */
import type { Condition } from '../condition.ts';

export type Formula = boolean | Condition;

/** All of them hold; of none, true. */
export function all(parts: readonly Formula[]): Formula {
  const kept = new Set<Condition>();
  for (const part of parts) {
    if (part === false) return false;
    if (part === true) continue;
    for (const one of part.op === 'and' ? part.all : [part]) kept.add(one);
  }
  const [first, ...others] = kept;
  if (first === undefined) return true;
  return others.length === 0 ? first : { op: 'and', all: [first, ...others] };
}

/** One of them holds at least; of none, false. */
export function any(parts: readonly Formula[]): Formula {
  const kept = new Set<Condition>();
  for (const part of parts) {
    if (part === true) return true;
    if (part === false) continue;
    for (const one of part.op === 'or' ? part.any : [part]) kept.add(one);
  }
  const [first, ...others] = kept;
  if (first === undefined) return false;
  return others.length === 0 ? first : { op: 'or', any: [first, ...others] };
}

export function not(part: Formula): Formula {
  if (typeof part === 'boolean') return !part;
  switch (part.op) {
    case 'not':
      return part.not;
    case 'and':
      return any(part.all.map(not));
    case 'or':
      return all(part.any.map(not));
    default:
      return { op: 'not', not: part };
  }
}
