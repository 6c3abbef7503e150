/** Sweden: the personal identity number: day of birth, order, Luhn. */
import { isDay, passesLuhn } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, valuePattern } from '../../recognizer.ts';

export const SE: readonly Recognizer[] = [
  {
    name: 'se-personal-number',
    kind: 'national-id',
    pattern: valuePattern('(?:19|20)\\d{6}-\\d{4}'),
    certainty: 3,
    validate: isPersonal,
  },
  {
    name: 'se-personal-number',
    kind: 'national-id',
    pattern: valuePattern('(?:19|20)?\\d{6}[+-]?\\d{4}'),
    certainty: 2,
    validate: isPersonal,
    context: near(
      ['personnummer', 'personnr', 'samordningsnummer', 'swedish id', 'personal identity', 'personal number'],
      ['PNR', 'pnr', 'SSN'],
    ),
  },
];

function isPersonal(value: string): boolean {
  const digits = digitsOf(value).slice(-10);
  const [year, month, day] = [0, 2, 4].map((at) => (digits[at] ?? 0) * 10 + (digits[at + 1] ?? 0));
  // Days of coordination numbers are 60 higher.
  return isDay(year ?? 0, month ?? 0, (day ?? 0) > 60 ? (day ?? 0) - 60 : (day ?? 0)) && passesLuhn(digits);
}
