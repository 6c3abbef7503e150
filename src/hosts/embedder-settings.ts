/**
 * Settings of the embedder. Each kind has keys of its own, and a key that means nothing to the chosen kind is a fault: whoever set it
 * believes that it does something.
 */
import { z } from 'zod';
import type { Endpoint } from '../embedding/openai/settings.ts';
import type { SentenceModel } from '../embedding/transformers/settings.ts';
import { endpointKey, readEndpointKey } from './endpoint-key.ts';
import {
  type Hub,
  isBaseUrl,
  isLoopback,
  modelFiles,
  modelName,
  modelRevision,
  modelWeights,
  revisionFault,
} from './model-source.ts';

export type EmbedderSettings =
  | { readonly kind: 'static' }
  | ({ readonly kind: 'transformers' } & SentenceModel)
  | ({ readonly kind: 'openai' } & Endpoint);

/** Spaces at its end are part of it. */
const prefix = z.string().max(500).default('');
/** A cosine. At 0 passages that point away from the question are no neighbours, which is all that holds for a model that nobody measured. */
const minSimilarity = z.coerce.number().min(-1).max(1).default(0);

const ofStatic = z.strictObject({ SLUICE_EMBEDDER: z.literal('static') });

const ofTransformers = z.strictObject({
  SLUICE_EMBEDDER: z.literal('transformers'),
  /** `owner/name` on the model hub, or a folder. */
  SLUICE_EMBEDDER_MODEL: modelName,
  SLUICE_EMBEDDER_REVISION: modelRevision.optional(),
  SLUICE_EMBEDDER_WEIGHTS: modelWeights,
  SLUICE_EMBEDDER_POOLING: z.enum(['mean', 'cls']).default('mean'),
  SLUICE_EMBEDDER_QUERY_PREFIX: prefix,
  SLUICE_EMBEDDER_PASSAGE_PREFIX: prefix,
  SLUICE_EMBEDDER_MIN_SIMILARITY: minSimilarity,
});

const ofOpenai = z.strictObject({
  SLUICE_EMBEDDER: z.literal('openai'),
  /** What `/embeddings` comes after. */
  SLUICE_EMBEDDER_URL: z
    .string()
    .max(2_000)
    .refine(isBaseUrl, 'is an `https` or `http` URL without credentials or `?`'),
  SLUICE_EMBEDDER_KEY: endpointKey.optional(),
  SLUICE_EMBEDDER_KEY_FILE: z.string().min(1).optional(),
  /** The model's name at the endpoint. */
  SLUICE_EMBEDDER_MODEL: z.string().min(1).max(200),
  /** Any name for the state of the endpoint's model: a new one says that its vectors are others. */
  SLUICE_EMBEDDER_REVISION: z
    .string()
    .regex(/^[\w.:-]{1,100}$/, 'is 1 to 100 of letters, digits, `.`, `:`, `_` and `-`')
    .optional(),
  SLUICE_EMBEDDER_DIMENSION: z.coerce.number().int().min(1).max(8_192),
  /** Whether the endpoint is asked to shorten its vectors to that dimension. */
  SLUICE_EMBEDDER_SHORTEN: z.enum(['yes', 'no']).default('no'),
  SLUICE_EMBEDDER_QUERY_PREFIX: prefix,
  SLUICE_EMBEDDER_PASSAGE_PREFIX: prefix,
  SLUICE_EMBEDDER_MIN_SIMILARITY: minSimilarity,
  /** Longest time that one request may take. */
  SLUICE_EMBEDDER_TIMEOUT_S: z.coerce.number().int().min(1).max(600).default(30),
});

const ofAny = z.discriminatedUnion('SLUICE_EMBEDDER', [ofStatic, ofTransformers, ofOpenai], {
  error: 'is `static`, `transformers` or `openai`',
});

/** Every key that some kind knows. */
export const EMBEDDER_KEYS: ReadonlySet<string> = new Set(ofAny.options.flatMap(({ shape }) => Object.keys(shape)));

/** The embedder that the environment names. What is wrong goes to `faults`; then there is none. */
export function readEmbedder(from: NodeJS.ProcessEnv, hub: Hub, faults: string[]): EmbedderSettings | undefined {
  const own = Object.fromEntries(Object.entries(from).filter(([name]) => EMBEDDER_KEYS.has(name)));
  const parsed = ofAny.safeParse({ SLUICE_EMBEDDER: 'static', ...own });
  if (!parsed.success) {
    faults.push(...parsed.error.issues.flatMap((issue) => faultsOf(issue, own)));
    return undefined;
  }
  const { data } = parsed;
  switch (data.SLUICE_EMBEDDER) {
    case 'static':
      return { kind: 'static' };
    case 'transformers':
      return transformers(data, hub, faults);
    case 'openai':
      return openai(data, faults);
    default:
      return data satisfies never;
  }
}

function transformers(data: z.infer<typeof ofTransformers>, hub: Hub, faults: string[]): EmbedderSettings | undefined {
  const files = modelFiles(data.SLUICE_EMBEDDER_MODEL, data.SLUICE_EMBEDDER_REVISION, hub);
  if (files === undefined) {
    faults.push(`SLUICE_EMBEDDER_REVISION: ${revisionFault}`);
    return undefined;
  }
  return {
    kind: 'transformers',
    ...{ files, weights: data.SLUICE_EMBEDDER_WEIGHTS, pooling: data.SLUICE_EMBEDDER_POOLING },
    prefixes: { query: data.SLUICE_EMBEDDER_QUERY_PREFIX, passage: data.SLUICE_EMBEDDER_PASSAGE_PREFIX },
    minSimilarity: data.SLUICE_EMBEDDER_MIN_SIMILARITY,
  };
}

function openai(data: z.infer<typeof ofOpenai>, faults: string[]): EmbedderSettings | undefined {
  const inline = data.SLUICE_EMBEDDER_KEY;
  const path = data.SLUICE_EMBEDDER_KEY_FILE;
  const url = new URL(data.SLUICE_EMBEDDER_URL);
  if ((inline ?? path) !== undefined && url.protocol === 'http:' && !isLoopback(url))
    faults.push('SLUICE_EMBEDDER_URL: is `https` where there is a key, `http` only to this machine');
  return {
    kind: 'openai',
    ...{ url: data.SLUICE_EMBEDDER_URL.replace(/\/$/, ''), model: data.SLUICE_EMBEDDER_MODEL },
    key: readEndpointKey('SLUICE_EMBEDDER', { KEY: inline, KEY_FILE: path }, faults),
    revision: data.SLUICE_EMBEDDER_REVISION,
    dimension: data.SLUICE_EMBEDDER_DIMENSION,
    shortens: data.SLUICE_EMBEDDER_SHORTEN === 'yes',
    prefixes: { query: data.SLUICE_EMBEDDER_QUERY_PREFIX, passage: data.SLUICE_EMBEDDER_PASSAGE_PREFIX },
    minSimilarity: data.SLUICE_EMBEDDER_MIN_SIMILARITY,
    timeoutMs: data.SLUICE_EMBEDDER_TIMEOUT_S * 1_000,
  };
}

function faultsOf(issue: z.core.$ZodIssue, from: NodeJS.ProcessEnv): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => `${name}: means nothing to this SLUICE_EMBEDDER`);
  const name = issue.path.join('.');
  const isMissing = from[name] === undefined;
  return [`${name}: ${isMissing ? 'is required by this SLUICE_EMBEDDER' : issue.message}`];
}
