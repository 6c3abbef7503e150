/** Australia: tax file numbers, modulo 11, and Medicare cards, modulo 10. */
import { weighted } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, SPACE, valuePattern } from '../../recognizer.ts';

export const AU: readonly Recognizer[] = [
  {
    name: 'au-tfn',
    kind: 'national-id',
    pattern: valuePattern(`\\d{3}[ -]?\\d{3}[ -]?\\d{3}`),
    certainty: 2,
    validate: (value) => weighted(digitsOf(value), [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
    context: near(['tax file'], ['TFN']),
  },
  {
    name: 'au-medicare',
    kind: 'national-id',
    pattern: valuePattern(`[2-6]\\d{3}${SPACE}?\\d{5}${SPACE}?\\d`),
    certainty: 2,
    validate: isMedicare,
    context: near(['medicare']),
  },
];

function isMedicare(value: string): boolean {
  const digits = digitsOf(value);
  return weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digits[8];
}
