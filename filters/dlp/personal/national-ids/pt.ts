/** Portugal: the tax number, modulo 11. */
import { weighted } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, SPACE, valuePattern } from '../../recognizer.ts';

export const PT: readonly Recognizer[] = [
  {
    name: 'pt-nif',
    kind: 'national-id',
    pattern: valuePattern(`(?:[1-35-9]\\d|45)\\d${SPACE}?\\d{3}${SPACE}?\\d{3}`),
    certainty: 2,
    validate: isNif,
    context: near(['contribuinte', 'identificação fiscal', 'número fiscal'], ['NIF']),
  },
];

function isNif(value: string): boolean {
  const digits = digitsOf(value);
  const check = 11 - (weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check > 9 ? 0 : check) === digits[8];
}
