/**
 * What a collection has of a workspace, page by page in the order of the points' ids. Payloads travel, vectors do not: which of a page lack
 * one is asked by a filter.
 */
import { isDeepStrictEqual } from 'node:util';
import type { QdrantClient, Schemas } from '@qdrant/js-client-rest';
import type { Attributes } from '../../../entitlements/attributes.ts';
import { LABELS, type Labels } from '../../../entitlements/condition.ts';
import type { EmbeddingModel } from '../../embedding/port.ts';
import type { IndexedPage, IndexedPassage, Listing } from '../port.ts';
import { reading } from './client.ts';
import { MAX_LIMIT, vectorNames } from './collection.ts';
import { type AttributePayload, attributePayloadOf } from './filter.ts';
import { ofDocument, ofWorkspace } from './writes.ts';

type Payload = NonNullable<Schemas['Record']['payload']>;

/** A page of what the collection has of a workspace. Throws when any of it is of another: then nothing of the answer is believed. */
export async function listPassages(
  client: QdrantClient,
  collection: string,
  workspace: string,
  { documentId, after, limit }: Listing,
  model: EmbeddingModel,
  consistency: NonNullable<Schemas['ReadConsistency']>,
): Promise<IndexedPage> {
  const names = vectorNames(model);
  const request = {
    filter: documentId === undefined ? ofWorkspace(workspace) : ofDocument(workspace, documentId, 'all'),
    ...{ limit: Math.min(limit, MAX_LIMIT), with_payload: true, with_vector: false, consistency },
    ...(after !== undefined && { offset: after }),
  };
  const { points, next_page_offset: next } = await reading('listing', () => client.scroll(collection, request));
  const ids = points.map(({ id }) => id);
  /** Those of the page that lack any of these vectors. */
  const lacking = async (...vectors: readonly string[]) => {
    if (ids.length === 0) return new Set();
    const lacksOne = vectors.map((vector) => ({ must_not: [{ has_vector: vector }] }));
    const filter = { ...ofWorkspace(workspace), should: lacksOne };
    const those = { filter: { must: [filter, { has_id: ids }] }, limit: ids.length, with_payload: false, consistency };
    const found = await reading('listing', () => client.scroll(collection, those));
    return new Set(found.points.map(({ id }) => id));
  };
  // Mostly none lacks any, which takes one request to know.
  const isWhole = (await lacking(names.words, names.dense)).size === 0;
  const without = async (vector: string) => (isWhole ? new Set() : lacking(vector));
  const [withoutWords, withoutVector] = await Promise.all([without(names.words), without(names.dense)]);
  const passages = points.map(({ id, payload }) => ({
    ...passageOf(workspace, payload ?? {}),
    hasWords: !withoutWords.has(id),
    hasVector: !withoutVector.has(id),
  }));
  return { passages, next: typeof next === 'string' ? next : undefined };
}

function passageOf(workspace: string, payload: Payload): Omit<IndexedPassage, 'hasWords' | 'hasVector'> {
  const { chunk, document, generation, resource } = payload;
  if (payload.workspace !== workspace) throw new Error('Qdrant answered with a passage of another workspace');
  if (typeof chunk !== 'string' || typeof document !== 'string')
    throw new Error('Qdrant answered with a passage that has no name');
  return {
    ...{ chunkId: chunk, documentId: document, generation: Number(generation), resourceId: String(resource) },
    ...{ labels: labelsOf(payload), attributes: attributesOf(payload) },
  };
}

function labelsOf(payload: Payload): Labels | undefined {
  const labels = LABELS.map((label) => [label, payload[label]] as const);
  return labels.every(([, value]) => typeof value === 'number')
    ? (Object.fromEntries(labels) as unknown as Labels)
    : undefined;
}

/** The attributes, if their payload is what is made of them: filters read each of its parts. */
function attributesOf({ attrs, text, number, flag, set, emptySets }: Payload): Attributes | undefined {
  try {
    const kept = { attrs, text, number, flag, set, emptySets } as AttributePayload;
    const attributes = Object.fromEntries(kept.attrs.map((name) => [name, attributeIn(kept, name)]));
    return isDeepStrictEqual(attributePayloadOf(attributes), kept) ? attributes : undefined;
  } catch {
    return undefined;
  }
}

function attributeIn({ text, number, flag, set }: AttributePayload, name: string) {
  return text[name] ?? number[name] ?? (flag[name] === undefined ? (set[name] ?? []) : flag[name] === 'true');
}
