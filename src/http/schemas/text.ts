/**
 * Texts that a request may hold. Every one has a bound, and none may be ill-formed: a lone surrogate has no UTF-8, and NUL ends a
 * text in some store or other, so what is compared and what is kept would no longer be the same.
 */
import { z } from 'zod';
import { COLLECTION_RULE, isCollectionName } from '../../../entitlements/collection.ts';

const ILL_FORMED = /[\p{Cs}\0]/u;
/** Control characters and separators of lines, with the ill-formed. */
const NOT_ON_A_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

const isWellFormed = (value: string) => !ILL_FORMED.test(value);

/** Text of any number of lines. */
export const text = (maxLength: number) =>
  z.string().max(maxLength).refine(isWellFormed, 'must not hold NUL or a lone surrogate');

/** Text that is as long as its body may be. */
export const wholeText = z.string().refine(isWellFormed, 'must not hold NUL or a lone surrogate');

/** Text of one line that is not blank. */
export const line = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .refine((value) => !NOT_ON_A_LINE.test(value), 'must be one line, without control characters or lone surrogates')
    .refine((value) => value.trim() !== '', 'must not be blank');

export const collectionName = z
  .string()
  .refine(isCollectionName, COLLECTION_RULE)
  .meta({ description: 'Name of a collection.' });

/** Ids are made by the broker; all of them fit this. */
export const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,199}$/, 'is not a well-formed id')
  .meta({ description: 'Id of a document, or of a row of a table.' });
