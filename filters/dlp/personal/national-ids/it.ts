/** Italy: the tax code: name, day of birth, place, and a check letter; letters may stand for digits where two people share one. */
import type { Recognizer } from '../../recognizer.ts';
import { valuePattern } from '../../recognizer.ts';

const DIGIT = '[\\dL-NP-V]';
/** Worth of digits and letters at odd places, for 0 to 9 and for A to Z. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

export const IT: readonly Recognizer[] = [
  {
    name: 'it-tax-code',
    kind: 'national-id',
    requires: /\d[\dL-NP-V][A-EHLMPRST]/i,
    pattern: valuePattern(`[A-Z]{3} ?[A-Z]{3} ?${DIGIT}{2}[A-EHLMPRST]${DIGIT}{2} ?[A-Z]${DIGIT}{3} ?[A-Z]`, 'i'),
    certainty: 3,
    validate: isTaxCode,
  },
];

/** Decree of the ministry of finance of 23 December 1976. */
function isTaxCode(value: string): boolean {
  const compact = value.toUpperCase().replaceAll(' ', '');
  if (!/\d/.test(compact)) return false;
  const worth = [...compact].map((sign) => (/\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65));
  const sum = worth.slice(0, 15).reduce((total, own, index) => total + (index % 2 === 0 ? (ODD[own] ?? 0) : own), 0);
  return sum % 26 === worth[15];
}
