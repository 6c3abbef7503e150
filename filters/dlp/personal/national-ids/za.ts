/** South Africa: identity numbers: day of birth, order, citizenship, Luhn. */
import { isShortDay, passesLuhn } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, SPACE, valuePattern } from '../../recognizer.ts';

export const ZA: readonly Recognizer[] = [
  {
    name: 'za-id',
    kind: 'national-id',
    pattern: valuePattern(`\\d{6}${SPACE}?\\d{4}${SPACE}?[012][89]\\d`),
    certainty: 2,
    validate: (value) => isShortDay(digitsOf(value)) && passesLuhn(digitsOf(value)),
    context: near(['identity', 'identiteit', 'id number', 'id no', 'south africa', 'citizen'], ['ID', 'RSA']),
  },
];
