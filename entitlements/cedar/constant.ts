/**
 * Constants in the expressions that the engine answers with, whatever shape it gives them: literals, sets of them, and moments that it
 * has worked out and writes as an offset from the epoch.
 */
import type { CedarValueJson, TypeAndId } from '@cedar-policy/cedar-wasm';
import { type Expression, entityOf } from './expression.ts';

/** `datetime` in milliseconds since the Unix epoch, `duration` in milliseconds. */
export type Constant =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'long' | 'datetime' | 'duration'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'entity'; readonly value: TypeAndId }
  | { readonly type: 'set'; readonly value: readonly Constant[] };

/** The constant that an expression is; `undefined` for all else, also for numbers that JavaScript can't tell from their neighbours. */
export function constantOf({ op, operands, value }: Expression): Constant | undefined {
  switch (op) {
    case 'Value':
      return literal(value);
    case 'Set':
      return setOf(operands.map(constantOf));
    default:
      return call(op, operands.map(constantOf));
  }
}

function literal(value: CedarValueJson | undefined): Constant | undefined {
  if (typeof value === 'string') return { type: 'string', value };
  if (typeof value === 'boolean') return { type: 'bool', value };
  if (typeof value === 'number') return number('long', value);
  if (Array.isArray(value)) return setOf(value.map(literal));
  const entity = entityOf(value);
  return entity && { type: 'entity', value: entity };
}

const number = (type: 'long' | 'datetime' | 'duration', value: number): Constant | undefined =>
  Number.isSafeInteger(value) ? { type, value } : undefined;

function setOf(values: readonly (Constant | undefined)[]): Constant | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? { type: 'set', value: known } : undefined;
}

/** Functions of Cedar's extension for time: https://docs.cedarpolicy.com/policies/syntax-operators.html */
function call(name: string, given: readonly (Constant | undefined)[]): Constant | undefined {
  const [first, second, ...others] = given;
  if (others.length > 0 || first === undefined || given.includes(undefined)) return undefined;
  switch (name) {
    case 'datetime':
      return first.type === 'string' && second === undefined ? number('datetime', momentOf(first.value)) : undefined;
    case 'duration':
      return first.type === 'string' && second === undefined ? number('duration', lengthOf(first.value)) : undefined;
    case 'offset':
      return first.type === 'datetime' && second?.type === 'duration'
        ? number('datetime', first.value + second.value)
        : undefined;
    default:
      return undefined;
  }
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:(T\d{2}:\d{2}:\d{2}(?:\.\d{3})?)(?:Z|([+-]\d{2})(\d{2})))?$/;

/** Milliseconds since the epoch, NaN when it is none. Cedar writes an offset from UTC without a colon, JavaScript reads it with one. */
function momentOf(text: string): number {
  const [, date, time, hours, minutes] = MOMENT.exec(text) ?? [];
  if (date === undefined) return Number.NaN;
  return Date.parse(time === undefined ? date : `${date}${time}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`);
}

const LENGTH = /^(-?)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const UNITS_MS = [86_400_000, 3_600_000, 60_000, 1_000, 1];

/** Milliseconds, NaN when it is none. */
function lengthOf(text: string): number {
  const [, sign, ...counts] = LENGTH.exec(text) ?? [];
  if (counts.every((count) => count === undefined)) return Number.NaN;
  const lengthMs = counts.reduce((sum, count, index) => sum + Number(count ?? 0) * (UNITS_MS[index] ?? Number.NaN), 0);
  return sign === '-' ? -lengthMs : lengthMs;
}
