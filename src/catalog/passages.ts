/**
 * Passages with the facts that decide on them, read in one statement: text never travels without its labels.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { ResourceFacts } from '../../entitlements/decide.ts';
import type { Standing } from '../../entitlements/standing.ts';
import type { Sensitive } from '../../filters/dlp/kinds.ts';
import type { Verdict } from '../../filters/injection/classifier.ts';
import type { MarkedSpan } from '../../filters/injection/neutralize.ts';
import type { Locator } from '../../ingest/stages.ts';
import { type Ask, type Catalog, prepare } from './catalog.ts';
import type { CollectionTree } from './collections.ts';
import {
  askersOf,
  type Evidence,
  FACT_COLUMNS,
  FACT_JOINS,
  type FactColumns,
  factsFrom,
  withEdges,
} from './resources.ts';
import type { StoredCell } from './tables/documents.ts';

/** A chunk as it stands in the catalogue. */
export interface Passage {
  readonly chunkId: string;
  readonly documentId: string;
  readonly resourceId: string;
  readonly generation: number;
  readonly ordinal: number;
  readonly text: string;
  /** See `Chunk.context`. */
  readonly context?: string;
  readonly contentHash: string;
  readonly title: string;
  readonly uri: string | undefined;
  readonly collection: string;
  readonly locator: Locator;
  /** For a row: where the values of its columns stand in `text`. */
  readonly cells: readonly StoredCell[];
  /** Sensitive values in `text`; null for what came before they were looked for. */
  readonly sensitive: readonly Sensitive[] | null;
  readonly risk: {
    readonly score: number;
    readonly verdict: Verdict;
    readonly spans: readonly MarkedSpan[];
    readonly scoredBy: string;
  };
}

export interface PassageWithFacts {
  readonly passage: Passage;
  readonly facts: ResourceFacts;
  readonly evidence: Evidence;
}

type ChunkColumns = [
  chunkId: string,
  generation: number,
  ordinal: number,
  text: string,
  context: string | null,
  contentHash: string,
  title: string,
  uri: string | null,
  locator: string,
  cells: string,
  sensitive: string | null,
  score: number,
  verdict: Verdict,
  spans: string,
  scoredBy: string,
  served: number,
];

type Row = [...ChunkColumns, ...FactColumns];
const CHUNK_COLUMNS = 16;

/** Passages `c` of those resources that `asked` gives. */
const passages = (asked: SQL, where: SQL): Ask<Row> =>
  prepare(sql`
    ${withEdges(asked)}
    SELECT c.id, c.generation, c.ordinal, c.text, c.context, c.content_hash, g.title, g.intent ->> 'uri', c.locator, c.cells, c.sensitive,
      c.risk_score, c.verdict, c.spans, g.scored_by,
      d.status = 'active' AND c.generation IS d.active_generation AND g.status = 'active' AND c.verdict <> 'malicious',
      ${FACT_COLUMNS}
    FROM chunks c JOIN resources r ON r.id = c.resource_id JOIN documents d ON d.id = c.document_id
    JOIN generations g ON g.document_id = c.document_id AND g.generation = c.generation
    ${FACT_JOINS}
    WHERE ${where}`);

function fromRow(tree: CollectionTree, row: Row): PassageWithFacts {
  const [chunkId, generation, ordinal, text, context, contentHash, title, uri, locator, cells, sensitive] = row;
  const [score, verdict, spans, scoredBy, served] = row.slice(11, CHUNK_COLUMNS) as [
    number,
    Verdict,
    string,
    string,
    number,
  ];
  const columns = row.slice(CHUNK_COLUMNS) as FactColumns;
  const [, documentId, resourceId, , , collection] = columns;
  return {
    passage: {
      ...{ chunkId, documentId, resourceId, generation, ordinal, text, contentHash, title, collection },
      ...(context === null ? {} : { context }),
      uri: uri ?? undefined,
      locator: JSON.parse(locator) as Locator,
      cells: JSON.parse(cells) as StoredCell[],
      sensitive: sensitive === null ? null : (JSON.parse(sensitive) as Sensitive[]),
      risk: { score, verdict, spans: JSON.parse(spans) as MarkedSpan[], scoredBy },
    },
    ...factsFrom(tree, served === 1, columns),
  };
}

const those = sql`(SELECT value FROM json_each(${sql.placeholder('chunkIds')}))`;
const askChunks = passages(sql`SELECT DISTINCT resource_id FROM chunks WHERE id IN ${those}`, sql`c.id IN ${those}`);

/** The chunks with these ids, with facts as they are now for those who ask. Ids that no longer exist are simply not there. */
export async function readPassages(
  catalog: Catalog,
  standing: Standing,
  tree: CollectionTree,
  chunkIds: readonly string[],
): Promise<ReadonlyMap<string, PassageWithFacts>> {
  const rows = await askChunks(catalog, { ...askersOf(standing), chunkIds: JSON.stringify(chunkIds) });
  return new Map(rows.map((row) => fromRow(tree, row)).map((one) => [one.passage.chunkId, one]));
}

// A document's chunks, or a row's: one page of them, before anything else is looked at.
const page = sql`(
  SELECT c.id FROM chunks c JOIN documents d ON d.id = c.document_id
  WHERE c.id IN (
      SELECT id FROM chunks WHERE resource_id = ${sql.placeholder('id')} UNION SELECT id FROM chunks WHERE document_id = ${sql.placeholder('id')})
    AND c.generation IS d.active_generation AND c.ordinal > ${sql.placeholder('after')}
  ORDER BY c.ordinal LIMIT ${sql.placeholder('limit')})`;
const askWhole = passages(
  sql`SELECT DISTINCT resource_id FROM chunks WHERE id IN ${page}`,
  sql`c.id IN ${page} ORDER BY c.ordinal`,
);

/**
 * The served chunks of one resource or document, in order: at most `limit` with ordinals above `after`. `id` is a document's, which
 * gives all its chunks, or a row's, which gives the row's. Whoever calls decides on each: a document's rows need not be
 * readable together.
 */
export async function readWhole(
  catalog: Catalog,
  standing: Standing,
  tree: CollectionTree,
  id: string,
  after: number,
  limit: number,
): Promise<PassageWithFacts[]> {
  const rows = await askWhole(catalog, { ...askersOf(standing), id, after, limit });
  return rows.map((row) => fromRow(tree, row));
}
