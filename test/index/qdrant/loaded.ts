/** Payloads in a collection of Qdrant, one point each, and which of them a filter finds: nothing of the adapter comes between. */
import type { QdrantClient } from '@qdrant/js-client-rest';
import { LABELS, type Labelled } from '../../../entitlements/condition.ts';
import { type Filter, type Payload, payloadOf } from '../../../src/index/qdrant/filter.ts';

/** More than is loaded. */
const PAGE = 10_000;

export function payloadOfChunk(workspace: string, { documentId, resourceId, labels, attributes }: Labelled): Payload {
  const entry = { ...{ chunkId: resourceId, resourceId, labels, attributes }, title: '', headings: [], text: '' };
  return payloadOf(workspace, documentId, 1, entry);
}

/** Makes a collection of a point for each payload, numbered in their order. */
export async function load(client: QdrantClient, name: string, payloads: readonly object[]): Promise<void> {
  await client.createCollection(name, { vectors: { dense: { size: 1, distance: 'Cosine' } } });
  for (const field_name of ['workspace', 'resource', 'document', 'attrs', 'emptySets'])
    await client.createPayloadIndex(name, { field_name, field_schema: 'keyword', wait: true });
  for (const field_name of LABELS)
    await client.createPayloadIndex(name, { field_name, field_schema: 'integer', wait: true });
  const points = payloads.map((payload, id) => ({ id, vector: { dense: [1] }, payload: { ...payload } }));
  await client.upsert(name, { points, wait: true });
}

/** The numbers of the points that meet the filter, in order. */
export async function found(client: QdrantClient, name: string, filter: Filter): Promise<readonly number[]> {
  const request = { filter: filter as never, limit: PAGE, with_payload: false };
  const { points } = await client.scroll(name, request);
  return points.map(({ id }) => Number(id)).toSorted((one, other) => one - other);
}
