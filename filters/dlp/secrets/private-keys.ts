/**
 * Private keys in their armour (RFC 7468, OpenSSH, PGP, PuTTY) and age identities. A key that a passage's border cuts in two is recognized in both halves
 * when each has its line of armour; of a third piece between them nobody can say what it is.
 */
import type { Recognizer } from '../recognizer.ts';
import { token } from './token.ts';

const NAME = '(?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?';
/** A key of 16384 bits has less than this. */
const MOST = 16_384;

export const PRIVATE_KEYS: readonly Recognizer[] = [
  {
    name: 'private-key',
    kind: 'secret',
    pattern: new RegExp(`-----BEGIN ${NAME}-----(?:(?!-----)[^]){0,${MOST}}(?:-----END ${NAME}-----)?`, 'gu'),
    certainty: 3,
    validate: hasKey,
  },
  {
    name: 'private-key',
    kind: 'secret',
    requires: /-----END /,
    pattern: new RegExp(`(?<![A-Za-z0-9+/=\\s\\\\-])[A-Za-z0-9+/=\\s\\\\]{40,${MOST}}-----END ${NAME}-----`, 'gu'),
    certainty: 3,
    validate: hasKey,
  },
  {
    name: 'private-key',
    kind: 'secret',
    requires: /Private-Lines/,
    pattern: /(?<=Private-Lines: \d{1,3}\s{1,2})[A-Za-z0-9+/=\s]{40,16384}/gu,
    certainty: 3,
    validate: hasKey,
  },
  token('age-identity', 'AGE-SECRET-KEY-1[A-Z0-9]{58}'),
];

/** Forty signs of base64 in a row: examples write `...` between the lines of armour. */
function hasKey(value: string): boolean {
  return /[A-Za-z0-9+/]{40}/.test(value);
}
