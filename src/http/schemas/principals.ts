/**
 * Principals and what entitlements say of them, as requests and answers hold them.
 */
import { z } from 'zod';
import { CLASSIFICATIONS } from '../../../entitlements/classification.ts';
import {
  kindOf,
  PRINCIPAL_PATTERN,
  type Principal,
  type PrincipalKind,
  parsePrincipal,
} from '../../../entitlements/principal.ts';
import { LIMITS, type PrincipalView } from '../../broker.ts';
import { line } from './text.ts';

/** A principal of one of these kinds. */
function principalOfKind(kinds: readonly PrincipalKind[]): z.ZodType<Principal, string> {
  const words = kinds.map((kind) => `\`${kind}:name\``).join(' or ');
  return z
    .string()
    .meta({
      pattern: PRINCIPAL_PATTERN.replace(/\(\?:[^)]*\)/, `(?:${kinds.join('|')})`),
      examples: [kinds[0] === 'group' ? 'group:hr' : 'user:alice'],
    })
    .transform((name, context) => {
      const principal = parsePrincipal(name);
      if (principal !== undefined && kinds.includes(kindOf(principal))) return principal;
      context.addIssue({ code: 'custom', message: `must be ${words}` });
      return z.NEVER;
    });
}

export const principal = principalOfKind(['user', 'group', 'agent']);
export const group = principalOfKind(['group']);
const person = principalOfKind(['user']);

export const classification = z.enum(CLASSIFICATIONS).meta({ id: 'Classification' });

/** Longest body that sets entitlements: readers and deniers at their bounds fit. */
export const MAX_ENTITLEMENTS_BYTES = 512 * 1024;

const principals = z.array(principal).max(LIMITS.principals);

/** What is set: all of it, so that nobody keeps access by being left out. */
export const entitlementsInput = z
  .strictObject({
    owner: person.optional().meta({ description: 'Absent: stays who it is.' }),
    readers: principals.meta({ description: 'Empty: the owner alone.' }),
    deniers: principals,
  })
  .meta({ id: 'EntitlementsInput' });

export const collectionEntitlementsInput = entitlementsInput
  .omit({ owner: true })
  .meta({ id: 'CollectionEntitlementsInput' });

/** What may be said with a document that is brought. */
export const deliveredEntitlements = z
  .strictObject({
    owner: person.optional().meta({ description: 'Absent: who brings it.' }),
    readers: principals
      .optional()
      .meta({ description: 'Absent: the readers of the collection. Empty: the owner alone.' }),
    deniers: principals.optional(),
  })
  .meta({ id: 'DeliveredEntitlements' });

export const principalInput = z
  .strictObject({
    displayName: line(LIMITS.nameLength).nullable().optional(),
    active: z.boolean().optional().meta({ description: '`false` suspends: every request of theirs is refused.' }),
    clearance: classification.optional(),
  })
  .meta({ id: 'PrincipalInput' });

export const principalView = z
  .object({
    principal: z.string(),
    displayName: z.string().nullable(),
    active: z.boolean(),
    clearance: classification,
  })
  .meta({ id: 'Principal' }) satisfies z.ZodType<PrincipalView>;
