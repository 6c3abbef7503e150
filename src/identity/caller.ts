/**
 * Who calls: the person on whose behalf, the agent that acts for them, and what their token lets them do at all.
 * A `Caller` exists only behind a verified token.
 */
import type { Classification } from '../../entitlements/classification.ts';
import type { Principal } from '../../entitlements/principal.ts';
import { Problem } from '../problem.ts';

/**
 * `retrieve` asks questions; `ingest` brings documents; `own` manages the documents and collections that one owns; `admin`
 * manages everybody's, principals and policies; `soc` reads the audit log and explains decisions; `approve` decides what others ask leave for.
 */
export const SCOPES = ['retrieve', 'ingest', 'own', 'admin', 'soc', 'approve'] as const;
export type Scope = (typeof SCOPES)[number];

/** What an ingest token may set on what it brings. What is absent is not limited. */
export interface IngestCeiling {
  /** Collections it may bring documents into; with this set it makes none. */
  readonly collections?: readonly string[];
  /** It brings nothing less classified than this: labels can't be laundered downwards. */
  readonly minClassification?: Classification;
  /** `self`: it can't name another owner. */
  readonly owner?: 'self';
}

declare const caller: unique symbol;
export interface Caller {
  readonly [caller]: true;
  readonly workspace: string;
  readonly user: Principal;
  readonly agent?: Principal;
  /** Groups that the token claims. Absent: the directory's count. */
  readonly claimedGroups?: readonly Principal[];
  readonly scopes: ReadonlySet<Scope>;
  readonly ceiling: IngestCeiling;
  /** `jti` of the token, for the record. */
  readonly tokenId?: string;
  readonly issuer: string;
  /** Seconds since the Unix epoch. */
  readonly expiresAt: number;
  /** Address that the request came from, as the door saw it; see {@link comingFrom}. */
  readonly ip?: string;
}

/** The caller, with the address that their request came from. */
export function comingFrom(from: Caller, ip: string): Caller {
  return { ...from, ip };
}

/** Throws `insufficient-scope` unless the token has one of the scopes. */
export function requireScope(from: Caller, ...anyOf: readonly [Scope, ...Scope[]]): void {
  if (anyOf.some((scope) => from.scopes.has(scope))) return;
  throw new Problem(
    'insufficient-scope',
    `this needs a token with scope ${anyOf.map((scope) => `\`${scope}\``).join(' or ')}`,
  );
}
