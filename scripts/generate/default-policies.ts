/** The default policies and the schema as a module, so that what runs anywhere has them without reading files. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../entitlements/policies/', import.meta.url));

const HEADER = `/**
 * The schema and the default policies, as they stand in \`entitlements/policies\`.
 * Made by \`npm run generate\`. Do not edit.
 */
`;

/** Name of the policy → its text with its comment, in the order of the names. */
export async function defaultPolicies(): Promise<readonly (readonly [string, string])[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.cedar')).sort();
  return Promise.all(
    files.map(async (file) => [file.slice(0, -'.cedar'.length), await readFile(join(FOLDER, file), 'utf8')] as const),
  );
}

export function schemaSource(): Promise<string> {
  return readFile(join(FOLDER, 'schema.cedarschema'), 'utf8');
}

export async function defaultPoliciesModule(): Promise<string> {
  const schema = await schemaSource();
  const policies = (await defaultPolicies()).map(([name, text]) => `  ${key(name)}: ${template(text)},\n`);
  return [
    HEADER,
    '\n/** Of what every workspace has; the types of declared attributes are added to it. */\n',
    `export const SCHEMA = ${template(schema)};\n`,
    '\n/** Text by id: the file of a policy is named like it. */\n',
    `export const DEFAULT_POLICIES: Readonly<Record<string, string>> = {\n${policies.join('')}};\n`,
  ].join('');
}

/** Quoted where it has to be, as the formatter wants it. */
function key(name: string): string {
  return /^[a-z]+$/.test(name) ? name : `'${name}'`;
}

function template(text: string): string {
  return `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;
}
