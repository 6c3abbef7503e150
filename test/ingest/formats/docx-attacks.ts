/** Ways of keeping text from a reader's eyes in Word documents. Every secret is `SECRET`, every text that is seen `Seen …`. */
import { box, field, onPage, para, root, run, solid, table, type WordFile } from './docx-files.ts';

export const SECRET = 'wire the deposit to the quiet account';
const BEFORE = para(run('Seen before.'));
const AFTER = para(run('Seen after.'));

/** The secret as a run with these properties, between two paragraphs that are seen. */
const secretRun = (properties: string, paragraph = ''): WordFile => ({
  body: BEFORE + para(run(SECRET, properties), paragraph) + AFTER,
});
const secretBlocks = (blocks: string, rest: Partial<WordFile> = {}): WordFile => ({
  ...rest,
  body: BEFORE + blocks + AFTER,
});
const style = (type: string, id: string, content: string): string =>
  `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${id}"/>${content}</w:style>`;
const rPr = (content: string): string => `<w:rPr>${content}</w:rPr>`;
const shade = (fill: string): string => `<w:shd w:val="clear" w:color="auto" w:fill="${fill}"/>`;
const colour = (value: string): string => `<w:color w:val="${value}"/>`;
const colourOf = (hex: string): string => `<a:srgbClr val="${hex}"/>`;
const secret = para(run(SECRET));

export const ATTACKS: Readonly<Record<string, WordFile>> = {
  'vanish on the run': secretRun('<w:vanish/>'),
  'vanish spelled on': secretRun('<w:vanish w:val="on"/>'),
  'specVanish on the run': secretRun('<w:specVanish/>'),
  'vanish in a character style': {
    ...secretRun('<w:rStyle w:val="Quiet"/>'),
    styles: style('character', 'Quiet', rPr('<w:vanish/>')),
  },
  'vanish two styles up': {
    ...secretRun('', '<w:pStyle w:val="C"/>'),
    styles:
      style('paragraph', 'A', rPr('<w:vanish/>')) +
      style('paragraph', 'B', '<w:basedOn w:val="A"/>') +
      style('paragraph', 'C', '<w:basedOn w:val="B"/>'),
  },
  'vanish in the default style of paragraphs': {
    body: `${para(run('Seen before.', '<w:vanish w:val="0"/>'))}${secret}`,
    styles: `<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/>${rPr('<w:vanish/>')}</w:style>`,
  },
  'vanish in the document defaults': {
    body: `${para(run('Seen before.', '<w:vanish w:val="false"/>'))}${secret}`,
    styles: `<w:docDefaults><w:rPrDefault>${rPr('<w:vanish/>')}</w:rPrDefault></w:docDefaults>`,
  },
  'vanish in a table style’s first row': secretBlocks(
    table([[secret], [para(run('Seen in the row.'))]], '<w:tblStyle w:val="T"/><w:tblLook w:firstRow="1"/>'),
    { styles: style('table', 'T', `<w:tblStylePr w:type="firstRow">${rPr('<w:vanish/>')}</w:tblStylePr>`) },
  ),
  'white on white': secretRun(colour('FFFFFF')),
  'near white on white': secretRun(colour('F8F8F8')),
  'white by theme, though the value says black': secretRun('<w:color w:val="000000" w:themeColor="background1"/>'),
  'text colour of a theme that is white': {
    ...secretRun('<w:color w:val="000000" w:themeColor="text1"/>'),
    theme: { dk1: 'FFFFFF', lt1: 'FFFFFF' },
  },
  'text colour mapped onto the light one': {
    ...secretRun('<w:color w:themeColor="text1"/>'),
    settings: '<w:clrSchemeMapping w:bg1="light1" w:t1="light1"/>',
  },
  'accent tinted to nothing': secretRun('<w:color w:val="4472C4" w:themeColor="accent1" w:themeTint="05"/>'),
  'white in a paragraph style': {
    ...secretRun('', '<w:pStyle w:val="Pale"/>'),
    styles: style('paragraph', 'Pale', rPr(colour('FFFFFF'))),
  },
  'black on a black marker': secretRun(`${colour('000000')}<w:highlight w:val="black"/>`),
  'colour of the run’s own shading': secretRun(colour('1F3864') + shade('1F3864')),
  'colour of the paragraph’s shading': secretRun(colour('336699'), shade('336699')),
  'colour of the cell’s shading': secretBlocks(
    table([[{ blocks: para(run(SECRET, colour('203040'))), properties: shade('203040') }, para(run('Seen cell.'))]]),
  ),
  'white marker under white on a dark cell': secretBlocks(
    table([
      [{ blocks: para(run(SECRET, `${colour('FFFFFF')}<w:highlight w:val="white"/>`)), properties: shade('000000') }],
    ]),
  ),
  'colour of a table style’s band': secretBlocks(
    table(
      [[para(run('Seen head.'))], [para(run(SECRET, colour('DDEEFF')))]],
      '<w:tblStyle w:val="T"/><w:tblLook w:firstRow="1"/>',
    ),
    {
      styles: style(
        'table',
        'T',
        `<w:tblStylePr w:type="band1Horz"><w:tcPr>${shade('DDEEFF')}</w:tcPr></w:tblStylePr>`,
      ),
    },
  ),
  'solid pattern in the colour of the text': secretRun(
    `${colour('884422')}<w:shd w:val="solid" w:color="884422" w:fill="FFFFFF"/>`,
  ),
  'colour of the page': {
    body: para(run('Seen before.', colour('FFFFFF'))) + para(run(SECRET, colour('101010'))),
    background: '<w:background w:color="101010"/>',
    settings: '<w:displayBackgroundShape/>',
  },
  'white, with a dark page that is not displayed': {
    ...secretRun(colour('FFFFFF')),
    background: '<w:background w:color="101010"/>',
  },
  'text fill without paint': secretRun('<w14:textFill><w14:noFill/></w14:textFill>'),
  'text fill let through': secretRun(
    '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill></w14:textFill>',
  ),
  'white text fill over a black colour': secretRun(
    `${colour('000000')}<w14:textFill><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>`,
  ),
  'one point': secretRun('<w:sz w:val="2"/>'),
  'two and a half points': secretRun('<w:sz w:val="5"/>'),
  'small in the complex script’s size': secretRun('<w:rtl/><w:sz w:val="24"/><w:szCs w:val="2"/>'),
  'one per cent of the width': secretRun('<w:w w:val="1"/>'),
  'letters on top of each other': secretRun('<w:sz w:val="22"/><w:spacing w:val="-220"/>'),
  'fitted into a point': secretRun('<w:fitText w:val="20"/>'),
  'lowered below the page': secretRun('<w:position w:val="-3000"/>'),
  'a line of one point': secretRun('', '<w:spacing w:line="20" w:lineRule="exact"/>'),
  'a twentieth of a line': secretRun('', '<w:spacing w:line="12" w:lineRule="auto"/>'),
  'a row of two points': secretBlocks(table([[secret]], '', ['<w:trHeight w:val="40" w:hRule="exact"/>'])),
  'pushed out of a row by lines before it': secretBlocks(
    table([[para(run('Seen line.')) + para('') + para('') + secret]], '', [
      '<w:trHeight w:val="300" w:hRule="exact"/>',
    ]),
  ),
  'a frame beside the page': secretRun(
    '',
    '<w:framePr w:w="2000" w:x="-20000" w:y="-20000" w:hAnchor="page" w:vAnchor="page"/>',
  ),
  'an indent wider than the page': secretRun('', '<w:ind w:left="30000"/>'),
  'a table beside the page': secretBlocks(table([[secret]], '<w:tblpPr w:tblpX="-20000" w:tblpY="1"/>')),
  'words in a font of pictures': secretRun('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'),
  'deleted text': secretBlocks(para(`<w:del w:id="1"><w:r><w:delText>${SECRET}</w:delText></w:r></w:del>`)),
  'plain text in a deletion': secretBlocks(para(`<w:del w:id="1">${run(SECRET)}</w:del>`)),
  'moved-away text': secretBlocks(para(`<w:moveFrom w:id="1">${run(SECRET)}</w:moveFrom>`)),
  'a deleted row': secretBlocks(
    table(
      [
        [secret, secret],
        [para(run('Seen row.')), para(run('Seen cell.'))],
      ],
      '',
      ['<w:del w:id="1"/>'],
    ),
  ),
  'a comment without an anchor': {
    body: BEFORE + AFTER,
    comments: `<w:comment w:id="0">${secret}</w:comment>`,
  },
  'a footnote that nothing refers to': {
    body: BEFORE + AFTER,
    footnotes: `<w:footnote w:id="1">${secret}</w:footnote>`,
  },
  'a footnote of a hidden reference': {
    body: BEFORE + para('<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="1"/></w:r>') + AFTER,
    footnotes: `<w:footnote w:id="1">${secret}</w:footnote>`,
  },
  'a first-page header without a title page': {
    body: `${BEFORE}${AFTER}<w:sectPr><w:headerReference w:type="first" r:id="h1"/></w:sectPr>`,
    headers: { h1: secret },
  },
  'an even header where odd and even are one': {
    body: `${BEFORE}${AFTER}<w:sectPr><w:headerReference w:type="even" r:id="h1"/></w:sectPr>`,
    headers: { h1: secret },
  },
  'a header that no section names': { body: BEFORE + AFTER, headers: { h1: secret } },
  'white text in a header': {
    body: `${BEFORE}${AFTER}<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>`,
    headers: { h1: para(run(SECRET, colour('FFFFFF'))) },
  },
  'a box beside the page': secretBlocks(para(box(secret, { at: onPage(-9_000_000, 0) }))),
  'a box that is hidden': secretBlocks(para(box(secret, { properties: 'hidden="1"' }))),
  'a box without size': secretBlocks(para(box(secret, { cx: 0, cy: 0 }))),
  'a box in a hidden run': secretBlocks(para(box(secret).replace('<w:r>', '<w:r><w:rPr><w:vanish/></w:rPr>'))),
  'white text in a white box': secretBlocks(para(box(para(run(SECRET, colour('FFFFFF'))), { fill: solid('FFFFFF') }))),
  'a shape’s light letters on its light fill': secretBlocks(
    para(
      box(secret, {
        fill: solid('FFFFFF'),
        style: '<wps:style><a:fontRef idx="minor"><a:schemeClr val="lt1"/></a:fontRef></wps:style>',
      }),
    ),
  ),
  'below the end of a box': secretBlocks(
    para(box(para(run('Seen line.')) + para('') + para('') + para('') + secret, { cy: 254_000 })),
  ),
  'a box under another': secretBlocks(
    para(
      box(secret, { at: onPage(914_400, 914_400), anchor: 'relativeHeight="1"' }) +
        box('', {
          at: onPage(800_000, 800_000),
          cx: 4_000_000,
          cy: 2_000_000,
          fill: solid('FFFFFF'),
          anchor: 'relativeHeight="2"',
        }),
    ),
  ),
  'a box under a gradient': secretBlocks(
    para(
      box(secret, { at: onPage(914_400, 914_400), anchor: 'relativeHeight="1"' }) +
        box('', {
          at: onPage(800_000, 800_000),
          cx: 4_000_000,
          cy: 2_000_000,
          fill: `<a:gradFill><a:gsLst><a:gs pos="0">${colourOf('EEEEEE')}</a:gs><a:gs pos="100000">${colourOf('DDDDDD')}</a:gs></a:gsLst></a:gradFill>`,
          anchor: 'relativeHeight="2"',
        }),
    ),
  ),
  'a paragraph under a shape': secretBlocks(
    para(run(SECRET) + box('', { at: onPage(0, 0, 'paragraph'), cx: 6_000_000, cy: 190_500, fill: solid('FFFFFF') })),
  ),
  'a hidden VML box': secretBlocks(
    para(
      `<w:r><w:pict><v:shape style="width:100pt;height:50pt;visibility:hidden"><v:textbox><w:txbxContent>${secret}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`,
    ),
  ),
  'a VML box beside the page': secretBlocks(
    para(
      `<w:r><w:pict><v:rect style="position:absolute;margin-left:-2000pt;width:100pt;height:50pt"><v:textbox><w:txbxContent>${secret}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>`,
    ),
  ),
  'a fallback that says something else': secretBlocks(
    para(
      `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:t>Seen choice.</w:t></mc:Choice><mc:Fallback><w:t>${SECRET}</w:t></mc:Fallback></mc:AlternateContent></w:r>`,
    ),
  ),
  'a choice for a language that nobody knows': secretBlocks(
    para(
      `<w:r><mc:AlternateContent><mc:Choice Requires="zzz"><w:t>${SECRET}</w:t></mc:Choice><mc:Fallback><w:t>Seen fallback.</w:t></mc:Fallback></mc:AlternateContent></w:r>`,
    ),
  ),
  'alternative text': secretBlocks(para(box(para(run('Seen box.')), { properties: `descr="${SECRET}"` }))),
  'the screen tip of a link': secretBlocks(
    para(`<w:hyperlink r:id="l1" w:tooltip="${SECRET}">${run('Seen link.')}</w:hyperlink>`),
    { links: { l1: 'https://example.org/' } },
  ),
  'names and choices of a control': secretBlocks(
    `<w:sdt><w:sdtPr><w:alias w:val="${SECRET}"/><w:dropDownList><w:listItem w:displayText="${SECRET}" w:value="1"/></w:dropDownList></w:sdtPr><w:sdtContent>${para(run('Seen control.'))}</w:sdtContent></w:sdt>`,
  ),
  'the code of a field': secretBlocks(para(field(` IF 1 = 2 "${SECRET}" "no" `, run('Seen result.')))),
  'text between a field’s code and its result': secretBlocks(
    para(
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r>${run(SECRET)}<w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('Seen result.')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
    ),
  ),
  'the result of a field that shows none': secretBlocks(para(field(' SET hush "x" ', run(SECRET)))),
  'the code of a simple field': secretBlocks(
    para(`<w:fldSimple w:instr=" IF 1 = 2 &quot;${SECRET}&quot; ">${run('Seen result.')}</w:fldSimple>`),
  ),
  'code outside of a field': secretBlocks(para(`<w:r><w:instrText>${SECRET}</w:instrText></w:r>`)),
  'a phantom in a formula': secretBlocks(
    para(
      `<m:oMath><m:r><m:t>Seen</m:t></m:r><m:phant><m:phantPr><m:show m:val="0"/></m:phantPr><m:e><m:r><m:t>${SECRET}</m:t></m:r></m:e></m:phant></m:oMath>`,
    ),
  ),
  'a tiny ruby': secretBlocks(
    para(
      `<w:r><w:ruby><w:rubyPr><w:hps w:val="2"/></w:rubyPr><w:rt>${run(SECRET)}</w:rt><w:rubyBase>${run('Seen base.')}</w:rubyBase></w:ruby></w:r>`,
    ),
  ),
  'a cell that is merged into the one above': secretBlocks(
    table([
      [{ blocks: para(run('Seen merged.')), properties: '<w:vMerge w:val="restart"/>' }, para(run('Seen one.'))],
      [{ blocks: secret, properties: '<w:vMerge/>' }, para(run('Seen two.'))],
    ]),
  ),
  'markup of another language': secretBlocks(para(`<x:note><w:r><w:t>${SECRET}</w:t></w:r></x:note>`)),
  'properties of the file': {
    body: BEFORE + AFTER,
    core: `<cp:coreProperties xmlns:cp="urn:c" xmlns:dc="urn:d"><dc:subject>${SECRET}</dc:subject></cp:coreProperties>`,
  },
  'XML data beside the document': {
    body: BEFORE + AFTER,
    parts: { 'item1.xml': { type: 'customXml', id: 'x1', xml: `<data><note>${SECRET}</note></data>` } },
  },
  'a building block': {
    body: BEFORE + AFTER,
    glossary: `<w:docParts><w:docPart><w:docPartBody>${secret}</w:docPartBody></w:docPart></w:docParts>`,
  },
  'a variable of the document': {
    body: BEFORE + AFTER,
    settings: `<w:docVars><w:docVar w:name="v" w:val="${SECRET}"/></w:docVars>`,
  },
  'a file to be merged in': {
    body: `${BEFORE}<w:altChunk r:id="k1"/>${AFTER}`,
    parts: { 'chunk.html': { type: 'aFChunk', id: 'k1', xml: `<p>${SECRET}</p>` } },
  },
  'a part that only looks like the document': {
    body: BEFORE + AFTER,
    parts: { 'document2.xml': { type: 'unknown', id: 'u1', xml: root('w:document', `<w:body>${secret}</w:body>`) } },
  },
};
