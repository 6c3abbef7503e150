/**
 * How large a known number, time or duration can get, in the unit that the engine counts it in. A policy that errs is skipped by the
 * engine, and a `forbid` that is skipped does not forbid; overflow is the one way to err that validation does not rule out.
 */
import type { Expression } from './expression.ts';

/** What the engine's 64 bits hold, with room for what is lost in adding up here. */
export const LARGEST = 9e18;

/** The largest whole number that an attribute holds. */
const LARGEST_ATTRIBUTE = Number.MAX_SAFE_INTEGER;
/** Milliseconds between 1970 and either end of the years that dates are written in. */
const LARGEST_TIME_MS = 2.6e14;
const DAY_MS = 86_400_000;

const UNITS_MS: Readonly<Record<string, number>> = { d: DAY_MS, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** At most this far from 0. What is neither number nor time has the size of an attribute, which does no harm. */
export function magnitudeOf(node: Expression): number {
  const sizes = node.operands.map(magnitudeOf);
  const [first, second] = sizes;
  switch (node.op) {
    case 'Value':
      return typeof node.value === 'number' ? Math.abs(node.value) : LARGEST_ATTRIBUTE;
    case '+':
    case '-':
    case 'offset':
    case 'durationSince':
      return (first ?? 0) + (second ?? 0);
    case '*':
      return (first ?? 0) * (second ?? 0);
    case 'neg':
    case 'toTime':
    case 'toMilliseconds':
    case 'toSeconds':
    case 'toMinutes':
    case 'toHours':
    case 'toDays':
      return first ?? 0;
    case 'toDate':
      return (first ?? 0) + DAY_MS;
    case 'datetime':
      return LARGEST_TIME_MS;
    case 'duration':
      return durationMs(node.operands[0]?.value);
    case 'if-then-else':
      return Math.max(...sizes.slice(1));
    default:
      return LARGEST_ATTRIBUTE;
  }
}

function durationMs(text: unknown): number {
  const parts = typeof text === 'string' ? text.matchAll(/(\d+)(ms|[dhms])/g) : [];
  return [...parts].reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNITS_MS[unit] ?? 0), 0);
}
