/** United Kingdom: national insurance numbers (no check digit) and numbers of the health service (modulo 11). */
import { weighted } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, SEPARATOR, SPACE, valuePattern } from '../../recognizer.ts';

const NINO_CONTEXT = near(['national insurance', 'insurance no', 'insurance number'], ['NI', 'NINO', 'NIN']);
const NHS_CONTEXT = near(['health service'], ['NHS']);
const PREFIX = '(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]';

export const GB: readonly Recognizer[] = [
  {
    name: 'uk-nino',
    kind: 'national-id',
    requires: /\d{2} ?[A-D]/i,
    pattern: valuePattern(`${PREFIX}${SPACE}\\d{2}${SPACE}\\d{2}${SPACE}\\d{2}${SPACE}[A-D]`),
    certainty: 2,
  },
  {
    name: 'uk-nino',
    kind: 'national-id',
    requires: /\d{2} ?[A-D]/i,
    pattern: valuePattern(`${PREFIX}${SPACE}?\\d{6}${SPACE}?[A-D]`, 'i'),
    certainty: 2,
    context: NINO_CONTEXT,
  },
  {
    name: 'uk-nhs',
    kind: 'national-id',
    pattern: valuePattern(`\\d{3}${SEPARATOR}?\\d{3}${SEPARATOR}?\\d{4}`),
    certainty: 2,
    validate: isNhs,
    context: NHS_CONTEXT,
  },
];

function isNhs(value: string): boolean {
  const digits = digitsOf(value);
  const check = (11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return check === digits[9] && new Set(digits).size > 1;
}
