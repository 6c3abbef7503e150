/** Mexico and Chile: population code and tax roll, each with a check sign. */
import { isShortDay, weighted } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, valuePattern } from '../../recognizer.ts';

const CURP_SIGNS = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

export const LATIN_AMERICA: readonly Recognizer[] = [
  {
    name: 'mx-curp',
    kind: 'national-id',
    requires: /\d{6}[HMX]/i,
    pattern: valuePattern('[A-Z][AEIOUX][A-Z]{2}\\d{6}[HMX][A-Z]{5}[A-Z\\d]\\d', 'i'),
    certainty: 3,
    validate: isCurp,
  },
  {
    name: 'cl-rut',
    kind: 'national-id',
    pattern: valuePattern('\\d{1,2}\\.\\d{3}\\.\\d{3}-[\\dK]', 'i'),
    certainty: 3,
    validate: isRut,
  },
  {
    name: 'cl-rut',
    kind: 'national-id',
    pattern: valuePattern('\\d{7,8}-[\\dK]', 'i'),
    certainty: 2,
    validate: isRut,
    context: near(['rol único', 'rol unico'], ['RUT', 'RUN', 'R.U.T.']),
  },
];

function isCurp(value: string): boolean {
  const signs = [...value.toUpperCase()].map((sign) => CURP_SIGNS.indexOf(sign));
  const sum = signs.slice(0, 17).reduce((total, worth, index) => total + worth * (18 - index), 0);
  return isShortDay(digitsOf(value.slice(4, 10))) && (10 - (sum % 10)) % 10 === signs[17];
}

function isRut(value: string): boolean {
  const digits = digitsOf(value.slice(0, -1)).toReversed();
  const rest = 11 - (weighted(digits, [2, 3, 4, 5, 6, 7, 2, 3]) % 11);
  return (rest === 11 ? '0' : rest === 10 ? 'K' : String(rest)) === value.at(-1)?.toUpperCase();
}
