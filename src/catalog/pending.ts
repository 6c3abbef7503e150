/**
 * Generations that are accepted and wait to be taken in.
 */
import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { type Catalog, guard } from './catalog.ts';
import type { Intent } from './intent.ts';
import { generations } from './tables/documents.ts';

export interface PendingGeneration {
  readonly blob: string;
  readonly salt: string;
  readonly intent: Intent;
  /** `entitlementsVersion` of the document when it was received. */
  readonly receivedUnder: number;
  /** Hash of what a reviewer saw and released; null: nobody did. */
  readonly releasedHash: string | null;
}

/** The generation, if it still waits to be taken in. */
export async function readPending(
  catalog: Catalog,
  documentId: string,
  generation: number,
): Promise<PendingGeneration | undefined> {
  const [row] = await catalog.db
    .select({
      blob: generations.blob,
      salt: generations.salt,
      intent: generations.intent,
      receivedUnder: generations.entitlementsVersion,
      releasedHash: generations.releasedHash,
    })
    .from(generations)
    .where(
      and(
        eq(generations.documentId, documentId),
        eq(generations.generation, generation),
        eq(generations.status, 'pending'),
      ),
    );
  return row;
}

/** Holds while a generation waits to be taken in: nobody else has finished it, and nothing newer is served. */
export const isPending = (documentId: string, generation: number) =>
  guard(
    'not-pending',
    sql`EXISTS (SELECT 1 FROM generations g JOIN documents d ON d.id = g.document_id
      WHERE g.document_id = ${documentId} AND g.generation = ${generation} AND g.status = 'pending' AND d.status <> 'deleted'
        AND ${generation} > coalesce(d.active_generation, 0))`,
  );

/** The id of a row or chunk: unguessable without the generation's salt, and the same each time it is staged. */
export function stagedId(salt: string, kind: 'row' | 'chunk', number: number): string {
  const hex = createHash('sha256').update(`${salt}/${kind}/${number}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
