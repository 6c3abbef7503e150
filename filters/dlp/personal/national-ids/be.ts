/** Belgium: the number in the national register: day of birth, order, and 97 less the remainder by 97, from 2000 with a 2 in front. */
import { isDay, remainder } from '../../checksums.ts';
import { near, type Recognizer, valuePattern } from '../../recognizer.ts';

export const BE: readonly Recognizer[] = [
  {
    name: 'be-national-number',
    kind: 'national-id',
    pattern: valuePattern('\\d{2}\\.\\d{2}\\.\\d{2}[ -]\\d{3}[. -]\\d{2}'),
    certainty: 3,
    validate: isRegistered,
  },
  {
    name: 'be-national-number',
    kind: 'national-id',
    pattern: valuePattern('\\d{6}[ -]?\\d{3}[ .-]?\\d{2}'),
    certainty: 2,
    validate: isRegistered,
    context: near(
      ['rijksregister', 'registre national', 'numéro national', 'national number', 'national register'],
      ['NISS', 'INSZ', 'RRN'],
    ),
  },
];

function isRegistered(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  const [year, month, day] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2)));
  // Months of numbers that were given provisionally are 20 or 40 higher; of those born on an unknown day both are 0.
  const isBorn = isDay(year ?? 0, (month ?? 0) % 20 || 1, day || 1);
  const check = Number(digits.slice(9));
  const order = digits.slice(0, 9);
  return isBorn && [order, `2${order}`].some((number) => 97 - remainder(number, 97) === check);
}
