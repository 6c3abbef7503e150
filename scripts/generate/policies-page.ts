/** The last part of the page on policies: the schema and the default policies, as they stand in their files. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultPolicies, schemaSource } from './default-policies.ts';

const PAGE = join(fileURLToPath(new URL('../../', import.meta.url)), 'docs/policies.md');
/** What stands above is written by people, what stands below is made here. */
const BORDER = '<!-- Made by `npm run generate` from entitlements/policies. Do not edit from here on. -->\n';

export async function policiesPage(): Promise<string> {
  const [written, , ...others] = (await readFile(PAGE, 'utf8')).split(BORDER);
  if (written === undefined || others.length > 0) throw new Error('docs/policies.md has not one border');
  const policies = (await defaultPolicies()).map(([, text]) => text).join('\n');
  return `${written}${BORDER}\n${block(policies)}\n## The schema\n\n${block(await schemaSource())}`;
}

function block(text: string): string {
  return `\`\`\`cedar\n${text}\`\`\`\n`;
}
