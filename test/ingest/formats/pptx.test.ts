import { describe, expect, it } from 'vitest';
import { extractPptx } from '../../../ingest/formats/pptx.ts';
import { bytesOf, hidden, makeZip, refusalOf, shown } from './helpers.ts';
import {
  background,
  box,
  type DeckParts,
  type DeckSlide,
  group,
  makeDeck,
  paragraph,
  part,
  picture,
  schemeFill,
  solidFill,
  table,
  tableCell,
} from './pptx-deck.ts';

const CHART = 'http://schemas.openxmlformats.org/drawingml/2006/chart';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const DIAGRAM = 'http://schemas.openxmlformats.org/drawingml/2006/diagram';
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
/** The head of a PNG with an alpha channel. */
const CLEAR_PNG = Uint8Array.from([
  ...bytesOf('\x00PNG\r\n\x1a\n'),
  0,
  0,
  0,
  13,
  ...bytesOf('IHDR'),
  0,
  0,
  0,
  1,
  0,
  0,
  0,
  1,
  8,
  6,
]).with(0, 0x89);

const TITLE = '<p:ph type="title"/>';
const BODY = '<p:ph idx="1"/>';
const LAYOUT =
  box('', { placeholder: TITLE, y: 20, height: 40 }) + box('Click to edit', { placeholder: BODY, height: 300 });
const white = solidFill('FFFFFF');
const picked = (type: string, target: string) => ({ relations: { rId9: [type, target] as const } });
const jpeg = { more: [{ name: 'ppt/media/a.jpg', data: JPEG }] };
const chart = (
  inner: string,
) => `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="5" name="Chart"/></p:nvGraphicFramePr>
  <p:xfrm><a:off x="914400" y="914400"/><a:ext cx="4000000" cy="3000000"/></p:xfrm><a:graphic><a:graphicData>${inner}</a:graphicData></a:graphic></p:graphicFrame>`;
const chartPart = (legend: string, name: string) =>
  part(
    'ppt/charts/c.xml',
    `<c:chartSpace xmlns:c="${CHART}" xmlns:a="${DRAWING}"><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>Cargo by side</a:t></a:r></a:p></c:rich></c:tx></c:title>
    <c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>${name}</c:v></c:pt></c:strCache></c:strRef></c:tx>
    <c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>East</c:v></c:pt><c:pt idx="1"><c:v>West</c:v></c:pt></c:strCache></c:strRef></c:cat></c:ser></c:barChart>
    <c:catAx><c:delete val="0"/></c:catAx></c:plotArea>${legend}</c:chart></c:chartSpace>`,
  );
const diagramParts = (drawn: string) => [
  part(
    'ppt/diagrams/data1.xml',
    `<dgm:dataModel xmlns:dgm="${DIAGRAM}" xmlns:a="${DRAWING}"><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>Load the crane</a:t></a:r></a:p></dgm:t></dgm:pt>
    <dgm:pt><dgm:t><a:p><a:r><a:t>SECRET</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst><dgm:extLst><a:ext><dsp:dataModelExt xmlns:dsp="urn:x" relId="rId8"/></a:ext></dgm:extLst></dgm:dataModel>`,
  ),
  part(
    'ppt/diagrams/drawing1.xml',
    `<dsp:drawing xmlns:dsp="urn:x" xmlns:a="${DRAWING}"><dsp:spTree>${drawn}</dsp:spTree></dsp:drawing>`,
  ),
];
const drawn = (text: string) =>
  `<dsp:sp><dsp:spPr>${solidFill('204060')}</dsp:spPr><dsp:txBody><a:bodyPr/>${paragraph(text, white)}</dsp:txBody></dsp:sp>`;
const diagram = chart(`<dgm:relIds xmlns:dgm="${DIAGRAM}" r:dm="rId9"/>`);
const diagramRelations = {
  rId8: ['diagramDrawing', '../diagrams/drawing1.xml'],
  rId9: ['diagramData', '../diagrams/data1.xml'],
} as const;

/** Every case has a text that a person sees, and those that say SECRET are of what nobody sees. */
type Case = readonly [what: string, slide: string | DeckSlide, technique: string, parts?: DeckParts];

const deckOf = (slide: string | DeckSlide, parts?: DeckParts) =>
  makeDeck([typeof slide === 'string' ? { shapes: slide } : slide], parts);
const plain = box('Berth four is open', { y: 400 });

const HIDDEN: readonly Case[] = [
  ['a box right of the slide', box('SECRET', { x: 800 }), 'pptx-off-slide'],
  ['a box left of the slide', box('SECRET', { x: -500 }), 'pptx-off-slide'],
  ['a box above the slide', box('SECRET', { y: -80 }), 'pptx-off-slide'],
  [
    'a box that a group moves off the slide',
    group(box('SECRET'), { x: 2_000, y: 0, width: 720, height: 540 }, { x: 0, y: 0, width: 720, height: 540 }),
    'pptx-off-slide',
  ],
  ['text that an inset pushes off the slide', box('SECRET', { body: 'lIns="12700000"' }), 'pptx-off-slide'],
  [
    'lines that run off the slide',
    box('', { y: 500, paragraphs: `<a:p/>`.repeat(20) + paragraph('SECRET') }),
    'pptx-off-slide',
  ],
  ['a box without extent', box('SECRET', { width: 0, height: 0 }), 'pptx-zero-size'],
  [
    'a box that a group shrinks to nothing',
    group(box('SECRET'), { x: 72, y: 72, width: 0.1, height: 0.1 }, { x: 0, y: 0, width: 720, height: 540 }),
    'pptx-zero-size',
  ],
  ['white on the white slide', box('SECRET', { run: white }), 'pptx-same-colour'],
  ['nearly white', box('SECRET', { run: solidFill('FAFAFA') }), 'pptx-same-colour'],
  ['the background colour of the theme', box('SECRET', { run: schemeFill('bg1') }), 'pptx-same-colour'],
  [
    'a theme colour made light',
    box('SECRET', { run: schemeFill('accent1', '<a:lumMod val="1000"/><a:lumOff val="99000"/>') }),
    'pptx-same-colour',
  ],
  [
    'black on a dark background',
    {
      shapes: box('SECRET', { run: solidFill('101010') }) + box('Berth four is open', { run: white, y: 400 }),
      background: background(solidFill('000000')),
    },
    'pptx-same-colour',
  ],
  [
    'the colour of the layout’s background',
    { shapes: box('SECRET', { run: solidFill('1F2937') }) + box('Berth four is open', { run: white, y: 400 }) },
    'pptx-same-colour',
    { masterBackground: background(schemeFill('tx2')) },
  ],
  ['the colour of the box', box('SECRET', { fill: solidFill('204060'), run: solidFill('214161') }), 'pptx-same-colour'],
  [
    'the colour of a box below it',
    box('', { fill: solidFill('204060'), height: 200 }) + box('SECRET', { run: solidFill('204060') }),
    'pptx-same-colour',
  ],
  [
    'the colour of its marker',
    box('SECRET', { run: `${solidFill('FFFF00')}<a:highlight><a:srgbClr val="FFFF00"/></a:highlight>` }),
    'pptx-same-colour',
  ],
  [
    'white in a gradient from white to white',
    box('SECRET', {
      run: `<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="FFFFFF"/></a:gs><a:gs pos="100000"><a:srgbClr val="FEFEFE"/></a:gs></a:gsLst></a:gradFill>`,
    }),
    'pptx-same-colour',
  ],
  [
    'white from the style of the shape',
    box('SECRET', { style: '<p:style><a:fontRef idx="minor"><a:schemeClr val="lt1"/></a:fontRef></p:style>' }),
    'pptx-same-colour',
  ],
  [
    'white from the placeholder of the layout',
    box('SECRET', { placeholder: '<p:ph idx="5"/>', isUnplaced: true }),
    'pptx-same-colour',
    {
      layoutShapes: box('', { placeholder: '<p:ph idx="5"/>' }).replace(
        '<a:lstStyle/>',
        `<a:lstStyle><a:lvl1pPr><a:defRPr>${white}</a:defRPr></a:lvl1pPr></a:lstStyle>`,
      ),
    },
  ],
  ['white in a cell of a table', table([['Berth four is open', tableCell('SECRET', white)]]), 'pptx-same-colour'],
  [
    'the fill of its cell',
    table([['Berth four is open', tableCell('SECRET', solidFill('204060'), solidFill('204060'))]]),
    'pptx-same-colour',
  ],
  ['one point', box('SECRET', { look: 'sz="100"' }), 'pptx-tiny'],
  [
    'text that fitting shrinks to nothing',
    box('SECRET').replace('<a:bodyPr />', '<a:bodyPr><a:normAutofit fontScale="5000"/></a:bodyPr>'),
    'pptx-tiny',
  ],
  ['an alpha of nothing', box('SECRET', { run: solidFill('000000', '<a:alpha val="0"/>') }), 'pptx-transparent'],
  ['letters without fill', box('SECRET', { run: '<a:noFill/>' }), 'pptx-no-fill'],
  ['letters on top of each other', box('SECRET', { look: 'spc="-1800"' }), 'pptx-squeezed'],
  [
    'a box under a later shape',
    box('SECRET') + box('', { x: 60, y: 60, width: 400, height: 60, fill: solidFill('CC0000') }),
    'pptx-covered',
  ],
  [
    'a box under a later photograph',
    {
      shapes: box('SECRET') + picture('rId9', { x: 60, y: 60, width: 400, height: 60 }),
      ...picked('image', '../media/a.jpg'),
    },
    'pptx-covered',
    jpeg,
  ],
  [
    'a box under two shapes, half each',
    box('SECRET', { width: 80 }) +
      box('', { x: 60, y: 60, width: 50, height: 60, fill: white }) +
      box('', { x: 108, y: 60, width: 90, height: 60, fill: white }),
    'pptx-covered',
  ],
  [
    'a box under a free form of its size',
    box('SECRET') +
      box('', { x: 60, y: 60, width: 400, height: 60, fill: white }).replace(
        '<a:prstGeom prst="rect"/>',
        '<a:custGeom><a:pathLst><a:path w="10" h="10"><a:moveTo><a:pt x="0" y="0"/></a:moveTo><a:lnTo><a:pt x="10" y="0"/></a:lnTo><a:lnTo><a:pt x="10" y="10"/></a:lnTo><a:lnTo><a:pt x="0" y="10"/></a:lnTo></a:path></a:pathLst></a:custGeom>',
      ),
    'pptx-covered',
  ],
  ['a shape that is switched off', box('SECRET', { name: 'name="x" hidden="1"' }), 'pptx-hidden-shape'],
  [
    'a shape in a group that is switched off',
    group(
      box('SECRET'),
      { x: 0, y: 0, width: 720, height: 540 },
      { x: 0, y: 0, width: 720, height: 540 },
      'name="g" hidden="true"',
    ),
    'pptx-hidden-shape',
  ],
  ['alternative text', box('Berth three', { name: 'name="x" descr="SECRET"' }), 'pptx-alt-text'],
  ['the tip of a link', box('Berth three', { run: '<a:hlinkClick r:id="rId9" tooltip="SECRET"/>' }), 'pptx-link'],
  ['speaker notes', { shapes: plain, notes: 'SECRET' }, 'pptx-notes'],
  [
    'a comment',
    { shapes: plain, ...picked('comments', '../comments/c.xml') },
    'pptx-comment',
    {
      more: [
        part(
          'ppt/comments/c.xml',
          '<p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cm><p:text>SECRET</p:text></p:cm></p:cmLst>',
        ),
      ],
    },
  ],
  [
    'a cell that another lies over',
    table([[tableCell('Berth four is open', '', '', 'gridSpan="2"'), tableCell('SECRET', '', '', 'hMerge="1"')]]),
    'pptx-merged-cell',
  ],
  [
    'a name in a chart’s data that no legend shows',
    { shapes: chart(`<c:chart xmlns:c="${CHART}" r:id="rId9"/>`), ...picked('chart', '../charts/c.xml') },
    'pptx-chart-data',
    { more: [chartPart('', 'SECRET')] },
  ],
  [
    'a point of a diagram that its drawing leaves out',
    { shapes: diagram, relations: diagramRelations },
    'pptx-smartart-data',
    { more: diagramParts(drawn('Load the crane')) },
  ],
  ['a slide that no list names', plain, 'pptx-unlisted-slide', { unlisted: box('SECRET') }],
  [
    'a property of the document',
    plain,
    'pptx-metadata',
    { more: [part('docProps/core.xml', '<x xmlns:d="urn:d"><d:subject>SECRET</d:subject></x>')] },
  ],
  ['data of programs', plain, 'pptx-custom-xml', { more: [part('customXml/item1.xml', '<a><b>SECRET</b></a>')] }],
];

const SEEN: readonly (readonly [what: string, slide: string | DeckSlide, parts?: DeckParts])[] = [
  ['a shape that bleeds over the edge', box('VISIBLE', { x: -20, width: 400, fill: solidFill('204060'), run: white })],
  ['the end of a box that reaches far beyond the slide', box('VISIBLE', { x: 600, width: 500 })],
  [
    'white on a dark background',
    { shapes: box('VISIBLE', { run: white }), background: background(solidFill('101820')) },
  ],
  [
    'white on the master’s dark background',
    box('VISIBLE', { run: white }),
    { masterBackground: background(schemeFill('tx1')) },
  ],
  [
    'white on a background of the theme',
    {
      shapes: box('VISIBLE', { run: white }),
      background: '<p:bg><p:bgRef idx="1001"><a:schemeClr val="tx1"/></p:bgRef></p:bg>',
    },
  ],
  [
    'white on a picture',
    {
      shapes: picture('rId9', { x: 0, y: 0, width: 720, height: 540 }) + box('VISIBLE', { run: white }),
      ...picked('image', '../media/a.jpg'),
    },
    jpeg,
  ],
  [
    'white on a background picture',
    {
      shapes: box('VISIBLE', { run: white }),
      background: background('<a:blipFill><a:blip r:embed="rId9"/></a:blipFill>'),
    },
  ],
  [
    'white over a gradient that ends dark',
    {
      shapes: box('VISIBLE', { run: white }),
      background: background(
        '<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="FFFFFF"/></a:gs><a:gs pos="100000"><a:srgbClr val="000000"/></a:gs></a:gsLst></a:gradFill>',
      ),
    },
  ],
  ['white on a shape of its own', box('VISIBLE', { run: white, fill: schemeFill('accent1') })],
  [
    'white on a shape that lies below',
    box('', { fill: solidFill('204060'), height: 100 }) + box('VISIBLE', { run: white }),
  ],
  [
    'white on a shape of the master',
    box('VISIBLE', { run: white }),
    { masterShapes: box('', { fill: solidFill('204060'), x: 0, y: 0, width: 720, height: 540 }) },
  ],
  ['white letters with an outline', box('VISIBLE', { run: `<a:ln w="9525">${solidFill('000000')}</a:ln>${white}` })],
  ['an outline alone', box('VISIBLE', { run: `<a:ln w="9525">${solidFill('000000')}</a:ln><a:noFill/>` })],
  ['white letters that are a link', box('VISIBLE', { run: `${white}<a:hlinkClick r:id="rId9"/>` })],
  ['white on a dark marker', box('VISIBLE', { run: `${white}<a:highlight><a:srgbClr val="000000"/></a:highlight>` })],
  ['a grey that can be read', box('VISIBLE', { run: solidFill('D9D9D9') })],
  ['small print', box('VISIBLE', { look: 'sz="600"' })],
  ['a raised number', box('VISIBLE', { look: 'sz="800" baseline="30000"' })],
  ['letters half let through', box('VISIBLE', { run: solidFill('000000', '<a:alpha val="50000"/>') })],
  ['letters set a little closer', box('VISIBLE', { look: 'spc="-150"' })],
  [
    'a box under a shape that lets it through',
    box('VISIBLE') + box('', { height: 60, fill: solidFill('FFFF00', '<a:alpha val="40000"/>') }),
  ],
  ['a box under a frame without fill', box('VISIBLE') + box('', { height: 60, fill: '<a:noFill/>' })],
  [
    'a box that a later shape touches',
    box('VISIBLE') + box('', { x: 200, width: 300, height: 60, fill: solidFill('CC0000') }),
  ],
  [
    'a box inside the corner that an ellipse leaves free',
    box('VISIBLE', { x: 72, y: 72, width: 60, height: 24 }) +
      box('', { x: 60, y: 60, width: 600, height: 400, shape: 'ellipse', fill: white }),
  ],
  [
    'a box under a picture that may be clear',
    { shapes: box('VISIBLE') + picture('rId9', { height: 60 }), ...picked('image', '../media/a.png') },
    { more: [{ name: 'ppt/media/a.png', data: CLEAR_PNG }] },
  ],
  [
    'a box under a shape that comes and goes',
    {
      shapes: box('VISIBLE') + box('', { id: 99, height: 60, fill: white }),
      after: '<p:timing><p:spTgt spid="99"/></p:timing>',
    },
  ],
  ['a box over a shape', box('', { fill: white, height: 100 }) + box('VISIBLE')],
  ['a turned box', box('VISIBLE', { rotation: 90, y: 250 })],
  [
    'a box that a group brings onto the slide',
    group(
      box('VISIBLE', { x: 5_000, y: 5_000 }),
      { x: 72, y: 72, width: 360, height: 36 },
      { x: 5_000, y: 5_000, width: 360, height: 36 },
    ),
  ],
  [
    'a text of a group that shrinks its boxes',
    group(box('VISIBLE'), { x: 72, y: 72, width: 360, height: 270 }, { x: 0, y: 0, width: 720, height: 540 }),
  ],
  ['a footer of the layout', plain, { layoutShapes: box('VISIBLE', { y: 500 }) }],
  ['a text of the master', plain, { masterShapes: box('VISIBLE', { y: 500 }) }],
  [
    'a header row in white on the fill of a style',
    table([[tableCell('VISIBLE', white)], ['44.40']], {
      properties:
        '<a:tblPr firstRow="1"><a:tableStyleId>{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}</a:tableStyleId></a:tblPr>',
    }),
  ],
  ['a white cell on a fill of its own', table([[tableCell('VISIBLE', white, solidFill('204060'))]])],
  [
    'a chart’s title',
    { shapes: chart(`<c:chart xmlns:c="${CHART}" r:id="rId9"/>`), ...picked('chart', '../charts/c.xml') },
    { more: [chartPart('<c:legend/>', 'VISIBLE')] },
  ],
  [
    'a diagram',
    { shapes: diagram, relations: diagramRelations },
    { more: diagramParts(drawn('VISIBLE') + drawn('SECRET') + drawn('Load the crane')) },
  ],
  [
    'a long text in a box that is made to fit',
    box('', { y: 400, paragraphs: `${paragraph('A line of the plan')}`.repeat(30) + paragraph('VISIBLE') }).replace(
      '<a:bodyPr />',
      '<a:bodyPr><a:normAutofit/></a:bodyPr>',
    ),
  ],
  [
    'the chosen one of two ways to write a thing',
    `<mc:AlternateContent><mc:Choice Requires="p14">${box('VISIBLE')}</mc:Choice><mc:Fallback>${box('VISIBLE')}</mc:Fallback></mc:AlternateContent>`,
  ],
];

describe('presentations', () => {
  it.each(HIDDEN.map(([what, slide, technique, parts = {}]) => [what, slide, technique, parts] as const))(
    'keep from the text: %s',
    async (_what, slide, technique, parts) => {
      const extract = await extractPptx(deckOf(slide, parts));
      expect(JSON.stringify(shown(extract))).not.toContain('SECRET');
      expect(shown(extract).length + hidden(extract).length).toBeGreaterThan(0);
      expect(hidden(extract).map(([name, text]) => [name, text.includes('SECRET')])).toContainEqual([technique, true]);
    },
  );

  it.each(SEEN.map(([what, slide, parts = {}]) => [what, slide, parts] as const))(
    'give what is seen: %s',
    async (_what, slide, parts) => {
      const extract = await extractPptx(deckOf(slide, parts));
      const text = shown(extract)
        .map(([, one]) => one)
        .join('\n');
      expect(text.split('VISIBLE')).toHaveLength(2);
      expect(hidden(extract).filter(([, one]) => one.includes('VISIBLE'))).toEqual([]);
    },
  );

  it('give titles as headings first, then lists, tables and pages', async () => {
    const list =
      paragraph('Load') +
      paragraph('Crane first', '', '', '<a:pPr lvl="1"><a:buAutoNum type="arabicPeriod"/></a:pPr>') +
      paragraph('Then trucks', '', '', '<a:pPr lvl="1"><a:buAutoNum type="arabicPeriod"/></a:pPr>');
    const shapes =
      box('', { placeholder: BODY, isUnplaced: true, paragraphs: list }) +
      box('Harbour plan', { placeholder: TITLE, isUnplaced: true });
    const extract = await extractPptx(
      makeDeck(
        [
          { shapes },
          {
            shapes: table([
              ['Route', 'Price'],
              ['Kiel', '44.40'],
            ]),
          },
        ],
        { layoutShapes: LAYOUT },
      ),
    );
    expect(extract.title).toBe('Harbour plan');
    expect(
      extract.blocks.map(({ kind, runs, locator }) => [kind, runs.map(({ text }) => text).join(''), locator.page]),
    ).toEqual([
      ['heading', 'Harbour plan', 1],
      ['list-item', '- Load', 1],
      ['list-item', '1. Crane first', 1],
      ['list-item', '2. Then trucks', 1],
      ['table', 'Route | Price\nKiel | 44.40', 2],
    ]);
  });

  it('give what a master lends once, and not from a slide that is left out', async () => {
    const bytes = makeDeck(
      [{ shapes: box('one'), attributes: 'show="0"' }, { shapes: box('two') }, { shapes: box('three') }],
      { masterShapes: box('Quay works', { y: 500 }) },
    );
    const extract = await extractPptx(bytes);
    expect(shown(extract).map(([, text]) => text)).toEqual(['two', 'Quay works', 'three']);
    expect(hidden(extract)).toEqual([['pptx-hidden-slide', 'one']]);
  });

  it('part a line where only a word of it is hidden', async () => {
    const mixed = `<a:p><a:r><a:t>Open </a:t></a:r><a:r><a:rPr>${white}</a:rPr><a:t>SECRET</a:t></a:r><a:r><a:t> at nine</a:t></a:r></a:p>`;
    const extract = await extractPptx(deckOf(box('', { paragraphs: mixed })));
    expect(shown(extract)).toEqual([['paragraph', 'Open  at nine']]);
    expect(hidden(extract)).toEqual([['pptx-same-colour', 'SECRET']]);
  });

  it('say where and why a text is hidden', async () => {
    const extract = await extractPptx(deckOf(box('SECRET', { run: white, id: 42 })));
    expect(extract.blocks[0]?.runs[0]?.hidden).toEqual({
      technique: 'pptx-same-colour',
      severity: 'high',
      place: 'ppt/slides/slide1.xml, shape 42',
      why: 'contrast 1.00 with what is behind it',
    });
  });

  it.each([
    [
      'an archive without a presentation',
      makeZip([{ name: 'word/document.xml', data: bytesOf('<a/>') }]),
      'unsupported-format',
    ],
    [
      'XML that is none',
      makeZip([{ name: 'ppt/presentation.xml', data: bytesOf('<p:presentation') }]),
      'damaged-document',
    ],
    [
      'a slide that is missing',
      makeZip([
        part(
          'ppt/presentation.xml',
          '<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:sldIdLst><p:sldId/></p:sldIdLst></p:presentation>',
        ),
      ]),
      'damaged-document',
    ],
    ['too many shapes on a slide', makeDeck([{ shapes: box('x').repeat(5_001) }]), 'output-too-large'],
    [
      'groups that are nested too deeply',
      makeDeck([{ shapes: `${'<p:grpSp>'.repeat(200)}${'</p:grpSp>'.repeat(200)}` }]),
      'too-deeply-nested',
    ],
    ['a file that is cut off', deckOf(plain).subarray(0, 900), 'damaged-document'],
  ])('are refused with a code: %s', async (_what, bytes, code) => {
    expect((await refusalOf(extractPptx(bytes))).code).toBe(code);
  });

  it('that carry macros say so', async () => {
    const extract = await extractPptx(deckOf(plain, { more: [{ name: 'ppt/vbaProject.bin', data: bytesOf('x') }] }));
    expect(extract.findings.map(({ technique }) => technique)).toEqual(['office-macros']);
  });
});
