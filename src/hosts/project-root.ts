/** Where the package is installed: its migrations, its models. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root: compiled modules lie one folder deeper than sources. */
export const PROJECT_ROOT = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
})();

/** Models that are part of the package, a folder each. */
export const MODELS_FOLDER = join(PROJECT_ROOT, 'models');
