/**
 * Path and query parameters that several routes take.
 */
import { z } from 'zod';
import { group, principal } from './principals.ts';
import { collectionName, id } from './text.ts';

export const idParams = z.strictObject({ id });
export const collectionParams = z.strictObject({ name: collectionName });
export const principalParams = z.strictObject({ principal });
export const groupParams = z.strictObject({ group });
export const memberParams = z.strictObject({ group, member: principal });

/** A number of a query, where everything is text: from 1 to `maximum`. */
const count = (maximum: number, described: Record<string, unknown> = {}) =>
  z
    .string()
    .regex(/^[1-9][0-9]{0,15}$/, 'must be a whole number, 1 or more')
    .meta({ type: 'integer', minimum: 1, maximum, ...described })
    .transform(Number)
    .pipe(z.number().max(maximum));

export const optionalCount = count(Number.MAX_SAFE_INTEGER).optional();

export const countOf = (maximum: number, otherwise: number) =>
  count(maximum, { default: otherwise }).default(otherwise);
