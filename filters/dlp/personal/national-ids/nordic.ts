/** Finland, Norway and Denmark: day of birth, order, and check signs where there are any: Denmark gives them up since 2007. */
import { isDay, isShortDay, weighted } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, valuePattern } from '../../recognizer.ts';

const FI_SIGNS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

export const NORDIC: readonly Recognizer[] = [
  {
    name: 'fi-personal-code',
    kind: 'national-id',
    pattern: valuePattern(`\\d{6}[-+A-FU-Y]\\d{3}[${FI_SIGNS}]`),
    certainty: 3,
    validate: isFinnish,
  },
  {
    name: 'no-birth-number',
    kind: 'national-id',
    pattern: valuePattern('\\d{6} ?\\d{5}'),
    certainty: 2,
    validate: isNorwegian,
    context: near(
      ['fødselsnummer', 'fodselsnummer', 'personnummer', 'fødselsnr', 'd-nummer', 'norwegian id', 'national identity'],
      ['FNR'],
    ),
  },
  {
    name: 'dk-cpr',
    kind: 'national-id',
    pattern: valuePattern('\\d{6}[ -]?\\d{4}'),
    certainty: 1,
    validate: (value) => isShortDay(digitsOf(value), 'dmy'),
    context: near(['personnummer', 'cpr-nummer', 'cpr nr', 'danish id'], ['CPR']),
  },
];

function isFinnish(value: string): boolean {
  const number = Number(value.slice(0, 6) + value.slice(7, 10));
  return isShortDay(digitsOf(value), 'dmy') && FI_SIGNS[number % 31] === value.at(-1);
}

function isNorwegian(value: string): boolean {
  const digits = digitsOf(value);
  const [day, month, year] = [0, 2, 4].map((at) => (digits[at] ?? 0) * 10 + (digits[at + 1] ?? 0));
  // Days of D numbers are 40 higher.
  const isBorn = isDay(year ?? 0, month ?? 0, (day ?? 0) > 40 ? (day ?? 0) - 40 : (day ?? 0));
  return (
    isBorn &&
    weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
    weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
  );
}
