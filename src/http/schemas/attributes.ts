/**
 * Attributes and their declarations, as requests and answers hold them. Whether a value is of its declared type is the broker's to say:
 * only it knows the registry.
 */
import { z } from 'zod';
import {
  ATTRIBUTE_LIMITS,
  ATTRIBUTE_NAME_RULE,
  ATTRIBUTE_TYPES,
  isAttributeName,
  SUBJECTS,
} from '../../../entitlements/attributes.ts';
import type { AttributeDeclaration, AttributesInput } from '../../governance.ts';
import { text } from './text.ts';

export const attributeName = z
  .string()
  .refine(isAttributeName, ATTRIBUTE_NAME_RULE)
  .meta({ description: 'Name of an attribute, as policies write it.', examples: ['region'] });

/** Values by name. A datetime is text, as RFC 3339 writes it. */
export const attributesInput = z
  .record(
    attributeName,
    z.union([
      text(ATTRIBUTE_LIMITS.stringLength),
      z.number(),
      z.boolean(),
      z.array(text(ATTRIBUTE_LIMITS.stringLength)).max(ATTRIBUTE_LIMITS.setSize),
    ]),
  )
  .refine(
    (values) => Object.keys(values).length <= ATTRIBUTE_LIMITS.names,
    `must have at most ${ATTRIBUTE_LIMITS.names} entries`,
  )
  .meta({
    description: 'Set whole. Each has to be declared, and of its declared type; a datetime is RFC 3339 text.',
  }) satisfies z.ZodType<AttributesInput>;

export const attributesView = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()]),
);

export const attributeSubject = z
  .enum(SUBJECTS)
  .meta({ description: 'Whom it is said of: users, agents, or documents and rows.' });

const attributeType = z
  .enum(ATTRIBUTE_TYPES)
  .meta({ description: '`long` is a whole number, `strings` a set of texts.' });

export const declarationInput = z.strictObject({ type: attributeType }).meta({ id: 'AttributeDeclarationInput' });

export const declaration = z
  .object({ subject: attributeSubject, name: z.string(), type: attributeType })
  .meta({ id: 'AttributeDeclaration' }) satisfies z.ZodType<AttributeDeclaration>;
