/**
 * Findings and places in documents, as answers hold them.
 */
import { z } from 'zod';
import type { Finding } from '../../../filters/finding.ts';
import type { Locator } from '../../../ingest/stages.ts';

export const locator = z
  .object({
    page: z.int().optional(),
    line: z.int().optional(),
    row: z.int().optional(),
    part: z.string().optional(),
    headings: z.array(z.string()).readonly().optional(),
  })
  .meta({
    id: 'Locator',
    description: 'Where a passage stands. Pages, lines and rows count from 1.',
  }) satisfies z.ZodType<Locator>;

export const finding = z
  .object({
    technique: z.string(),
    severity: z.enum(['info', 'low', 'medium', 'high']),
    where: z.string(),
    excerpt: z.string(),
    decoded: z.string().optional(),
    span: z.object({ start: z.int(), end: z.int() }).optional(),
  })
  .meta({ id: 'Finding', description: 'One thing that was seen in a document.' }) satisfies z.ZodType<Finding>;
