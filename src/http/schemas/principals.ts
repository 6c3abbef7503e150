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
import { LIMITS } from '../../broker.ts';
import type { AgentCeiling, PrincipalFields, PrincipalView } from '../../governance.ts';
import { agentSafeguards } from '../../safeguards/schema.ts';
import { attributesInput, attributesView } from './attributes.ts';
import { collectionName, line, text } from './text.ts';

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
export const person = principalOfKind(['user']);
export const agent = principalOfKind(['agent']);

export const classification = z.enum(CLASSIFICATIONS).meta({ id: 'Classification' });

/** Purposes that an agent's ceiling names. */
const MAX_PURPOSES = 100;

/** Longest body that sets entitlements: readers and deniers at their bounds fit. */
export const MAX_ENTITLEMENTS_BYTES = 512 * 1024;

export const principals = z.array(principal).max(LIMITS.principals);

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

const ceiling = z
  .strictObject({
    collections: z
      .array(collectionName)
      .max(LIMITS.collections)
      .optional()
      .meta({ description: 'It reads from these alone, and from all below them.' }),
    purposes: z
      .array(text(LIMITS.purposeLength))
      .max(MAX_PURPOSES)
      .optional()
      .meta({ description: 'It asks for these alone, and has to say for which.' }),
    maxRisk: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .meta({ description: 'Worst risk score of a passage that it is given.' }),
    safeguards: agentSafeguards.optional(),
  })
  .meta({
    id: 'AgentCeilingInput',
    description: 'What an agent may be given at most. Set whole; what is absent is not limited.',
  }) satisfies z.ZodType<AgentCeiling>;

/** What is set of a user or an agent. */
export const principalFields = {
  displayName: line(LIMITS.nameLength).nullable().optional(),
  active: z.boolean().optional().meta({ description: '`false` suspends: every request of theirs is refused.' }),
  clearance: classification.optional(),
  attributes: attributesInput.optional(),
  manager: person.nullable().optional().meta({ description: 'Of a user: who approves for them.' }),
  external: z.boolean().optional().meta({ description: 'Of an agent: it works outside the organisation.' }),
  ceiling: ceiling.optional(),
};

export const principalInput = z
  .strictObject(principalFields)
  .meta({ id: 'PrincipalInput' }) satisfies z.ZodType<PrincipalFields>;

export const ceilingView = z.object({
  collections: z.array(z.string()).readonly().optional(),
  purposes: z.array(z.string()).readonly().optional(),
  maxRisk: z.number().optional(),
  safeguards: agentSafeguards.optional(),
}) satisfies z.ZodType<AgentCeiling>;

export const principalView = z
  .object({
    principal: z.string(),
    displayName: z.string().nullable(),
    active: z.boolean(),
    clearance: classification,
    attributes: attributesView,
    manager: z.string().nullable().optional(),
    external: z.boolean().optional(),
    ceiling: ceilingView.optional(),
  })
  .meta({ id: 'Principal' }) satisfies z.ZodType<PrincipalView>;
