/** Saving what somebody asked for, and never in place of something else. */
import { writeFile } from 'node:fs/promises';
import { usageError } from './failure.ts';

/** Writes a file that is not there yet, for this user alone. Throws `invalid-request` when it is. */
export async function saveNew(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw usageError(`\`${path}\` is there already: name a file that is not`);
  }
}
