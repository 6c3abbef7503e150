/**
 * Secrets that the service makes for itself where none is configured, in a file that is its owner's alone (mode 0600). One that others
 * can read is refused, and processes that make it at once end up with the same.
 */
import { readFile, stat } from 'node:fs/promises';
import { writeOnce } from './durable-file.ts';

/** The file's text, `undefined` where there is none. `what` names it in errors. Throws an `Error` when others can read it. */
async function readSecretFile(path: string, what: string): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  // Windows has no such modes; there the folder's own rights decide.
  if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0)
    throw new Error(`others can read the ${what} \`${path}\`: make it its owner's alone, or delete it for a new one`);
  return text;
}

/** The file's text; where there is no file it is made first, with `fresh`. */
export async function openSecretFile(path: string, what: string, fresh: () => Promise<string>): Promise<string> {
  const known = await readSecretFile(path, what);
  if (known !== undefined) return known;
  await writeOnce(path, new TextEncoder().encode(await fresh()));
  const made = await readSecretFile(path, what);
  if (made === undefined) throw new Error(`the ${what} \`${path}\` vanished while it was made`);
  return made;
}
