/**
 * The two numbers that say how far the catalogue has moved. The epoch advances in the transaction of every change that can take
 * something away from somebody: a decision is made under the epoch that was read first, and recorded only while it still is the
 * present one. `facts` moves with every change of what decisions rest on, additions too: what is kept in memory is kept under it.
 */
import { sql } from 'drizzle-orm';
import { type Catalog, prepare } from './catalog.ts';

export interface CatalogState {
  readonly epoch: number;
  readonly facts: number;
}

const askState = prepare<[epoch: number, facts: number]>(sql`SELECT epoch, facts FROM state WHERE id = 1`);

/** Both numbers as they are now. Throws when the catalogue has none: then nothing can be decided. */
export async function readState(catalog: Catalog): Promise<CatalogState> {
  const [row] = await askState(catalog, {});
  if (!row) throw new Error('the catalogue has no epoch');
  const [epoch, facts] = row;
  return { epoch, facts };
}
