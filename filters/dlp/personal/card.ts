/**
 * Numbers of payment cards: ranges of the networks (ISO/IEC 7812) and the Luhn digit. One in ten numbers passes Luhn by chance, so digits
 * in a row need a word that speaks of cards; grouped as on a card they don't.
 */
import { passesLuhn } from '../checksums.ts';
import { digitsOf, near, type Recognizer, SPACE, valuePattern } from '../recognizer.ts';

const CONTEXT = near(
  [
    'card',
    'visa',
    'mastercard',
    'amex',
    'american express',
    'discover',
    'diners',
    'maestro',
    'credit',
    'debit',
    'cardholder',
    'karte',
    'carte',
    'tarjeta',
    'carta di',
    'cartão',
    'cartao',
    'kaart',
    'kort',
    'karta',
    'kart',
    'カード',
    '카드',
    '银行卡',
    '信用卡',
    '卡号',
    'карт',
  ],
  ['CC', 'CCN', 'PAN'],
);

const four = (separator: string): string => `\\d{4}(?:${separator}\\d{4}){3}(?:${separator}\\d{1,3})?`;
const amex = (separator: string): string => `3[47]\\d{2}${separator}\\d{6}${separator}\\d{5}`;
const diners = (separator: string): string => `3[0689]\\d{2}${separator}\\d{6}${separator}\\d{4}`;

export const CARD: readonly Recognizer[] = [
  {
    name: 'card',
    kind: 'card',
    pattern: valuePattern(
      [SPACE, '[\\u2010-\\u2013-]']
        .flatMap((separator) => [four(separator), amex(separator), diners(separator)])
        .join('|'),
    ),
    certainty: 3,
    validate: isCard,
  },
  { name: 'card', kind: 'card', pattern: valuePattern('\\d{13,19}'), certainty: 2, validate: isCard, context: CONTEXT },
];

function isCard(value: string): boolean {
  const digits = digitsOf(value);
  return isIssued(digits.join('')) && new Set(digits).size > 1 && passesLuhn(digits);
}

/** Ranges as the networks publish them. */
function isIssued(number: string): boolean {
  const { length } = number;
  const four = Number(number.slice(0, 4));
  if (number.startsWith('4')) return length === 13 || length === 16 || length === 19;
  if (/^(?:34|37)/.test(number)) return length === 15;
  if (/^5[1-5]/.test(number) || (four >= 2221 && four <= 2720)) return length === 16;
  if (/^(?:30[0-5]|36|38|39)/.test(number)) return length >= 14 && length <= 19;
  if ((four >= 3528 && four <= 3589) || /^(?:6011|64[4-9]|65|62|81)/.test(number)) return length >= 16 && length <= 19;
  // Maestro, RuPay, Mir.
  return (/^(?:50|5[678]|60|63|67)/.test(number) || (four >= 2200 && four <= 2204)) && length >= 16 && length <= 19;
}
