/**
 * What an index file has, page by page in the order in which it was put: passages with what conditions read of them, and whether their
 * words and vectors are there, too.
 */
import type { Attributes } from '../../../entitlements/attributes.ts';
import type { Labels } from '../../../entitlements/condition.ts';
import type { IndexedPage, IndexedPassage, Listing } from '../port.ts';
import type { Searching } from './searching.ts';

type Row = Labels & {
  readonly id: number;
  readonly chunkId: string;
  readonly documentId: string;
  readonly generation: number;
  readonly resourceId: string;
  readonly attributes: string | null;
  readonly labelled: number | null;
  readonly worded: number | null;
  readonly directed: number | null;
};

const sqlFor = (where: string) => `SELECT p.id, p.chunk_id AS chunkId, p.document_id AS documentId, p.generation,
    p.resource_id AS resourceId, p.attributes, l.id AS labelled, l.kind, l.readers, l.deniers, l.owner, l.collection, l.classification,
    l.risk, l.score, w.rowid AS worded, v.id AS directed
  FROM passage p LEFT JOIN label l ON l.id = p.id LEFT JOIN words w ON w.rowid = p.id LEFT JOIN vector v ON v.id = p.id
  WHERE ${where} AND p.id > ? ORDER BY p.id LIMIT ?`;

const OF_ALL = sqlFor('TRUE');
const OF_DOCUMENT = sqlFor('p.document_id = ?');

export function listPassages({ prepare }: Pick<Searching, 'prepare'>, listing: Listing): IndexedPage {
  const { documentId, after = '0', limit } = listing;
  const rows = (
    documentId === undefined
      ? prepare(OF_ALL).all(Number(after), limit)
      : prepare(OF_DOCUMENT).all(documentId, Number(after), limit)
  ) as Row[];
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { passages: rows.map(toPassage), next: last && String(last.id) };
}

function toPassage(row: Row): IndexedPassage {
  const { chunkId, documentId, generation, resourceId, attributes, labelled, worded, directed } = row;
  const { kind, readers, deniers, owner, collection, classification, risk, score } = row;
  const labels = { kind, readers, deniers, owner, collection, classification, risk, score };
  return {
    ...{ chunkId, documentId, generation, resourceId },
    labels: labelled === null ? undefined : labels,
    attributes: attributes === null ? {} : parsed(attributes),
    hasWords: worded !== null,
    hasVector: directed !== null,
  };
}

function parsed(attributes: string): Attributes | undefined {
  try {
    return JSON.parse(attributes) as Attributes;
  } catch {
    return undefined;
  }
}
