/**
 * Reviews as analysts see them, and what they say when they decide.
 */
import { z } from 'zod';
import { LIMITS } from '../../broker.ts';
import { type LegalHold, REVIEW_STATES, type ReviewDetail, type ReviewView } from '../../review.ts';
import { detectionView } from './detections.ts';
import { finding } from './findings.ts';
import { classification } from './principals.ts';
import { text } from './text.ts';

const notBlank = (maxLength: number) => text(maxLength).refine((value) => value.trim() !== '', 'must not be blank');

export const reviewDecision = z
  .strictObject({
    note: notBlank(LIMITS.reviewNoteLength).optional().meta({ description: 'Why, for whoever reads the audit log.' }),
  })
  .meta({ id: 'ReviewDecision' });

export const reviewState = z.enum(REVIEW_STATES).meta({
  description: '`superseded`: a newer version is served, or the document was deleted, before anybody decided.',
});

const scoredSpan = z.object({
  start: z.int(),
  end: z.int(),
  score: z.number(),
  signals: z.array(z.string()).readonly(),
  cut: z.literal(true).optional().meta({
    description: 'While the version is served unreleased, this does not leave as it stands: see the safeguards.',
  }),
});

const fields = {
  reviewId: z.string(),
  documentId: z.string(),
  generation: z.int(),
  state: reviewState,
  status: z.enum(['received', 'active', 'held', 'rejected', 'gone']).meta({
    description:
      'Of the version: `active` ones are served while they are looked at. `gone`: replaced or deleted since.',
  }),
  title: z.string(),
  format: z.string(),
  collection: z.string(),
  classification,
  broughtBy: z.string(),
  receivedAt: z.string(),
  openedAt: z.string(),
  risk: z
    .object({ score: z.number(), verdict: z.enum(['clean', 'suspicious', 'malicious']) })
    .meta({ description: 'Of the worst passage.' }),
  findings: z.array(finding).readonly().meta({ description: 'In a list, the worst of them alone.' }),
  findingCount: z.int(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  note: z.string().nullable(),
};

export const reviewView = z.object(fields).meta({ id: 'Review' }) satisfies z.ZodType<ReviewView>;

const cutPiece = z
  .object({
    number: z.int(),
    technique: z.string(),
    severity: z.enum(['info', 'low', 'medium', 'high']),
    where: z.string(),
    place: z.string().optional(),
    why: z.string().optional(),
    at: z.int().optional().meta({ description: 'Where it stood: offset into the clean text.' }),
    text: z.string(),
    from: z.int().meta({ description: 'Offset of `text` into the whole piece.' }),
    length: z.int().meta({ description: 'Of the whole piece.' }),
  })
  .meta({
    id: 'CutPiece',
    description: 'Something that a person would not have seen, or a part of it where it is long.',
  });

const evidence = z
  .object({
    clean: z.object({ from: z.int(), length: z.int(), text: z.string(), spans: z.array(scoredSpan).readonly() }).meta({
      description: 'A stretch of the text that would be served. Offsets count UTF-16 units of the whole text.',
    }),
    pieces: z.array(cutPiece).readonly(),
    totalPieces: z.int(),
    nextClean: z.int().nullable().meta({ description: 'What to ask for as `clean` to go on.' }),
    nextPieces: z.string().nullable().meta({ description: 'What to ask for as `pieces` to go on.' }),
  })
  .meta({ id: 'Evidence' });

export const reviewDetail = z
  .object({
    ...fields,
    fileName: z.string().nullable(),
    uri: z.string().nullable(),
    owner: z.string(),
    attributes: z.record(z.string(), z.unknown()),
    originalBytes: z.int().nullable().meta({ description: 'Null when the original is not kept any more.' }),
    legalHold: z.boolean(),
    detections: z.array(detectionView).readonly().meta({
      description: 'Signs that its document is poisoned which nobody has dismissed, newest first.',
    }),
    evidence: evidence.nullable().meta({ description: 'Null when the time for which it is kept has passed.' }),
  })
  .meta({ id: 'ReviewDetail' }) satisfies z.ZodType<ReviewDetail>;

export const holdReason = z
  .strictObject({ reason: notBlank(LIMITS.reasonLength).meta({ description: 'Which case it is for.' }) })
  .meta({ id: 'LegalHoldInput' });

export const legalHold = z
  .object({
    documentId: z.string(),
    title: z.string().nullable(),
    collection: z.string(),
    reason: z.string(),
    placedBy: z.string(),
    placedAt: z.string(),
    deleted: z.boolean().meta({ description: 'Whether its erasure was asked for, and waits.' }),
    versions: z.array(z.int()).readonly().meta({ description: 'Those whose original is kept, oldest first.' }),
  })
  .meta({ id: 'LegalHold' }) satisfies z.ZodType<LegalHold>;
