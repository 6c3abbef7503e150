/** Text that only the shapes of its glyphs or the pixels of its page give away, and text that looks like it and is seen. */
import { describe, expect, it } from 'vitest';
import { extractPdf } from '../../../ingest/formats/pdf.ts';
import { hidden, shown } from './helpers.ts';
import { type RawObject, type RawPage, rawPdf } from './pdf-files.ts';
import { OWN_FONT, ownFont, toUnicode } from './pdf-look-files.ts';

const SECRET = 'secret payload of words';
const show = (text = SECRET, x = 40, y = 300, size = 14, font = 'F1'): string =>
  `BT /${font} ${size} Tf 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET`;
const HONEST = show('Honest lines above', 40, 360);
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
/** Each letter is said to be the one seven places on, which looks different. */
const SHIFTED = Object.fromEntries(LETTERS.map((letter, i) => [letter.charCodeAt(0), LETTERS[(i + 7) % 26] ?? '']));
/** What must be drawn so that the shifted map reads as the text. */
const drawnFor = (text: string): string =>
  text.replace(/[a-z]/g, (letter) => LETTERS[(LETTERS.indexOf(letter) + 19) % 26] ?? '');
const MAPPED = '/F4 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode @map >>';
const PICTURE = (bytes: string, width = 2): RawObject => ({
  entries: `/Type /XObject /Subtype /Image /Width ${width} /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /ASCIIHexDecode`,
  stream: `${bytes}>`,
});
const ON_PICTURE = 'q 300 0 0 60 30 280 cm /Im Do Q';

interface Case {
  readonly name: string;
  readonly content: string;
  readonly page?: Omit<RawPage, 'content'>;
  readonly objects?: Readonly<Record<string, RawObject>>;
}

async function read({ content, page = {}, objects = {} }: Case) {
  const extract = await extractPdf(rawPdf([{ ...page, content: `${HONEST} ${content}` }], objects));
  return {
    text: shown(extract)
      .map(([, text]) => text)
      .join('\n'),
    cut: Object.fromEntries(hidden(extract)),
    findings: extract.findings,
  };
}

const mask = (grey: string): Record<string, RawObject> => ({
  group: {
    entries: '/Type /XObject /Subtype /Form /BBox [0 0 400 400] /Group << /S /Transparency /CS /DeviceGray >>',
    stream: `${grey} g 0 0 400 400 re f`,
  },
});
const MASKED = { resources: '/ExtGState << /G << /SMask << /S /Luminosity /G @group >> >> >>' };
const tiling = (colour: string): RawObject => ({
  entries:
    '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] /XStep 10 /YStep 10 /Resources << >>',
  stream: `${colour} rg 0 0 10 10 re f`,
});
const type3 = (procedure: string): Record<string, RawObject> => ({
  glyph: { entries: '', stream: procedure },
  own: `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [.001 0 0 .001 0 0] /CharProcs << /a @glyph >> /Encoding << /Type /Encoding /Differences [32 ${'/a '.repeat(91)}] >> /FirstChar 32 /LastChar 122 /Widths [${'700 '.repeat(91)}] /Resources << >> /ToUnicode @map >>`,
  map: toUnicode(Object.fromEntries(Array.from({ length: 91 }, (_, i) => [32 + i, String.fromCharCode(32 + i)]))),
});

const ATTACKS: readonly (Case & { readonly technique: string; readonly text?: string })[] = [
  {
    name: 'letters that mean others, in a font that is not in the file',
    technique: 'pdf-glyph-remapped',
    content: show(drawnFor(SECRET), 40, 300, 14, 'F4'),
    page: { fonts: MAPPED },
    objects: { map: toUnicode(SHIFTED) },
  },
  {
    name: 'letters that mean others, in a font of the file',
    technique: 'pdf-glyph-remapped',
    content: show(drawnFor(SECRET), 40, 300, 14, 'F3'),
    page: { fonts: OWN_FONT.replace('/FontDescriptor', '/ToUnicode @map /FontDescriptor') },
    objects: { map: toUnicode(SHIFTED), ...ownFont() },
  },
  {
    name: 'letters that mean others, shown one by one',
    technique: 'pdf-glyph-remapped',
    content: `BT /F4 14 Tf 40 300 Td ${[...drawnFor(SECRET)].map((letter) => `(${letter}) Tj`).join(' ')} ET`,
    page: { fonts: MAPPED },
    objects: { map: toUnicode(SHIFTED) },
  },
  {
    name: 'an amount that means another',
    technique: 'pdf-glyph-remapped',
    text: '747',
    content: show('Pay 161 now', 40, 300, 14, 'F4'),
    page: { fonts: MAPPED },
    objects: {
      map: toUnicode({
        ...Object.fromEntries([...'Paynow '].map((letter) => [letter.charCodeAt(0), letter])),
        49: '7',
        54: '4',
      }),
    },
  },
  {
    name: 'Latin letters that mean Cyrillic ones',
    technique: 'pdf-glyph-remapped',
    text: 'подпишите договор сразу',
    content: show('abcadedfg cbhbibj kjlmn', 40, 300, 14, 'F4'),
    page: { fonts: MAPPED },
    objects: {
      map: toUnicode(Object.fromEntries([...'подиштегврсазу'].map((letter, i) => [97 + i, letter]))),
    },
  },
  {
    name: 'a glyph that stands for a sentence',
    technique: 'pdf-glyph-expansion',
    content: show('x', 40, 300, 14, 'F4'),
    page: { fonts: MAPPED },
    objects: { map: toUnicode({ 120: SECRET }) },
  },
  {
    name: 'glyphs that stand for four letters each',
    technique: 'pdf-glyph-expansion',
    text: 'secretpayloadwords',
    content: show('abcde', 40, 300, 14, 'F4'),
    page: { fonts: MAPPED },
    objects: { map: toUnicode({ 97: 'secr', 98: 'etpa', 99: 'yloa', 100: 'dwor', 101: 'ds' }) },
  },
  {
    name: 'a font without outlines',
    technique: 'pdf-blank-glyphs',
    content: show(SECRET, 40, 300, 14, 'F3'),
    page: { fonts: OWN_FONT },
    objects: ownFont({ isBlank: true }),
  },
  {
    name: 'the colour of the picture behind it',
    technique: 'pdf-no-ink',
    content: `${ON_PICTURE} 0.2 0.4 0.6 rg ${show()}`,
    page: { resources: '/XObject << /Im @picture >>' },
    objects: { picture: PICTURE('336699336699') },
  },
  {
    name: 'white on white, mixed by a mode that keeps the lighter',
    technique: 'pdf-no-ink',
    content: `${ON_PICTURE} /G gs 0 g ${show()}`,
    page: { resources: '/XObject << /Im @picture >> /ExtGState << /G << /BM /Hue >> >>' },
    objects: { picture: PICTURE('ffffffffffff') },
  },
  {
    name: 'a mask that lets nothing through',
    technique: 'pdf-no-ink',
    content: `q /G gs ${show()} Q`,
    page: MASKED,
    objects: mask('0'),
  },
  {
    name: 'a white pattern',
    technique: 'pdf-no-ink',
    content: `/Pattern cs /P scn ${show()}`,
    page: { resources: '/Pattern << /P @pattern >>' },
    objects: { pattern: tiling('1 1 1') },
  },
];

const INNOCENTS: readonly (Case & { readonly seen?: string })[] = [
  {
    name: 'formulas and bullets in the font of symbols, which the file names as what they are',
    content: `${show('abgdepqs', 40, 300, 14, 'F4')} ${show('A', 40, 260, 14, 'F4')} ${show('Terms apply.', 60, 260)}`,
    page: { fonts: MAPPED.replace('/Helvetica /Encoding /WinAnsiEncoding', '/Symbol') },
    objects: {
      map: toUnicode({
        ...Object.fromEntries([...'abgdepqs'].map((code, i) => [code.charCodeAt(0), [...'αβγδεπθσ'][i] ?? ''])),
        65: 'A',
      }),
    },
    seen: 'αβγδεπθσ',
  },
  {
    name: 'white on a dark picture',
    content: `${ON_PICTURE} 1 g ${show('Title on a photo')}`,
    page: { resources: '/XObject << /Im @picture >>' },
    objects: { picture: PICTURE('203040405060') },
    seen: 'Title on a photo',
  },
  {
    name: 'a shadow under the same words on a picture',
    content: `${ON_PICTURE} 0.5 g ${show('Title on a photo', 40.8, 299.2)} 1 g ${show('Title on a photo')}`,
    page: { resources: '/XObject << /Im @picture >>' },
    objects: { picture: PICTURE('203040405060') },
    seen: 'Title on a photo',
  },
  {
    name: 'a mask that lets all through',
    content: `q /G gs ${show('Seen through a mask')} Q`,
    page: MASKED,
    objects: mask('1'),
    seen: 'Seen through a mask',
  },
  {
    name: 'a dark pattern',
    content: `/Pattern cs /P scn ${show('Patterned heading')}`,
    page: { resources: '/Pattern << /P @pattern >>' },
    objects: { pattern: tiling('0.2 0 0.4') },
    seen: 'Patterned heading',
  },
  {
    name: 'a font drawn by procedures',
    content: show('aaaa', 40, 300, 14, 'F5'),
    page: { fonts: '/F5 @own' },
    objects: type3('700 0 0 0 700 700 d1 50 0 600 700 re f'),
    seen: 'aaaa',
  },
  {
    name: 'a font of the file, with its true meaning',
    content: show('The quick brown fox 0123', 40, 300, 14, 'F3'),
    page: { fonts: OWN_FONT },
    objects: ownFont(),
    seen: 'The quick brown fox 0123',
  },
  {
    name: 'ligatures, a fraction and a trade mark, spelled out',
    content: show('abcd', 40, 300, 14, 'F4'),
    page: { fonts: MAPPED.replace('/WinAnsiEncoding', '<< /Differences [97 /fi /onehalf /trademark /ellipsis] >>') },
    objects: { map: toUnicode({ 97: 'fi', 98: '1⁄2', 99: 'TM', 100: '...' }) },
    seen: 'fi1⁄2TM...',
  },
  {
    name: 'the base typefaces, bold, slanted and with serifs',
    content: ['Times-Italic', 'Courier-BoldOblique', 'Times-Bold']
      .map((_, i) => show('Hamburgefonstiv IlO0 1234567890', 20, 300 - 30 * i, 14, `B${i}`))
      .join(' '),
    page: {
      fonts: ['Times-Italic', 'Courier-BoldOblique', 'Times-Bold']
        .map((name, i) => `/B${i} << /Type /Font /Subtype /Type1 /BaseFont /${name} >>`)
        .join(' '),
    },
    seen: 'Hamburgefonstiv IlO0 1234567890',
  },
];

describe('text that no one can read on the page', () => {
  it.each(ATTACKS)('is cut: $name', async ({ technique, text: secret = SECRET, ...one }) => {
    const { text, cut } = await read(one);
    expect(text).toContain('Honest lines above');
    expect(cut[technique]?.replaceAll('\n', '')).toContain(secret);
    for (const word of secret.split(' ')) expect(text).not.toContain(word);
  });
});

describe('text that a person reads on the page', () => {
  it.each(INNOCENTS)('stays: $name', async ({ seen = '', ...one }) => {
    const { text, cut, findings } = await read(one);
    expect(text).toContain(seen);
    expect([cut, findings]).toEqual([{}, []]);
  });
});
