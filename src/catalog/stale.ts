/**
 * Documents whose labels in the index are behind the facts: the outbox names them until the index has followed.
 */
import { sql } from 'drizzle-orm';
import { type Catalog, prepare } from './catalog.ts';

const askStale = prepare<[documentId: string]>(sql`
  SELECT DISTINCT document_id FROM jobs WHERE workspace = ${sql.placeholder('workspace')} AND kind = 'relabel'
  LIMIT ${sql.placeholder('limit')}`);

/** Documents with labels that an index may not have yet, `limit` of them at most. Asked on every question: `jobs_by_kind` covers it. */
export async function readStale(catalog: Catalog, workspace: string, limit: number): Promise<readonly string[]> {
  const rows = await askStale(catalog, { workspace, limit });
  return rows.map(([documentId]) => documentId);
}
