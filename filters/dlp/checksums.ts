/** Check digits and dates that identifiers have in common. Each source is the standard or register that the function names. */

/** The sum of each digit times its weight. Weights say how many digits count. */
export function weighted(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);
}

/** ISO/IEC 7812-1, annex B: every second digit from the right is doubled. */
export function passesLuhn(digits: readonly number[]): boolean {
  const sum = digits.toReversed().reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** ISO/IEC 7064, MOD 11,10. */
export function passesMod11And10(digits: readonly number[]): boolean {
  let check = 5;
  for (const digit of digits) check = ((((check === 0 ? 10 : check) * 2) % 11) + digit) % 10;
  return check === 1;
}

/** The remainder of a decimal number of any length. */
export function remainder(decimal: string, divisor: number): number {
  let rest = 0;
  for (const digit of decimal) rest = (rest * 10 + Number(digit)) % divisor;
  return rest;
}

const VERHOEFF_PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** Verhoeff 1969: digits are permuted by place and multiplied in the dihedral group of ten elements. */
export function passesVerhoeff(digits: readonly number[]): boolean {
  let check = 0;
  digits.toReversed().forEach((digit, place) => {
    let permuted = digit;
    for (let round = 0; round < place % 8; round += 1) permuted = VERHOEFF_PERMUTATION[permuted] ?? 0;
    check = dihedral(check, permuted);
  });
  return check === 0;
}

function dihedral(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - 5 - b + 10) % 5) : (a - b + 10) % 5;
}

/** Whether there can be such a day; a year of two digits is taken for a leap year if either century's is. */
export function isDay(year: number, month: number, day: number): boolean {
  if (!(month >= 1 && month <= 12 && day >= 1)) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0 || year < 100);
  return day <= ([31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0);
}

/** Six digits as a day: `YYMMDD`, or `DDMMYY` when told so. */
export function isShortDay(digits: readonly number[], order: 'ymd' | 'dmy' = 'ymd'): boolean {
  const [a, b, c] = [0, 2, 4].map((at) => (digits[at] ?? 0) * 10 + (digits[at + 1] ?? 0));
  if (a === undefined || b === undefined || c === undefined) return false;
  return order === 'ymd' ? isDay(a, b, c) : isDay(c, b, a);
}
