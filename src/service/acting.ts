/**
 * Who governs: whether their token and their standing let them, and the event that says what they did.
 */
import { randomUUID } from 'node:crypto';
import type { AuditEvent, EventKind } from '../audit/event.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type Caller, requireScope, type Scope } from '../identity/caller.ts';
import { takeFooting } from '../query/footing.ts';
import { actor } from '../query/record.ts';

/** The caller's workspace. Throws `insufficient-scope` without one of the scopes, and `principal-suspended`. */
export async function admit(catalog: Catalog, caller: Caller, ...anyOf: readonly [Scope, ...Scope[]]): Promise<string> {
  requireScope(caller, ...anyOf);
  await takeFooting(catalog, caller);
  return caller.workspace;
}

/** An event of something that the caller does. */
export function eventBy(caller: Caller, kind: EventKind, detail: Readonly<Record<string, unknown>>): AuditEvent {
  return { id: randomUUID(), workspace: caller.workspace, kind, detail: { actor: actor(caller), ...detail } };
}
