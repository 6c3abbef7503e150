/**
 * What stands beside passages in their documents. It names chunks and holds no text: each of them is decided on like any other.
 */
import { sql } from 'drizzle-orm';
import { type Catalog, prepare } from './catalog.ts';

export interface Beside {
  /** The passage that was asked about. */
  readonly of: string;
  readonly chunkId: string;
  readonly place: 'before' | 'after';
}

const askBeside = prepare<[of: string, chunkId: string, distance: number]>(sql`
  SELECT c.id, n.id, n.ordinal - c.ordinal
  FROM json_each(${sql.placeholder('chunkIds')}) asked CROSS JOIN chunks c ON c.id = asked.value
  CROSS JOIN chunks n ON n.document_id = c.document_id AND n.generation = c.generation
    AND n.ordinal BETWEEN c.ordinal - ${sql.placeholder('reach')} AND c.ordinal + ${sql.placeholder('reach')}
  WHERE n.ordinal <> c.ordinal
  ORDER BY asked.key, n.ordinal`);

/**
 * Chunks of the same document and generation that stand at most `reach` places before or after each of those asked about: in the order
 * of `chunkIds`, and for each in the order of its document.
 */
export async function readBeside(catalog: Catalog, chunkIds: readonly string[], reach: number): Promise<Beside[]> {
  const rows = await askBeside(catalog, { chunkIds: JSON.stringify(chunkIds), reach });
  return rows.map(([of, chunkId, distance]) => ({ of, chunkId, place: distance < 0 ? 'before' : 'after' }));
}
