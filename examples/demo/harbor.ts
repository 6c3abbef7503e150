/**
 * The example company as the demo needs it: who there is, what is asked, and which of its files are poisoned.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CLASSIFICATIONS } from '../../entitlements/classification.ts';
import { parsePrincipal } from '../../entitlements/principal.ts';
import { PROJECT_ROOT } from '../../src/hosts/project-root.ts';

export const HARBOR = join(PROJECT_ROOT, 'examples', 'harbor');
export const DOCUMENTS = join(HARBOR, 'documents');

const principal = z.string().transform((text, context) => {
  const parsed = parsePrincipal(text);
  if (parsed) return parsed;
  context.addIssue('not a principal');
  return z.NEVER;
});
const named = z.object({ id: principal, name: z.string(), clearance: z.enum(CLASSIFICATIONS) });

const people = z.object({
  users: z.array(named),
  groups: z.array(z.object({ id: principal, members: z.array(principal) })),
  agents: z.array(named),
});

const questions = z.object({
  people: z.array(z.object({ as: principal, agent: principal, why: z.string() })),
  questions: z.array(z.string()),
});

const poisoned = z.array(
  z.object({
    file: z.string(),
    technique: z.string(),
    kind: z.enum(['poisoned', 'lookalike']),
    payload: z.string(),
    caught: z.enum(['signals', 'unicode', 'visibility']).optional(),
  }),
);

export type PoisonedFile = z.infer<typeof poisoned>[number];

async function readYaml<T>(name: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(parse(await readFile(join(HARBOR, name), 'utf8')));
}

export const readPeople = () => readYaml('people.yaml', people);
export const readQuestions = () => readYaml('questions.yaml', questions);
export const readPoisoned = () => readYaml('poisoned.yaml', poisoned);
