/** Switzerland: the number of old-age insurance (AHV, AVS), an EAN-13 of the country 756. */
import { weighted } from '../../checksums.ts';
import { digitsOf, near, type Recognizer, valuePattern } from '../../recognizer.ts';

export const CH: readonly Recognizer[] = [
  {
    name: 'ch-ahv',
    kind: 'national-id',
    pattern: valuePattern('756\\.\\d{4}\\.\\d{4}\\.\\d{2}'),
    certainty: 3,
    validate: isAhv,
  },
  {
    name: 'ch-ahv',
    kind: 'national-id',
    pattern: valuePattern('756[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{2}'),
    certainty: 2,
    validate: isAhv,
    context: near(['sozialversicherung', 'versichertennummer', 'assurance sociale'], ['AHV', 'AVS', 'OASI', 'NAVS']),
  },
];

function isAhv(value: string): boolean {
  return weighted(digitsOf(value), [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}
