/**
 * Outlines to compare with: the letters of the fonts that come with pdf.js (Liberation Sans with Latin, Greek and Cyrillic; a serif and
 * a typewriter face with Latin). They are had from pdf.js itself, through a document that names them, so that they take the same way
 * as the outlines of a document under test. Made once in a process, at first need.
 */
import { foldLetter } from './letter-fold.ts';
import { openPdf } from './open.ts';
import { type Outline, outlineOf } from './outline.ts';

export interface ReferenceLetter {
  readonly letter: string;
  /** See `foldLetter`; empty for punctuation, which is not compared. */
  readonly fold: string;
  /** Index into the faces. The first is a sans, upright, of ordinary weight. */
  readonly face: number;
  readonly outline: Outline;
  /** How far the next letter is, in ems. */
  readonly advance: number;
}

export interface ReferenceFonts {
  readonly letters: readonly ReferenceLetter[];
  /** The same letter in every face that has it. */
  readonly byLetter: ReadonlyMap<string, readonly ReferenceLetter[]>;
}

const LATIN = [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  ...'ÆæØøß',
  ...'.,:;!?\'"()[]-/&%$#@+=*',
];
const CYRILLIC = [...'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяіїєґЄІЇҐ'];
const GREEK = [...'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψως'];

/** Names that PDF knows without a font file, and what is taken from each. */
const FACES: readonly (readonly [name: string, letters: readonly (readonly string[])[]])[] = [
  ['Helvetica', [LATIN, CYRILLIC, GREEK]],
  ['Helvetica-Bold', [LATIN]],
  ['Helvetica-Oblique', [LATIN]],
  ['Times-Roman', [LATIN]],
  ['Times-Bold', [LATIN]],
  ['Times-Italic', [LATIN]],
  ['Courier', [LATIN]],
];

let made: Promise<ReferenceFonts> | undefined;

export function referenceFonts(): Promise<ReferenceFonts> {
  made ??= makeReferenceFonts();
  return made;
}

async function makeReferenceFonts(): Promise<ReferenceFonts> {
  const { document, close } = await openPdf(Buffer.from(documentOfLetters(), 'latin1'), { isStrict: false });
  try {
    const page = await document.getPage(1);
    const [{ OPS }, { fnArray, argsArray }] = await Promise.all([
      import('pdfjs-dist/legacy/build/pdf.mjs'),
      page.getOperatorList(),
    ]);
    const faces = FACES.flatMap(([, sets], face) => sets.map((set) => ({ face, set })));
    const letters: ReferenceLetter[] = [];
    let font = '';
    let shown = 0;
    for (const [i, code] of fnArray.entries()) {
      if (code === OPS.setFont) font = argsArray[i][0];
      if (code !== OPS.showText) continue;
      const { face = 0, set = [] } = faces[shown] ?? {};
      shown += 1;
      for (const [at, { fontChar, width }] of (argsArray[i][0] as ShownGlyph[]).entries()) {
        const path: unknown = page.commonObjs.get(`${font}_path_${fontChar}`);
        const letter = set[at];
        const outline = typeof path === 'string' ? outlineOf(path) : undefined;
        if (letter === undefined || outline === undefined) continue;
        // Widths of what is not Latin are not known to pdf.js without a font file.
        const advance = set === LATIN ? width / 1000 : outline.right + 0.06;
        letters.push({ letter, fold: foldLetter(letter), face, outline, advance });
      }
    }
    return { letters, byLetter: byLetter(letters) };
  } finally {
    await close();
  }
}

interface ShownGlyph {
  readonly fontChar: string;
  readonly width: number;
}

function byLetter(letters: readonly ReferenceLetter[]): Map<string, ReferenceLetter[]> {
  const found = new Map<string, ReferenceLetter[]>();
  for (const letter of letters) found.set(letter.letter, [...(found.get(letter.letter) ?? []), letter]);
  return found;
}

function glyphName(letter: string): string {
  return `/uni${codePoint(letter).toString(16).toUpperCase().padStart(4, '0')}`;
}

function codePoint(letter: string): number {
  return letter.codePointAt(0) ?? 0;
}

/** A PDF that shows all letters of all faces, a showing operation for each set. */
function documentOfLetters(): string {
  const sets = FACES.flatMap(([name, letters]) => letters.map((set) => ({ name, set })));
  const fonts = sets.map(({ name, set }, i) => {
    const encoding = set === LATIN ? '/WinAnsiEncoding' : `<</Differences[1 ${set.map(glyphName).join('')}]>>`;
    return `/F${i}<</Type/Font/Subtype/TrueType/BaseFont/${name}/Encoding${encoding}>>`;
  });
  const shows = sets.map(({ set }, i) => {
    const codes = set.map((letter, at) => (set === LATIN ? codePoint(letter) : at + 1).toString(16).padStart(2, '0'));
    return `/F${i} 10 Tf <${codes.join('')}> Tj`;
  });
  const content = `BT ${shows.join(' ')} ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<<${fonts.join('')}>>>>>>`,
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
  ];
  return `%PDF-1.4\n${objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join('')}trailer<</Root 1 0 R>>\n%%EOF`;
}
