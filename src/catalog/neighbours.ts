/**
 * What stands beside passages in their documents, with the labels in force. It names chunks and holds no text: each of them is decided on
 * like any other.
 */
import { sql } from 'drizzle-orm';
import type { Attributes } from '../../entitlements/attributes.ts';
import type { Labelled } from '../../entitlements/condition.ts';
import { type Catalog, prepare } from './catalog.ts';

export interface Beside {
  /** The passage that was asked about. */
  readonly of: string;
  readonly chunkId: string;
  readonly place: 'before' | 'after';
  /** Of its document or row. It says nothing of risk: the inspection does. */
  readonly labelled: Labelled;
}

type Row = [
  of: string,
  chunkId: string,
  distance: number,
  documentId: string,
  resourceId: string,
  kind: number,
  readers: number,
  deniers: number,
  owner: number,
  collection: number,
  classification: number,
  attributes: string,
];

const askBeside = prepare<Row>(sql`
  SELECT c.id, n.id, n.ordinal - c.ordinal, n.document_id, n.resource_id, r.row_number IS NOT NULL,
    r.readers_id, r.deniers_id, r.owner_id, d.collection_id, r.classification, r.attributes
  FROM json_each(${sql.placeholder('chunkIds')}) asked CROSS JOIN chunks c ON c.id = asked.value
  CROSS JOIN chunks n ON n.document_id = c.document_id AND n.generation = c.generation
    AND n.ordinal BETWEEN c.ordinal - ${sql.placeholder('reach')} AND c.ordinal + ${sql.placeholder('reach')}
  CROSS JOIN resources r ON r.id = n.resource_id CROSS JOIN documents d ON d.id = n.document_id
  WHERE n.ordinal <> c.ordinal
  ORDER BY asked.key, n.ordinal`);

/**
 * Chunks of the same document and generation that stand at most `reach` places before or after each of those asked about: in the order
 * of `chunkIds`, and for each in the order of its document.
 */
export async function readBeside(catalog: Catalog, chunkIds: readonly string[], reach: number): Promise<Beside[]> {
  const rows = await askBeside(catalog, { chunkIds: JSON.stringify(chunkIds), reach });
  return rows.map(toBeside);
}

function toBeside([of, chunkId, distance, documentId, resourceId, ...labels]: Row): Beside {
  const [kind, readers, deniers, owner, collection, classification, attributes] = labels;
  return {
    ...{ of, chunkId, place: distance < 0 ? 'before' : 'after' },
    labelled: {
      ...{ documentId, resourceId, attributes: JSON.parse(attributes) as Attributes },
      labels: { kind, readers, deniers, owner, collection, classification, risk: 0, score: 0 },
    },
  };
}
