/**
 * Versions of a workspace's own policies: each a whole, none ever changed, the newest in force. What is stored here was found fit
 * by whoever applies it; the catalogue only keeps the order.
 */
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Principal } from '../../entitlements/principal.ts';
import type { AuditEvent } from '../audit/event.ts';
import type { PolicyVersion } from '../governance.ts';
import { type Catalog, guard, statement } from './catalog.ts';
import { internPrincipals, principalId } from './people.ts';
import type { Batch } from './store.ts';
import { principals } from './tables/principals.ts';
import { policies } from './tables/settings.ts';

const ABOUT = {
  version: policies.version,
  note: policies.note,
  appliedBy: principals.name,
  appliedAt: sql<string>`${policies.appliedAt}`.mapWith((atMs: number) => new Date(atMs).toISOString()),
};

/** The version in force, or the one with this number; `undefined` when there is none. */
export async function readPolicies(
  catalog: Catalog,
  workspace: string,
  version?: number,
): Promise<PolicyVersion | undefined> {
  const [row] = await catalog.db
    .select({ ...ABOUT, source: policies.source })
    .from(policies)
    .innerJoin(principals, eq(principals.id, policies.appliedById))
    .where(and(eq(policies.workspace, workspace), version === undefined ? undefined : eq(policies.version, version)))
    .orderBy(desc(policies.version))
    .limit(1);
  return row;
}

/** All versions, newest first, without their source. */
export async function listPolicyVersions(
  catalog: Catalog,
  workspace: string,
): Promise<Omit<PolicyVersion, 'source'>[]> {
  return catalog.db
    .select(ABOUT)
    .from(policies)
    .innerJoin(principals, eq(principals.id, policies.appliedById))
    .where(eq(policies.workspace, workspace))
    .orderBy(desc(policies.version));
}

export interface NewPolicies {
  readonly workspace: string;
  readonly source: string;
  readonly note?: string;
  /** The version that they follow, 0 for none: the new one is the next. */
  readonly expectedVersion: number;
  readonly appliedBy: Principal;
  readonly nowMs: number;
  readonly event: AuditEvent;
}

/** Puts a new version in force. Refused with `policies-changed` unless the expected version is the present one. */
export function applyPolicies(change: NewPolicies): Batch {
  const { workspace, source, note, expectedVersion, appliedBy, nowMs } = change;
  return {
    advancesEpoch: true,
    guards: [
      guard(
        'policies-changed',
        sql`(SELECT coalesce(max(version), 0) FROM policies WHERE workspace = ${workspace}) = ${expectedVersion}`,
      ),
    ],
    statements: [
      internPrincipals(workspace, [appliedBy]),
      statement(sql`INSERT INTO policies (workspace, version, source, note, applied_by_id, applied_at)
        VALUES (${workspace}, ${expectedVersion + 1}, ${source}, ${note ?? null}, ${principalId(workspace, appliedBy)}, ${nowMs})`),
    ],
    events: [change.event],
  };
}
