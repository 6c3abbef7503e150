/**
 * What a collection of Qdrant is made of, and that it is so before anything is asked of it: a vector by direction and one by words, an index
 * for whatever filters speak of, and strict mode, by which Qdrant refuses a filter that it would have to answer without one.
 *
 * A collection is of one model, which the names of its vectors tell. Indexes are there before the first point, so that Qdrant builds its
 * graphs for them. What is not as it should be is not searched.
 */
import { createHash } from 'node:crypto';
import type { QdrantClient, Schemas } from '@qdrant/js-client-rest';
import { LABELS } from '../../../entitlements/condition.ts';
import type { EmbeddingModel } from '../../embedding/port.ts';
import { asking, QdrantFailure, reading } from './client.ts';

export interface CollectionOptions {
  /** Absent: as many as Qdrant thinks fit. */
  readonly shards: number | undefined;
  readonly replicas: number;
  /** What is kept in memory beside the vectors; what it finds is measured again by them. */
  readonly quantization: 'none' | 'scalar' | 'binary';
}

/** Largest `limit`: beyond what the search for an answer asks for. */
export const MAX_LIMIT = 65_536;
export const MAX_BATCH = 256;

const STRICT = {
  ...{ enabled: true, unindexed_filtering_retrieve: false, unindexed_filtering_update: false },
  // A plan names up to 100,000 audiences in one list, and a request holds its filter three times.
  ...{ max_query_limit: MAX_LIMIT, filter_max_conditions: 100_000, condition_max_size: 200_000 },
  ...{ upsert_max_batchsize: MAX_BATCH, search_max_oversampling: 4 },
} as const satisfies Schemas['StrictModeConfig'];

type Schema = Schemas['PayloadSchemaParams'];
const KEYWORD = { type: 'keyword' } as const satisfies Schema;
const INTEGER = { type: 'integer', lookup: true, range: true } as const satisfies Schema;

const INDEXES: Readonly<Record<string, Schema>> = {
  workspace: { type: 'keyword', is_tenant: true },
  ...{ document: KEYWORD, resource: KEYWORD, chunk: KEYWORD, generation: INTEGER },
  ...Object.fromEntries(LABELS.map((label) => [label, INTEGER])),
  ...{ attrs: KEYWORD, emptySets: KEYWORD },
};

/** Values have a key by their type, and so an attribute has an index for each. */
const indexesOf = (attribute: string): Readonly<Record<string, Schema>> => ({
  [`text.${attribute}`]: { type: 'keyword', prefix: true } as Schema,
  [`number.${attribute}`]: INTEGER,
  [`flag.${attribute}`]: KEYWORD,
  [`set.${attribute}`]: KEYWORD,
});

/** Changes whenever points are made in another way. */
const LAYOUT = 2;

/** What tells a model from every other, in names. */
export function modelKey({ id, version, dimension }: EmbeddingModel): string {
  const model = JSON.stringify([LAYOUT, id, version, dimension]);
  return createHash('sha256').update(model).digest('hex').slice(0, 16);
}

/** Names of the vectors of a model's collection: Qdrant itself refuses every single request that is for another model's. */
export function vectorNames(model: EmbeddingModel) {
  const key = modelKey(model);
  return { dense: `dense-${key}`, words: `words-${key}` };
}

/**
 * Sees to the collection of this name, and returns the keys that have an index. Throws {@link QdrantFailure} when it is not as it should be.
 */
export async function ensureCollection(
  client: QdrantClient,
  name: string,
  model: EmbeddingModel,
): Promise<Set<string>> {
  let info = await reading('reading the collection', () => client.getCollection(name));
  if ((info.points_count ?? 0) === 0) {
    // Also where another process was interrupted: none of it is there to be searched yet.
    await createIndexes(client, name, missing(info, INDEXES));
    info = await reading('reading the collection', () => client.getCollection(name));
  }
  const fault = faultOf(info, model);
  if (fault !== undefined)
    throw new QdrantFailure(`the collection \`${name}\` can not be used`, 400, `${fault}. Run \`sluice reindex\``);
  return new Set(Object.keys(info.payload_schema));
}

/** A collection, and its keys that have an index. */
export interface Indexed {
  readonly collection: string;
  readonly keys: Set<string>;
}

/** Sees to the indexes of attributes, and adds their keys. */
export async function ensureAttributes(
  client: QdrantClient,
  { collection, keys }: Indexed,
  attributes: Iterable<string>,
): Promise<void> {
  for (const attribute of attributes) {
    const wanted = Object.entries(indexesOf(attribute)).filter(([key]) => !keys.has(key));
    await createIndexes(client, collection, Object.fromEntries(wanted));
    for (const [key] of wanted) keys.add(key);
  }
}

export async function requireVersion(client: QdrantClient): Promise<void> {
  const { version } = await reading('asking for the version', () => client.versionInfo());
  const [major = 0, minor = 0] = String(version).split('.').map(Number);
  if (major > 1 || (major === 1 && minor >= 19)) return;
  throw new QdrantFailure(
    'Qdrant can not be used',
    400,
    'it is older than 1.19, in which workspaces would share statistics',
  );
}

/** Makes a collection, unless there is one of this name. */
export async function createCollection(
  client: QdrantClient,
  name: string,
  model: EmbeddingModel,
  options: CollectionOptions,
): Promise<void> {
  const { shards, replicas } = options;
  const { dense, words } = vectorNames(model);
  const wanted: Schemas['CreateCollection'] = {
    // Half of a float is more than the eight bits that components have.
    vectors: { [dense]: { size: model.dimension, distance: 'Cosine', datatype: 'float16' } },
    sparse_vectors: { [words]: { modifier: 'idf' } },
    // A graph for each workspace, and none over all of them, which no search would use.
    hnsw_config: { m: 0, payload_m: 16 },
    strict_mode_config: STRICT,
    replication_factor: replicas,
    write_consistency_factor: Math.floor(replicas / 2) + 1,
    ...(shards !== undefined && { shard_number: shards }),
    ...quantizationOf(options),
  };
  try {
    await asking('creating the collection', () => client.createCollection(name, wanted));
  } catch (error) {
    // Another process was faster; what it made is looked at as everything else is.
    if (!(error instanceof QdrantFailure && error.status === 409)) throw error;
  }
}

function quantizationOf({ quantization }: CollectionOptions): Pick<Schemas['CreateCollection'], 'quantization_config'> {
  if (quantization === 'none') return {};
  if (quantization === 'binary') return { quantization_config: { binary: { always_ram: true } } };
  return { quantization_config: { scalar: { type: 'int8', always_ram: true } } };
}

async function createIndexes(client: QdrantClient, name: string, indexes: Readonly<Record<string, Schema>>) {
  for (const [key, schema] of Object.entries(indexes)) {
    const wanted = { field_name: key, field_schema: schema, wait: true };
    await asking('creating an index', () => client.createPayloadIndex(name, wanted));
  }
}

function missing(info: Schemas['CollectionInfo'], indexes: Readonly<Record<string, Schema>>) {
  return Object.fromEntries(Object.entries(indexes).filter(([key]) => info.payload_schema[key] === undefined));
}

/** What is wrong with a collection; `undefined` when it can be relied on. */
function faultOf({ config, payload_schema: schema }: Schemas['CollectionInfo'], model: EmbeddingModel) {
  const names = vectorNames(model);
  const dense = ((config.params.vectors ?? {}) as Record<string, Schemas['VectorParams'] | undefined>)[names.dense];
  if (dense?.size !== model.dimension || dense.distance !== 'Cosine') return 'its vectors are not of the model';
  if (config.params.sparse_vectors?.[names.words]?.modifier !== 'idf') return 'it does not count how rare words are';
  const strict = config.strict_mode_config;
  if (strict?.enabled !== true) return 'strict mode is off';
  if (strict.unindexed_filtering_retrieve !== false || strict.unindexed_filtering_update !== false)
    return 'it filters by keys without an index';
  const wrong = Object.entries(INDEXES).filter(([key, wanted]) => schema[key]?.data_type !== typeOf(wanted));
  return wrong.length === 0 ? undefined : `it lacks an index of \`${wrong.map(([key]) => key).join('`, `')}\``;
}

const typeOf = (schema: Schema) => (typeof schema === 'object' ? schema.type : schema);
