/** Pages of a PDF that hide nothing, drawn by means that also hide. */

import { toUnicode } from './pdf-file.ts';
import type { PdfTrick } from './trick.ts';

const line = (y: number, text: string, ops = '', font = '/F1 12 Tf') => `BT ${font} ${ops} 72 ${y} Td (${text}) Tj ET`;
const state = (entries: string) => `/ExtGState << /G0 << /Type /ExtGState ${entries} >> >>`;
const FORM =
  '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >>';
const BLUES = '<< /FunctionType 2 /Domain [0 1] /C0 [0 .1 .3] /C1 [.1 .3 .6] /N 1 >>';

export const PDF_INNOCENTS: readonly PdfTrick[] = [
  {
    name: 'turned-page',
    content: `q 0 1 -1 0 400 100 cm BT /F1 12 Tf (Table on a turned page) Tj ET Q`,
    page: '/Rotate 270',
    visible: ['Table on a turned page'],
  },
  {
    name: 'box-with-offset',
    content: line(-20, 'Below the origin and on the page'),
    page: '/MediaBox [-50 -100 545 842]',
    visible: ['Below the origin and on the page'],
  },
  {
    name: 'user-unit',
    content: line(400, 'Printed at double size'),
    page: '/UserUnit 2',
    visible: ['Printed at double size'],
  },
  {
    name: 'white-on-shading',
    content: `q 60 480 400 40 re W n /S0 sh Q 1 g ${line(495, 'White on a gradient')}`,
    resources: `/Shading << /S0 << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 600 0] /Function ${BLUES} >> >>`,
    visible: ['White on a gradient'],
  },
  {
    name: 'white-on-inline-picture',
    content: `q 400 0 0 40 60 480 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x30 EI Q 1 g ${line(495, 'White on a picture')}`,
    visible: ['White on a picture'],
  },
  {
    name: 'white-on-stencil',
    content: `q .1 .2 .4 rg 400 0 0 40 60 480 cm BI /W 8 /H 1 /IM true /BPC 1 /D [1 0] ID \xff EI Q 1 g ${line(495, 'White on a stencil')}`,
    visible: ['White on a stencil'],
  },
  {
    name: 'white-on-thick-line',
    content: `.1 .1 .3 RG 30 w 60 499 m 460 499 l S 1 g ${line(495, 'White on a thick line')}`,
    visible: ['White on a thick line'],
  },
  {
    name: 'letters-cut-from-gradient',
    content: `q ${line(480, 'Ferry', '7 Tr', '/F1 60 Tf')} 60 460 500 80 re W n /S0 sh Q`,
    resources: `/Shading << /S0 << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 600 0] /Function ${BLUES} /Extend [true true] >> >>`,
    visible: ['Ferry'],
  },
  {
    name: 'pattern-letters',
    content: `/Pattern cs /P0 scn ${line(480, 'Stripes', '', '/F1 60 Tf')}`,
    resources: '/Pattern << /P0 20 0 R >>',
    objects: [
      [
        '/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources << >>',
        '.1 .2 .5 rg 0 0 3 4 re f',
      ],
    ],
    visible: ['Stripes'],
  },
  {
    name: 'struck-price',
    content: `${line(500, 'Ticket 30 euros')} 1 w 70 504 m 160 504 l S ${line(480, 'now 24 euros')}`,
    visible: ['Ticket 30 euros', 'now 24 euros'],
  },
  {
    name: 'crossed-out-table',
    content: `${line(500, 'Void on Sundays')} 1 0 0 RG 2 w 60 490 m 200 520 l 60 520 m 200 490 l S`,
    visible: ['Void on Sundays'],
  },
  {
    name: 'highlight-by-multiply',
    content: `${line(500, 'Marked with a pen')} 1 1 0 rg /G0 gs 70 496 120 14 re f`,
    resources: state('/BM /Multiply'),
    visible: ['Marked with a pen'],
  },
  {
    name: 'highlight-annotation',
    content: line(500, 'Marked by a reader'),
    page: '/Annots [20 0 R]',
    objects: [
      '<< /Type /Annot /Subtype /Highlight /Rect [70 495 190 512] /QuadPoints [70 512 190 512 70 495 190 495] /C [1 1 0] /F 4 /AP << /N 21 0 R >> >>',
      [
        `/Type /XObject /Subtype /Form /BBox [70 495 190 512] /Resources << /ExtGState << /G0 << /BM /Multiply >> >> >> /Group << /S /Transparency >>`,
        '/G0 gs 1 1 0 rg 70 495 120 17 re f',
      ],
    ],
    visible: ['Marked by a reader'],
  },
  {
    name: 'grey-placeholder',
    content: `.65 g ${line(500, 'Write your name here')}`,
    visible: ['Write your name here'],
  },
  {
    name: 'six-point-print',
    content: line(500, 'Errors and omissions excepted. Prices in euros.', '', '/F2 6 Tf'),
    visible: ['Errors and omissions excepted. Prices in euros.'],
  },
  {
    name: 'four-point-print',
    content: line(500, 'Model 7 made at the quay', '', '/F2 4 Tf'),
    visible: ['Model 7 made at the quay'],
  },
  {
    name: 'bold-by-stroke',
    content: `.4 w ${line(500, 'Bold by its outline', '2 Tr')}`,
    visible: ['Bold by its outline'],
  },
  {
    name: 'bold-by-painting-twice',
    content: `${line(500, 'Painted twice')} BT /F1 12 Tf 72.3 500 Td (Painted twice) Tj ET`,
    visible: ['Painted twice'],
  },
  {
    name: 'shadow-behind-letters',
    content: `.7 g BT /F1 24 Tf 73.5 478.5 Td (Harbour day) Tj ET 0 g BT /F1 24 Tf 72 480 Td (Harbour day) Tj ET`,
    visible: ['Harbour day'],
  },
  {
    name: 'outlined-letters',
    content: `1 g 0 G 1 w ${line(480, 'Outline', '2 Tr', '/F1 40 Tf')}`,
    visible: ['Outline'],
  },
  { name: 'only-outlines', content: `0 G 1 w ${line(480, 'Hollow', '1 Tr', '/F1 40 Tf')}`, visible: ['Hollow'] },
  {
    name: 'invisible-spaces',
    content: 'BT /F1 12 Tf 72 500 Td (North) Tj 3 Tr ( ) Tj 0 Tr (quay) Tj ET',
    visible: ['North quay'],
  },
  {
    name: 'half-strength-layer',
    content: `${line(495, 'Under a veil')} /G0 gs 1 g 60 480 400 40 re f`,
    resources: state('/ca .3'),
    visible: ['Under a veil'],
  },
  {
    name: 'panel-of-glass',
    content: `.2 .4 .5 rg 60 440 400 90 re f q /G0 gs 1 g 70 450 380 70 re f Q 0 g ${line(490, 'Text on a pane of glass')}`,
    resources: state('/ca .6'),
    visible: ['Text on a pane of glass'],
  },
  {
    name: 'fade-out',
    content: `q /G0 gs ${line(500, 'Fades but stays readable')} Q`,
    resources: state('/SMask << /S /Luminosity /G 20 0 R >>'),
    objects: [[`${FORM} /Group << /S /Transparency /CS /DeviceGray >>`, '.7 g 0 0 595 842 re f']],
    visible: ['Fades but stays readable'],
  },
  {
    name: 'knockout-group',
    content: '/X0 Do',
    resources: '/XObject << /X0 20 0 R >>',
    objects: [
      [
        `${FORM} /Group << /S /Transparency /K true /I true >>`,
        `.9 g 60 480 400 40 re f 0 g ${line(495, 'Inside a group')}`,
      ],
    ],
    visible: ['Inside a group'],
  },
  {
    name: 'layer-on',
    content: `/OC /M0 BDC ${line(500, 'English layer')} EMC`,
    resources: '/Properties << /M0 20 0 R >>',
    catalog: '/OCProperties << /OCGs [20 0 R] /D << /ON [20 0 R] /Order [20 0 R] >> >>',
    objects: ['<< /Type /OCG /Name (English) >>'],
    visible: ['English layer'],
  },
  {
    name: 'ligatures',
    content: 'BT /F9 14 Tf 72 500 Td (The o\\001ice \\002les) Tj ET',
    fonts:
      '/F9 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [1 /fl /fi] >> /ToUnicode 20 0 R >>',
    objects: [toUnicode([['\x01', 'fl'], ['\x02', 'fi'], ...[...'Theoices'].map((c) => [c, c] as const)])],
    visible: ['files'],
  },
  {
    name: 'small-capitals',
    content: 'BT /F2 12 Tf 72 500 Td (H) Tj /F2 9 Tf (ARBOUR) Tj /F2 12 Tf ( O) Tj /F2 9 Tf (FFICE) Tj ET',
    visible: ['HARBOUR OFFICE'],
  },
  { name: 'spread-heading', content: 'BT /F1 14 Tf 8 Tc 72 500 Td (NOTICE) Tj ET', visible: [] },
  {
    name: 'letters-one-by-one',
    content:
      'BT /F3 12 Tf 72 500 Td (Q) Tj 7.2 0 Td (u) Tj 7.2 0 Td (a) Tj 7.2 0 Td (y) Tj 14.4 0 Td (s) Tj 7.2 0 Td (i) Tj 7.2 0 Td (x) Tj ET',
    visible: ['Quay six'],
  },
  {
    name: 'kerned-words',
    content: 'BT /F1 12 Tf 72 500 Td [(W) 80 (a) -10 (ter) -400 (le) 20 (v) 30 (el)] TJ ET',
    visible: ['Water level'],
  },
  { name: 'condensed', content: line(500, 'Narrow but readable', '70 Tz'), visible: ['Narrow but readable'] },
  {
    name: 'superscript',
    content: 'BT /F1 12 Tf 72 500 Td (Area 40 m) Tj /F1 6 Tf 5 Ts (2) Tj /F1 12 Tf 0 Ts ( of quay) Tj ET',
    visible: ['of quay'],
  },
  {
    name: 'filled-form',
    content: line(500, 'Name:'),
    page: '/Annots [20 0 R]',
    catalog: '/AcroForm << /Fields [20 0 R] /DA (/Helv 12 Tf 0 g) >>',
    objects: [
      '<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Theo Erdacht) /Rect [120 495 300 515] /F 4 /DA (/Helv 12 Tf 0 g) /AP << /N 21 0 R >> >>',
      [FORM.replace('0 0 595 842', '120 495 300 515'), '/Tx BMC BT /F1 12 Tf 122 500 Td (Theo Erdacht) Tj ET EMC'],
    ],
    visible: ['Name:', 'Theo Erdacht'],
  },
  {
    name: 'stamp',
    content: line(500, 'Letter of intent'),
    page: '/Annots [20 0 R]',
    objects: [
      '<< /Type /Annot /Subtype /Stamp /Rect [300 600 500 660] /F 4 /AP << /N 21 0 R >> >>',
      [
        FORM.replace('0 0 595 842', '300 600 500 660'),
        '1 0 0 RG 2 w 302 602 196 56 re S 1 0 0 rg BT /F1 30 Tf 310 620 Td (PAID) Tj ET',
      ],
    ],
    visible: ['Letter of intent', 'PAID'],
  },
  {
    name: 'type3-drawn',
    content: 'BT /F9 12 Tf 72 500 Td (||| ||) Tj ET',
    fonts:
      '/F9 << /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [.001 0 0 .001 0 0] /CharProcs << /bar 20 0 R /space 21 0 R >> /Encoding << /Differences [32 /space 124 /bar] >> /FirstChar 32 /LastChar 124 /Widths [' +
      '300 '.repeat(93) +
      '] /Resources << >> >>',
    objects: [
      ['', '300 0 0 0 200 700 d1 80 0 60 700 re f'],
      ['', '300 0 d0'],
    ],
    visible: [],
  },
  {
    name: 'black-table-head',
    content: `0 g 60 490 400 20 re f 1 g ${line(495, 'Ship')} BT /F1 12 Tf 200 495 Td (Berth) Tj ET 0 g ${line(470, 'Blauwal')} BT /F1 12 Tf 200 470 Td (nine) Tj ET`,
    visible: ['Ship', 'Berth', 'Blauwal', 'nine'],
  },
  {
    name: 'certificate',
    content: `.05 .1 .25 rg 0 0 595 700 re f 1 g ${line(480, 'Certificate of Seamanship', '', '/F2 30 Tf')} ${line(440, 'awarded to Mara Erfunden', '', '/F2 16 Tf')}`,
    visible: ['Certificate of Seamanship', 'awarded to Mara Erfunden'],
  },
  { name: 'slanted', content: 'BT /F1 12 Tf 1 0 .3 1 72 500 Tm (Leaning letters) Tj ET', visible: ['Leaning letters'] },
  { name: 'diagonal-draft', content: '.85 g BT /F1 80 Tf .7 .7 -.7 .7 150 250 Tm (DRAFT) Tj ET', visible: ['DRAFT'] },
  {
    name: 'upside-down-panel',
    content: 'BT /F1 12 Tf -1 0 0 -1 400 300 Tm (Fold here and read) Tj ET',
    visible: ['Fold here and read'],
  },
  {
    name: 'hyphenated-columns',
    content:
      'BT /F2 10 Tf 12 TL 72 500 Td (The crane lifts con-) Tj T* (tainers from ships) Tj ET BT /F2 10 Tf 12 TL 320 500 Td (Second column runs) Tj T* (beside the first) Tj ET',
    visible: ['tainers from ships', 'Second column runs beside the first'],
  },
  {
    name: 'picture-under-words',
    content: `q 400 0 0 200 60 380 cm /I0 Do Q 1 g ${line(480, 'Night over the port', '', '/F1 24 Tf')}`,
    resources: '/XObject << /I0 20 0 R >>',
    objects: [
      [
        '/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /ASCIIHexDecode',
        '102040 203050 101830 204060>',
      ],
    ],
    visible: ['Night over the port'],
  },
  {
    name: 'old-style-mark-up',
    content: '/Artifact << /Type /Pagination /Subtype /Footer >> BDC BT /F1 9 Tf 280 30 Td (Page 1 of 1) Tj ET EMC',
    visible: ['Page 1 of 1'],
  },
  { name: 'dotted-leaders', content: line(500, 'Cranes . . . . . . . . . . . . . . . . 7'), visible: ['Cranes'] },
  {
    name: 'rule-over-row',
    content: `${line(500, 'Sum 1,204.50')} .5 w 70 497 m 200 497 l S 70 495 m 200 495 l S`,
    visible: ['Sum 1,204.50'],
  },
  {
    name: 'bigger-than-a-page',
    content: `.93 g BT /F1 500 Tf 60 200 Td (7) Tj ET 0 g ${line(500, 'Chapter seven')}`,
    visible: ['Chapter seven'],
  },
];
