/**
 * Small PDFs, each with what a person sees on it and what not: ways of hiding text, and innocent things that look like them.
 * Sources: ISO 32000-2 for what each operator does; published attacks on readers of papers and CVs for the ways that are used.
 */
import { type RawObject, type RawPage, rawPdf } from './pdf-files.ts';

export interface PdfCase {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Each stands in the text, whole. */
  readonly seen: readonly string[];
  /** Technique → the text that it hides; none of it stands in the text. */
  readonly hidden: Readonly<Record<string, string>>;
}

/** `T` shows text at a place: the rest of the content is in PDF's own words. */
function content(text: string): string {
  return text.replace(/T\((\d+),(\d+)\)\(([^)]*)\)/g, 'BT /F1 12 Tf 1 0 0 1 $1 $2 Tm ($3) Tj ET');
}

const SEEN = 'T(40,360)(Opening words)';
const SECRET = 'secret payload';
const show = (x = 40, y = 300): string => `T(${x},${y})(${SECRET})`;

function attack(
  name: string,
  technique: string,
  body: string,
  page: Omit<RawPage, 'content'> = {},
  objects: Readonly<Record<string, RawObject>> = {},
  catalog = '',
): PdfCase {
  return {
    name,
    bytes: rawPdf([{ ...page, content: content(`${SEEN} ${body} T(40,40)(Closing words)`) }], objects, { catalog }),
    seen: ['Opening words', 'Closing words'],
    hidden: { [technique]: SECRET },
  };
}

function innocent(
  name: string,
  seen: string | readonly string[],
  body: string,
  page: Omit<RawPage, 'content'> = {},
  objects: Readonly<Record<string, RawObject>> = {},
  catalog = '',
): PdfCase {
  const bytes = rawPdf([{ ...page, content: content(body) }], objects, { catalog });
  return { name, bytes, seen: typeof seen === 'string' ? [seen] : seen, hidden: {} };
}

const state = (entries: string): Pick<RawPage, 'resources'> => ({ resources: `/ExtGState << /G << ${entries} >> >>` });
const form = (stream: string, entries = '/BBox [0 0 400 400]'): RawObject => ({
  entries: `/Type /XObject /Subtype /Form ${entries} /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>`,
  stream: content(stream),
});
const useForm: Pick<RawPage, 'resources'> = { resources: '/XObject << /X @x >>' };
const picture = (grey: string): RawObject => ({
  entries: '/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8',
  stream: grey.repeat(4),
});
const layer = (settings: string): string => `/OCProperties << /OCGs [@layer] /D << ${settings} >> >>`;
const LAYER: Record<string, RawObject> = { layer: '<< /Type /OCG /Name (Layer) >>' };
const onLayer: Pick<RawPage, 'resources'> = { resources: '/Properties << /L @layer >>' };
const type3 = (procedure: string): { fonts: string; objects: Record<string, RawObject> } => ({
  fonts: '/T3 @font',
  objects: {
    font:
      '<< /Type /Font /Subtype /Type3 /FontBBox [0 0 700 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 /LastChar 97 ' +
      '/Widths [800] /Encoding << /Type /Encoding /Differences [97 /a] >> /CharProcs << /a @proc >> /Resources << >> >>',
    proc: { entries: '', stream: procedure },
  },
});

export const ATTACKS: readonly PdfCase[] = [
  attack('render mode 3', 'pdf-invisible-mode', `3 Tr ${show()} 0 Tr`),
  attack('render mode 3 set outside a text object', 'pdf-invisible-mode', `q 3 Tr ${show()} Q`),
  attack('render mode 3 set by a text object before', 'pdf-invisible-mode', `q BT 3 Tr ET ${show()} Q`),
  attack('render mode 3 inside a form', 'pdf-invisible-mode', '/X Do', useForm, { x: form(`3 Tr ${show()}`) }),
  attack('render mode 3 from outside a form', 'pdf-invisible-mode', 'q 3 Tr /X Do Q', useForm, { x: form(show()) }),
  attack('render mode 7 without paint', 'pdf-clip-only-text', `q 7 Tr ${show()} Q`),
  attack('white on white', 'pdf-same-colour', `1 g ${show()} 0 g`),
  attack('nearly white on white', 'pdf-same-colour', `0.97 g ${show()} 0 g`),
  attack('white in CMYK', 'pdf-same-colour', `0 0 0 0 k ${show()} 0 g`),
  attack('white by a tint of zero', 'pdf-same-colour', `/S cs 0 scn ${show()} 0 g`, {
    resources:
      '/ColorSpace << /S [/Separation /Spot /DeviceCMYK << /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 1 0] /N 1 >>] >>',
  }),
  attack('text in the colour of its box', 'pdf-same-colour', `0 0 1 rg 30 290 200 30 re f ${show()} 0 g`),
  attack(
    'text in the colour of a box of two halves',
    'pdf-same-colour',
    `1 0 0 rg 30 290 45 30 re f 75 290 200 30 re f ${show()} 0 g`,
  ),
  attack(
    'text in the colour of a path',
    'pdf-same-colour',
    `0 1 0 rg 30 280 m 300 280 l 320 330 l 20 330 l f ${show()} 0 g`,
  ),
  attack(
    'text in the colour of a thick line',
    'pdf-same-colour',
    `1 0 0 RG 1 0 0 rg 30 w 20 304 m 300 304 l S ${show()} 0 g`,
  ),
  attack('white outline', 'pdf-same-colour', `1 Tr 1 G ${show()} 0 Tr 0 G`),
  attack('white fill and white outline', 'pdf-same-colour', `2 Tr 1 g 1 G ${show()} 0 Tr 0 g 0 G`),
  attack('black fill under a drowning white outline', 'pdf-same-colour', `2 Tr 1 G 6 w ${show()} 0 Tr 0 G`),
  attack('no opacity', 'pdf-transparent-text', `q /G gs ${show()} Q`, state('/ca 0')),
  attack('next to no opacity', 'pdf-transparent-text', `q /G gs ${show()} Q`, state('/ca 0.02')),
  attack('outline without opacity', 'pdf-transparent-text', `q /G gs 1 Tr ${show()} Q`, state('/CA 0')),
  attack(
    'group without opacity',
    'pdf-transparent-text',
    'q /G gs /X Do Q',
    { resources: '/ExtGState << /G << /ca 0 >> >> /XObject << /X @x >>' },
    {
      x: form(show(), '/BBox [0 0 400 400] /Group << /S /Transparency >>'),
    },
  ),
  attack(
    'multiplied white',
    'pdf-same-colour',
    `q /G gs 1 g 0.5 g 30 290 200 30 re f 1 g ${show()} Q`,
    state('/BM /Multiply'),
  ),
  attack(
    'screened black',
    'pdf-same-colour',
    `0.5 g 30 290 200 30 re f q /G gs 0 g ${show()} Q 0 g`,
    state('/BM /Screen'),
  ),
  attack('font size of half a point', 'pdf-tiny-text', `BT /F1 0.5 Tf 1 0 0 1 40 300 Tm (${SECRET}) Tj ET`),
  attack('tiny by the matrix of the page', 'pdf-tiny-text', `q 0.02 0 0 0.02 40 300 cm T(0,0)(${SECRET}) Q`),
  attack('tiny by the text matrix', 'pdf-tiny-text', `BT /F1 12 Tf 0.03 0 0 0.03 40 300 Tm (${SECRET}) Tj ET`),
  attack('squeezed along the line', 'pdf-tiny-text', `BT /F1 12 Tf 5 Tz 1 0 0 1 40 300 Tm (${SECRET}) Tj 100 Tz ET`),
  attack('squashed in height', 'pdf-tiny-text', `BT /F1 12 Tf 1 0 0 0.05 40 300 Tm (${SECRET}) Tj ET`),
  attack('matrix of zeros', 'pdf-zero-size', `BT /F1 12 Tf 0 0 0 0 40 300 Tm (${SECRET}) Tj ET`),
  attack('far off the page', 'pdf-off-page', `BT /F1 12 Tf 1 0 0 1 -900 300 Tm (${SECRET}) Tj ET`),
  attack(
    'pushed off the page by its rise',
    'pdf-off-page',
    `BT /F1 12 Tf 900 Ts 1 0 0 1 40 300 Tm (${SECRET}) Tj 0 Ts ET`,
  ),
  attack('pushed off the page by a gap', 'pdf-off-page', `BT /F1 12 Tf 1 0 0 1 40 300 Tm [-90000 (${SECRET})] TJ ET`),
  attack('outside the crop box, far', 'pdf-off-page', `BT /F1 12 Tf 1 0 0 1 40 1300 Tm (${SECRET}) Tj ET`, {
    mediaBox: '[0 0 400 1400]',
    entries: '/CropBox [0 0 400 400]',
  }),
  attack('baseline on the edge, letters outside', 'pdf-slug-line', `BT /F1 12 Tf 1 0 0 1 40 399 Tm (${SECRET}) Tj ET`),
  attack('covered by a white box', 'pdf-covered-text', `${show()} 1 g 30 290 200 30 re f 0 g`),
  attack(
    'covered by stripes',
    'pdf-covered-text',
    `${show()} 1 g 30 297 200 5 re f 30 301 200 5 re f 30 305 200 8 re f 0 g`,
  ),
  attack('covered by a path', 'pdf-covered-text', `${show()} 0.9 g 30 280 m 300 280 l 320 330 l 20 330 l f 0 g`),
  attack('covered by a thick line', 'pdf-covered-text', `${show()} 1 G 30 w 20 304 m 300 304 l S 0 G`),
  attack('covered by a picture', 'pdf-covered-text', `${show()} q 200 0 0 30 30 290 cm /X Do Q`, useForm, {
    x: picture('\xff'),
  }),
  attack('covered by a form', 'pdf-covered-text', `${show()} /X Do`, useForm, { x: form('1 g 30 290 200 30 re f') }),
  attack(
    'covered by an annotation',
    'pdf-covered-text',
    show(),
    { entries: '/Annots [@note]' },
    {
      note: '<< /Type /Annot /Subtype /Square /Rect [30 290 230 320] /F 4 /AP << /N @look >> >>',
      look: form('1 g 0 0 200 30 re f', '/BBox [0 0 200 30]'),
    },
  ),
  attack(
    'covered by multiplied black',
    'pdf-covered-text',
    `${show()} q /G gs 0 g 30 290 200 30 re f Q`,
    state('/BM /Multiply'),
  ),
  attack('clipped to nothing', 'pdf-clipped-text', `q 0 0 0 0 re W n ${show()} Q`),
  attack('clipped elsewhere', 'pdf-clipped-text', `q 300 10 50 50 re W n ${show()} Q`),
  attack(
    'clipped by two areas that do not meet',
    'pdf-clipped-text',
    `q 0 0 400 100 re W n 0 200 400 200 re W n ${show()} Q`,
  ),
  attack(
    'clipped by a path around it',
    'pdf-clipped-text',
    `q 0 0 m 400 0 l 400 20 l 20 20 l 20 400 l 0 400 l h W n ${show()} Q`,
  ),
  attack('outside the box of its form', 'pdf-clipped-text', '/X Do', useForm, {
    x: form(show(), '/BBox [300 0 400 50]'),
  }),
  attack('moved away by the matrix of its form', 'pdf-off-page', '/X Do', useForm, {
    x: form(show(), '/BBox [0 0 400 400] /Matrix [1 0 0 1 3000 0]'),
  }),
  attack(
    'layer that is off',
    'pdf-hidden-layer',
    `/OC /L BDC ${show()} EMC`,
    onLayer,
    LAYER,
    layer('/OFF [@layer] /Order [@layer]'),
  ),
  attack(
    'layers that are off as a base',
    'pdf-hidden-layer',
    `/OC /L BDC ${show()} EMC`,
    onLayer,
    LAYER,
    layer('/BaseState /OFF /Order [@layer]'),
  ),
  attack(
    'layer that no list names',
    'pdf-hidden-layer',
    `/OC /L BDC ${show()} EMC`,
    onLayer,
    LAYER,
    layer('/OFF [@layer] /Order []'),
  ),
  attack(
    'form on a layer that is off',
    'pdf-hidden-layer',
    '/X Do',
    useForm,
    {
      ...LAYER,
      x: form(show(), '/BBox [0 0 400 400] /OC @layer'),
    },
    layer('/OFF [@layer] /Order [@layer]'),
  ),
  attack(
    'membership of a layer that is off',
    'pdf-hidden-layer',
    `/OC /L BDC ${show()} EMC`,
    { resources: '/Properties << /L @member >>' },
    {
      ...LAYER,
      member: '<< /Type /OCMD /OCGs [@layer] /P /AllOn >>',
    },
    layer('/OFF [@layer] /Order [@layer]'),
  ),
  {
    ...attack(
      'Type 3 letters that paint nothing',
      'pdf-empty-glyphs',
      'BT /T3 12 Tf 1 0 0 1 40 300 Tm (aaa) Tj ET',
      { fonts: type3('').fonts },
      type3('800 0 d0').objects,
    ),
    hidden: { 'pdf-empty-glyphs': 'aaa' },
  },
];

const LONG = 'The committee met and considered at length whether the harbour should be';

export const INNOCENTS: readonly PdfCase[] = [
  innocent('white on a dark banner', 'Banner words', `0 0 0.4 rg 20 290 300 30 re f 1 g T(40,300)(Banner words)`),
  innocent(
    'a page that is dark throughout',
    'Words of the night',
    '0.05 g 0 0 400 400 re f 0.9 g T(40,300)(Words of the night)',
  ),
  innocent(
    'white on a gradient of strips',
    'Striped words',
    `${Array.from({ length: 40 }, (_, i) => `0.${10 + i} g ${20 + i * 5} 290 5 30 re f`).join(' ')} 1 g T(40,300)(Striped words)`,
  ),
  innocent('boxes painted before the text', 'Boxed words', '0.9 g 20 290 300 30 re f 0 g T(40,300)(Boxed words)'),
  innocent(
    'a marker over the text that multiplies',
    'Marked words',
    'T(40,300)(Marked words) q /G gs 1 1 0 rg 30 290 200 30 re f Q',
    state('/BM /Multiply'),
  ),
  innocent(
    'a marker over the text that lets it through',
    'Marked words',
    'T(40,300)(Marked words) q /G gs 1 1 0 rg 30 290 200 30 re f Q',
    state('/ca 0.3'),
  ),
  innocent('a pale watermark', 'Pale words', '0.85 g T(40,300)(Pale words)'),
  innocent('white letters with a dark outline', 'Outlined words', '2 Tr 1 g 0 G 0.4 w T(40,300)(Outlined words)'),
  innocent('letters that are outlines alone', 'Hollow words', '1 Tr 0 G 0.4 w T(40,300)(Hollow words)'),
  innocent('small print of four points', 'Small print', 'BT /F1 4 Tf 1 0 0 1 40 300 Tm (Small print) Tj ET'),
  innocent('half opacity', 'Half there', 'q /G gs T(40,300)(Half there) Q', state('/ca 0.5')),
  innocent('a line through the words', 'Struck words', 'T(40,300)(Struck words) 0 g 40 303 80 0.8 re f'),
  innocent(
    'lines of a ruled sheet through the words',
    'Ruled words',
    '0 G 0.5 w 20 303 m 380 303 l S T(40,300)(Ruled words)',
  ),
  innocent('a frame around the words', 'Framed words', 'T(40,300)(Framed words) 0 G 3 w 30 290 200 30 re S'),
  innocent(
    'a frame that is two boxes in one path',
    'Framed words',
    'T(40,300)(Framed words) 1 0 0 rg 20 280 220 50 re 30 290 200 30 re f*',
  ),
  innocent(
    'a layer that is on',
    'Layered words',
    '/OC /L BDC T(40,300)(Layered words) EMC',
    onLayer,
    LAYER,
    layer('/Order [@layer]'),
  ),
  innocent(
    'a cover on a layer that is off',
    'Uncovered words',
    'T(40,300)(Uncovered words) /OC /L BDC 1 g 0 0 400 400 re f EMC',
    onLayer,
    LAYER,
    layer('/OFF [@layer]'),
  ),
  innocent('a form with its group', 'Grouped words', '/X Do', useForm, {
    x: form('T(40,300)(Grouped words)', '/BBox [0 0 400 400] /Group << /S /Transparency /I true >>'),
  }),
  innocent(
    'the definition of a mask paints nothing',
    'Masked page',
    'T(40,300)(Masked page) q /G gs 0.9 g 0 0 10 10 re f Q',
    {
      resources: '/ExtGState << /G << /SMask << /Type /Mask /S /Alpha /G @x >> >> >>',
    },
    { x: form('1 g 0 0 400 400 re f', '/BBox [0 0 400 400] /Group << /S /Transparency >>') },
  ),
  innocent(
    'letters used as a clip for paint',
    'Clipping words',
    'q 7 Tr T(40,300)(Clipping words) 1 0 0 rg 0 0 400 400 re f Q',
  ),
  innocent(
    'what a form field holds',
    'Field value',
    '',
    { entries: '/Annots [@field]' },
    {
      field:
        '<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /V (Field value) /Rect [30 290 230 320] /F 4 /AP << /N @look >> >>',
      look: form('/Tx BMC T(2,5)(Field value) EMC', '/BBox [0 0 200 30]'),
    },
  ),
  innocent('a page turned on its side', 'Turned words', 'BT /F1 12 Tf 0 1 -1 0 300 40 Tm (Turned words) Tj ET', {
    entries: '/Rotate 90',
  }),
  innocent(
    'words down the margin',
    ['Margin words', 'Body words'],
    'T(40,300)(Body words) BT /F1 12 Tf 0 1 -1 0 30 40 Tm (Margin words) Tj ET',
  ),
  innocent('a page that starts elsewhere', 'Shifted words', 'BT /F1 12 Tf 1 0 0 1 -960 -700 Tm (Shifted words) Tj ET', {
    mediaBox: '[-1000 -1000 -600 -600]',
  }),
  innocent('justified words', LONG, `BT /F1 9 Tf 6 Tw 1 0 0 1 10 300 Tm (${LONG}) Tj ET`),
  innocent(
    'words parted by gaps alone',
    'parted by gaps',
    'BT /F1 12 Tf 1 0 0 1 40 300 Tm [(parted) -278 (by) -278 (gaps)] TJ ET',
  ),
  innocent(
    'letters with space between them',
    'SPACED HEADING',
    'BT /F1 12 Tf 4 Tc 1 0 0 1 40 300 Tm (SPACED HEADING) Tj ET',
  ),
  innocent(
    'letters placed one by one',
    'placed',
    `BT /F1 12 Tf 1 0 0 1 40 300 Tm ${[...'placed'].map((c) => `(${c}) Tj`).join(' ')} ET`,
  ),
  innocent(
    'kerned letters',
    'WAVE AWAY',
    'BT /F1 12 Tf 1 0 0 1 40 300 Tm [(W) 80 (A) 90 (VE A) 80 (W) 60 (A) 80 (Y)] TJ ET',
  ),
  innocent(
    'bold by striking twice',
    'Struck twice',
    'T(40,300)(Struck twice) BT /F1 12 Tf 1 0 0 1 40.4 300 Tm (Struck twice) Tj ET',
  ),
  innocent(
    'a superscript',
    'area of 12 m2 or so',
    'BT /F1 12 Tf 1 0 0 1 40 300 Tm (area of 12 m) Tj /F1 7 Tf 4 Ts (2) Tj /F1 12 Tf 0 Ts ( or so) Tj ET',
  ),
  innocent(
    'lines painted from the bottom up',
    'first line of three second line of three third line of three',
    [
      ['third', 272],
      ['second', 286],
      ['first', 300],
    ]
      .map(([word, y]) => `T(40,${y})(${word} line of three)`)
      .join(' '),
  ),
  innocent(
    'a bold word painted after its line',
    'The word bold stands here',
    'BT /F1 12 Tf 1 0 0 1 40 300 Tm [(The word ) -2400 (stands here)] TJ /F2 12 Tf 1 0 0 1 94.5 300 Tm (bold) Tj ET',
  ),
  innocent(
    'a table row by row',
    ['Name\tSince', 'Anna\t2019', 'Bert\t2021'],
    'T(40,300)(Name) T(200,300)(Since) T(40,285)(Anna) T(200,285)(2019) T(40,270)(Bert) T(200,270)(2021)',
  ),
  innocent(
    'a table painted column by column',
    ['Anna\t2019', 'Bert\t2021'],
    Array.from(
      { length: 12 },
      (_, i) => `T(40,${380 - 20 * i})(${i === 1 ? 'Anna' : i === 2 ? 'Bert' : `Name ${i}`})`,
    ).join(' ') +
      Array.from(
        { length: 12 },
        (_, i) => ` T(200,${380 - 20 * i})(${i === 1 ? '2019' : i === 2 ? '2021' : `19${10 + i}`})`,
      ).join(''),
  ),
  innocent(
    'two columns painted across the gutter',
    [
      'alpha one goes on to the end of alpha two goes on to the end of alpha three goes on to the end',
      'beta one goes on to the end of beta two',
    ],
    ['one', 'two', 'three', 'four', 'five']
      .map(
        (n, i) =>
          `BT /F1 9 Tf 1 0 0 1 20 ${300 - 12 * i} Tm (alpha ${n} goes on to the end of) Tj 1 0 0 1 220 ${300 - 12 * i} Tm (beta ${n} goes on to the end of) Tj ET`,
      )
      .join(' '),
  ),
  innocent(
    'a hyphen at the end of a line',
    'considered inter-nationally',
    'T(40,300)(considered inter-) T(40,286)(nationally)',
  ),
  innocent(
    'a cluster whose text the font can not say',
    'office',
    `BT /F1 12 Tf 1 0 0 1 40 300 Tm (o) Tj /Span << /ActualText <FEFF006600660069> >> BDC (\\001) Tj EMC (ce) Tj ET`,
  ),
  innocent(
    'a text for clusters that says other letters',
    'honest',
    '/Span << /ActualText (forged) >> BDC T(40,300)(honest) EMC',
  ),
  innocent(
    'white fill below a dark outline of the same letters',
    'Twice painted',
    '1 g T(40,300)(Twice painted) 0 g 1 Tr 0.4 w T(40,300)(Twice painted)',
  ),
  innocent(
    'a cell that goes on below',
    ['long first cell\tshort\tthird'],
    'T(40,300)(long first) T(40,286)(cell) T(150,300)(short) T(250,300)(third)',
  ),
];
