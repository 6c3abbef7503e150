/**
 * Checks every manifest below a folder, so that all faults of all of them are told at once. Whether nested ones only narrow is
 * seen when the folder is walked. It takes nothing in.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManifestError } from '../../../ingest/manifest/error.ts';
import { MANIFEST_NAME, parseManifest } from '../../../ingest/manifest.ts';

/** What is wrong with the manifests at and below `folder`, one error a file. */
export async function manifestErrors(folder: string): Promise<ManifestError[]> {
  const errors: ManifestError[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.')) errors.push(...(await manifestErrors(path)));
    if (entry.isFile() && entry.name === MANIFEST_NAME) {
      try {
        parseManifest(await readFile(path, 'utf8'), path);
      } catch (error) {
        if (!(error instanceof ManifestError)) throw error;
        errors.push(error);
      }
    }
  }
  return errors;
}
