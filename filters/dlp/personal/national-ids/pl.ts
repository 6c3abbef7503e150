/** Poland: PESEL: day of birth with the century in the month, order, and a weighted check digit. */
import { isDay, weighted } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, valuePattern } from '../../recognizer.ts';

export const PL: readonly Recognizer[] = [
  {
    name: 'pl-pesel',
    kind: 'national-id',
    pattern: valuePattern('\\d{11}'),
    certainty: 2,
    validate: isPesel,
    context: near(['pesel', 'numer ewidencyjny']),
  },
];

function isPesel(value: string): boolean {
  const digits = digitsOf(value);
  const [year, month, day] = [0, 2, 4].map((at) => Number(value.slice(at, at + 2)));
  return (
    isDay(year ?? 0, (month ?? 0) % 20, day ?? 0) && weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
  );
}
