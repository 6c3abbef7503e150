/**
 * The epoch: one number that advances in the transaction of every change that can take something away from somebody.
 * A decision is made under the epoch that was read first, and recorded only while it still is the present one.
 */
import { sql } from 'drizzle-orm';
import { type Catalog, prepare } from './catalog.ts';

const askEpoch = prepare<[number]>(sql`SELECT epoch FROM state WHERE id = 1`);

/** The present epoch. Throws when the catalogue has none: then nothing can be decided. */
export async function readEpoch(catalog: Catalog): Promise<number> {
  const [row] = await askEpoch(catalog, {});
  if (!row) throw new Error('the catalogue has no epoch');
  return row[0];
}
