/**
 * Settings of the index. `QDRANT_URL` and its key have the names that Qdrant's own tools give them, so they may be set for others too and
 * mean nothing to the embedded index; keys of Sluice's that mean nothing to the chosen index are faults.
 */
import { z } from 'zod';
import type { QdrantIndexOptions } from '../index/qdrant/qdrant-index.ts';
import { endpointKey, readEndpointKey } from './endpoint-key.ts';
import { isBaseUrl, isLoopback } from './model-source.ts';

export type IndexSettings =
  | { readonly kind: 'sqlite' }
  | ({ readonly kind: 'qdrant' } & Omit<QdrantIndexOptions, 'model' | 'mayCreate'>);

const ofSqlite = z.strictObject({ SLUICE_INDEX: z.literal('sqlite') });

const ofQdrant = z.strictObject({
  SLUICE_INDEX: z.literal('qdrant'),
  QDRANT_URL: z.string().max(2_000).refine(isBaseUrl, 'is an `https` or `http` URL without credentials or `?`'),
  QDRANT_API_KEY: endpointKey.optional(),
  QDRANT_API_KEY_FILE: z.string().min(1).optional(),
  /** The alias that is searched, and what names of collections begin with; a hash of the embedder's model follows, and a letter. */
  SLUICE_QDRANT_COLLECTION: z
    .string()
    .regex(/^[A-Za-z0-9][\w-]{0,99}$/, 'is 1 to 100 of letters, digits, `_` and `-`')
    .default('sluice'),
  /** Longest time that one request may take. */
  SLUICE_QDRANT_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(5_000),
  /** Of a collection that is made; absent: as many as Qdrant thinks fit. */
  SLUICE_QDRANT_SHARDS: z.coerce.number().int().min(1).max(1_000).optional(),
  SLUICE_QDRANT_REPLICAS: z.coerce.number().int().min(1).max(20).default(1),
  /** Which replicas have to agree on what is found. */
  SLUICE_QDRANT_CONSISTENCY: z.enum(['all', 'majority', 'quorum']).default('majority'),
  SLUICE_QDRANT_ORDERING: z.enum(['weak', 'medium', 'strong']).default('strong'),
  SLUICE_QDRANT_QUANTIZATION: z.enum(['none', 'scalar', 'binary']).default('none'),
});

const ofAny = z.discriminatedUnion('SLUICE_INDEX', [ofSqlite, ofQdrant], { error: 'is `sqlite` or `qdrant`' });

/** Every key that some index knows. */
export const INDEX_KEYS: ReadonlySet<string> = new Set(ofAny.options.flatMap(({ shape }) => Object.keys(shape)));

/** The index that the environment names. What is wrong goes to `faults`; then there is none. */
export function readIndex(from: NodeJS.ProcessEnv, faults: string[]): IndexSettings | undefined {
  const isOwn = (name: string) =>
    INDEX_KEYS.has(name) && (from.SLUICE_INDEX === 'qdrant' || name.startsWith('SLUICE_'));
  const own = Object.fromEntries(Object.entries(from).filter(([name]) => isOwn(name)));
  const parsed = ofAny.safeParse({ SLUICE_INDEX: 'sqlite', ...own });
  if (!parsed.success) {
    faults.push(...parsed.error.issues.flatMap((issue) => faultsOf(issue, own)));
    return undefined;
  }
  return parsed.data.SLUICE_INDEX === 'sqlite' ? { kind: 'sqlite' } : qdrant(parsed.data, faults);
}

function qdrant(data: z.infer<typeof ofQdrant>, faults: string[]): IndexSettings {
  const given = { KEY: data.QDRANT_API_KEY, KEY_FILE: data.QDRANT_API_KEY_FILE };
  const url = new URL(data.QDRANT_URL);
  if ((given.KEY ?? given.KEY_FILE) !== undefined && url.protocol === 'http:' && !isLoopback(url))
    faults.push('QDRANT_URL: is `https` where there is a key, `http` only to this machine');
  return {
    kind: 'qdrant',
    ...{ url: data.QDRANT_URL, key: readEndpointKey('QDRANT_API', given, faults) },
    prefix: data.SLUICE_QDRANT_COLLECTION,
    timeoutMs: data.SLUICE_QDRANT_TIMEOUT_MS,
    ...{ shards: data.SLUICE_QDRANT_SHARDS, replicas: data.SLUICE_QDRANT_REPLICAS },
    ...{ consistency: data.SLUICE_QDRANT_CONSISTENCY, ordering: data.SLUICE_QDRANT_ORDERING },
    quantization: data.SLUICE_QDRANT_QUANTIZATION,
  };
}

function faultsOf(issue: z.core.$ZodIssue, from: NodeJS.ProcessEnv): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => `${name}: means nothing to this SLUICE_INDEX`);
  const name = issue.path.join('.');
  const isMissing = from[name] === undefined;
  return [`${name}: ${isMissing ? 'is required by this SLUICE_INDEX' : issue.message}`];
}
