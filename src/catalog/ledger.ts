/**
 * Reading the audit chain: its newest entries, one entry, and the whole of it to verify.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, desc, eq, gt, lt } from 'drizzle-orm';
import { type Break, type Chained, ChainVerifier } from '../audit/chain.ts';
import type { EventKind } from '../audit/event.ts';
import type { Catalog } from './catalog.ts';
import { audit } from './tables/audit.ts';

/** Entries read at a time when the chain is verified. */
const PAGE = 1_000;

const toChained = (row: typeof audit.$inferSelect): Chained => ({ ...row, kind: row.kind as EventKind });

/** The newest `limit` entries of a workspace before `before`, oldest first. */
export async function readTail(
  catalog: Catalog,
  workspace: string,
  limit: number,
  before?: number,
): Promise<Chained[]> {
  const rows = await catalog.db
    .select()
    .from(audit)
    .where(and(eq(audit.workspace, workspace), before === undefined ? undefined : lt(audit.seq, before)))
    .orderBy(desc(audit.seq))
    .limit(limit);
  return rows.reverse().map(toChained);
}

/** All entries, of all workspaces, in order. */
export async function* readChain(catalog: Catalog): AsyncGenerator<Chained> {
  for (let after = 0; ; ) {
    const rows = await catalog.db.select().from(audit).where(gt(audit.seq, after)).orderBy(asc(audit.seq)).limit(PAGE);
    for (const row of rows) yield toChained(row);
    // Reading and hashing are synchronous: a long chain must not keep everybody else waiting.
    await nextTurn();
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

/** Recomputes the whole chain, up to its first break. */
export async function verifyChain(
  catalog: Catalog,
): Promise<{ entries: number; head: { seq: number; hash: string }; firstBreak?: Break }> {
  const verifier = new ChainVerifier();
  let entries = 0;
  for await (const entry of readChain(catalog)) {
    const firstBreak = verifier.check(entry);
    if (firstBreak) return { entries, head: verifier.head, firstBreak };
    entries += 1;
  }
  return { entries, head: verifier.head };
}
