/**
 * Files about policies: their sources, the tests beside them, and the declared attributes that they are checked against.
 */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ATTRIBUTE_TYPES, isAttributeName, NO_ATTRIBUTES, type Registry } from '../../entitlements/attributes.ts';
import { usageError } from './failure.ts';
import { asAdmin } from './session.ts';
import type { Shell } from './shell.ts';

const POLICY_ENDING = '.cedar';
const TESTS_ENDING = '.test.yaml';

const types = z
  .record(z.string().refine(isAttributeName, 'is not a name of an attribute'), z.enum(ATTRIBUTE_TYPES))
  .default({});
const registryFile = z.strictObject({ user: types, agent: types, resource: types });

/**
 * The attributes that a file declares; without one, those of the data folder, or none while there is none. No data folder is made.
 */
export async function attributesFor(shell: Shell, file: string | undefined): Promise<Registry> {
  if (file !== undefined) return parseRegistry(await readFile(file, 'utf8'), file);
  const isThere = await access(join(shell.settings().dataFolder, 'sluice.db')).then(
    () => true,
    () => false,
  );
  if (!isThere) return NO_ATTRIBUTES;
  const declared = await asAdmin(shell, ({ broker }, caller) => broker.listAttributes(caller));
  const of = (subject: keyof Registry) =>
    Object.fromEntries(declared.filter((one) => one.subject === subject).map(({ name, type }) => [name, type]));
  return { user: of('user'), agent: of('agent'), resource: of('resource') };
}

function parseRegistry(text: string, path: string): Registry {
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0, prettyErrors: false, schema: 'core', merge: false });
  } catch {
    throw usageError(`\`${path}\` is neither YAML nor JSON`);
  }
  const parsed = registryFile.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({ at: issue.path.map(String).join('.'), detail: issue.message }));
  throw usageError(`\`${path}\`: write {user: {name: type}, agent: {…}, resource: {…}}`, faults);
}

/** The policy and its tests, whichever of the two is named: `a.cedar` and `a.test.yaml`. */
export function besideEachOther(path: string): { readonly policy: string; readonly tests: string } {
  for (const ending of [POLICY_ENDING, TESTS_ENDING]) {
    if (!path.endsWith(ending)) continue;
    const stem = path.slice(0, -ending.length);
    return { policy: `${stem}${POLICY_ENDING}`, tests: `${stem}${TESTS_ENDING}` };
  }
  throw usageError(`\`${path}\`: name a policy, such as \`a.cedar\`, or the tests beside it, \`a.test.yaml\``);
}
