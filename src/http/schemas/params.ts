/**
 * Path and query parameters that several routes take.
 */
import { z } from 'zod';
import { attributeName, attributeSubject } from './attributes.ts';
import { group, principal } from './principals.ts';
import { collectionName, id } from './text.ts';

export const idParams = z.strictObject({ id });
export const collectionParams = z.strictObject({ name: collectionName });
export const principalParams = z.strictObject({ principal });
export const groupParams = z.strictObject({ group });
export const memberParams = z.strictObject({ group, member: principal });
export const attributeParams = z.strictObject({ subject: attributeSubject, name: attributeName });

/** A number of a query, where everything is text: from 1 to `maximum`. */
const count = (maximum: number, described: Record<string, unknown> = {}) =>
  z
    .string()
    .regex(/^[1-9][0-9]{0,15}$/, 'must be a whole number, 1 or more')
    .meta({ type: 'integer', minimum: 1, maximum, ...described })
    .transform(Number)
    .pipe(z.number().max(maximum));

export const optionalCount = count(Number.MAX_SAFE_INTEGER).optional();

/** Versions count from 1. */
export const versionParams = z.strictObject({ version: count(Number.MAX_SAFE_INTEGER) });

/** A switch of a query: `true` or `false`, and nothing like them. */
export const flag = z
  .enum(['true', 'false'])
  .default('false')
  .meta({ type: 'boolean', default: false })
  .transform((value) => value === 'true');

export const countOf = (maximum: number, otherwise: number) =>
  count(maximum, { default: otherwise }).default(otherwise);
