/** Germany: the tax identification number (modulo 11,10, and one digit of the first ten stands there twice or thrice) and the pension one. */
import { isDay, passesMod11And10, weighted } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, SPACE, valuePattern } from '../../recognizer.ts';

export const DE: readonly Recognizer[] = [
  {
    name: 'de-tax-id',
    kind: 'national-id',
    pattern: valuePattern(`[1-9]\\d${SPACE}?\\d{3}${SPACE}?\\d{3}${SPACE}?\\d{3}`),
    certainty: 2,
    validate: isTaxId,
    context: near(['steuer', 'tax id', 'tax no', 'tax number', 'identifikationsnummer'], ['IdNr', 'TIN', 'StID']),
  },
  {
    name: 'de-pension-id',
    kind: 'national-id',
    pattern: valuePattern(`\\d{2}${SPACE}?\\d{6}${SPACE}?[A-Z]${SPACE}?\\d{3}`),
    certainty: 3,
    validate: isPensionId,
  },
];

function isTaxId(value: string): boolean {
  const digits = digitsOf(value);
  const counts = new Map<number, number>();
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  return repeated.length === 1 && (repeated[0] ?? 0) <= 3 && passesMod11And10(digits);
}

/** Area, day of birth, letter, serial, check digit: the letter counts as two digits, products by their digits' sum. */
function isPensionId(value: string): boolean {
  const compact = value.replace(/[^\dA-Z]/g, '');
  const letter = compact.charCodeAt(8) - 64;
  const digits = digitsOf(`${compact.slice(0, 8)}${String(letter).padStart(2, '0')}${compact.slice(9)}`);
  const day = Number(compact.slice(2, 4));
  const sum = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].reduce((total, weight, index) => {
    const product = weight * (digits[index] ?? 0);
    return total + Math.floor(product / 10) + (product % 10);
  }, 0);
  const isBorn = isDay(Number(compact.slice(6, 8)), Number(compact.slice(4, 6)), day > 50 ? day - 50 : day);
  return isBorn && weighted([sum], [1]) % 10 === digits[12];
}
