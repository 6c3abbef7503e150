/**
 * Letters that look Latin and are not, and Latin letters that compatibility folding leaves styled. A working subset of the skeleton of
 * UTS #39 for what can stand in an English word; what NFKC folds (full width, mathematical, circled) is not repeated here.
 */

const pairs = (from: string, to: string): [string, string][] =>
  [...from].map((letter, i): [string, string] => [letter, to[i] ?? '']);

/** Letters of other scripts by the lower-case Latin letter that they look like. Applied only in words that pretend to be Latin. */
export const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  // Cyrillic
  ...pairs('АВЕЗКМНОРСТУХІЅЈԀԚԜӀҮҒЬЁЇГ', 'abe3kmhopctyxisjdqwiyfbeir'),
  ...pairs('авекмнорстухіѕјһԁԛԝӏүѵгпьёїґ', 'abekmhopctyxisjhdqwlyvrnbeir'),
  // Greek
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳ', 'abezhikmnoptyxcj'),
  ...pairs('αβεζηικνορτυχγωϲ', 'abeznikvoptuxywc'),
  // Armenian
  ...pairs('օսոհցյՏՍՕԼ', 'ounhgjsuol'),
  // Cherokee
  ...pairs('ᎪᎬᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃᏟᎠᏀᏴᏒ', 'aehijklmprstvwzcdgbr'),
]);

/** Styled and national Latin letters by plain ones. Applied always in the folded copy. */
export const PLAIN_LETTERS: ReadonlyMap<string, string> = new Map([
  ...pairs('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnopqrstuvwyz'),
  ...pairs('ıɑɡɩʃłđøħŧƚſƒɛɔɐǝəɹʇʌʍʎ', 'iagisldohtlsfeoaeertvwy'),
  ...pairs('’‘‛ʼ＇`´′', "''''''''"),
  ...pairs('“”„‟″«»', '"""""""'),
  ...pairs('‐‑‒–—―−', '-------'),
  // Cyrillic, Arabic and Persian spellings of one letter
  ...pairs('ёيىكأإآةۀ', 'еییکاااهه'),
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
]);

/** Letters in boxes, discs and flags, which no compatibility mapping folds, as `[first code point, count]` runs of the alphabet. */
const ALPHABETS: readonly number[] = [
  0x1f150, // negative circled
  0x1f170, // negative squared
  0x1f1e6, // regional indicators
];

/** The plain letter of a boxed one, or `undefined`. */
export function unboxed(point: number): string | undefined {
  if (point < 0x1f150 || point > 0x1f1ff) return undefined;
  const first = ALPHABETS.find((start) => point >= start && point < start + 26);
  return first === undefined ? undefined : String.fromCharCode(0x61 + point - first);
}
