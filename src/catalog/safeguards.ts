/**
 * What a workspace says of its safeguards. Bounds are checked before it comes here; what is absent was never said, and is the default.
 */
import { sql } from 'drizzle-orm';
import type { AuditEvent } from '../audit/event.ts';
import type { Safeguards } from '../safeguards/safeguards.ts';
import { type Catalog, prepare, statement } from './catalog.ts';
import type { Batch } from './store.ts';

const askSafeguards = prepare<[said: string]>(sql`
  SELECT said FROM safeguards WHERE workspace = ${sql.placeholder('workspace')}`);

/** What was said last; nothing when it never was. */
export async function readSafeguards(catalog: Catalog, workspace: string): Promise<Safeguards> {
  const [row] = await askSafeguards(catalog, { workspace });
  return row === undefined ? {} : (JSON.parse(row[0]) as Safeguards);
}

/** Says all of it anew. It advances the epoch, since it may take away: no answer is recorded by what was said before. */
export function putSafeguards(workspace: string, said: Safeguards, event: AuditEvent): Batch {
  return {
    advancesEpoch: true,
    statements: [
      statement(sql`INSERT INTO safeguards (workspace, said) VALUES (${workspace}, ${JSON.stringify(said)})
        ON CONFLICT DO UPDATE SET said = excluded.said`),
    ],
    events: [event],
  };
}
