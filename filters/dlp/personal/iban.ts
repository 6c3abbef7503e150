/** International bank account numbers, ISO 13616: the length that the country registered, and the remainder 1 by 97. */
import { remainder } from '../checksums.ts';
import { type Recognizer, valuePattern } from '../recognizer.ts';

/** Countries by the length of their numbers, from the registry of SWIFT. */
const COUNTRIES: Readonly<Record<number, string>> = {
  15: 'NO',
  16: 'BE',
  18: 'DK FI FK FO GL NL SD',
  19: 'MK SI',
  20: 'AT BA EE KZ LT LU MN XK',
  21: 'CH HR LI LV',
  22: 'BG BH CR DE GB GE IE ME RS VA',
  23: 'AE GI IL IQ OM SO TL',
  24: 'AD CZ ES MD PK RO SA SE SK TN VG',
  25: 'LY PT ST',
  26: 'IS TR',
  27: 'BI DJ FR GR IT MC MR SM',
  28: 'AL AZ BY CY DO GT HN HU LB NI PL SV',
  29: 'BR EG PS QA UA',
  30: 'JO KW MU YE',
  31: 'MT SC',
  32: 'LC',
  33: 'RU',
};

const NUMBERS = Object.entries(COUNTRIES).map(
  ([length, countries]) =>
    `(?:${countries.replaceAll(' ', '|')})\\d{2}(?:[ \\u00A0\\u202F-]?[A-Z0-9]){${Number(length) - 4}}`,
);

export const IBAN: readonly Recognizer[] = [
  { name: 'iban', kind: 'iban', pattern: valuePattern(NUMBERS.join('|'), 'i'), certainty: 3, validate: isIban },
];

function isIban(value: string): boolean {
  const compact = value.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  const moved = compact.slice(4) + compact.slice(0, 4);
  const decimal = moved.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return remainder(decimal, 97) === 1;
}
