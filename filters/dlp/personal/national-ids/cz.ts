/** Czechia and Slovakia: the birth number; since 1954 it is divisible by 11. */
import { isDay, remainder } from '../../checksums.ts';
import { near, type Recognizer, valuePattern } from '../../recognizer.ts';

export const CZ: readonly Recognizer[] = [
  {
    name: 'cz-birth-number',
    kind: 'national-id',
    pattern: valuePattern('\\d{6}/?\\d{4}'),
    certainty: 2,
    validate: isBirthNumber,
    context: near(['rodné číslo', 'rodne cislo', 'rodného čísla', 'birth number', 'r.č.'], ['RČ', 'RC']),
  },
];

function isBirthNumber(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  const [year, month, day] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2)));
  // Months are 50 higher for women, and 20 higher where a day has no numbers left.
  const isBorn = isDay(year ?? 0, ((month ?? 0) % 50) % 20, day ?? 0);
  return isBorn && (remainder(digits, 11) === 0 || (remainder(digits.slice(0, 9), 11) === 10 && digits.endsWith('0')));
}
