/** Brazil: CPF of natural persons, two digits modulo 11. */
import { weighted } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, valuePattern } from '../../recognizer.ts';

export const BR: readonly Recognizer[] = [
  {
    name: 'br-cpf',
    kind: 'national-id',
    pattern: valuePattern('\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}'),
    certainty: 3,
    validate: isCpf,
  },
  {
    name: 'br-cpf',
    kind: 'national-id',
    pattern: valuePattern('\\d{3}[. ]?\\d{3}[. ]?\\d{3}[ -]?\\d{2}'),
    certainty: 2,
    validate: isCpf,
    context: near(['cadastro de pessoa'], ['CPF']),
  },
];

function isCpf(value: string): boolean {
  const digits = digitsOf(value);
  const first = ((weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
  const second = ((weighted(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
  return first === digits[9] && second === digits[10] && new Set(digits).size > 1;
}
