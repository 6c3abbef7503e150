/** The last part of the page on hidden text: every technique, by format, as the readers list them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TECHNIQUES_BY_HOME } from '../../ingest/techniques.ts';

const PAGE = join(fileURLToPath(new URL('../../', import.meta.url)), 'docs/hidden-text.md');
/** What stands above is written by people, what stands below is made here. */
const BORDER = '<!-- Made by `npm run generate` from the lists beside the readers. Do not edit from here on. -->\n';

export async function techniquesPage(): Promise<string> {
  const [written, , ...others] = (await readFile(PAGE, 'utf8')).split(BORDER);
  if (written === undefined || others.length > 0) throw new Error('docs/hidden-text.md has not one border');
  const tables = [...TECHNIQUES_BY_HOME].map(([home, list]) => {
    const rows = Object.entries(list)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { severity, says }]) => `| \`${name}\` | ${severity} | ${says.replaceAll('|', '\\|')} |`);
    return `### ${home}\n\n| technique | severity | what it is |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `${written}${BORDER}\n${tables.join('\n')}`;
}
