/**
 * What the claims of a verified token say: who, through whom, with which groups, scopes and ceiling, in which workspace.
 * Malformed is refused, never read as absent: an absent `act` or ceiling would allow more than a broken one.
 */
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { CLASSIFICATIONS } from '../../entitlements/classification.ts';
import { type Principal, type PrincipalKind, principalOf } from '../../entitlements/principal.ts';
import { type Caller, type IngestCeiling, SCOPES, type Scope } from './caller.ts';
import type { TrustedIssuer } from './settings.ts';

const MAX_GROUPS = 5_000;
const MAX_TOKEN_ID_LENGTH = 256;

const ceilingClaim = z.strictObject({
  collections: z.array(z.string().min(1).max(200)).max(1_000).optional(),
  minClassification: z.enum(CLASSIFICATIONS).optional(),
  owner: z.literal('self').optional(),
}) satisfies z.ZodType<IngestCeiling>;

/** INVARIANT: called with verified claims alone. Throws an `Error` whose message names the claim and not its value. */
export function toCaller(claims: JWTPayload, issuer: TrustedIssuer): Caller {
  const agent = agentIn(claims.act);
  const claimedGroups = groupsIn(claims.groups, issuer.groups);
  const tokenId = tokenIdIn(claims.jti);
  return {
    workspace: workspaceIn(claims.workspace, issuer.workspaces),
    user: principalIn('user', claims.sub, 'sub'),
    ...(agent && { agent }),
    ...(claimedGroups && { claimedGroups }),
    scopes: scopesIn(claims.scope),
    ceiling: ceilingIn(claims.sluice_ingest),
    ...(tokenId && { tokenId }),
    issuer: issuer.issuer,
    expiresAt: Number(claims.exp),
  } as Caller;
}

/** `act` of RFC 8693: the agent that acts for the subject. Earlier actors, nested in it, are for the record of the issuer. */
function agentIn(act: unknown): Principal | undefined {
  if (act === undefined) return undefined;
  if (typeof act !== 'object' || act === null || !('sub' in act)) throw new Error('`act` has no `sub`');
  return principalIn('agent', act.sub, 'act.sub');
}

function groupsIn(groups: unknown, source: TrustedIssuer['groups']): readonly Principal[] | undefined {
  switch (source) {
    case 'directory':
      return undefined;
    case 'claims':
      return groups === undefined ? [] : claimedGroups(groups);
    case 'claims-else-directory':
      return groups === undefined ? undefined : claimedGroups(groups);
    default:
      return source satisfies never;
  }
}

function claimedGroups(groups: unknown): readonly Principal[] {
  if (!Array.isArray(groups)) throw new Error('`groups` is not a list');
  if (groups.length > MAX_GROUPS) throw new Error('`groups` has too many entries');
  return [...new Set(groups.map((name) => principalIn('group', name, 'groups')))];
}

function principalIn(kind: PrincipalKind, name: unknown, claim: string): Principal {
  const found = typeof name === 'string' ? principalOf(kind, name) : undefined;
  if (found === undefined) throw new Error(`\`${claim}\` is not a name`);
  return found;
}

function workspaceIn(workspace: unknown, served: readonly string[]): string {
  const named = workspace === undefined && served.length === 1 ? served[0] : workspace;
  if (typeof named !== 'string' || !served.includes(named)) throw new Error('`workspace` is not one of the issuer');
  return named;
}

/** Scopes that are not ours are somebody else's and mean nothing here. */
function scopesIn(scope: unknown): ReadonlySet<Scope> {
  if (scope === undefined) return new Set();
  if (typeof scope !== 'string') throw new Error('`scope` is not text');
  const named = new Set(scope.split(' '));
  return new Set(SCOPES.filter((one) => named.has(one)));
}

function ceilingIn(ceiling: unknown): IngestCeiling {
  if (ceiling === undefined) return {};
  const parsed = ceilingClaim.safeParse(ceiling);
  if (!parsed.success) throw new Error('`sluice_ingest` is not well-formed');
  return parsed.data;
}

function tokenIdIn(jti: unknown): string | undefined {
  if (jti === undefined) return undefined;
  if (typeof jti !== 'string' || jti.length === 0 || jti.length > MAX_TOKEN_ID_LENGTH)
    throw new Error('`jti` is not an id');
  return jti;
}
