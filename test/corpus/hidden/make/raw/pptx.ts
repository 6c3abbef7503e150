/** Presentations part by part, as PowerPoint writes them: a slide on its layout on its master. */
import { type MadeFile, payload } from '../entry.ts';
import { office, type Part, THEME } from './ooxml.ts';
import { tags } from './smuggled.ts';

interface SlideTrick {
  readonly name: string;
  /** Shapes over the title and the text that are seen. `§` stands for the hidden sentence. */
  readonly shapes?: string;
  /** Shapes under them. */
  readonly under?: string;
  readonly background?: string;
  readonly layout?: string;
  readonly master?: string;
  readonly masterBackground?: string;
  readonly map?: string;
  /** Of every text that is seen. */
  readonly ink?: string;
  /** Attributes and shapes of a second slide. */
  readonly second?: readonly [string, string];
  readonly parts?: readonly Part[];
  readonly rels?: NonNullable<Part['rels']>;
  readonly visible?: readonly string[];
}

const SEEN = ['Tide committee', 'High water at noon'];
const NS =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"';
const solid = (rgb: string, more = '') => `<a:solidFill><a:srgbClr val="${rgb}">${more}</a:srgbClr></a:solidFill>`;
const scheme = (name: string) => `<a:solidFill><a:schemeClr val="${name}"/></a:solidFill>`;
const run = (text: string, properties = '', attributes = '') =>
  `<a:r><a:rPr lang="en-GB" ${attributes}>${properties}</a:rPr><a:t>${text}</a:t></a:r>`;
const frame = (x: number, y: number, w: number, h: number) =>
  `<a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${w}" cy="${h}"/></a:xfrm>`;
const shape = (inside: string, at = frame(900000, 3500000, 7000000, 600000), fill = '', names = '', holder = '') =>
  `<p:sp><p:nvSpPr><p:cNvPr id="9" name="Box 9" ${names}/><p:cNvSpPr/><p:nvPr>${holder}</p:nvPr></p:nvSpPr><p:spPr>${at}${at === '' ? '' : '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'}${fill}</p:spPr><p:txBody><a:bodyPr/>${inside.startsWith('<a:lstStyle') ? '' : '<a:lstStyle/>'}${inside.includes('<a:p>') ? inside : `<a:p>${inside}</a:p>`}</p:txBody></p:sp>`;
const table = (cells: readonly (readonly [string, string])[]) =>
  `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="11" name="Table"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="900000" y="3500000"/><a:ext cx="6000000" cy="400000"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr/><a:tblGrid>${cells.map(() => '<a:gridCol w="3000000"/>').join('')}</a:tblGrid><a:tr h="370000">${cells.map(([text, fill]) => `<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p>${text}</a:p></a:txBody><a:tcPr>${fill}</a:tcPr></a:tc>`).join('')}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
const group = (inside: string, child: string) =>
  `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="12" name="Group"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>${child}</a:xfrm></p:grpSpPr>${inside}</p:grpSp>`;
const ground = (fill: string) => `<p:bg><p:bgPr>${fill}<a:effectLst/></p:bgPr></p:bg>`;
const AWAY =
  '<a:off x="-9000000" y="-9000000"/><a:ext cx="7000000" cy="600000"/><a:chOff x="900000" y="3500000"/><a:chExt cx="7000000" cy="600000"/>';
const SHRUNK =
  '<a:off x="900000" y="3500000"/><a:ext cx="7000" cy="600"/><a:chOff x="900000" y="3500000"/><a:chExt cx="7000000" cy="600000"/>';
const SAME =
  '<a:off x="900000" y="3500000"/><a:ext cx="7000000" cy="600000"/><a:chOff x="900000" y="3500000"/><a:chExt cx="7000000" cy="600000"/>';

const ATTACKS: readonly SlideTrick[] = [
  { name: 'scheme-background', shapes: shape(run('§', scheme('bg1'))) },
  { name: 'no-fill', shapes: shape(run('§', '<a:noFill/>')) },
  { name: 'no-alpha', shapes: shape(run('§', solid('000000', '<a:alpha val="0"/>'))) },
  { name: 'little-alpha', shapes: shape(run('§', solid('000000', '<a:alpha val="3000"/>'))) },
  {
    name: 'luminance-of-scheme',
    shapes: shape(
      run(
        '§',
        '<a:solidFill><a:schemeClr val="tx1"><a:lumMod val="1000"/><a:lumOff val="99000"/></a:schemeClr></a:solidFill>',
      ),
    ),
  },
  { name: 'one-point', shapes: shape(run('§', '', 'sz="100"')) },
  {
    name: 'one-point-by-list-style',
    shapes: shape(`<a:lstStyle><a:lvl1pPr><a:defRPr sz="100"/></a:lvl1pPr></a:lstStyle><a:p>${run('§')}</a:p>`),
  },
  {
    name: 'one-point-by-fit',
    shapes: shape(run('§', '', 'sz="200"')).replace(
      '<a:bodyPr/>',
      '<a:bodyPr><a:normAutofit fontScale="25000"/></a:bodyPr>',
    ),
  },
  { name: 'hidden-shape', shapes: shape(run('§'), undefined, '', 'hidden="1"') },
  { name: 'hidden-group', shapes: group(shape(run('§')), SAME).replace('name="Group"', 'name="Group" hidden="1"') },
  { name: 'group-away', shapes: group(shape(run('§')), AWAY) },
  { name: 'group-shrunk', shapes: group(shape(run('§')), SHRUNK) },
  { name: 'off-slide-right', shapes: shape(run('§'), frame(14000000, 900000, 3000000, 600000)) },
  {
    name: 'under-shape',
    shapes: shape(run('§')) + shape('', frame(800000, 3400000, 8000000, 900000), solid('FFFFFF')),
  },
  { name: 'under-group', shapes: shape(run('§')) + group(shape('', undefined, solid('DDEEFF')), SAME) },
  {
    name: 'colour-of-slide',
    background: ground(solid('203864')),
    ink: scheme('bg1'),
    shapes: shape(run('§', solid('203864'))),
  },
  {
    name: 'colour-of-master',
    masterBackground: ground(solid('203864')),
    ink: scheme('bg1'),
    shapes: shape(run('§', solid('203864'))),
  },
  {
    name: 'colour-of-cell',
    shapes: table([
      [run('Noon'), solid('FFFFFF')],
      [run('§', solid('4472C4')), solid('4472C4')],
    ]),
    visible: ['Noon'],
  },
  {
    name: 'colour-map-turned',
    map: '<p:clrMapOvr><a:overrideClrMapping bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/></p:clrMapOvr>',
    background: ground(solid('FFFFFF')),
    ink: solid('000000'),
    shapes: shape(run('§', scheme('tx1'))),
  },
  {
    name: 'alternative-text',
    shapes: shape(run('Chart of the bay'), undefined, '', 'descr="§" title="§"'),
    visible: ['Chart of the bay'],
  },
  {
    name: 'link-tooltip',
    shapes: shape(`<a:r><a:rPr><a:hlinkClick r:id="rId7" tooltip="§"/></a:rPr><a:t>Tide table</a:t></a:r>`),
    rels: [['rId7', 'hyperlink', 'https://quay.example/', 'External']],
    visible: ['Tide table'],
  },
  { name: 'slide-not-shown', second: ['show="0"', shape(run('§'))] },
  { name: 'prompt-of-layout', layout: shape(run('§'), undefined, '', '', '<p:ph type="body" idx="9"/>') },
  {
    name: 'text-on-notes',
    rels: [['rId7', 'notesSlide', '../notesSlides/notesSlide1.xml']],
    parts: [
      {
        path: 'ppt/notesSlides/notesSlide1.xml',
        type: 'presentationml.notesSlide',
        xml: `<p:notes ${NS}><p:cSld><p:spTree>${shape(run('§'), '', '', '', '<p:ph type="body" idx="1"/>')}</p:spTree></p:cSld></p:notes>`,
      },
    ],
  },
  {
    name: 'comment',
    rels: [['rId7', 'comments', '../comments/comment1.xml']],
    parts: [
      {
        path: 'ppt/comments/comment1.xml',
        type: 'presentationml.comments',
        xml: `<p:cmLst ${NS}><p:cm authorId="0" idx="1"><p:pos x="1" y="1"/><p:text>§</p:text></p:cm></p:cmLst>`,
      },
    ],
  },
  {
    name: 'tag-part',
    rels: [['rId7', 'tags', '../tags/tag1.xml']],
    parts: [
      {
        path: 'ppt/tags/tag1.xml',
        type: 'presentationml.tags',
        xml: `<p:tagLst ${NS}><p:tag name="NOTE" val="§"/></p:tagLst>`,
      },
    ],
  },
  { name: 'pale-on-pale', background: ground(solid('FFFBE6')), shapes: shape(run('§', solid('FFF6D0'))) },
  { name: 'small-and-pale', shapes: shape(run('§', solid('EDEDED'), 'sz="300"')) },
  { name: 'tags', shapes: shape(run('Ebb at six§TAGS')), visible: ['Ebb at six'] },
];

const INNOCENT: readonly SlideTrick[] = [
  {
    name: 'dark-master',
    masterBackground: ground(solid('101820')),
    ink: scheme('bg1'),
    shapes: shape(run('White on a dark master', scheme('bg1'))),
    visible: ['White on a dark master'],
  },
  {
    name: 'dark-by-colour-map',
    map: '<p:clrMapOvr><a:overrideClrMapping bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/></p:clrMapOvr>',
    background: ground(scheme('bg1')),
    ink: scheme('tx1'),
    shapes: shape(run('Light by its map', scheme('tx1'))),
    visible: ['Light by its map'],
  },
  {
    name: 'dark-layout-inherited',
    masterBackground: ground(solid('203864')),
    ink: solid('F0F0F0'),
    shapes: shape(run('Pale on navy', solid('DDE6F0'))),
    visible: ['Pale on navy'],
  },
  {
    name: 'gradient-ground',
    background: ground(
      `<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="1F3864"/></a:gs><a:gs pos="100000"><a:srgbClr val="4472C4"/></a:gs></a:gsLst><a:lin ang="5400000"/></a:gradFill>`,
    ),
    ink: solid('FFFFFF'),
    shapes: shape(run('White on a gradient', solid('FFFFFF'))),
    visible: ['White on a gradient'],
  },
  {
    name: 'photo-ground',
    background: ground('<a:blipFill><a:blip r:embed="rId7"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>'),
    rels: [['rId7', 'image', '../media/image1.png']],
    parts: [{ path: 'ppt/media/image1.png', xml: 'not a picture' }],
    ink: solid('FFFFFF'),
    shapes: shape(run('White on a photo', solid('FFFFFF'))),
    visible: ['White on a photo'],
  },
  {
    name: 'picture-under-text',
    under: `<p:pic><p:nvPicPr><p:cNvPr id="5" name="Picture 5" descr="Harbour at night"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="rId7"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>${frame(0, 3000000, 12192000, 3858000)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>`,
    rels: [['rId7', 'image', '../media/image1.png']],
    parts: [{ path: 'ppt/media/image1.png', xml: 'not a picture' }],
    shapes: shape(run('Over the picture', solid('FFFFFF'))),
    visible: ['Over the picture'],
  },
  {
    name: 'shape-with-scheme-text',
    shapes: shape(run('White by style', scheme('lt1')), undefined, scheme('accent1')),
    visible: ['White by style'],
  },
  {
    name: 'shape-style-font',
    shapes: shape(run('White by font reference'), undefined, scheme('accent1')).replace(
      '<p:txBody>',
      '<p:style><a:lnRef idx="2"><a:schemeClr val="accent1"/></a:lnRef><a:fillRef idx="1"><a:schemeClr val="accent1"/></a:fillRef><a:effectRef idx="0"><a:schemeClr val="accent1"/></a:effectRef><a:fontRef idx="minor"><a:schemeClr val="lt1"/></a:fontRef></p:style><p:txBody>',
    ),
    visible: ['White by font reference'],
  },
  {
    name: 'fill-by-style',
    shapes: shape(run('Filled by its style')).replace(
      '<p:txBody>',
      '<p:style><a:lnRef idx="2"><a:schemeClr val="accent1"/></a:lnRef><a:fillRef idx="1"><a:schemeClr val="accent1"/></a:fillRef><a:effectRef idx="0"><a:schemeClr val="accent1"/></a:effectRef><a:fontRef idx="minor"><a:schemeClr val="lt1"/></a:fontRef></p:style><p:txBody>',
    ),
    visible: ['Filled by its style'],
  },
  {
    name: 'white-table-head',
    shapes: table([
      [run('Ship', solid('FFFFFF')), solid('1F3864')],
      [run('Berth', solid('FFFFFF')), solid('1F3864')],
    ]),
    visible: ['Ship', 'Berth'],
  },
  {
    name: 'veil-over-text',
    shapes: shape(run('Under a veil')) + shape('', undefined, solid('FFFFFF', '<a:alpha val="30000"/>')),
    visible: ['Under a veil'],
  },
  {
    name: 'frame-over-text',
    shapes:
      shape(run('Inside a frame')) +
      shape('', undefined, '<a:noFill/><a:ln w="25400"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>'),
    visible: ['Inside a frame'],
  },
  {
    name: 'grouped-boxes',
    shapes: group(
      shape(run('Left of group')) + shape(run('Right of group'), frame(5000000, 4400000, 3000000, 600000)),
      SAME,
    ),
    visible: ['Left of group', 'Right of group'],
  },
  {
    name: 'turned-box',
    shapes: shape(
      run('Along the edge'),
      frame(300000, 3500000, 3000000, 400000).replace('<a:xfrm>', '<a:xfrm rot="16200000">'),
    ),
    visible: ['Along the edge'],
  },
  {
    name: 'small-footer',
    shapes: shape(
      run('Committee papers, not for resale', solid('898989'), 'sz="800"'),
      frame(900000, 6400000, 5000000, 300000),
    ),
    visible: ['Committee papers, not for resale'],
  },
  {
    name: 'struck-out',
    shapes: shape(run('30 euros', '', 'strike="sngStrike"') + run(' 24 euros')),
    visible: ['30 euros', '24 euros'],
  },
  {
    name: 'slide-number',
    shapes: shape(
      '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-GB"/><a:t>1</a:t></a:fld>',
      frame(9000000, 6400000, 900000, 300000),
    ),
  },
  {
    name: 'words-on-bleeding-band',
    under: shape('', frame(-500000, 3300000, 13500000, 900000), solid('203864')),
    shapes: shape(run('Over a band', solid('FFFFFF'))),
    visible: ['Over a band'],
  },
  {
    name: 'two-slides-and-notes',
    second: ['', shape(run('Next meeting in June'))],
    rels: [['rId7', 'notesSlide', '../notesSlides/notesSlide1.xml']],
    parts: [
      {
        path: 'ppt/notesSlides/notesSlide1.xml',
        type: 'presentationml.notesSlide',
        xml: `<p:notes ${NS}><p:cSld><p:spTree>${shape(run('Thank the keeper of the tide gauge.'), '', '', '', '<p:ph type="body" idx="1"/>')}</p:spTree></p:cSld></p:notes>`,
      },
    ],
    visible: ['Next meeting in June'],
  },
  {
    name: 'many-languages',
    shapes: shape(
      [
        'Παλίρροια στις έξι',
        'Прилив в шесть',
        'המים עולים בשש',
        'المد في السادسة',
        'मैं क्‍ष लिखता हूँ',
        'น้ำขึ้นตอนหกโมง',
        '六点涨潮',
        '여섯 시에 밀물',
        'Thủy triều lúc sáu giờ',
      ]
        .map((text) => `<a:p>${run(text)}</a:p>`)
        .join(''),
    ),
    visible: [
      'Παλίρροια στις έξι',
      'Прилив в шесть',
      'המים עולים בשש',
      'المد في السادسة',
      'मैं क्‍ष लिखता हूँ',
      'น้ำขึ้นตอนหกโมง',
      '六点涨潮',
      '여섯 시에 밀물',
      'Thủy triều lúc sáu giờ',
    ],
  },
  {
    name: 'grey-hint',
    shapes: shape(run('Replace this text with your own.', solid('A6A6A6'))),
    visible: ['Replace this text with your own.'],
  },
  {
    name: 'outlined-letters',
    shapes: shape(
      run(
        'Hollow letters',
        '<a:ln w="12700"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln><a:noFill/>',
        'sz="5400"',
      ),
    ),
    visible: ['Hollow letters'],
  },
];

const tree = (inside: string) =>
  `<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>${inside}</p:spTree>`;

function deck(trick: SlideTrick, hidden: string): Uint8Array {
  const put = (text: string) => text.replaceAll('§TAGS', tags(hidden)).replaceAll('§', hidden);
  const ink = trick.ink ?? '';
  const title = shape(run(SEEN[0] ?? '', ink, 'sz="4000"'), frame(900000, 400000, 9000000, 900000));
  const text = shape(run(SEEN[1] ?? '', ink, 'sz="2000"'), frame(900000, 1700000, 9000000, 900000));
  const slide = (inside: string, more = '', ground_ = '') =>
    `<p:sld ${NS} ${more}><p:cSld>${ground_}${tree(inside)}</p:cSld>${trick.map ?? '<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>'}</p:sld>`;
  const slides = [slide((trick.under ?? '') + title + text + (trick.shapes ?? ''), '', trick.background ?? '')];
  if (trick.second !== undefined) slides.push(slide(trick.second[1], trick.second[0]));
  return office(
    [
      {
        path: 'ppt/presentation.xml',
        type: 'presentationml.presentation.main',
        xml: `<p:presentation ${NS}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>${slides.map((_, i) => `<p:sldId id="${256 + i}" r:id="rId${i + 2}"/>`).join('')}</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
        rels: [
          ['rId1', 'slideMaster', 'slideMasters/slideMaster1.xml'],
          ...slides.map((_, i) => [`rId${i + 2}`, 'slide', `slides/slide${i + 1}.xml`] as const),
        ],
      },
      {
        path: 'ppt/slideMasters/slideMaster1.xml',
        type: 'presentationml.slideMaster',
        xml: `<p:sldMaster ${NS}><p:cSld>${trick.masterBackground ?? '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'}${tree(put(trick.master ?? ''))}</p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>`,
        rels: [
          ['rId1', 'slideLayout', '../slideLayouts/slideLayout1.xml'],
          ['rId2', 'theme', '../theme/theme1.xml'],
        ],
      },
      {
        path: 'ppt/slideLayouts/slideLayout1.xml',
        type: 'presentationml.slideLayout',
        xml: `<p:sldLayout ${NS}><p:cSld>${tree(put(trick.layout ?? ''))}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`,
        rels: [['rId1', 'slideMaster', '../slideMasters/slideMaster1.xml']],
      },
      ...slides.map((xml, i) => ({
        path: `ppt/slides/slide${i + 1}.xml`,
        type: 'presentationml.slide',
        xml: put(xml),
        rels: [
          ['rId1', 'slideLayout', '../slideLayouts/slideLayout1.xml'] as const,
          ...(i === 0 ? (trick.rels ?? []) : []),
        ],
      })),
      { path: 'ppt/theme/theme1.xml', type: 'theme', xml: THEME },
      ...(trick.parts ?? []).map((part) => ({ ...part, xml: put(part.xml) })),
    ],
    'ppt/presentation.xml',
  );
}

export function rawPptxFiles(): readonly MadeFile[] {
  const made = (kind: MadeFile['kind'], trick: SlideTrick, hidden: string): MadeFile => ({
    file: `pptx/${kind}-powerpoint-${trick.name}.pptx`,
    ...{ kind, technique: trick.name, madeBy: 'template' },
    visible: [...SEEN, ...(trick.visible ?? [])],
    hidden: hidden === '' ? [] : [hidden, tags(hidden)],
    bytes: deck(trick, hidden),
  });
  return [
    ...ATTACKS.map((trick, i) => made('attack', trick, payload(i))),
    ...INNOCENT.map((trick) => made('innocent', trick, '')),
  ];
}
