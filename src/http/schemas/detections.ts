/**
 * Signs of poisoned documents as analysts see them.
 */
import { z } from 'zod';
import {
  DETECTION_KINDS,
  DETECTION_SEVERITIES,
  DETECTION_STATES,
  type DetectionView,
} from '../../detections/detection.ts';

export const detectionState = z.enum(DETECTION_STATES);

const seen = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('near-many-questions'),
      passage: z.int().meta({ description: 'Of the document, counted from 0.' }),
      passages: z
        .int()
        .meta({ description: 'Passages of the document that are near more questions than ordinary ones.' }),
      questions: z.enum(['general', 'asked']).meta({
        description: '`general` ones that are part of the package, or what people of the workspace `asked` of late.',
      }),
      compared: z.int().meta({ description: 'How many they are.' }),
      near: z.int().meta({ description: 'Unrelated ones that the passage is near.' }),
      ordinary: z.int().meta({ description: 'The most that any of the passages is near with which it was compared.' }),
    }),
    z.object({
      kind: z.literal('in-many-answers'),
      passage: z.int().meta({ description: 'Of the document, counted from 0.' }),
      answers: z.int().meta({ description: 'Answers that it was in, to unrelated questions.' }),
      compared: z.int().meta({ description: 'Questions that were asked of late.' }),
      people: z.int().meta({ description: 'Who asked those that it answered.' }),
      ordinary: z.int().meta({ description: 'How many answers one of the first of the other documents is in.' }),
    }),
    z.object({
      kind: z.literal('stuffed-text'),
      signals: z
        .array(
          z.object({
            signal: z.enum(['repeated-question', 'questions-only', 'repeated-phrase']),
            count: z.int(),
            share: z.number().meta({ description: 'Of the words of the text.' }),
          }),
        )
        .readonly(),
    }),
    z.object({
      kind: z.literal('near-duplicate-burst'),
      from: z.enum(['sender', 'collection']).meta({ description: 'What they have in common beside their wording.' }),
      documents: z.int(),
      senders: z.int(),
      windowHours: z.number(),
    }),
  ])
  .meta({ id: 'Seen', description: 'What was seen: counts and names, no text.' });

export const detectionView = z
  .object({
    detectionId: z.string(),
    kind: z.enum(DETECTION_KINDS),
    severity: z.enum(DETECTION_SEVERITIES),
    state: detectionState,
    documentId: z.string().meta({ description: 'Of a burst, the document with which it was noticed.' }),
    generation: z.int(),
    title: z.string().nullable().meta({ description: 'Null when the version is gone.' }),
    collection: z.string(),
    broughtBy: z.string(),
    raisedAt: z.string(),
    seen,
    summary: z.string().meta({ description: 'The same in words.' }),
    advice: z.string().meta({ description: 'What to do.' }),
    dismissedAt: z.string().nullable(),
    dismissedBy: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'Detection' }) satisfies z.ZodType<DetectionView>;
