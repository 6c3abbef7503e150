/**
 * The key for evidence that an installation makes for itself: for one machine, and only while nobody has configured issuers. Whoever
 * has the data folder has the key with it.
 */
import { openSecretFile } from '../secret-file.ts';
import { makeSecret, parseSecret, writeSecret } from './keys.ts';

/** The secret in the file, which is made first where there is none. Throws an `Error` when others can read it, or it is damaged. */
export async function openLocalSecret(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const text = await openSecretFile(path, 'evidence key', async () => `${writeSecret(makeSecret())}\n`);
  const secret = parseSecret(text);
  if (secret === undefined)
    throw new Error(`the evidence key \`${path}\` is damaged: restore it, or what it sealed can not be read again`);
  return secret;
}
