/**
 * Postal addresses: a street, a number and a postcode in one place, as the country writes them. A street without its postcode, or a
 * postcode alone, is not taken for one.
 */
import type { Recognizer } from '../recognizer.ts';

const BEFORE = '(?<![\\p{L}\\p{N}_])';
const BEHIND = '(?![\\p{L}\\p{N}_])';
/** One word of a name, and several. */
const NAME = "\\p{Lu}[\\p{L}'’.-]{0,24}";
const names = (most: number): string =>
  `${NAME}(?: (?:${NAME}|de|la|le|du|des|del|of|the|da|do|dos|di|van|von|der|am|an|im|in)){0,${most}}`;
const COMMA = '(?:,\\s{1,3}|\\s{0,2}\\n\\s{0,2}| )';
const HOUSE = '\\d{1,5}(?: ?[A-Za-z])?(?:[-/]\\d{1,4})?';

const STREET_EN =
  '(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Way|Terrace|Crescent|Close|Gardens|Row|Mews|Grove|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Trail|Hill|Quay|Wharf)\\.?';
const UNIT = `(?:${COMMA}(?:Apt|Apartment|Suite|Ste|Unit|Floor|Fl|Flat|Room|#)\\.? ?[\\dA-Za-z-]{1,6})?`;
const STATE =
  '(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]|PR)';
const UK_POSTCODE = '(?:[A-PR-UWYZ][A-HK-Y]?\\d[\\dA-HJKPSTUW]? \\d[ABD-HJLNP-UW-Z]{2})';
const STREET_DE =
  '(?:\\p{Lu}[\\p{L}-]{1,30}(?:straße|strasse|str\\.|weg|platz|allee|gasse|ring|damm|ufer|steig)|(?:Am|Im|An der|Auf der|Zum|Zur|Unter den) \\p{Lu}[\\p{L}-]{1,24}|\\p{Lu}[\\p{L}-]{1,24}(?:-| )(?:Straße|Strasse|Str\\.|Weg|Platz|Allee|Ring|Damm|Ufer))';
const STREET_FR = '(?:rue|avenue|av\\.|boulevard|bd|place|chemin|allée|allee|impasse|quai|route|cours|square|passage)';
const STREET_ES =
  '(?:Calle|C/|Avda\\.|Avenida|Plaza|Paseo|Camino|Carrer|Ronda|Rua|Avenida|Travessa|Via|Viale|Piazza|Corso|Largo|Vicolo|Strada)';
const STREET_NL = '\\p{Lu}[\\p{L}-]{1,24}(?:straat|laan|weg|plein|kade|gracht|dijk|singel|hof|dreef|steeg|pad)';

const address = (name: string, requires: RegExp, source: string, flags: '' | 'i' = ''): Recognizer => ({
  name,
  kind: 'address',
  requires,
  pattern: new RegExp(`${BEFORE}${source}${BEHIND}`, `gu${flags}`),
  certainty: 2,
});

export const POSTAL_ADDRESS: readonly Recognizer[] = [
  address(
    'address-us',
    /[A-Z]{2},? \d{5}/,
    `(?:${HOUSE} (?:(?:[NSEW]\\.?|North|South|East|West) )?(?:${NAME}|\\d{1,3}(?:st|nd|rd|th))(?: ${NAME}){0,3} ?${STREET_EN}(?: [NSEW]{1,2}\\.?)?|P\\.?O\\.? Box \\d{1,6})${UNIT}${COMMA}${names(3)},? ${STATE},? \\d{5}(?:-\\d{4})?`,
  ),
  address(
    'address-uk',
    /[\dA-W] \d[A-Z]{2}/,
    `(?:(?:Flat|Unit) [\\dA-Z]{1,4},? )?${HOUSE},? ${NAME}(?: ${NAME}){0,3}(?:${COMMA}${names(2)}){0,3}${COMMA}${UK_POSTCODE}`,
  ),
  address(
    'address-de',
    /\d{4,5} \p{Lu}/u,
    `${STREET_DE} ${HOUSE}${COMMA}(?:(?:D|A|CH)-)?\\d{4,5}(?! ?[A-Z]{2}(?!\\p{L})) ${names(2)}`,
  ),
  address(
    'address-fr',
    /\d{4,5} \p{L}/u,
    `\\d{1,4}(?: ?(?:bis|ter|[A-D]))?,? ${STREET_FR} [\\p{L}\\p{N} '’.-]{2,50}${COMMA}(?:F-|B-|L-)?\\d{4,5} \\p{L}[\\p{L}-]{1,30}`,
    'i',
  ),
  address(
    'address-es-it',
    /\d{4,5}(?:-\d{3})? \p{Lu}/u,
    `${STREET_ES} [\\p{L}\\p{N} '’.-]{2,50},? (?:n\\.?º? ?)?${HOUSE}(?:,[^\\n,]{1,20}){0,2}${COMMA}\\d{4,5}(?:-\\d{3})? ${names(2)}`,
  ),
  address('address-nl', /\d{4} ?[A-Z]{2}/, `(?:${STREET_NL}) ${HOUSE}${COMMA}\\d{4} ?[A-Z]{2}${COMMA}${NAME}`),
];
