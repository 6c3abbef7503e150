/**
 * Commands that ask the broker in this process do so as somebody: through a token that is verified like any other, never
 * past it. The token is the local development issuer's for whoever `--as` names, or the one in `SLUICE_TOKEN`.
 */
import type { Principal } from '../../entitlements/principal.ts';
import type { Caller, Scope } from '../identity/caller.ts';
import type { LocalIssuer } from '../identity/local-issuer.ts';
import { Problem } from '../problem.ts';
import type { CliHost, Shell } from './shell.ts';
import { bareName } from './values.ts';

/** Bare name of the person in whose name the command line acts where nobody is named. */
export const OPERATOR = 'operator';

/** Long enough for the work of one command; nobody else sees the token. */
const IN_PROCESS_LIFE_S = 24 * 60 * 60;

/** Whom a command was told to act for. */
export interface Whom {
  readonly as?: Principal;
  readonly agent?: Principal;
  /** Bare names. Absent: the directory's groups count. */
  readonly groups?: readonly string[];
}

/** Opens the service for one command and closes it again, whatever happens. */
export async function withHost<T>(shell: Shell, work: (host: CliHost) => Promise<T>): Promise<T> {
  const host = await shell.openHost({ quiet: true });
  try {
    return await work(host);
  } finally {
    await host.close();
  }
}

/** The local development issuer. Throws `unauthenticated` where other issuers are configured. */
export function requireLocalIssuer({ localIssuer }: Pick<CliHost, 'localIssuer'>): LocalIssuer {
  if (localIssuer) return localIssuer;
  throw new Problem(
    'unauthenticated',
    'issuers are configured, so there is no local development issuer: get a token from one of them and set SLUICE_TOKEN',
  );
}

/**
 * Who asks: whom `--as` names; else the token in `SLUICE_TOKEN`; else, where `fallback` allows it, `user:operator`.
 * Throws `unauthenticated` when that gives nobody.
 */
export async function identify(
  shell: Shell,
  host: CliHost,
  whom: Whom,
  scopes: readonly Scope[],
  fallback: 'nobody' | 'operator' = 'nobody',
): Promise<Caller> {
  const token = shell.token();
  if (whom.as === undefined && token !== undefined) return host.verify(token);
  if (whom.as === undefined && fallback === 'nobody') {
    throw new Problem('unauthenticated', 'say for whom: `--as user:alice`, or set SLUICE_TOKEN');
  }
  const minted = await requireLocalIssuer(host).mint({
    user: whom.as === undefined ? OPERATOR : bareName(whom.as),
    ...(whom.agent && { agent: bareName(whom.agent) }),
    ...(whom.groups && { groups: whom.groups }),
    scopes,
    ttlSeconds: IN_PROCESS_LIFE_S,
    workspace: shell.settings().workspace,
  });
  return host.verify(minted);
}

/** What the help of commands says that run through {@link asAdmin}. */
export const ACTS_AS_ADMIN = `It acts as user:${OPERATOR}, or with the token in SLUICE_TOKEN, which needs the scope \`admin\`.`;

/** Opens the service for an administrator: who `SLUICE_TOKEN` says, else `user:operator`. */
export function asAdmin<T>(shell: Shell, work: (host: CliHost, caller: Caller) => Promise<T>): Promise<T> {
  return withHost(shell, async (host) => work(host, await identify(shell, host, {}, ['admin'], 'operator')));
}
