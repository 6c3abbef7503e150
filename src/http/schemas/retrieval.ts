/**
 * Questions and answers of the way out. The same schemas serve HTTP and MCP.
 */
import { z } from 'zod';
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
  })
  .meta({ id: 'Question' }) satisfies z.ZodType<Question>;

const result = z
  .object({
    chunkId: z.string(),
    documentId: z.string(),
    resourceId: z.string().meta({ description: 'The document, or the row of a table: what can be fetched.' }),
    title: z.string(),
    uri: z.string().optional(),
    text: z.string(),
    score: z.number().meta({ description: 'From the rank in this answer alone: 1 for the first, falling.' }),
    risk: z.object({ score: z.number(), verdict: z.enum(['clean', 'suspicious', 'malicious']) }),
    classification,
    collection: z.string(),
    locator,
    masked: z.array(z.string()).readonly().meta({
      description: 'Columns of a row whose values this caller is not shown: `[masked]` stands in their place.',
    }),
    neutralized: z.array(z.string()).readonly(),
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
