/** Keys of services that the operator names: in the environment, or in a file. What is wrong is told without them. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What a header can carry. */
export const endpointKey = z
  .string()
  .max(4_096)
  .regex(/^[\x21-\x7e]+$/, 'is printable ASCII without spaces');

/** The key of the service whose settings begin with `prefix`, if it has one. */
export function readEndpointKey(
  prefix: string,
  { KEY, KEY_FILE }: { readonly KEY?: string | undefined; readonly KEY_FILE?: string | undefined },
  faults: string[],
): string | undefined {
  if (KEY !== undefined && KEY_FILE !== undefined)
    faults.push(`${prefix}_KEY: is given beside ${prefix}_KEY_FILE; one of them is enough`);
  if (KEY !== undefined || KEY_FILE === undefined) return KEY;
  let text: string;
  try {
    text = readFileSync(KEY_FILE, 'utf8').trim();
  } catch {
    faults.push(`${prefix}_KEY_FILE: the file can not be read`);
    return undefined;
  }
  const { success } = endpointKey.safeParse(text);
  if (!success) faults.push(`${prefix}_KEY_FILE: its text is no key: printable ASCII without spaces, 4,096 at most`);
  return success ? text : undefined;
}
