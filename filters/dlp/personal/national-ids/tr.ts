/** Türkiye: the identification number, two check digits. */
import { weighted } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, valuePattern } from '../../recognizer.ts';

export const TR: readonly Recognizer[] = [
  {
    name: 'tr-id',
    kind: 'national-id',
    pattern: valuePattern('[1-9]\\d{10}'),
    certainty: 2,
    validate: isTurkish,
    context: near(['kimlik', 'vatandaş', 'turkish id', 't.c.'], ['TC', 'TCKN']),
  },
];

function isTurkish(value: string): boolean {
  const digits = digitsOf(value);
  const tenth = ((weighted(digits, [7, -1, 7, -1, 7, -1, 7, -1, 7]) % 10) + 10) % 10;
  return tenth === digits[9] && weighted(digits, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10 === digits[10];
}
