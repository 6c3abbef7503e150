/**
 * What the child may say to the sandbox, and the check of everything that it says.
 * The child reads hostile files: its answers are parsed strictly and never trusted because of where they come from.
 * A large document comes in several batches of blocks, so that the parent never parses it in one go.
 */
import { z } from 'zod';
import { MAX_EXCERPT } from '../../filters/finding.ts';
import { UNREADABLE_CODES } from '../formats/format.ts';
import { FORMATS, MAX_HIDDEN_NOTE } from '../stages.ts';
import { TITLE_CHARS } from './job.ts';

const MAX_FINDINGS = 10_000;
const MAX_HEADINGS = 6;
const MAX_PUBLIC_TEXT = 1_000;

const technique = z.string().regex(/^[a-z0-9-]{1,64}$/);
const severity = z.enum(['info', 'low', 'medium', 'high']);
const counted = z.int().min(1);
const shortText = z.string().max(MAX_PUBLIC_TEXT);
const note = z.string().max(MAX_HIDDEN_NOTE);

const RUN = z.strictObject({
  text: z.string(),
  hidden: z.strictObject({ technique, severity, place: note.optional(), why: note.optional() }).optional(),
});

const LOCATOR = z.strictObject({
  page: counted.optional(),
  line: counted.optional(),
  row: counted.optional(),
  part: shortText.optional(),
  headings: z.array(shortText).max(MAX_HEADINGS).optional(),
});

const BLOCK = z.strictObject({
  kind: z.enum(['heading', 'paragraph', 'list-item', 'code', 'quote', 'table', 'row']),
  level: z.int().min(1).max(6).optional(),
  runs: z.array(RUN),
  locator: LOCATOR,
  cells: z.record(z.string(), z.string()).optional(),
});

const FINDING = z.strictObject({
  technique,
  severity,
  where: shortText,
  excerpt: z.string().max(MAX_EXCERPT),
  decoded: z.string().max(MAX_EXCERPT).optional(),
  span: z.strictObject({ start: z.int().min(0), end: z.int().min(0) }).optional(),
});

/** Everything that a child may say. */
export const MESSAGE = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('memory'), rssBytes: z.number().min(0) }),
  z.strictObject({ kind: z.literal('blocks'), blocks: z.array(BLOCK) }),
  z.strictObject({
    kind: z.literal('done'),
    format: z.enum(FORMATS),
    title: z.string().max(TITLE_CHARS).optional(),
    findings: z.array(FINDING).max(MAX_FINDINGS),
  }),
  z.strictObject({ kind: z.literal('refused'), code: z.enum(UNREADABLE_CODES), publicText: shortText }),
]);
export type Message = z.infer<typeof MESSAGE>;

/** The message in a frame; `undefined` when it is none. */
export function parseMessage(frame: Buffer): Message | undefined {
  try {
    return MESSAGE.safeParse(JSON.parse(frame.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
