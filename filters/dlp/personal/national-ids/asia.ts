/** China, Japan, Korea, Singapore: numbers of residents. Korea gives random numbers since October 2020, which need their words. */
import { isDay, isShortDay, weighted } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, SEPARATOR, valuePattern } from '../../recognizer.ts';

const KR_NUMBER = '\\d{6}-[1-8]\\d{6}';

export const ASIA: readonly Recognizer[] = [
  {
    name: 'cn-resident-id',
    kind: 'national-id',
    pattern: valuePattern('[1-8]\\d{5}(?:19|20)\\d{9}[\\dXx]'),
    certainty: 3,
    validate: isChinese,
  },
  {
    name: 'jp-my-number',
    kind: 'national-id',
    pattern: valuePattern(`\\d{4}${SEPARATOR}?\\d{4}${SEPARATOR}?\\d{4}`),
    certainty: 2,
    validate: isMyNumber,
    context: near(['マイナンバー', '個人番号', 'my number', 'mynumber', 'individual number']),
  },
  {
    name: 'kr-rrn',
    kind: 'national-id',
    pattern: valuePattern(KR_NUMBER),
    certainty: 3,
    validate: (value) => isBornInKorea(value) && hasKoreanCheck(value),
  },
  {
    name: 'kr-rrn',
    kind: 'national-id',
    pattern: valuePattern('\\d{6}[ -]?[1-8]\\d{6}'),
    certainty: 2,
    validate: isBornInKorea,
    context: near(['주민등록', '주민번호', '외국인등록', 'resident registration'], ['RRN']),
  },
  {
    name: 'sg-nric',
    kind: 'national-id',
    pattern: valuePattern('[STFGM]\\d{7}[A-Z]', 'i'),
    certainty: 2,
    validate: isSingaporean,
    context: near(['identity card', 'work permit', 'singapore id'], ['NRIC', 'FIN', 'IC']),
  },
];

/** GB 11643-1999: ISO/IEC 7064, MOD 11-2. */
function isChinese(value: string): boolean {
  const isBorn = isDay(Number(value.slice(6, 10)), Number(value.slice(10, 12)), Number(value.slice(12, 14)));
  const sum = weighted(digitsOf(value.slice(0, 17)), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return isBorn && '10X98765432'[sum % 11] === value.at(-1)?.toUpperCase();
}

/** Ordinance of the ministry of internal affairs 85 of 2014, article 5. */
function isMyNumber(value: string): boolean {
  const digits = digitsOf(value);
  const rest = weighted(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest <= 1 ? 0 : 11 - rest) === digits[11] && new Set(digits).size > 1;
}

function isBornInKorea(value: string): boolean {
  return isShortDay(digitsOf(value));
}

function hasKoreanCheck(value: string): boolean {
  const digits = digitsOf(value);
  return (11 - (weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === digits[12];
}

/** The letter of each series: births before and from 2000, foreigners likewise, foreigners from 2022. */
function isSingaporean(value: string): boolean {
  const series = value.charAt(0).toUpperCase();
  const shift = { S: 0, T: 4, F: 0, G: 4, M: 3 }[series] ?? 0;
  const rest = (weighted(digitsOf(value), [2, 7, 6, 5, 4, 3, 2]) + shift) % 11;
  const letters = 'ST'.includes(series) ? 'JZIHGFEDCBA' : series === 'M' ? 'XWUTRQPNJLK' : 'XWUTRQPNMLK';
  return letters[rest] === value.at(-1)?.toUpperCase();
}
