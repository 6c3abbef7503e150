/**
 * Questions and answers of the way out. The same schemas serve HTTP and MCP.
 */

import { z } from 'zod';
import { DLP_ACTIONS, DLP_KINDS } from '../../../filters/dlp/kinds.ts';
import { type Answer, type Fetched, LIMITS, type Question } from '../../broker.ts';
import { locator } from './findings.ts';
import { classification } from './principals.ts';
import { collectionName, text } from './text.ts';

export const query = text(LIMITS.queryLength)
  .refine((value) => value.trim() !== '', 'must not be blank')
  .meta({ description: 'What is looked for, in words.' });

export const question = z
  .strictObject({
    query,
    k: z.int().min(1).max(LIMITS.maxK).default(LIMITS.defaultK).meta({ description: 'Most results to return.' }),
    collections: z
      .array(collectionName)
      .min(1)
      .max(LIMITS.collections)
      .optional()
      .meta({ description: 'Only these collections. Absent: all.' }),
    purpose: text(LIMITS.purposeLength)
      .optional()
      .meta({ description: 'What it is asked for: policies may look at it, and it is recorded.' }),
    expand: z.int().min(0).max(LIMITS.maxExpand).default(0).meta({
      description:
        'Passages beside each result in its document that come with it, on each side, as far as they may be read.',
    }),
    fold: z.boolean().default(true).meta({
      description: 'Whether passages that say the same are folded into the best of them, which then names the others.',
    }),
  })
  .meta({ id: 'Question' }) satisfies z.ZodType<Question>;

const context = z.string().optional().meta({
  description: 'What the text goes on with and does not hold: the header of its table.',
});

const masked = z.array(z.string()).readonly().meta({
  description: 'Columns of a row whose values this caller is not shown: `[masked]` stands in their place.',
});

const neutralized = z.array(z.string()).readonly().meta({
  description:
    'Names of the signals that saw instructions to a model in the text. They were cut out, `[removed]` stands in their place, or stand between marks that say so.',
});

const protectedValues = z
  .array(z.object({ kind: z.enum(DLP_KINDS), action: z.enum(DLP_ACTIONS), count: z.int() }))
  .readonly()
  .meta({
    description:
      'Credentials and personal data in the text, the title and what stands around it that this caller is not shown: a token, a mask or the name of the kind stands in their place.',
  });

const neighbour = z
  .object({
    chunkId: z.string(),
    resourceId: z.string(),
    place: z.enum(['before', 'after']),
    context,
    text: z.string(),
    locator,
    masked,
    neutralized,
    protected: protectedValues,
  })
  .meta({ id: 'Neighbour', description: 'A passage beside a result in its document.' });

const duplicate = z
  .object({
    chunkId: z.string(),
    documentId: z.string(),
    resourceId: z.string(),
    title: z.string(),
    uri: z.string().optional(),
  })
  .meta({ id: 'Duplicate', description: 'A passage that says the same as a result and ranks lower.' });

const result = z
  .object({
    chunkId: z.string(),
    documentId: z.string(),
    resourceId: z.string().meta({ description: 'The document, or the row of a table: what can be fetched.' }),
    title: z.string(),
    uri: z.string().optional(),
    context,
    text: z.string(),
    score: z.number().meta({ description: 'From the rank in this answer alone: 1 for the first, falling.' }),
    risk: z.object({ score: z.number(), verdict: z.enum(['clean', 'suspicious', 'malicious']) }),
    classification,
    collection: z.string(),
    locator,
    masked,
    neutralized,
    protected: protectedValues,
    neighbours: z
      .array(neighbour)
      .readonly()
      .optional()
      .meta({ description: 'In the order of the document. Present when asked for.' }),
    duplicates: z
      .array(duplicate)
      .readonly()
      .optional()
      .meta({ description: 'Present when there are any, 20 at most.' }),
  })
  .meta({ id: 'Result' });

export const answer = z
  .object({
    decisionId: z.string(),
    results: z.array(result).readonly(),
    envelope: z
      .string()
      .meta({ description: 'The same results as one block of text for a prompt: data, not instructions.' }),
  })
  .meta({ id: 'Answer' }) satisfies z.ZodType<Answer>;

export const fetched = z
  .object({
    decisionId: z.string(),
    id: z.string(),
    documentId: z.string(),
    title: z.string(),
    uri: z.string().optional(),
    text: z.string(),
    collection: z.string(),
    classification,
    truncated: z.boolean().meta({ description: 'Whether the document goes on beyond what one fetch reads.' }),
  })
  .meta({
    id: 'Fetched',
    description: 'The text of a document or row, or of as much of it as this caller may read.',
  }) satisfies z.ZodType<Fetched>;
