/**
 * What a model expects before a question and before a passage. It is part of what makes a vector, so it shows in the model's version.
 */
import { createHash } from 'node:crypto';
import type { TextRole } from './port.ts';

export type Prefixes = Readonly<Record<TextRole, string>>;

/** The parts of a version as one word; prefixes that are not empty add eight hex digits. */
export function versionWith(parts: readonly string[], prefixes: Prefixes): string {
  const { query, passage } = prefixes;
  if (query === '' && passage === '') return parts.join('-');
  const mark = createHash('sha256')
    .update(JSON.stringify([query, passage]))
    .digest('hex')
    .slice(0, 8);
  return [...parts, mark].join('-');
}
