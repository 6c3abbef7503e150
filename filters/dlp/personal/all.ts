/** Every recognizer of personal data, in one list. A new one is a file beside this one and a line here. */
import type { Recognizer } from '../recognizer.ts';
import { CARD } from './card.ts';
import { EMAIL } from './email.ts';
import { IBAN } from './iban.ts';
import { IP_ADDRESS } from './ip-address.ts';
import { ASIA } from './national-ids/asia.ts';
import { AU } from './national-ids/au.ts';
import { BE } from './national-ids/be.ts';
import { BR } from './national-ids/br.ts';
import { CA } from './national-ids/ca.ts';
import { CH } from './national-ids/ch.ts';
import { CZ } from './national-ids/cz.ts';
import { DE } from './national-ids/de.ts';
import { ES } from './national-ids/es.ts';
import { FR } from './national-ids/fr.ts';
import { GB } from './national-ids/gb.ts';
import { IE } from './national-ids/ie.ts';
import { IN } from './national-ids/in.ts';
import { IT } from './national-ids/it.ts';
import { LATIN_AMERICA } from './national-ids/latin-america.ts';
import { NL } from './national-ids/nl.ts';
import { NORDIC } from './national-ids/nordic.ts';
import { PL } from './national-ids/pl.ts';
import { PT } from './national-ids/pt.ts';
import { SE } from './national-ids/se.ts';
import { TR } from './national-ids/tr.ts';
import { US } from './national-ids/us.ts';
import { ZA } from './national-ids/za.ts';
import { PHONE } from './phone.ts';
import { POSTAL_ADDRESS } from './postal-address.ts';

const NATIONAL_IDS: readonly (readonly Recognizer[])[] = [
  [...US, ...CA, ...LATIN_AMERICA, ...BR],
  [...GB, ...IE, ...DE, ...CH, ...FR, ...BE, ...NL, ...ES, ...PT, ...IT, ...PL, ...CZ, ...SE, ...NORDIC, ...TR],
  [...IN, ...ASIA, ...AU, ...ZA],
];

export const PERSONAL: readonly Recognizer[] = [
  ...EMAIL,
  ...IBAN,
  ...CARD,
  ...NATIONAL_IDS.flat(),
  ...PHONE,
  ...POSTAL_ADDRESS,
  ...IP_ADDRESS,
];
