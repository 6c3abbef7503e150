/** United States: social security numbers and taxpayer numbers of those who have none. They have no check digit. */
import { near, type Recognizer, valuePattern } from '../../recognizer.ts';

const CONTEXT = near(['social security', 'taxpayer', 'tax id', 'seguro social'], ['SSN', 'ITIN', 'TIN', 'SS#']);
const DASH = '[\\u2010-\\u2013-]';

// Groups of zeros, 666 and 900 and above were never given.
const ssn = (separator: string): string => `(?!000|666|9)\\d{3}${separator}(?!00)\\d{2}${separator}(?!0000)\\d{4}`;
// From 900, with a group that the tax authority gives.
const itin = (separator: string): string =>
  `9\\d{2}${separator}(?:5\\d|6[0-5]|7\\d|8[0-8]|9[0-24-9])${separator}\\d{4}`;

export const US: readonly Recognizer[] = [
  { name: 'us-ssn', kind: 'national-id', pattern: valuePattern(ssn(DASH)), certainty: 2, validate: isNoSample },
  { name: 'us-ssn', kind: 'national-id', pattern: valuePattern(ssn('[ .]?')), certainty: 1, context: CONTEXT },
  { name: 'us-itin', kind: 'national-id', pattern: valuePattern(itin(DASH)), certainty: 2 },
  { name: 'us-itin', kind: 'national-id', pattern: valuePattern(itin('[ .]?')), certainty: 1, context: CONTEXT },
];

/** Digits that count up or repeat are written into examples and forms. */
function isNoSample(value: string): boolean {
  return !/^(\d)\1\1.\1\1.\1{4}$/.test(value);
}
