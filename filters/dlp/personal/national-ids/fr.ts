/** France: the number of social security (NIR): sex, year, month, place, order, and 97 less the remainder by 97. */
import { remainder } from '../../checksums.ts';
import { near, type Recognizer, SEPARATOR, valuePattern } from '../../recognizer.ts';

const nir = (separator: string): string =>
  ['[1278]', '\\d{2}', '(?:0[1-9]|1[0-2]|[2-9]\\d)', '(?:\\d{2}|2[AB])', '\\d{3}', '\\d{3}', '\\d{2}'].join(separator);

export const FR: readonly Recognizer[] = [
  { name: 'fr-nir', kind: 'national-id', pattern: valuePattern(nir(SEPARATOR)), certainty: 3, validate: isNir },
  {
    name: 'fr-nir',
    kind: 'national-id',
    pattern: valuePattern(nir(`${SEPARATOR}?`)),
    certainty: 2,
    validate: isNir,
    context: near(
      ['sécu', 'secu', 'insee', 'assuré', 'assure', 'carte vitale', 'immatriculation'],
      ['NIR', 'NSS', 'SS'],
    ),
  },
];

function isNir(value: string): boolean {
  // Corsica's departments count as numbers.
  const decimal = value.replace('2A', '19').replace('2B', '18').replace(/\D/g, '');
  return 97 - remainder(decimal.slice(0, 13), 97) === Number(decimal.slice(13));
}
