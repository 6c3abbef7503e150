/** What is said of a principal, as a batch: checked, with its attributes read by the registry of the epoch it is committed under. */
import { NO_ATTRIBUTES, type Registry } from '../../../entitlements/attributes.ts';
import type { Principal } from '../../../entitlements/principal.ts';
import { putPrincipal } from '../../catalog/people.ts';
import type { Batch } from '../../catalog/store.ts';
import type { PrincipalFields } from '../../governance.ts';
import { type Fault, Problem } from '../../problem.ts';
import { completed, type Safeguards } from '../../safeguards/safeguards.ts';
import { milderThan } from '../../safeguards/strictness.ts';
import { fieldFaults, readAttributes, subjectOf } from './fields.ts';

/** Throws `invalid-request` when something is wrong with the fields, whatever the registry says. */
export function refuseUnfit(principal: Principal, fields: PrincipalFields): void {
  refuse(principal, fieldFaults(principal, fields));
}

/** The same when an agent's own safeguards are milder than what the workspace says. */
export function refuseMilder(said: Safeguards, principal: Principal, fields: PrincipalFields): void {
  refuse(principal, milderFaults(said, fields));
}

function refuse(principal: Principal, faults: readonly Fault[]): void {
  if (faults.length > 0) throw new Problem('invalid-request', `that can not be said of \`${principal}\``, { faults });
}

/** The batch. Throws `invalid-attribute` with every attribute that is not declared or not of its type. */
export function putBatch(
  workspace: string,
  registry: Registry,
  principal: Principal,
  { attributes, ...rest }: PrincipalFields,
): Batch {
  const subject = subjectOf(principal);
  if (attributes === undefined || subject === undefined) return putPrincipal(workspace, principal, rest);
  const { values, faults } = readAttributes(registry, subject, attributes);
  if (faults.length > 0) {
    throw new Problem('invalid-attribute', `\`${principal}\` can not have these attributes`, { faults });
  }
  return putPrincipal(workspace, principal, { ...rest, attributes: values });
}

/** What is wrong with the attributes, each fault with the name of the principal. */
export function attributeFaults(registry: Registry, principal: Principal, { attributes }: PrincipalFields): Fault[] {
  const subject = subjectOf(principal);
  if (attributes === undefined || subject === undefined) return [];
  return readAttributes(registry, subject, attributes).faults.map(({ at, detail }) => ({
    at: `${principal} ${at}`,
    detail,
  }));
}

/** What of an agent's own safeguards is milder than what the workspace says. */
export function milderFaults(said: Safeguards, { ceiling }: PrincipalFields): Fault[] {
  return milderThan(completed(said), ceiling?.safeguards ?? {}).map(({ at, detail }) => ({
    at: `ceiling.safeguards.${at}`,
    detail,
  }));
}

/** What the workspace says of its safeguards, where it is needed for these fields. */
export async function safeguardsFor(
  many: readonly PrincipalFields[],
  read: () => Promise<Safeguards>,
): Promise<Safeguards> {
  return many.some(({ ceiling }) => ceiling?.safeguards !== undefined) ? read() : {};
}

/** The registry, where it is needed for these fields: most changes speak of no attribute. */
export async function registryFor(many: readonly PrincipalFields[], read: () => Promise<Registry>): Promise<Registry> {
  return many.some(({ attributes }) => attributes !== undefined) ? read() : NO_ATTRIBUTES;
}
