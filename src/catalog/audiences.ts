/**
 * Audiences: sets of principals that a chunk carries as one integer. A set that came with a document is interned by its
 * content and never changes; one that somebody may edit is held by its collection or document.
 */
import { createHash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { Principal } from '../../entitlements/principal.ts';
import { statement } from './catalog.ts';
import { internPrincipals } from './people.ts';
import type { Statement } from './store.ts';

/** An audience that a batch makes or finds: the statements that see to it, and its number as an expression for later ones. */
export interface AudienceRef {
  readonly holder: string;
  readonly statements: readonly Statement[];
  readonly id: SQL;
}

/** The number of the audience with this holder inside a statement. */
export const audienceId = (workspace: string, holder: string) =>
  sql`(SELECT id FROM audiences WHERE workspace = ${workspace} AND holder = ${holder})`;

/** Makes the audience or sets its base. */
export function makeAudience(workspace: string, holder: string, base: SQL | null): Statement {
  return statement(
    sql`INSERT INTO audiences (workspace, holder, base_id) SELECT ${workspace}, ${holder}, ${base} WHERE true
      ON CONFLICT DO UPDATE SET base_id = excluded.base_id`,
  );
}

function addMembers(workspace: string, holder: string, members: readonly Principal[]): Statement {
  return statement(sql`INSERT INTO audience_members (audience_id, principal_id)
    SELECT ${audienceId(workspace, holder)}, p.id FROM json_each(${JSON.stringify(members)}) j
    CROSS JOIN principals p ON p.workspace = ${workspace} AND p.name = j.value WHERE true ON CONFLICT DO NOTHING`);
}

/** The audience that holds exactly `members`, and those of `base`. Two calls with the same content share one. */
export function internAudience(workspace: string, members: readonly Principal[], base?: AudienceRef): AudienceRef {
  const content = JSON.stringify([base?.holder ?? null, [...new Set(members)].sort()]);
  const holder = `content:${createHash('sha256').update(content).digest('hex')}`;
  return {
    holder,
    id: audienceId(workspace, holder),
    statements: [
      ...(base?.statements ?? []),
      internPrincipals(workspace, members),
      makeAudience(workspace, holder, base?.id ?? null),
      addMembers(workspace, holder, members),
    ],
  };
}

/** An audience whose members its holder may change, now with exactly `members`. */
export function holdAudience(
  workspace: string,
  holder: string,
  members: readonly Principal[],
  base?: AudienceRef,
): AudienceRef {
  const id = audienceId(workspace, holder);
  return {
    holder,
    id,
    statements: [
      ...(base?.statements ?? []),
      internPrincipals(workspace, members),
      makeAudience(workspace, holder, base?.id ?? null),
      statement(sql`DELETE FROM audience_members WHERE audience_id = ${id}`),
      addMembers(workspace, holder, members),
    ],
  };
}

/** An audience that is known to exist. */
export function existingAudience(workspace: string, holder: string): AudienceRef {
  return { holder, id: audienceId(workspace, holder), statements: [] };
}
