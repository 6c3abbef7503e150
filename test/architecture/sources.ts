/** The project's source files, as the architecture tests see them. */
import { readdir } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';

/** The project's root folder. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** Folders whose code is shipped. */
export const SHIPPED = ['src', 'ingest', 'filters', 'entitlements'] as const;

/** Paths of the TypeScript files below `folders`, relative to the root, with `/`, sorted. A folder that isn't there is an error. */
export async function sourceFiles(folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    for (const entry of await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
      found.push(relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'));
    }
  }
  return found.sort();
}
