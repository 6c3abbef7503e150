/**
 * The epoch: one number that advances in the transaction of every change that can take something away from somebody.
 * A decision is made under the epoch that was read first, and recorded only while it still is the present one.
 */
import { eq } from 'drizzle-orm';
import type { Catalog } from './catalog.ts';
import { state } from './schema.ts';

/** The present epoch. Throws when the catalogue has none: then nothing can be decided. */
export async function readEpoch(catalog: Catalog): Promise<number> {
  const [row] = await catalog.db.select({ epoch: state.epoch }).from(state).where(eq(state.id, 1));
  if (!row) throw new Error('the catalogue has no epoch');
  return row.epoch;
}
