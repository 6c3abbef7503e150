/**
 * Codes that spell a word letter by letter or play with its letters: Morse, the NATO alphabet, letters set apart by dots or dashes, pig Latin.
 * Sources: ITU-R M.1677 (Morse), ICAO Annex 10 (alphabet).
 */
import { commonWords } from '../words.ts';
import type { Code } from './code.ts';

const MORSE: ReadonlyMap<string, string> = new Map(
  (
    'a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- r.-. s... t- u..- v...- w.-- x-..- y-.-- z--.. ' +
    '1.---- 2..--- 3...-- 4....- 5..... 6-.... 7--... 8---.. 9----. 0-----'
  )
    .split(' ')
    .map((entry) => [entry.slice(1), entry.charAt(0)]),
);
const NATO =
  'alfa|alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett|juliet|kilo|lima|mike|november|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whiskey|whisky|xray|x-ray|yankee|zulu';

export const SPELLING_CODES: readonly Code[] = [
  {
    name: 'morse',
    candidates: /(?<![^\s/|])(?:[.\-·−–—•]{1,6}[ /|\n]{1,3}){11,}[.\-·−–—•]{1,6}/g,
    decode: decodeMorse,
  },
  {
    name: 'nato-alphabet',
    candidates: new RegExp(`\\b(?:(?:${NATO})[ ,./|\\n-]{1,3}){8,}(?:${NATO})\\b`, 'gi'),
    decode: (text) =>
      text
        .split(/[,./|\n-]+\s*|\s{2,}/)
        .map((word) =>
          word
            .split(' ')
            .map((name) => name.charAt(0).toLowerCase())
            .join(''),
        )
        .join(' '),
  },
  {
    name: 'separated-letters',
    candidates: /(?<![A-Za-z])(?:[A-Za-z](?:[.\-_·*|][A-Za-z]){1,40}[.\-_·*|]?[ ,;:]{0,3}){3,}/g,
    decode: (text) => text.replace(/[.\-_·*|]/g, ''),
  },
  {
    name: 'pig-latin',
    candidates: /(?<![a-z])(?:[a-z]{1,30}ay[ ,.;:!?]{1,2}){4,}[a-z]{1,30}ay(?![a-z])/gi,
    decode: decodePigLatin,
  },
];

function decodeMorse(text: string): string {
  return text
    .replace(/[·•]/g, '.')
    .replace(/[−–—]/g, '-')
    .split(/[/|\n]|\s{2,}/)
    .map((word) =>
      word
        .split(' ')
        .map((letter) => MORSE.get(letter) ?? '')
        .join(''),
    )
    .join(' ')
    .trim();
}

/** `eviouspray` may be from `previous` or `spreviou`: where the consonants end that were moved, a dictionary knows best. */
function decodePigLatin(text: string): string {
  return text.replace(/[a-z]+/gi, (word) => {
    const stem = word.toLowerCase().replace(/ay$/, '');
    const moved = [3, 2, 1].map((length) => stem.slice(-length) + stem.slice(0, -length));
    const readings = [stem.replace(/w$/, ''), stem, ...moved];
    return readings.find((reading) => commonWords(reading).count === 1) ?? moved[2] ?? stem;
  });
}
