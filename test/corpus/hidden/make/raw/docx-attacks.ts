/** Word documents that hide one sentence. `§` stands for the sentence. */
import type { DocxTrick } from './trick.ts';

const r = (properties: string, text = '§') =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const p = (inside: string, properties = '') =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inside}</w:p>`;
const t = (text: string) => r('', text);
const style = (type: string, id: string, inside: string, base?: string) =>
  `<w:style w:type="${type}" w:customStyle="1" w:styleId="${id}"><w:name w:val="${id}"/>${base === undefined ? '' : `<w:basedOn w:val="${base}"/>`}${inside}</w:style>`;
const table = (cells: string, properties = '', row = '') =>
  `<w:tbl><w:tblPr>${properties}<w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="4500"/><w:gridCol w:w="4500"/></w:tblGrid><w:tr>${row}${cells}</w:tr></w:tbl>`;
const cell = (inside: string, properties = '') =>
  `<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/>${properties}</w:tcPr>${inside}</w:tc>`;
const box = (text: string, anchor: string, shape = '', more = '') =>
  p(
    `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="9" ${more.includes('behind') ? 'behindDoc="1"' : 'behindDoc="0"'} locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>${anchor}<wp:wrapNone/><wp:docPr id="7" name="Box 7" ${more.replace('behind', '')}/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="4000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>${shape}</wps:spPr><wps:txbx><w:txbxContent>${text}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>`,
  );
const place = (x: number, y: number, width = 4000000, height = 600000) =>
  `<wp:positionH relativeFrom="page"><wp:posOffset>${x}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>${y}</wp:posOffset></wp:positionV><wp:extent cx="${width}" cy="${height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>`;
const field = (code: string, result: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
const BY = 'w:id="5" w:author="Mara Erfunden" w:date="2026-01-02T10:00:00Z"';
const fill14 = (inside: string) => `<w14:textFill>${inside}</w14:textFill>`;

export const DOCX_ATTACKS: readonly DocxTrick[] = [
  { name: 'vanish', body: p(r('<w:vanish/>')) },
  { name: 'vanish-special', body: p(r('<w:vanish/><w:specVanish/>')) },
  {
    name: 'vanish-by-three-styles',
    styles:
      style('character', 'A', '<w:rPr><w:vanish/></w:rPr>') +
      style('character', 'B', '', 'A') +
      style('character', 'C', '<w:rPr><w:b/></w:rPr>', 'B'),
    body: p(r('<w:rStyle w:val="C"/>')),
  },
  {
    name: 'vanish-by-paragraph-style',
    styles: style('paragraph', 'Ghost', '<w:rPr><w:vanish/></w:rPr>', 'Normal'),
    body: p(t('§'), '<w:pStyle w:val="Ghost"/>'),
  },
  {
    name: 'vanish-by-table-style',
    styles: style('table', 'Grid', '<w:rPr><w:vanish/></w:rPr>', 'TableNormal'),
    body: table(cell(p(t('§'))) + cell(p(r('<w:vanish w:val="0"/>', 'Fog horn'))), '<w:tblStyle w:val="Grid"/>'),
    visible: ['Fog horn'],
  },
  {
    name: 'vanish-by-table-part',
    styles: style(
      'table',
      'Grid',
      '<w:tblStylePr w:type="lastCol"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:tblStylePr>',
      'TableNormal',
    ),
    body: table(
      cell(p(t('Fog horn'))) + cell(p(t('§'))),
      '<w:tblStyle w:val="Grid"/><w:tblLook w:val="0100" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="1" w:noHBand="1" w:noVBand="1"/>',
    ),
    visible: ['Fog horn'],
  },
  { name: 'theme-white', body: p(r('<w:color w:val="000000" w:themeColor="background1"/>')) },
  { name: 'theme-tint', body: p(r('<w:color w:val="000000" w:themeColor="accent1" w:themeTint="08"/>')) },
  {
    name: 'style-white-three-deep',
    styles:
      style('paragraph', 'A', '<w:rPr><w:color w:val="FEFEFE"/></w:rPr>', 'Normal') +
      style('paragraph', 'B', '', 'A') +
      style('paragraph', 'C', '', 'B'),
    body: p(t('§'), '<w:pStyle w:val="C"/>'),
  },
  {
    name: 'colour-of-run-shading',
    body: p(r('<w:color w:val="304050"/><w:shd w:val="clear" w:color="auto" w:fill="304050"/>')),
  },
  {
    name: 'colour-of-pattern',
    body: p(r('<w:color w:val="808080"/><w:shd w:val="solid" w:color="808080" w:fill="FFFFFF"/>')),
  },
  {
    name: 'colour-of-page',
    background: '<w:background w:color="1F2A44"/>',
    settings: '<w:displayBackgroundShape/>',
    defaults: '<w:color w:val="FFFFFF"/>',
    styles: '',
    body: p(r('<w:color w:val="1F2A44"/>')),
    visible: [],
  },
  {
    name: 'colour-of-table-style',
    styles: style(
      'table',
      'Grid',
      '<w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="203864"/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="203864"/></w:tcPr></w:tblStylePr>',
      'TableNormal',
    ),
    body: table(
      cell(p(r('<w:color w:val="FFFFFF"/>', 'Ship'))) + cell(p(t('§'))),
      '<w:tblStyle w:val="Grid"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>',
    ),
    visible: ['Ship'],
  },
  { name: 'half-a-point', body: p(r('<w:sz w:val="1"/>')) },
  { name: 'one-percent-wide', body: p(r('<w:w w:val="1"/>')) },
  { name: 'letters-on-one-spot', body: p(r('<w:spacing w:val="-400"/>')) },
  { name: 'lowered-away', body: p(r('<w:position w:val="-3000"/>')) },
  {
    name: 'row-of-no-height',
    body: table(cell(p(t('§'))) + cell(p(t('§'))), '', '<w:trPr><w:trHeight w:val="2" w:hRule="exact"/></w:trPr>'),
  },
  {
    name: 'hidden-row',
    body: table(
      cell(p(r('<w:vanish/>'), '<w:rPr><w:vanish/></w:rPr>')) + cell(p(r('<w:vanish/>'))),
      '',
      '<w:trPr><w:hidden/></w:trPr>',
    ),
  },
  { name: 'line-of-no-height', body: p(r('<w:sz w:val="2"/>'), '<w:spacing w:line="2" w:lineRule="exact"/>') },
  {
    name: 'frame-off-page',
    body: p(
      t('§'),
      '<w:framePr w:w="3000" w:hRule="exact" w:h="400" w:hSpace="0" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="-9000" w:y="800"/>',
    ),
  },
  { name: 'text-without-fill', body: p(r(fill14('<a:noFill/>').replaceAll('a:', 'w14:'))) },
  {
    name: 'text-of-no-alpha',
    body: p(
      r(
        fill14(
          '<w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill>',
        ),
      ),
    ),
  },
  {
    name: 'redaction-by-highlight',
    body: p(`${t('Pilot: ')}${r('<w:color w:val="000000"/><w:highlight w:val="black"/>')}`),
    visible: ['Pilot:'],
  },
  {
    name: 'white-in-runs',
    body: p([...'§'].map(() => r('<w:color w:val="FFFFFF"/>')).join('') + t(' Fog at six.')),
    visible: ['Fog at six.'],
  },
  {
    name: 'tracked-deletion',
    body: p(`${t('Kept words.')}<w:del ${BY}><w:r><w:delText>§</w:delText></w:r></w:del>`),
    visible: ['Kept words.'],
  },
  {
    name: 'tracked-deletion-of-text',
    body: p(`${t('Kept words.')}<w:del ${BY}><w:r><w:t>§</w:t></w:r></w:del>`),
    visible: ['Kept words.'],
  },
  {
    name: 'moved-away',
    body: p(`${t('Kept words.')}<w:moveFrom ${BY}><w:r><w:t>§</w:t></w:r></w:moveFrom>`),
    visible: ['Kept words.'],
  },
  { name: 'box-off-page', body: box(p(t('§')), place(-9000000, 900000)) },
  { name: 'box-hidden', body: box(p(t('§')), place(900000, 900000), '', 'hidden="1"') },
  { name: 'box-of-no-size', body: box(p(t('§')), place(900000, 900000, 1, 1)) },
  { name: 'box-white-text', body: box(p(r('<w:color w:val="FFFFFF"/>')), place(900000, 900000), '<a:noFill/>') },
  {
    name: 'box-colour-of-fill',
    body: box(
      p(r('<w:color w:val="4472C4"/>')),
      place(900000, 900000),
      '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>',
    ),
  },
  {
    name: 'fallback-differs',
    body: p(
      '<w:r><mc:AlternateContent><mc:Choice Requires="w14"><w:t>Modern words</w:t></mc:Choice><mc:Fallback><w:t>§</w:t></mc:Fallback></mc:AlternateContent></w:r>',
    ),
    visible: ['Modern words'],
  },
  {
    name: 'vml-box-hidden',
    body: p(
      '<w:r><w:pict><v:shape style="position:absolute;margin-left:0;margin-top:0;width:200pt;height:20pt;visibility:hidden" type="#t"><v:textbox><w:txbxContent><w:p><w:r><w:t>§</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>',
    ),
  },
  {
    name: 'alt-text',
    body: box(p(t('Flag at half mast')), place(900000, 900000), '', 'descr="§"'),
    visible: ['Flag at half mast'],
  },
  {
    name: 'link-tooltip',
    body: p('<w:hyperlink w:anchor="x" w:tooltip="§"><w:r><w:t>Tide table</w:t></w:r></w:hyperlink>'),
    visible: ['Tide table'],
  },
  {
    name: 'link-target',
    rels: [['rId9', 'hyperlink', 'https://quay.example/?q=§', 'External']],
    body: p('<w:hyperlink r:id="rId9"><w:r><w:t>Tide table</w:t></w:r></w:hyperlink>'),
    visible: ['Tide table'],
  },
  {
    name: 'content-control-names',
    body: `<w:sdt><w:sdtPr><w:alias w:val="§"/><w:tag w:val="§"/></w:sdtPr><w:sdtContent>${p(t('Keeper of the light'))}</w:sdtContent></w:sdt>`,
    visible: ['Keeper of the light'],
  },
  {
    name: 'list-of-choices',
    body: `<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="North" w:value="n"/><w:listItem w:displayText="§" w:value="§"/></w:dropDownList></w:sdtPr><w:sdtContent>${p(t('North'))}</w:sdtContent></w:sdt>`,
    visible: ['North'],
  },
  { name: 'field-dead-branch', body: p(field(' IF 1 = 2 "§" "Calm sea" ', t('Calm sea'))), visible: ['Calm sea'] },
  { name: 'field-set', body: p(`${field(' SET note "§" ', '')}${t('Calm sea')}`), visible: ['Calm sea'] },
  {
    name: 'simple-field-code',
    body: p(`<w:fldSimple w:instr=" QUOTE &quot;§&quot; ">${t('Calm sea')}</w:fldSimple>`),
    visible: ['Calm sea'],
  },
  {
    name: 'form-field-help',
    body: p(
      `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="a"/><w:helpText w:type="text" w:val="§"/><w:statusText w:type="text" w:val="§"/><w:textInput><w:default w:val="§"/></w:textInput></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${t('Calm sea')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
    ),
    visible: ['Calm sea'],
  },
  {
    name: 'math-phantom',
    body: p(
      '<m:oMath><m:phant><m:phantPr><m:show m:val="0"/></m:phantPr><m:e><m:r><m:t>§</m:t></m:r></m:e></m:phant><m:r><m:t>x=1</m:t></m:r></m:oMath>',
    ),
    visible: ['x=1'],
  },
  {
    name: 'ruby-of-no-size',
    body: p(
      '<w:r><w:ruby><w:rubyPr><w:hps w:val="1"/></w:rubyPr><w:rt><w:r><w:rPr><w:sz w:val="1"/></w:rPr><w:t>§</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>灯台</w:t></w:r></w:rubyBase></w:ruby></w:r>',
    ),
    visible: ['灯台'],
  },
  {
    name: 'header-of-first-page',
    section: '<w:headerReference w:type="first" r:id="rId8"/>',
    rels: [['rId8', 'header', 'header1.xml']],
    parts: [
      {
        path: 'word/header1.xml',
        type: 'wordprocessingml.header',
        xml: '<w:hdr><w:p><w:r><w:t>§</w:t></w:r></w:p></w:hdr>',
      },
    ],
    body: '',
  },
  {
    name: 'header-of-even-pages',
    section: '<w:headerReference w:type="even" r:id="rId8"/>',
    rels: [['rId8', 'header', 'header1.xml']],
    parts: [
      {
        path: 'word/header1.xml',
        type: 'wordprocessingml.header',
        xml: '<w:hdr><w:p><w:r><w:t>§</w:t></w:r></w:p></w:hdr>',
      },
    ],
    body: '',
  },
  {
    name: 'header-white',
    section: '<w:headerReference w:type="default" r:id="rId8"/>',
    rels: [['rId8', 'header', 'header1.xml']],
    parts: [
      {
        path: 'word/header1.xml',
        type: 'wordprocessingml.header',
        xml: '<w:hdr><w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>§</w:t></w:r></w:p></w:hdr>',
      },
    ],
    body: '',
  },
  {
    name: 'note-without-reference',
    rels: [['rId8', 'footnotes', 'footnotes.xml']],
    parts: [
      {
        path: 'word/footnotes.xml',
        type: 'wordprocessingml.footnotes',
        xml: '<w:footnotes><w:footnote w:id="3"><w:p><w:r><w:t>§</w:t></w:r></w:p></w:footnote></w:footnotes>',
      },
    ],
    body: '',
  },
  {
    name: 'note-of-vanished-reference',
    rels: [['rId8', 'footnotes', 'footnotes.xml']],
    parts: [
      {
        path: 'word/footnotes.xml',
        type: 'wordprocessingml.footnotes',
        xml: '<w:footnotes><w:footnote w:id="3"><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>§</w:t></w:r></w:p></w:footnote></w:footnotes>',
      },
    ],
    body: p('<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="3"/></w:r>'),
  },
  {
    name: 'comment',
    rels: [['rId8', 'comments', 'comments.xml']],
    parts: [
      {
        path: 'word/comments.xml',
        type: 'wordprocessingml.comments',
        xml: '<w:comments><w:comment w:id="1" w:author="M"><w:p><w:r><w:t>§</w:t></w:r></w:p></w:comment></w:comments>',
      },
    ],
    body: '',
  },
  {
    name: 'glossary',
    rels: [['rId8', 'glossaryDocument', 'glossary/document.xml']],
    parts: [
      {
        path: 'word/glossary/document.xml',
        type: 'wordprocessingml.document.glossary',
        xml: '<w:glossaryDocument><w:docParts><w:docPart><w:docPartBody><w:p><w:r><w:t>§</w:t></w:r></w:p></w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>',
      },
    ],
    body: '',
  },
  { name: 'document-variable', settings: '<w:docVars><w:docVar w:name="a" w:val="§"/></w:docVars>', body: '' },
  {
    name: 'custom-data',
    rels: [['rId8', 'customXml', '../customXml/item1.xml']],
    parts: [{ path: 'customXml/item1.xml', xml: '<data><note>§</note></data>' }],
    body: '',
  },
  {
    name: 'properties',
    parts: [
      {
        path: 'docProps/core.xml',
        type: 'application/vnd.openxmlformats-package.core-properties+xml',
        xml: '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description>§</dc:description></cp:coreProperties>',
      },
    ],
    body: '',
  },
  {
    name: 'embedded-page',
    rels: [['rId8', 'aFChunk', 'afchunk.htm']],
    parts: [
      { path: 'word/afchunk.htm', type: 'text/html', xml: '<html><body><p style="display:none">§</p></body></html>' },
    ],
    body: '<w:altChunk r:id="rId8"/>',
  },
  { name: 'pale-on-pale', body: p(r('<w:color w:val="FFF8DC"/><w:shd w:val="clear" w:fill="FFFDF0"/>')) },
  { name: 'small-and-pale', body: p(r('<w:sz w:val="6"/><w:color w:val="EDEDED"/>')) },
  { name: 'tags', body: p(t('Fog at six.§TAGS')), visible: ['Fog at six.'] },
  { name: 'zero-width-bits', body: p(t('Fog at six.§BITS')), visible: ['Fog at six.'] },
];
