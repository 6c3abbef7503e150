/** Ireland: the personal public service number; the letter is the weighted sum by 23. */
import { weighted } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, valuePattern } from '../../recognizer.ts';

export const IE: readonly Recognizer[] = [
  {
    name: 'ie-pps',
    kind: 'national-id',
    pattern: valuePattern('\\d{7} ?[A-W][A-IW]?', 'i'),
    certainty: 2,
    validate: isPps,
    context: near(['personal public service', 'revenue and social'], ['PPS', 'PPSN', 'RSI']),
  },
];

function isPps(value: string): boolean {
  const letters = value.toUpperCase().replace(/[^A-W]/g, '');
  const second = letters.length > 1 && letters[1] !== 'W' ? letters.charCodeAt(1) - 64 : 0;
  return (weighted(digitsOf(value), [8, 7, 6, 5, 4, 3, 2]) + second * 9) % 23 === (letters.charCodeAt(0) - 64) % 23;
}
