/**
 * Telephone numbers. With a country's code they are recognized anywhere; as they are written at home they need a word that speaks of
 * telephones, but for the way of writing of North America. libphonenumber says whether a country has such numbers.
 */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { near, type Recognizer } from '../recognizer.ts';

/** Between digits: at most a bracket and a space. */
const GAP = '[ \\u00A0\\u202F\\u2010-\\u2013().\\/-]{0,2}';
const BEFORE = '(?<![\\p{L}\\p{N}_+=/.,#$€£-])';
const BEHIND = '(?![\\p{L}\\p{N}_]|[.,:/-]\\p{N})';

const CONTEXT = near(
  [
    ...[
      'phone',
      'telephone',
      'mobile',
      'cellphone',
      'cell phone',
      'cell:',
      'cell no',
      'fax',
      'call ',
      'call:',
      'dial ',
      'whatsapp',
      'hotline',
      'helpline',
    ],
    ...['telefon', 'mobil', 'handy', 'rufnummer', 'rückruf', 'durchwahl', 'téléphone', 'portable', 'appele', 'tél'],
    ...[
      'teléfono',
      'telefono',
      'móvil',
      'movil',
      'celular',
      'llame',
      'llámenos',
      'cellulare',
      'chiama',
      'telefoon',
      'mobiel',
      'bel ons',
    ],
    ...[
      'telefone',
      'ligue',
      '電話',
      '携帯',
      '电话',
      '手机',
      '電話番号',
      '전화',
      '휴대폰',
      'телефон',
      'тел',
      'फ़ोन',
      'फोन',
      'मोबाइल',
      'هاتف',
    ],
  ],
  ['Tel', 'TEL', 'Ph', 'Mob', 'SMS'],
);
/** The word stands next to its number. */
const REACH = 28;

/** What numbers look like at home, to ask no more countries than can have them. Digits only. */
const AT_HOME: readonly (readonly [CountryCode, RegExp])[] = [
  ['US', /^1?[2-9]\d{9}$/],
  ['GB', /^0[1-9]\d{8,9}$/],
  ['DE', /^0[1-9]\d{6,11}$/],
  ['FR', /^0[1-9]\d{8}$/],
  ['ES', /^[6-9]\d{8}$/],
  ['IT', /^(?:0[1-9]\d{6,9}|3\d{8,9})$/],
  ['NL', /^0[1-9]\d{8}$/],
  ['IN', /^0?[6-9]\d{9}$/],
  ['JP', /^0[1-9]\d{8,9}$/],
  ['BR', /^0?[1-9]\d[2-9]\d{7,8}$/],
  ['CN', /^(?:1[3-9]\d{9}|0[1-9]\d{8,10})$/],
  ['KR', /^0[1-9]\d{7,9}$/],
  ['AU', /^0[23478]\d{8}$/],
  ['CH', /^0[2-9]\d{8}$/],
  ['PL', /^[4-9]\d{8}$/],
  ['SE', /^0[1-9]\d{6,8}$/],
];

export const PHONE: readonly Recognizer[] = [
  {
    name: 'phone-international',
    kind: 'phone',
    pattern: new RegExp(`(?<![\\p{L}\\p{N}_+=/.-])\\+[1-9](?:${GAP}\\d){6,14}${BEHIND}`, 'gu'),
    certainty: 3,
    validate: isInternational,
  },
  {
    name: 'phone-international',
    kind: 'phone',
    pattern: new RegExp(`${BEFORE}00[1-9](?:${GAP}\\d){7,14}${BEHIND}`, 'gu'),
    certainty: 1,
    validate: (value) => isInternational(`+${value.slice(2)}`),
    context: CONTEXT,
    reach: REACH,
  },
  {
    name: 'phone-north-american',
    kind: 'phone',
    pattern: new RegExp(
      `${BEFORE}(?:1[ -])?(?:\\([2-9]\\d{2}\\) ?[2-9]\\d{2}[ .-]|[2-9]\\d{2}-[2-9]\\d{2}-)\\d{4}${BEHIND}`,
      'gu',
    ),
    certainty: 2,
  },
  {
    name: 'phone-national',
    kind: 'phone',
    pattern: new RegExp(`${BEFORE}\\(?\\d(?:${GAP}\\d){7,12}${BEHIND}`, 'gu'),
    certainty: 1,
    validate: isNational,
    context: CONTEXT,
    reach: REACH,
  },
];

/** Written in groups, a number may be of a range that nobody has been given yet. */
function isInternational(value: string): boolean {
  const number = parsePhoneNumberFromString(value);
  return number !== undefined && (number.isValid() || (number.isPossible() && /\d\D\d/.test(value)));
}

function isNational(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  // A day and an hour have as many digits as some numbers have.
  if (/^(?:19|20)\d{2}[-./](?:0[1-9]|1[0-2])[-./]/.test(value) || /^(\d)\1+$/.test(digits)) return false;
  return AT_HOME.some(
    ([country, shape]) => shape.test(digits) && parsePhoneNumberFromString(digits, country)?.isValid() === true,
  );
}
