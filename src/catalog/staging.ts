/**
 * Staging: a generation's rows and chunks are written ahead of its activation, in bounded pieces, so that no decision waits
 * behind a long document. What is staged is served to nobody: serving asks for the active generation.
 */
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { ScoredChunk } from '../../ingest/stages.ts';
import type { Generations } from '../index/port.ts';
import { statement } from './catalog.ts';
import type { DocumentLabels } from './labels.ts';
import { isPending } from './pending.ts';
import { principalId } from './people.ts';
import type { Batch } from './store.ts';
import type { StoredCell } from './tables/documents.ts';

/** Chunks or rows a batch: about two milliseconds of the write lock. */
const PIECE = 100;

export interface StagedChunk {
  readonly chunkId: string;
  readonly resourceId: string;
  readonly chunk: ScoredChunk;
  /** Of a row that is a resource of its own. */
  readonly cells: readonly StoredCell[];
}

/** SHA-256, hex, of a chunk's text, after its context and a line's end where it has one. */
const contentHash = ({ context, text }: ScoredChunk) =>
  createHash('sha256')
    .update(context === undefined ? text : `${context}\n${text}`)
    .digest('hex');

/** Batches that stage the resources of a generation's rows. Refused with `not-pending`. */
export function stageRows(workspace: string, documentId: string, generation: number, labels: DocumentLabels): Batch[] {
  return pieces(labels.rows).map((rows) => ({
    priority: 'background',
    guards: [isPending(documentId, generation)],
    statements: rows.map(({ resourceId, row, owner, readers, attributes }) =>
      statement(sql`INSERT INTO resources (id, document_id, generation, row_number, owner_id, readers_id, deniers_id, classification, attributes)
        VALUES (${resourceId}, ${documentId}, ${generation}, ${row.number}, ${principalId(workspace, owner)},
          ${readers.id}, ${labels.deniers.id}, ${labels.classification}, ${JSON.stringify(attributes)})
        ON CONFLICT DO UPDATE SET owner_id = excluded.owner_id, readers_id = excluded.readers_id,
          deniers_id = excluded.deniers_id, classification = excluded.classification, attributes = excluded.attributes`),
    ),
  }));
}

/** Batches that stage a generation's chunks. Refused with `not-pending`. */
export function stageChunks(documentId: string, generation: number, chunks: readonly StagedChunk[]): Batch[] {
  return pieces(chunks).map((piece) => {
    const rows = piece.map(({ chunkId, resourceId, chunk, cells }) => ({
      ...{ id: chunkId, resource: resourceId, ordinal: chunk.ordinal, text: chunk.text, hash: contentHash(chunk) },
      ...{ context: chunk.context ?? null, locator: chunk.locator, start: chunk.start, end: chunk.end, cells },
      sensitive: chunk.sensitive,
      ...{ score: chunk.risk.score, verdict: chunk.risk.verdict, spans: chunk.risk.spans },
    }));
    return {
      priority: 'background',
      guards: [isPending(documentId, generation)],
      statements: [
        statement(sql`INSERT OR REPLACE INTO chunks
          (id, document_id, generation, resource_id, ordinal, text, context, content_hash, locator, start, "end", risk_score, verdict, spans, cells, sensitive)
          SELECT value ->> 'id', ${documentId}, ${generation}, value ->> 'resource', value ->> 'ordinal', value ->> 'text',
            value ->> 'context', value ->> 'hash',
            value -> 'locator', value ->> 'start', value ->> 'end', value ->> 'score', value ->> 'verdict', value -> 'spans', value -> 'cells', value -> 'sensitive'
          FROM json_each(${JSON.stringify(rows)})`),
      ],
    };
  });
}

function pieces<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / PIECE) }, (_, i) => items.slice(i * PIECE, (i + 1) * PIECE));
}

/** Rows removed a batch of {@link unstage}, at most. Repeat until {@link stagedLeft} says no. */
const UNSTAGE_PIECE = 500;

const generationsOf = (which: Generations) =>
  which === 'all' ? sql`true` : 'only' in which ? sql`generation = ${which.only}` : sql`generation < ${which.before}`;

/** One piece of the removal of superseded or deleted text. */
export function unstage(documentId: string, which: Generations): Batch {
  const where = sql`document_id = ${documentId} AND ${generationsOf(which)}`;
  return {
    priority: 'background',
    statements: [
      statement(sql`DELETE FROM chunks WHERE id IN (SELECT id FROM chunks WHERE ${where} LIMIT ${UNSTAGE_PIECE})`),
      statement(sql`DELETE FROM resources WHERE id IN (SELECT r.id FROM resources r
        WHERE r.document_id = ${documentId} AND r.row_number IS NOT NULL AND ${generationsOf(which)}
          AND NOT EXISTS (SELECT 1 FROM chunks c WHERE c.resource_id = r.id) LIMIT ${UNSTAGE_PIECE})`),
    ],
  };
}

/** Whether {@link unstage} has more to do, as a query. */
export const stagedLeft = (documentId: string, which: Generations) => sql`SELECT EXISTS (
  SELECT 1 FROM chunks WHERE document_id = ${documentId} AND ${generationsOf(which)}
  UNION ALL SELECT 1 FROM resources WHERE document_id = ${documentId} AND row_number IS NOT NULL AND ${generationsOf(which)})`;
