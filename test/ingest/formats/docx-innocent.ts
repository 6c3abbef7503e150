/** What ordinary Word documents do that looks like hiding. `text` is all that is seen, blocks joined by a line end. */
import { box, field, onPage, para, run, solid, table, type WordFile } from './docx-files.ts';

interface Innocent extends WordFile {
  readonly text: string;
}

const colour = (value: string): string => `<w:color w:val="${value}"/>`;
const shade = (fill: string): string => `<w:shd w:val="clear" w:color="auto" w:fill="${fill}"/>`;
const style = (type: string, id: string, content: string, name = id): string =>
  `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/>${content}</w:style>`;
const plain = (body: string, text: string, rest: Partial<WordFile> = {}): Innocent => ({ ...rest, body, text });
const white = (text: string): string => para(run(text, colour('FFFFFF')));
const toggle = (id: string, value: string): string =>
  style('paragraph', id, `${id === 'B' ? '<w:basedOn w:val="A"/>' : ''}<w:rPr><w:vanish w:val="${value}"/></w:rPr>`);
const lightLetters = '<wps:style><a:fontRef idx="minor"><a:schemeClr val="lt1"/></a:fontRef></wps:style>';

export const INNOCENT: Readonly<Record<string, Innocent>> = {
  'a run-in heading with a vanished paragraph mark': plain(
    para(run('Scope.'), '<w:pStyle w:val="Heading3"/><w:rPr><w:vanish/><w:specVanish/></w:rPr>') +
      para(run('All ferries.')),
    'Scope.\nAll ferries.',
    { styles: style('paragraph', 'Heading3', '', 'heading 3') },
  ),
  'vanish switched off': plain(para(run('Still here', '<w:vanish w:val="0"/>')), 'Still here'),
  'a style that takes back what its base hides': plain(para(run('Back again'), '<w:pStyle w:val="B"/>'), 'Back again', {
    styles: toggle('A', '1') + toggle('B', '0'),
  }),
  'text hidden from web pages only': plain(para(run('Contents 3', '<w:webHidden/>')), 'Contents 3'),
  'a white head on a dark row': plain(
    table([
      [
        { blocks: white('Route'), properties: shade('1F3864') },
        { blocks: white('Price'), properties: shade('1F3864') },
      ],
      [para(run('Kiel')), para(run('44.40'))],
    ]),
    'Route | Price\nKiel | 44.40',
  ),
  'a white head by the table’s style': plain(
    table(
      [
        [para(run('Port')), para(run('Fee'))],
        [para(run('Oslo')), para(run('12'))],
      ],
      '<w:tblStyle w:val="T"/><w:tblLook w:val="0020"/>',
    ),
    'Port | Fee\nOslo | 12',
    {
      styles: style(
        'table',
        'T',
        `<w:tblStylePr w:type="firstRow"><w:rPr>${colour('FFFFFF')}</w:rPr><w:tcPr>${shade('4472C4')}</w:tcPr></w:tblStylePr>`,
      ),
    },
  ),
  'a chip': plain(
    para(run('Status: ') + run(' NEW ', colour('FFFFFF') + shade('C00000')) + run(' today')),
    'Status:  NEW  today',
  ),
  'a white line on a dark band': plain(para(run('Annual report', colour('FFFFFF')), shade('203864')), 'Annual report'),
  'a dark page': plain(para(run('Night watch', colour('E0E0E0'))), 'Night watch', {
    background: '<w:background w:color="101820"/>',
    settings: '<w:displayBackgroundShape/>',
  }),
  'automatic letters on a black cell': plain(
    table([[{ blocks: para(run('Deck')), properties: shade('000000') }, para(run('Hold'))]]),
    'Deck | Hold',
  ),
  'a yellow marker': plain(para(run('Check this', '<w:highlight w:val="yellow"/>')), 'Check this'),
  'grey letters': plain(para(run('Draft', colour('BFBFBF'))), 'Draft'),
  'white letters with a contour': plain(
    para(
      run(
        'Party',
        `${colour('FFFFFF')}<w14:textOutline w14:w="9525"><w14:solidFill><w14:srgbClr w14:val="4472C4"/></w14:solidFill></w14:textOutline>`,
      ),
    ),
    'Party',
  ),
  'letters filled with a gradient': plain(
    para(
      run(
        'Sunrise',
        `${colour('FFFFFF')}<w14:textFill><w14:gradFill><w14:gsLst><w14:gs w14:pos="0"><w14:srgbClr w14:val="FFFFFF"/></w14:gs><w14:gs w14:pos="100000"><w14:srgbClr w14:val="C00000"/></w14:gs></w14:gsLst></w14:gradFill></w14:textFill>`,
      ),
    ),
    'Sunrise',
  ),
  'a note of seven points, raised': plain(
    para(run('Valid until May', '<w:sz w:val="14"/><w:vertAlign w:val="superscript"/>')),
    'Valid until May',
  ),
  'narrow and tight letters': plain(para(run('Condensed', '<w:w w:val="66"/><w:spacing w:val="-20"/>')), 'Condensed'),
  'a drop cap': plain(
    para(
      run('O', '<w:position w:val="-10"/><w:sz w:val="110"/>'),
      '<w:framePr w:dropCap="drop" w:lines="3" w:hSpace="0" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/><w:spacing w:line="820" w:lineRule="exact"/>',
    ) + para(run('nce upon a tide.')),
    'O\nnce upon a tide.',
  ),
  'an address in a frame': plain(
    para(
      run('Harbour Street 1'),
      '<w:framePr w:w="4000" w:h="1500" w:hRule="exact" w:hSpace="141" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="1419" w:y="2552"/>',
    ),
    'Harbour Street 1',
  ),
  'an exact row that holds its text': plain(
    table([[para(run('Berth')), para(run('7'))]], '', ['<w:trHeight w:val="340" w:hRule="exact"/>']),
    'Berth | 7',
  ),
  'tracked insertions and a deletion': plain(
    para(
      `${run('The fee is ')}<w:del w:id="1"><w:r><w:delText>ten</w:delText></w:r></w:del><w:ins w:id="2">${run('twelve')}</w:ins>${run(' euros.')}`,
    ),
    'The fee is twelve euros.',
  ),
  'a deleted paragraph mark': plain(
    para(run('First half, '), '<w:rPr><w:del w:id="1"/></w:rPr>') + para(run('second half.')),
    'First half, second half.',
  ),
  'properties as they were before a change': plain(
    para(run('Once white', `<w:rPrChange w:id="1"><w:rPr>${colour('FFFFFF')}<w:vanish/></w:rPr></w:rPrChange>`)),
    'Once white',
  ),
  'a review comment': plain(
    para(
      `<w:commentRangeStart w:id="0"/>${run('Sailing times')}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`,
    ),
    'Sailing times',
    { comments: `<w:comment w:id="0">${para(run('Please check with Ada.'))}</w:comment>` },
  ),
  'footnotes and endnotes': plain(
    para(
      `${run('Dues rose')}<w:r><w:footnoteReference w:id="2"/></w:r>${run(' again')}<w:r><w:endnoteReference w:id="1"/></w:r>`,
    ),
    'Dues rose[1] again[i]\n[1] By two per cent.\n[i] See the tariff.',
    {
      footnotes: `<w:footnote w:type="separator" w:id="-1">${para('<w:r><w:separator/></w:r>')}</w:footnote><w:footnote w:id="2">${para(`<w:r><w:footnoteRef/></w:r>${run('By two per cent.')}`)}</w:footnote>`,
      endnotes: `<w:endnote w:id="1">${para(run('See the tariff.'))}</w:endnote>`,
    },
  ),
  'headers and footers of two sections': plain(
    `${para(run('One.'), '<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:headerReference w:type="first" r:id="h2"/><w:titlePg/></w:sectPr>')}${para(run('Two.'))}<w:sectPr><w:footerReference w:type="default" r:id="f1"/></w:sectPr>`,
    'Harbour News\nFirst issue\nOne.\nTwo.\nPage 1',
    {
      headers: { h1: para(run('Harbour News')), h2: para(run('First issue')) },
      footers: { f1: para(`${run('Page ')}<w:fldSimple w:instr=" PAGE ">${run('1')}</w:fldSimple>`) },
    },
  ),
  'a watermark': plain(
    `${para(run('Terms.'))}<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>`,
    'DRAFT\nTerms.',
    {
      headers: {
        h1: para(
          '<w:r><w:pict><v:shape type="#t" style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:150pt;rotation:315" fillcolor="silver" stroked="f"><v:fill opacity=".5"/><v:textpath style="font-size:1pt" string="DRAFT"/></v:shape></w:pict></w:r>',
        ),
      },
    },
  ),
  'a text box with its copy for old programs': plain(
    para(
      `${run('Beside.')}<w:r><mc:AlternateContent><mc:Choice Requires="wps">${box(para(run('In the box'))).replace(/^<w:r>|<\/w:r>$/g, '')}</mc:Choice><mc:Fallback><w:pict><v:rect style="width:100pt;height:50pt"><v:textbox><w:txbxContent>${para(run('In the box'))}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
    ),
    'Beside.\nIn the box',
  ),
  'a dark box with white letters': plain(para(box(white('Call us'), { fill: solid('1F3864') })), 'Call us'),
  'a shape with the letters of its style': plain(
    para(
      box(para(run('Start')), {
        style: lightLetters.replace(
          '<wps:style>',
          '<wps:style><a:fillRef idx="1"><a:schemeClr val="accent1"/></a:fillRef>',
        ),
      }),
    ),
    'Start',
  ),
  'white letters in a clear box over a dark shape': plain(
    para(
      box('', {
        at: onPage(0, 0),
        cx: 7_000_000,
        cy: 3_000_000,
        fill: solid('203864'),
        anchor: 'relativeHeight="1" behindDoc="1"',
      }) +
        box(white('Cover title'), { at: onPage(500_000, 500_000), fill: '<a:noFill/>', anchor: 'relativeHeight="2"' }),
    ),
    'Cover title',
  ),
  'white letters over a dark shape behind the text': plain(
    para(
      box('', {
        at: onPage(0, 0, 'paragraph'),
        cx: 7_000_000,
        cy: 900_000,
        fill: solid('203864'),
        anchor: 'behindDoc="1"',
      }) + run('Welcome aboard', colour('FFFFFF')),
    ),
    'Welcome aboard',
  ),
  'a dark page that its header paints': plain(
    `${white('Gala night')}<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:headerReference w:type="default" r:id="h1"/></w:sectPr>`,
    'Gala night',
    {
      headers: {
        h1: para(
          box('', { at: onPage(0, 0), cx: 7_772_400, cy: 10_058_400, fill: solid('101820'), anchor: 'behindDoc="1"' }),
        ),
      },
    },
  ),
  'letters stretched to their shape': plain(
    para(box(para(run('SAMPLE', '<w:sz w:val="2"/>')), { body: '<a:prstTxWarp prst="textPlain"/>' })),
    'SAMPLE',
  ),
  'a shape that bleeds over the edge': plain(
    para(box(para(run('Corner')), { at: onPage(-400_000, -200_000), fill: solid('FFD966') })),
    'Corner',
  ),
  'a picture with its alternative text': plain(
    para(`${box('', { properties: 'descr="Aerial view of the pier"' })}${run('Figure 1: the pier')}`),
    'Figure 1: the pier',
  ),
  'a VML box': plain(
    para(
      `<w:r><w:pict><v:shape style="width:100pt;height:50pt"><v:textbox><w:txbxContent>${para(run('Old box'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`,
    ),
    'Old box',
  ),
  'a table of contents': plain(
    para(
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:hyperlink w:anchor="_Toc1">${run('Tides')}${run('', '<w:webHidden/>').replace('<w:t xml:space="preserve"></w:t>', '<w:tab/>')}${field(' PAGEREF _Toc1 \\h ', run('3', '<w:webHidden/>'))}</w:hyperlink>`,
    ) +
      para('<w:r><w:fldChar w:fldCharType="end"/></w:r>') +
      para(run('Tides'), '<w:pStyle w:val="Heading1"/>'),
    'Tides\t3\nTides',
    { styles: style('paragraph', 'Heading1', '', 'heading 1') },
  ),
  'a field that never ends': plain(
    para(`${run('Half ')}<w:r><w:fldChar w:fldCharType="begin"/></w:r>${run('a field')}`) + para(run('More text.')),
    'Half a field\nMore text.',
  ),
  'a form with a drop-down list and a prompt': plain(
    para(
      `${run('Ship: ')}<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Albatross"/><w:listEntry w:val="Petrel"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>${run(', ')}${field(' MACROBUTTON NoMacro [Type the name] ', null)}`,
    ),
    'Ship: Petrel, [Type the name]',
  ),
  'a control with its placeholder': plain(
    para(
      `${run('Name: ')}<w:sdt><w:sdtPr><w:alias w:val="Name"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${run('Click to enter text.', colour('808080'))}</w:sdtContent></w:sdt>`,
    ),
    'Name: Click to enter text.',
  ),
  formulas: plain(
    para(
      `${run('Speed ')}<m:oMath><m:r><m:t>v=</m:t></m:r><m:f><m:num><m:r><m:t>s</m:t></m:r></m:num><m:den><m:r><m:t>t</m:t></m:r></m:den></m:f></m:oMath>`,
    ),
    'Speed v=s/t',
  ),
  'readings over characters': plain(
    para(
      `<w:r><w:ruby><w:rubyPr><w:hps w:val="12"/></w:rubyPr><w:rt>${run('みなと')}</w:rt><w:rubyBase>${run('港')}</w:rubyBase></w:ruby></w:r>${run('です')}`,
    ),
    '港(みなと)です',
  ),
  'symbols, tabs, breaks and hyphens': plain(
    para(
      `<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t xml:space="preserve"> done</w:t><w:tab/><w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t><w:br/><w:t>next line</w:t></w:r>`,
    ),
    '✓ done\te\u2011mail\nnext line',
  ),
  'words split over runs, smart tags and directions': plain(
    para(
      `${run('Har')}${run('bour', '<w:b/>')}<w:smartTag w:element="x">${run(' Kiel')}</w:smartTag><w:bdo w:val="ltr">${run(' 2026')}</w:bdo>`,
    ),
    'Harbour Kiel 2026',
  ),
  'a table within a table': plain(
    table([[para(run('Outer')) + table([[para(run('Inner one')), para(run('Inner two'))]]) + para('')]]),
    'Outer\nInner one | Inner two',
  ),
  'merged cells': plain(
    table([
      [{ blocks: para(run('Quay')), properties: '<w:vMerge w:val="restart"/>' }, para(run('A'))],
      [{ blocks: para(''), properties: '<w:vMerge/>' }, para(run('B'))],
    ]),
    'Quay | A\nB',
  ),
  'a link': plain(para(`<w:hyperlink r:id="l1">${run('tariff', colour('0563C1'))}</w:hyperlink>`), 'tariff', {
    links: { l1: 'https://example.org/tariff' },
  }),
  'several spaces and wide ones': plain(para(run('A  B\u00A0C\u2003D')), 'A  B\u00A0C\u2003D'),
  'a list': plain(
    para(run('Rope'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') +
      para(run('Anchor'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    '1. Rope\n2. Anchor',
    {
      numbering:
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    },
  ),
};
