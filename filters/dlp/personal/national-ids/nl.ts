/** Netherlands: the citizen service number, by the test of eleven. */
import { weighted } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, SEPARATOR, valuePattern } from '../../recognizer.ts';

export const NL: readonly Recognizer[] = [
  {
    name: 'nl-bsn',
    kind: 'national-id',
    pattern: valuePattern(`\\d{3}${SEPARATOR}?\\d{3}${SEPARATOR}?\\d{3}|\\d{4}\\.\\d{2}\\.\\d{3}`),
    certainty: 2,
    validate: isBsn,
    context: near(['burgerservice', 'sofinummer', 'sofi', 'citizen service'], ['BSN']),
  },
];

function isBsn(value: string): boolean {
  const digits = digitsOf(value);
  return weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && new Set(digits).size > 1;
}
