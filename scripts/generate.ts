/**
 * Writes the documents that are made from code: `docs/openapi.json` from the HTTP surface, `docs/cli.md` from the commands' help, the
 * techniques of hiding in `docs/hidden-text.md` from the readers' lists, and the default policies, as a module and in
 * `docs/policies.md`, from the files that people read.
 * With `--check` it writes nothing and exits with 1 when a committed file is not what the code says.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cliReference } from './generate/cli-reference.ts';
import { defaultPoliciesModule } from './generate/default-policies.ts';
import { openapiDocument } from './generate/openapi.ts';
import { policiesPage } from './generate/policies-page.ts';
import { techniquesPage } from './generate/techniques-page.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Path → what makes its text. */
const GENERATED: Readonly<Record<string, () => Promise<string>>> = {
  'docs/openapi.json': openapiDocument,
  'docs/cli.md': cliReference,
  'docs/hidden-text.md': techniquesPage,
  'docs/policies.md': policiesPage,
  'entitlements/cedar/defaults.ts': defaultPoliciesModule,
};

const isCheck = process.argv.includes('--check');
for (const [path, make] of Object.entries(GENERATED)) {
  const file = join(ROOT, path);
  const text = await make();
  const committed = await readFile(file, 'utf8').catch(() => undefined);
  if (committed === text) continue;
  if (isCheck) {
    process.stderr.write(`${path} is not what the code says: run \`npm run generate\`\n`);
    process.exitCode = 1;
    continue;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  process.stdout.write(`${path} written\n`);
}
