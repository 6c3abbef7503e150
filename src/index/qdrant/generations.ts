/**
 * Generations of the collection. An alias names the one that is searched, so that Qdrant itself changes over from one to the next, for every
 * process at once. A model has two names of collections, of which the one that the alias does not name is what is built beside.
 */
import type { QdrantClient } from '@qdrant/js-client-rest';
import type { EmbeddingModel } from '../../embedding/port.ts';
import { asking, QdrantFailure, reading } from './client.ts';
import {
  type CollectionOptions,
  createCollection,
  ensureCollection,
  type Indexed,
  modelKey,
  requireVersion,
} from './collection.ts';

export interface GenerationOptions extends CollectionOptions {
  /** The alias, and what names of collections begin with. */
  readonly prefix: string;
  /** The model of all vectors; a collection of another's is refused until it is built anew. */
  readonly model: EmbeddingModel;
}

/** Where passages are: the name by which they are asked for, and a look at whether all is as it should be, which throws {@link QdrantFailure}. */
export interface Place {
  readonly name: string;
  ensure(): Promise<Indexed>;
}

const MODEL_KEY = /^[0-9a-f]{16}-[ab]$/;

/**
 * What is searched. It is made where there is none only if `mayCreate` says so, and only once: an empty one would answer as if it were
 * whole.
 */
export function livePlace(client: QdrantClient, options: GenerationOptions, mayCreate: boolean): Place {
  const { prefix, model } = options;
  let isExpected = !mayCreate;
  return {
    name: prefix,
    async ensure() {
      await requireVersion(client);
      const named = await aliased(client, prefix);
      if (named === undefined && isExpected)
        throw new QdrantFailure(`there is no index \`${prefix}\``, 404, 'run `sluice reindex`');
      const collection = named ?? namesFor(options)[0];
      if (named === undefined) {
        await createCollection(client, collection, model, options);
        await setAlias(client, prefix, collection);
      }
      const keys = await ensureCollection(client, collection, model);
      isExpected = true;
      return { collection, keys };
    },
  };
}

/** What is built beside, made where there is none; what is left of an earlier one stays if it can be gone on with and `restart` does not say otherwise. */
export async function placeBeside(
  client: QdrantClient,
  options: GenerationOptions,
  restart: boolean,
): Promise<Place & { readonly isResumed: boolean }> {
  const { prefix, model } = options;
  await requireVersion(client);
  const [first, second] = namesFor(options);
  const name = (await aliased(client, prefix)) === first ? second : first;
  const { exists } = await reading('looking for what is built', () => client.collectionExists(name));
  const isResumed = exists && !restart && (await isUsable(client, name, model));
  if (exists && !isResumed) await remove(client, name);
  const ensure = async () => ({ collection: name, keys: await ensureCollection(client, name, model) });
  if (!isResumed) await createCollection(client, name, model, options);
  return { name, ensure, isResumed };
}

/** Has the alias name this collection, and removes every other that it ever named. */
export async function switchTo(client: QdrantClient, prefix: string, collection: string): Promise<void> {
  await setAlias(client, prefix, collection);
  const { collections } = await reading('listing the collections', () => client.getCollections());
  const isOurs = (name: string) => name.startsWith(`${prefix}-`) && MODEL_KEY.test(name.slice(prefix.length + 1));
  for (const { name } of collections) if (isOurs(name) && name !== collection) await remove(client, name);
}

const namesFor = ({ prefix, model }: GenerationOptions) =>
  ['a', 'b'].map((letter) => `${prefix}-${modelKey(model)}-${letter}`) as [string, string];

async function aliased(client: QdrantClient, alias: string): Promise<string | undefined> {
  const { aliases } = await reading('asking for the alias', () => client.getAliases());
  return aliases.find(({ alias_name: name }) => name === alias)?.collection_name;
}

/** In one step: nobody finds the alias to name nothing. */
async function setAlias(client: QdrantClient, alias: string, collection: string): Promise<void> {
  const actions = [
    { delete_alias: { alias_name: alias } },
    { create_alias: { alias_name: alias, collection_name: collection } },
  ];
  await asking('setting the alias', () => client.updateCollectionAliases({ actions }));
}

async function isUsable(client: QdrantClient, name: string, model: EmbeddingModel): Promise<boolean> {
  try {
    await ensureCollection(client, name, model);
    return true;
  } catch (error) {
    if (error instanceof QdrantFailure && error.status === 400) return false;
    throw error;
  }
}

async function remove(client: QdrantClient, name: string): Promise<void> {
  await asking('removing a collection', () => client.deleteCollection(name));
}
