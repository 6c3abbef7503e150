/** How JSON keeps text from whoever looks at the data. */
import type { Techniques } from '../../visibility/technique.ts';

export const JSON_TECHNIQUES = {
  'json-duplicate-key': { severity: 'medium', says: 'a value whose key comes again: parsers keep the last one' },
} as const satisfies Techniques;
