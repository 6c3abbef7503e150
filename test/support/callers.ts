/** Callers as a verified token makes them. Tests of tokens make tokens; tests of everything behind them begin here. */
import { type Principal, parsePrincipal, principalOf } from '../../entitlements/principal.ts';
import { type Caller, type IngestCeiling, SCOPES, type Scope } from '../../src/identity/caller.ts';

export interface CallerOptions {
  readonly agent?: string;
  /** Absent: the directory's groups count. */
  readonly groups?: readonly string[];
  /** Absent: all of them. */
  readonly scopes?: readonly Scope[];
  readonly workspace?: string;
  readonly ceiling?: IngestCeiling;
  readonly ip?: string;
}

/** A caller for the person with the bare name `user`. */
export function callerFor(user: string, options: CallerOptions = {}): Caller {
  const { agent, groups, scopes = SCOPES, workspace = 'main', ceiling = {}, ip } = options;
  return {
    workspace,
    user: aPrincipal(`user:${user}`),
    ...(agent === undefined ? {} : { agent: aPrincipal(`agent:${agent}`) }),
    ...(groups === undefined
      ? {}
      : { claimedGroups: groups.map((name) => principalOf('group', name) ?? aPrincipal(name)) }),
    ...(ip === undefined ? {} : { ip }),
    scopes: new Set(scopes),
    ceiling,
    issuer: 'urn:test',
    expiresAt: Number.MAX_SAFE_INTEGER,
  } as unknown as Caller;
}

/** A principal that has to be well-formed. */
export function aPrincipal(name: string): Principal {
  const principal = parsePrincipal(name);
  if (principal === undefined) throw new Error(`\`${name}\` is not a principal`);
  return principal;
}
