/**
 * Documents as they are brought and as their owners see them.
 */
import { z } from 'zod';
import { FORMATS } from '../../../ingest/stages.ts';
import { type DocumentView, type Intake, LIMITS } from '../../broker.ts';
import { attributeName, attributesInput } from './attributes.ts';
import { finding } from './findings.ts';
import { classification, deliveredEntitlements } from './principals.ts';
import { collectionName, line, wholeText } from './text.ts';

/** Columns of a table that can be masked. */
const MAX_MASKED = 100;

/** Schemes that run something when followed; a uri is shown to people and to models. */
const ACTIVE_SCHEMES = new Set(['javascript:', 'data:', 'vbscript:', 'blob:']);

const uri = line(LIMITS.uriLength).refine(
  (value) => URL.canParse(value) && !ACTIVE_SCHEMES.has(new URL(value).protocol),
  'must be an absolute URI that runs nothing',
);

const column = line(LIMITS.nameLength);

const rows = z
  .strictObject({
    owner: column.optional(),
    readers: column.optional(),
    attributes: z
      .record(attributeName, column)
      .refine(
        (columns) => Object.keys(columns).length <= LIMITS.attributes,
        `must have at most ${LIMITS.attributes} entries`,
      )
      .optional()
      .meta({ description: 'Attribute of rows, and the column that holds it.' }),
    masked: z
      .array(column)
      .max(MAX_MASKED)
      .optional()
      .meta({ description: 'Columns that policies can mask. Their values are not found by searching.' }),
  })
  .refine((columns) => Object.values(columns).some((value) => value !== undefined), 'must name a column')
  .meta({
    description:
      'Columns of a table that say who owns a row, who else reads it and what its attributes are. Every row is then a resource of its own.',
  });

/** What is said of a new version. */
const versionFields = {
  title: line(LIMITS.titleLength).optional(),
  uri: uri.optional(),
  classification: classification.optional(),
  attributes: attributesInput.optional(),
  entitlements: deliveredEntitlements.optional(),
  rows: rows.optional(),
  again: z.boolean().optional().meta({
    description:
      'Reads and scores it anew, by the thresholds and the classifier of now, also where nothing of it has changed. What was rejected stays rejected.',
  }),
};

/** What is said besides when a document is new. */
const documentFields = {
  collection: collectionName,
  externalId: line(LIMITS.nameLength)
    .optional()
    .meta({ description: 'The id in the system that it comes from. The same one again is a new version.' }),
};

const fileFormat = z
  .enum(FORMATS)
  .optional()
  .meta({ description: 'What the file is said to be; its content decides.' });
const textFormat = z
  .enum(['text', 'markdown', 'html', 'csv', 'jsonl', 'email'])
  .optional()
  .meta({ description: 'What the text is said to be; the text decides.' });

/** The `metadata` part beside a file. */
export const versionMetadata = z.strictObject({ ...versionFields, format: fileFormat }).meta({ id: 'VersionMetadata' });
export const documentMetadata = z
  .strictObject({ ...versionFields, ...documentFields, format: fileFormat })
  .meta({ id: 'DocumentMetadata' });

/** The whole of it as JSON, with the content as text. */
export const versionInput = z
  .strictObject({ ...versionFields, format: textFormat, content: wholeText })
  .meta({ id: 'VersionInput' });
export const documentInput = z
  .strictObject({ ...versionFields, ...documentFields, format: textFormat, content: wholeText })
  .meta({ id: 'DocumentInput' });

export const intake = z
  .object({
    documentId: z.string(),
    status: z.enum(['active', 'held', 'received', 'rejected']).meta({
      description:
        '`held`: nobody finds it until it was reviewed. `received`: accepted, and finished later. `rejected`: these bytes were turned down in review before.',
    }),
    generation: z.int(),
    chunks: z.int(),
    findings: z.array(finding).readonly(),
  })
  .meta({ id: 'Intake' }) satisfies z.ZodType<Intake>;

export const documentView = z
  .object({
    documentId: z.string(),
    externalId: z.string().optional(),
    title: z.string().nullable(),
    uri: z.string().optional(),
    format: z.string().nullable(),
    collection: z.string(),
    classification,
    status: z.enum(['received', 'active', 'held', 'rejected']),
    generation: z.int().nullable().meta({ description: 'The generation that is served; null while none is.' }),
    latestGeneration: z.int(),
    createdAt: z.string(),
    entitlements: z.object({
      owner: z.string(),
      readers: z.array(z.string()).readonly(),
      deniers: z.array(z.string()).readonly(),
      inherited: z.boolean().meta({ description: 'Whether the readers are those of the collection.' }),
    }),
    findings: z.array(finding).readonly(),
  })
  .meta({ id: 'Document' }) satisfies z.ZodType<DocumentView>;
