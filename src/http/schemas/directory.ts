/**
 * A directory as one request says it, and what it would change.
 */
import { z } from 'zod';
import { LIMITS } from '../../broker.ts';
import type { DirectoryInput } from '../../governance.ts';
import { attributesView } from './attributes.ts';
import { agent, ceilingView, classification, group, person, principal, principalFields } from './principals.ts';
import { line } from './text.ts';

const { manager, external, ceiling, ...common } = principalFields;

const user = z.strictObject({ id: person, ...common, manager });
const knownAgent = z.strictObject({ id: agent, ...common, external, ceiling });
const knownGroup = z.strictObject({
  id: group,
  displayName: line(LIMITS.nameLength).optional(),
  members: z
    .array(principal)
    .max(LIMITS.directoryEntries)
    .default([])
    .meta({ description: 'All that are directly in it: who is not listed leaves it.' }),
});

const listOf = <T extends z.ZodType>(entry: T) => z.array(entry).max(LIMITS.directoryEntries).default([]);

export const directoryInput = z
  .strictObject({ users: listOf(user), groups: listOf(knownGroup), agents: listOf(knownAgent) })
  .superRefine(({ users, groups, agents }, context) => {
    const all = { users, groups, agents };
    if (users.length + groups.length + agents.length > LIMITS.directoryEntries) {
      context.addIssue({ code: 'custom', message: `must have at most ${LIMITS.directoryEntries} entries in all` });
    }
    for (const [kind, entries] of Object.entries(all)) {
      const seen = new Set<string>();
      for (const [n, { id }] of entries.entries()) {
        if (seen.has(id)) context.addIssue({ code: 'custom', path: [kind, n, 'id'], message: 'stands there twice' });
        seen.add(id);
      }
    }
  })
  .meta({ id: 'DirectoryInput' }) satisfies z.ZodType<DirectoryInput>;

const change = z.union([
  z.object({
    kind: z.literal('put'),
    principal: z.string(),
    isNew: z.boolean(),
    fields: z
      .object({
        displayName: z.string().nullable().optional(),
        active: z.boolean().optional(),
        clearance: classification.optional(),
        attributes: attributesView.optional(),
        manager: z.string().nullable().optional(),
        external: z.boolean().optional(),
        ceiling: ceilingView.optional(),
      })
      .meta({ description: 'What is set; what is absent stays.' }),
  }),
  z.object({ kind: z.enum(['add', 'remove']), group: z.string(), member: z.string() }),
]);

export const directoryChanges = z
  .object({
    changes: z.array(change).readonly(),
    applied: z.boolean().meta({ description: '`false` for a preview.' }),
  })
  .meta({ id: 'DirectoryChanges' });
