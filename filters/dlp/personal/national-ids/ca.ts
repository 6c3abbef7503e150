/** Canada: the social insurance number, Luhn. */
import { passesLuhn } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, SEPARATOR, valuePattern } from '../../recognizer.ts';

export const CA: readonly Recognizer[] = [
  {
    name: 'ca-sin',
    kind: 'national-id',
    pattern: valuePattern(`[1-79]\\d{2}${SEPARATOR}?\\d{3}${SEPARATOR}?\\d{3}`),
    certainty: 2,
    validate: (value) => passesLuhn(digitsOf(value)),
    context: near(['social insurance', 'assurance sociale'], ['SIN', 'NAS']),
  },
];
