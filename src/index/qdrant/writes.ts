/**
 * What is written to a collection, as operations that can be done twice: points by their ids, the rest by filters that name the workspace
 * and the document. Bounded, whatever a document holds.
 */
import type { Schemas } from '@qdrant/js-client-rest';
import type { Generations, ResourceLabels } from '../port.ts';
import { MAX_BATCH } from './collection.ts';
import { attributePayloadOf, type Clause, type Filter } from './filter.ts';
import type { Point } from './points.ts';
import { asSchema } from './query.ts';

type Operation = Schemas['UpdateOperation'];

/** Numbers of dense vectors in one request: about a mebibyte as JSON. */
const MAX_NUMBERS = 256 * 1_024;
/** Of one document's resources in one operation. */
const MAX_RESOURCES = 1_000;

/** Parts of a list, none longer than `size`. */
export function partsOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** Points as requests take them. */
export function batchesOf(points: readonly Point[], dimension: number): readonly Schemas['PointStruct'][][] {
  const size = Math.max(1, Math.min(MAX_BATCH, Math.floor(MAX_NUMBERS / dimension)));
  return partsOf(points, size).map((part) =>
    part.map(({ id, vector, payload }) => ({
      ...{ id, payload: { ...payload } },
      vector: vector as Schemas['VectorStruct'],
    })),
  );
}

const is = (key: string, value: string): Clause => ({ key, match: { value } });

export const ofWorkspace = (workspace: string) => asSchema({ must: [is('workspace', workspace)] });

/** A document's points of some generations; those with these ids left out. */
export function ofDocument(workspace: string, documentId: string, which: Generations, except: readonly string[] = []) {
  const own: Clause[] = [is('workspace', workspace), is('document', documentId)];
  if (which !== 'all')
    own.push(
      'only' in which
        ? { key: 'generation', match: { any: [which.only] } }
        : { key: 'generation', range: { lt: which.before } },
    );
  const filter: Filter = { must: own };
  return except.length === 0 ? asSchema(filter) : { ...asSchema(filter), must_not: [{ has_id: [...except] }] };
}

/**
 * New labels and attributes. Each is set in one step, under keys that are replaced as wholes: to delete the old ones first would leave a
 * moment in which a passage lacks an attribute that keeps it from somebody. Risk and score are not among them and stay.
 */
export function relabellings(
  workspace: string,
  documentId: string,
  labels: ReadonlyMap<string, ResourceLabels>,
): readonly Operation[] {
  const groups = new Map<string, { readonly payload: Record<string, unknown>; readonly resources: string[] }>();
  for (const [resource, said] of labels) {
    const { kind, readers, deniers, owner, collection, classification } = said.labels;
    const payload = {
      ...{ kind, readers, deniers, owner, collection, classification },
      ...attributePayloadOf(said.attributes),
    };
    const key = JSON.stringify(payload);
    const resources = groups.get(key)?.resources ?? [];
    resources.push(resource);
    groups.set(key, { payload, resources });
  }
  return [...groups.values()].flatMap(({ payload, resources }) =>
    partsOf(resources, MAX_RESOURCES).map((any): Operation => {
      const own: Clause[] = [
        is('workspace', workspace),
        is('document', documentId),
        { key: 'resource', match: { any } },
      ];
      return { set_payload: { payload, filter: asSchema({ must: own }) } };
    }),
  );
}
