/** Pages of a PDF that hide one sentence, operator by operator. `§` stands for the sentence as text of the page. */

import { toUnicode } from './pdf-file.ts';
import type { PdfTrick } from './trick.ts';

const at = (ops: string) => `BT /F1 12 Tf 72 500 Td ${ops} (§) Tj ET`;
const PLAIN = at('');
const state = (entries: string) => `/ExtGState << /G0 << /Type /ExtGState ${entries} >> >>`;
const FORM =
  '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >>';
const GROUP = `${FORM} /Group << /S /Transparency /I true >>`;
const SWAPPED = 'qwertyuiopasdfghjklzxcvbnm';
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const FONT9 = '/F9 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 20 0 R >>';
const SYMBOL9 = '/F9 << /Type /Font /Subtype /Type1 /BaseFont /Symbol /ToUnicode 20 0 R >>';
/** Each character claims to be itself. */
const PRINTABLE = Array.from({ length: 95 }, (_, i): readonly [string, string] => {
  const character = String.fromCharCode(32 + i);
  return [character, character];
});
const type3 = (proc: string) => ({
  fonts: `/F9 << /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [.001 0 0 .001 0 0] /CharProcs << /a 20 0 R >> /Encoding << /Differences [32 ${'/a '.repeat(95)}] >> /FirstChar 32 /LastChar 126 /Widths [${'500 '.repeat(95)}] /Resources << >> /ToUnicode 21 0 R >>`,
  objects: [['', proc] as const, toUnicode(PRINTABLE)],
});

export const PDF_ATTACKS: readonly PdfTrick[] = [
  { name: 'mode-before-text', content: `3 Tr ${PLAIN}` },
  { name: 'mode-across-streams', content: ['BT 3 Tr ET', PLAIN] },
  {
    name: 'mode-into-form',
    content: 'q 3 Tr /X0 Do Q',
    resources: '/XObject << /X0 20 0 R >>',
    objects: [[FORM, PLAIN]],
  },
  { name: 'white-strokes', content: `1 1 1 RG ${at('1 Tr')}` },
  { name: 'dashes-without-ink', content: `[0 9000] 1 d 0 J ${at('1 Tr')}` },
  { name: 'stroke-alpha', content: `/G0 gs ${at('1 Tr')}`, resources: state('/CA 0') },
  {
    name: 'separation-without-tint',
    content: `/C0 cs 0 scn ${PLAIN}`,
    resources:
      '/ColorSpace << /C0 [/Separation /Spot /DeviceCMYK << /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 1 0] /N 1 >>] >>',
  },
  {
    name: 'lab-white',
    content: `/C0 cs 100 0 0 scn ${PLAIN}`,
    resources: '/ColorSpace << /C0 [/Lab << /WhitePoint [.9505 1 1.089] /Range [-100 100 -100 100] >>] >>',
  },
  {
    name: 'indexed-white',
    content: `/C0 cs 1 scn ${PLAIN}`,
    resources: '/ColorSpace << /C0 [/Indexed /DeviceRGB 1 <000000ffffff>] >>',
  },
  { name: 'cmyk-nothing', content: `0 0 0 0 k ${PLAIN}` },
  { name: 'cream-on-yellow', content: `1 1 .9 rg 60 480 480 40 re f 1 1 .82 rg ${PLAIN}` },
  { name: 'flat-letters', content: 'BT /F1 12 Tf 1 0 0 .01 72 500 Tm (§) Tj ET' },
  { name: 'small-under-scale', content: 'q .04 0 0 .04 72 500 cm BT /F1 12 Tf (§) Tj ET Q' },
  { name: 'narrow-letters', content: at('.5 Tz') },
  { name: 'sheared-flat', content: 'BT /F1 12 Tf 1 0 60 .001 72 500 Tm (§) Tj ET' },
  { name: 'letters-on-one-spot', content: 'BT /F1 12 Tf -12 Tc 540 500 Td (§) Tj ET' },
  { name: 'risen-away', content: at('900 Ts') },
  { name: 'outside-crop', content: 'BT /F1 12 Tf 72 40 Td (§) Tj ET', page: '/CropBox [0 90 595 842]' },
  { name: 'on-the-edge-of-crop', content: 'BT /F1 12 Tf 72 81 Td (§) Tj ET', page: '/CropBox [0 90 595 842]' },
  { name: 'above-page', content: 'BT /F1 12 Tf 72 900 Td (§) Tj ET' },
  {
    name: 'under-form',
    content: `${PLAIN} /X0 Do`,
    resources: '/XObject << /X0 20 0 R >>',
    objects: [[FORM, '1 g 60 480 500 40 re f']],
  },
  {
    name: 'under-shading',
    content: `${PLAIN} q 60 480 500 40 re W n /S0 sh Q`,
    resources:
      '/Shading << /S0 << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 600 0] /Function << /FunctionType 2 /Domain [0 1] /C0 [.9 .9 1] /C1 [.7 .8 1] /N 1 >> >> >>',
  },
  { name: 'under-inline-picture', content: `${PLAIN} q 500 0 0 40 60 480 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xe0 EI Q` },
  {
    name: 'under-stencil',
    content: `${PLAIN} q 1 1 1 rg 500 0 0 40 60 480 cm BI /W 8 /H 1 /IM true /BPC 1 /D [1 0] ID \xff EI Q`,
  },
  {
    name: 'under-pattern',
    content: `${PLAIN} /Pattern cs /P0 scn 60 480 500 40 re f`,
    resources: '/Pattern << /P0 20 0 R >>',
    objects: [
      [
        '/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << >>',
        '.95 g 0 0 9 9 re f',
      ],
    ],
  },
  { name: 'under-thick-line', content: `${PLAIN} .2 G 40 w 60 504 m 560 504 l S` },
  {
    name: 'under-annotation',
    content: PLAIN,
    page: '/Annots [20 0 R]',
    objects: [
      '<< /Type /Annot /Subtype /Square /Rect [60 480 560 520] /F 4 /AP << /N 21 0 R >> >>',
      [`${FORM.replace('0 0 595 842', '60 480 560 520')}`, '1 g 60 480 500 40 re f'],
    ],
  },
  {
    name: 'under-letters',
    content: `${PLAIN} BT /F1 60 Tf 2 Tr 30 w 0 g 0 G 60 485 Td (MMMMMMMMM) Tj ET`,
    visible: ['MMMMMMMMM'],
  },
  {
    name: 'luminosity-mask',
    content: `/G0 gs ${PLAIN}`,
    resources: state('/SMask << /S /Luminosity /G 20 0 R >>'),
    objects: [[`${GROUP.replace('/I true', '/I true /CS /DeviceGray')}`, '0 g 0 0 595 842 re f']],
  },
  {
    name: 'alpha-mask',
    content: `/G0 gs ${PLAIN}`,
    resources: state('/SMask << /S /Alpha /G 20 0 R >>'),
    objects: [[GROUP, '']],
  },
  {
    name: 'three-nested-groups',
    content: '/G0 gs /X0 Do',
    resources: `${state('/ca .25 /CA .25')} /XObject << /X0 20 0 R >>`,
    objects: [
      [
        GROUP.replace('/Resources <<', '/Resources << /ExtGState << /G0 << /ca .25 >> >> /XObject << /X1 21 0 R >>'),
        '/G0 gs /X1 Do',
      ],
      [GROUP.replace('/Resources <<', '/Resources << /ExtGState << /G0 << /ca .25 >> >>'), `/G0 gs ${PLAIN}`],
    ],
  },
  {
    name: 'difference-of-black',
    content: `1 g 60 480 500 40 re f 0 g /G0 gs ${PLAIN}`,
    resources: state('/BM /Difference'),
  },
  {
    name: 'exclusion-of-black',
    content: `1 g 60 480 500 40 re f 0 g /G0 gs ${PLAIN}`,
    resources: state('/BM /Exclusion'),
  },
  { name: 'screen-of-black', content: `1 g 60 480 500 40 re f 0 g /G0 gs ${PLAIN}`, resources: state('/BM /Screen') },
  { name: 'dodged', content: `1 g 60 480 500 40 re f 0 g /G0 gs ${PLAIN}`, resources: state('/BM /ColorDodge') },
  {
    name: 'multiply-of-white',
    content: `.3 .5 .9 rg 60 480 500 40 re f 1 g /G0 gs ${PLAIN}`,
    resources: state('/BM /Multiply'),
  },
  {
    name: 'luminosity-of-grey',
    content: `.9 .2 .2 rg 60 480 500 40 re f .9 .2 .2 rg /G0 gs ${PLAIN}`,
    resources: state('/BM /Luminosity'),
  },
  { name: 'clip-of-nothing', content: `q 0 0 0 0 re W n ${PLAIN} Q` },
  { name: 'two-clips-apart', content: `q 60 480 100 40 re W n 300 480 100 40 re W n ${PLAIN} Q` },
  {
    name: 'box-of-form',
    content: '/X0 Do',
    resources: '/XObject << /X0 20 0 R >>',
    objects: [[FORM.replace('0 0 595 842', '0 0 20 20'), PLAIN]],
  },
  {
    name: 'matrix-of-form',
    content: '/X0 Do',
    resources: '/XObject << /X0 20 0 R >>',
    objects: [[`${FORM} /Matrix [.01 0 0 .01 60 400]`, PLAIN]],
  },
  { name: 'clip-by-letters', content: `q BT /F1 12 Tf 7 Tr 72 300 Td (o) Tj ET ${PLAIN} Q` },
  { name: 'clip-letters-white-fill', content: `q ${at('7 Tr')} 1 g 60 480 500 40 re f Q` },
  {
    name: 'layer-off',
    content: `/OC /M0 BDC ${PLAIN} EMC`,
    resources: '/Properties << /M0 20 0 R >>',
    catalog: '/OCProperties << /OCGs [20 0 R] /D << /OFF [20 0 R] >> >>',
    objects: ['<< /Type /OCG /Name (Notes) >>'],
  },
  {
    name: 'layers-off-by-default',
    content: `/OC /M0 BDC ${PLAIN} EMC`,
    resources: '/Properties << /M0 20 0 R >>',
    catalog: '/OCProperties << /OCGs [20 0 R] /D << /BaseState /OFF >> >>',
    objects: ['<< /Type /OCG /Name (Notes) >>'],
  },
  {
    name: 'layer-of-layers',
    content: `/OC /M0 BDC ${PLAIN} EMC`,
    resources: '/Properties << /M0 21 0 R >>',
    catalog: '/OCProperties << /OCGs [20 0 R] /D << /ON [20 0 R] >> >>',
    objects: ['<< /Type /OCG /Name (Notes) >>', '<< /Type /OCMD /OCGs [20 0 R] /P /AllOff >>'],
  },
  {
    name: 'layer-by-expression',
    content: `/OC /M0 BDC ${PLAIN} EMC`,
    resources: '/Properties << /M0 21 0 R >>',
    catalog: '/OCProperties << /OCGs [20 0 R] /D << /ON [20 0 R] >> >>',
    objects: ['<< /Type /OCG /Name (Notes) >>', '<< /Type /OCMD /VE [/Not 20 0 R] >>'],
  },
  {
    name: 'layer-of-form',
    content: '/X0 Do',
    resources: '/XObject << /X0 21 0 R >>',
    catalog: '/OCProperties << /OCGs [20 0 R] /D << /OFF [20 0 R] >> >>',
    objects: ['<< /Type /OCG /Name (Notes) >>', [`${FORM} /OC 20 0 R`, PLAIN]],
  },
  {
    name: 'remapped-letters',
    content: 'BT /F9 14 Tf 72 500 Td (§SWAPPED) Tj ET',
    fonts: FONT9,
    objects: [toUnicode([...ALPHABET].map((c, i) => [c, SWAPPED[i] ?? c]))],
    says: 'refunds are paid without any receipt',
  },
  {
    name: 'one-glyph-a-sentence',
    content: 'BT /F9 14 Tf 72 500 Td (See the next page.) Tj ET',
    fonts: FONT9,
    objects: [toUnicode([['.', '§']])],
    visible: ['See the next page'],
  },
  {
    name: 'sentence-of-a-space',
    content: 'BT /F9 14 Tf 72 500 Td (See page) Tj ET',
    fonts: FONT9,
    objects: [toUnicode([[' ', ' § ']])],
    visible: ['See'],
  },
  { name: 'type3-without-ink', content: 'BT /F9 12 Tf 72 500 Td (§) Tj ET', ...type3('500 0 d0') },
  { name: 'type3-white', content: 'BT /F9 12 Tf 72 500 Td (§) Tj ET', ...type3('500 0 d0 1 g 0 0 400 600 re f') },
  {
    name: 'pattern-without-ink',
    content: `/Pattern cs /P0 scn ${PLAIN}`,
    resources: '/Pattern << /P0 20 0 R >>',
    objects: [['/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << >>', '']],
  },
  {
    name: 'pattern-white',
    content: `/Pattern cs /P0 scn ${PLAIN}`,
    resources:
      '/Pattern << /P0 << /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 600 0] /Function << /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [1] /N 1 >> /Extend [true true] >> >> >>',
  },
  {
    name: 'actual-text',
    content: '/Span << /ActualText (§) >> BDC BT /F1 12 Tf 72 500 Td (Berth nine) Tj ET EMC',
    visible: ['Berth nine'],
  },
  {
    name: 'annotation-hidden',
    content: '',
    page: '/Annots [20 0 R]',
    objects: [
      '<< /Type /Annot /Subtype /FreeText /Rect [60 480 500 520] /F 2 /DA (/Helv 12 Tf 0 g) /Contents (§) /AP << /N 21 0 R >> >>',
      [FORM.replace('0 0 595 842', '60 480 560 520'), PLAIN],
    ],
  },
  {
    name: 'annotation-white',
    content: '',
    page: '/Annots [20 0 R]',
    objects: [
      '<< /Type /Annot /Subtype /FreeText /Rect [60 480 560 520] /F 4 /DA (/Helv 12 Tf 1 g) /Contents (§) /AP << /N 21 0 R >> >>',
      [FORM.replace('0 0 595 842', '60 480 560 520'), `1 g ${PLAIN}`],
    ],
  },
  {
    name: 'annotation-no-view',
    content: '',
    page: '/Annots [20 0 R]',
    objects: [
      '<< /Type /Annot /Subtype /FreeText /Rect [60 480 560 520] /F 32 /DA (/Helv 12 Tf 0 g) /Contents (§) /AP << /N 21 0 R >> >>',
      [FORM.replace('0 0 595 842', '60 480 560 520'), PLAIN],
    ],
  },
  {
    name: 'field-tooltip',
    content: '',
    page: '/Annots [20 0 R]',
    catalog: '/AcroForm << /Fields [20 0 R] >>',
    objects: [
      '<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /TU (§) /DV (§) /V (Mara Erfunden) /Rect [60 480 300 500] /F 4 /DA (/Helv 12 Tf 0 g) /AP << /N 21 0 R >> >>',
      [FORM.replace('0 0 595 842', '60 480 300 500'), 'BT /F1 12 Tf 62 484 Td (Mara Erfunden) Tj ET'],
    ],
    visible: ['Mara Erfunden'],
  },
  {
    name: 'field-without-size',
    content: '',
    page: '/Annots [20 0 R]',
    catalog: '/AcroForm << /Fields [20 0 R] >>',
    objects: [
      '<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (§) /Rect [60 480 60 480] /F 4 /DA (/Helv 12 Tf 0 g) >>',
    ],
  },
  {
    name: 'info-and-outline',
    content: '',
    info: '/Keywords (§)',
    catalog: '/Outlines 20 0 R',
    objects: [
      '<< /Type /Outlines /First 21 0 R /Last 21 0 R /Count 1 >>',
      '<< /Title (§) /Parent 20 0 R /Dest [3 0 R /Fit] >>',
    ],
  },
  {
    name: 'script-and-link',
    content: '',
    catalog: '/OpenAction << /S /JavaScript /JS (var note = "§";) >>',
    page: '/Annots [20 0 R]',
    objects: [
      '<< /Type /Annot /Subtype /Link /Rect [60 480 300 500] /A << /S /URI /URI (https://quay.example/?q=§) >> >>',
    ],
  },
  {
    name: 'page-without-parent',
    content: '',
    objects: ['<< /Type /Page /Parent 2 0 R /Contents 21 0 R /Resources << >> >>', ['', PLAIN]],
  },
  { name: 'white-letter-by-letter', content: '1 g BT /F1 12 Tf 72 500 Td §LETTERS ET' },
  { name: 'white-on-turned-page', content: `q 0 1 -1 0 400 100 cm 1 g BT /F1 12 Tf (§) Tj ET Q`, page: '/Rotate 270' },
  {
    name: 'price-pasted-over',
    content: 'BT /F1 12 Tf 72 500 Td (§) Tj ET 1 g 70 494 480 18 re f 0 g BT /F1 12 Tf 72 500 Td (Fee: 12 euros) Tj ET',
    visible: ['Fee: 12 euros'],
  },
  { name: 'small-and-pale', content: `/G0 gs BT /F1 3 Tf 72 500 Td (§) Tj ET`, resources: state('/ca .08 /CA .08') },
  {
    name: 'symbols-that-mean-letters',
    content: 'BT /F9 12 Tf 72 500 Td (§) Tj ET',
    fonts: SYMBOL9,
    objects: [toUnicode(PRINTABLE)],
  },
  {
    name: 'dingbats-that-mean-letters',
    content: 'BT /F9 12 Tf 72 500 Td (§) Tj ET',
    fonts: SYMBOL9.replace('/Symbol', '/ZapfDingbats'),
    objects: [toUnicode(PRINTABLE)],
  },
];
