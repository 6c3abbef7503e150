/**
 * Time as a batch sees it: the database's clock at the moment of the commit, and not the one at which something was decided.
 */
import { sql } from 'drizzle-orm';
import { guard } from './catalog.ts';
import type { Guard } from './store.ts';

/** The commit happens before `atMs`, in milliseconds since the Unix epoch; otherwise the batch is refused with `reason`. */
export function committedBefore(reason: string, atMs: number): Guard {
  return guard(reason, sql`unixepoch('subsec') * 1000 < ${atMs}`);
}
