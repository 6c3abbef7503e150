/**
 * Principals: the people, groups and agents that entitlements speak of, written `user:alice`, `group:hr`, `agent:helpdesk`.
 * The grammar is narrow on purpose: one principal has one spelling, so that two strings are the same principal exactly when they are equal.
 */

export type PrincipalKind = 'user' | 'group' | 'agent';

declare const principal: unique symbol;
/** A well-formed principal name. Made by {@link parsePrincipal} alone. */
export type Principal = string & { readonly [principal]: true };

const GRAMMAR = /^(?:user|group|agent):[A-Za-z0-9][A-Za-z0-9._@|+=~-]{0,127}$/;

/** The grammar as a source, for schemas and messages. */
export const PRINCIPAL_PATTERN = GRAMMAR.source;

/** Parses `user:alice`; anything else, in any other spelling, is `undefined`. */
export function parsePrincipal(text: string): Principal | undefined {
  return GRAMMAR.test(text) ? (text as Principal) : undefined;
}

/** The principal of a kind whose bare name is `name` (`userName` → `user:userName`), or `undefined` when the name is not well-formed. */
export function principalOf(kind: PrincipalKind, name: string): Principal | undefined {
  return parsePrincipal(`${kind}:${name}`);
}

/** The kind that the name states. */
export function kindOf(name: Principal): PrincipalKind {
  return name.slice(0, name.indexOf(':')) as PrincipalKind;
}
