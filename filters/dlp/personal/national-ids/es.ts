/** Spain: DNI of citizens and NIE of foreigners; the letter is the number's remainder by 23. */
import { near, type Recognizer, valuePattern } from '../../recognizer.ts';

const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const CONTEXT = near(
  [
    'documento nacional',
    'identidad',
    'identificación fiscal',
    'identificacion fiscal',
    'extranjer',
    'national id',
    'id card',
  ],
  ['DNI', 'NIF', 'NIE', 'D.N.I.', 'N.I.E.', 'N.I.F.'],
);

export const ES: readonly Recognizer[] = [
  {
    name: 'es-dni',
    kind: 'national-id',
    pattern: valuePattern('\\d{2}\\.?\\d{3}\\.?\\d{3}[ -]?[A-Z]', 'i'),
    certainty: 2,
    validate: hasLetter,
    context: CONTEXT,
  },
  {
    name: 'es-nie',
    kind: 'national-id',
    pattern: valuePattern('[XYZ][ -]?\\d{7}[ -]?[A-Z]', 'i'),
    certainty: 2,
    validate: hasLetter,
    context: CONTEXT,
  },
];

function hasLetter(value: string): boolean {
  const compact = value.toUpperCase().replace(/[^A-Z\d]/g, '');
  const number = Number(compact.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter))));
  return LETTERS[number % 23] === compact.at(-1);
}
