/** Word documents that hide nothing, by means that also hide. */
import type { DocxTrick } from './trick.ts';

const r = (properties: string, text: string) =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const p = (inside: string, properties = '') =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inside}</w:p>`;
const t = (text: string) => r('', text);
const style = (type: string, id: string, inside: string, base?: string) =>
  `<w:style w:type="${type}" w:customStyle="1" w:styleId="${id}"><w:name w:val="${id}"/>${base === undefined ? '' : `<w:basedOn w:val="${base}"/>`}${inside}</w:style>`;
const table = (rows: string, properties = '') =>
  `<w:tbl><w:tblPr>${properties}<w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="4500"/><w:gridCol w:w="4500"/></w:tblGrid>${rows}</w:tbl>`;
const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
const cell = (inside: string, properties = '') =>
  `<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/>${properties}</w:tcPr>${inside}</w:tc>`;
const BY = 'w:id="5" w:author="Mara Erfunden" w:date="2026-01-02T10:00:00Z"';
const field = (code: string, result: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
const boxed = (inside: string, fill: string) =>
  `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="9" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>900000</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>5000000</wp:posOffset></wp:positionV><wp:extent cx="4000000" cy="600000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="7" name="Text Box 7"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="4000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>${fill}</wps:spPr><wps:txbx><w:txbxContent>${inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="position:absolute;width:315pt;height:47pt" fillcolor="#1f3864"><v:textbox><w:txbxContent>${inside}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;

export const DOCX_INNOCENTS: readonly DocxTrick[] = [
  {
    name: 'run-in-heading',
    body: p(r('<w:b/>', 'Weather.'), '<w:rPr><w:vanish/><w:specVanish/></w:rPr>') + p(t(' Calm all week.')),
    visible: ['Weather.', 'Calm all week.'],
  },
  {
    name: 'vanish-taken-back',
    styles: style('paragraph', 'Ghost', '<w:rPr><w:vanish/></w:rPr>', 'Normal'),
    body: p(r('<w:vanish w:val="0"/>', 'Seen after all'), '<w:pStyle w:val="Ghost"/>'),
    visible: ['Seen after all'],
  },
  {
    name: 'contents-with-web-hidden',
    body: p(
      field(
        ' TOC \\o "1-3" \\h \\z \\u ',
        `<w:hyperlink w:anchor="_T1">${t('Lighthouse log')}<w:r><w:rPr><w:webHidden/></w:rPr><w:tab/></w:r>${r('<w:webHidden/>', '1')}</w:hyperlink>`,
      ),
    ),
    visible: [],
  },
  {
    name: 'placeholder',
    styles: style('character', 'PlaceholderText', '<w:rPr><w:color w:val="808080"/></w:rPr>'),
    body: `<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>${p(r('<w:rStyle w:val="PlaceholderText"/>', 'Click or tap here to enter text.'))}</w:sdtContent></w:sdt>`,
    visible: ['Click or tap here to enter text.'],
  },
  {
    name: 'instructions-in-grey',
    body: p(
      r(
        '<w:i/><w:color w:val="A6A6A6" w:themeColor="background1" w:themeShade="A6"/>',
        'Delete this paragraph before you send the report.',
      ),
    ),
    visible: ['Delete this paragraph before you send the report.'],
  },
  {
    name: 'struck-price',
    body: p(`${r('<w:strike/>', '30 euros')}${t(' 24 euros ')}${r('<w:dstrike/>', '28 euros')}`),
    visible: ['30 euros', '24 euros', '28 euros'],
  },
  {
    name: 'six-point-print',
    body: p(r('<w:sz w:val="12"/>', 'Errors and omissions excepted.')),
    visible: ['Errors and omissions excepted.'],
  },
  {
    name: 'merged-white-header',
    body: table(
      row(
        cell(
          p(r('<w:b/><w:color w:val="FFFFFF" w:themeColor="background1"/>', 'Watches of the week')),
          '<w:gridSpan w:val="2"/><w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>',
        ),
      ) +
        row(cell(p(t('Monday')), '<w:vMerge w:val="restart"/>'), cell(p(t('Mara')))) +
        row(cell(p(''), '<w:vMerge/>'), cell(p(t('Theo')))),
    ),
    visible: ['Watches of the week', 'Monday', 'Mara', 'Theo'],
  },
  {
    name: 'table-style-header',
    styles: style(
      'table',
      'Dark',
      '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF" w:themeColor="background1"/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="4472C4" w:themeFill="accent1"/></w:tcPr></w:tblStylePr>',
      'TableNormal',
    ),
    body: table(
      row(cell(p(t('Buoy'))), cell(p(t('Colour')))) + row(cell(p(t('Nine'))), cell(p(t('green')))),
      '<w:tblStyle w:val="Dark"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>',
    ),
    visible: ['Buoy', 'Colour', 'Nine', 'green'],
  },
  {
    name: 'white-in-dark-box',
    body: p(
      boxed(
        p(r('<w:color w:val="FFFFFF"/>', 'Storm warning in force')),
        '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>',
      ),
    ),
    visible: ['Storm warning in force'],
  },
  {
    name: 'box-with-picture-fill',
    body: p(
      boxed(
        p(r('<w:color w:val="FFFFFF"/>', 'Night over the bay')),
        '<a:blipFill><a:blip/><a:stretch><a:fillRect/></a:stretch></a:blipFill>',
      ),
    ),
    visible: ['Night over the bay'],
  },
  {
    name: 'box-with-gradient',
    body: p(
      boxed(
        p(r('<w:color w:val="FFFFFF"/>', 'Over a gradient')),
        '<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="1F3864"/></a:gs><a:gs pos="100000"><a:srgbClr val="4472C4"/></a:gs></a:gsLst><a:lin ang="0"/></a:gradFill>',
      ),
    ),
    visible: ['Over a gradient'],
  },
  {
    name: 'dark-page',
    background: '<w:background w:color="101820"/>',
    settings: '<w:displayBackgroundShape/>',
    defaults: '<w:color w:val="FFFFFF"/>',
    body: p(r('<w:color w:val="EEEEEE"/>', 'White on a dark page')),
    visible: ['White on a dark page'],
  },
  {
    name: 'automatic-on-dark',
    body: p(r('<w:color w:val="auto"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>', 'Turns white by itself')),
    visible: ['Turns white by itself'],
  },
  {
    name: 'tracked-changes',
    body: p(
      `${t('The lamp is ')}<w:del ${BY}><w:r><w:delText>weak</w:delText></w:r></w:del><w:ins ${BY}>${t('strong')}</w:ins>${t('.')}`,
    ),
    visible: ['The lamp is strong.'],
  },
  {
    name: 'drop-cap',
    body:
      p(
        r('<w:position w:val="-9"/><w:sz w:val="116"/>', 'O'),
        '<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/>',
      ) + p(t('nce upon a tide.')),
    visible: ['nce upon a tide.'],
  },
  { name: 'symbols', body: p(`<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>${t(' Done')}`), visible: ['Done'] },
  {
    name: 'special-characters',
    body: p(
      '<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t></w:r><w:r><w:tab/><w:t>after a tab</w:t><w:br/><w:t>after a break</w:t></w:r>',
    ),
    visible: ['after a tab', 'after a break'],
  },
  {
    name: 'capitals',
    body: p(`${r('<w:smallCaps/>', 'Small Capitals')}${r('<w:caps/>', ' All capitals')}`),
    visible: [],
  },
  {
    name: 'raised-and-lowered',
    body: p(
      `${t('H')}${r('<w:vertAlign w:val="subscript"/>', '2')}${t('O at 10 m')}${r('<w:vertAlign w:val="superscript"/>', '3')}${r('<w:position w:val="6"/><w:sz w:val="14"/>', 'a')}`,
    ),
    visible: ['H2O at 10 m'],
  },
  {
    name: 'split-runs',
    body: p(
      ['The ', 'lam', 'p', ' tur', 'ns ', 'slow', 'ly.']
        .map((text) => `<w:proofErr w:type="spellStart"/>${t(text)}<w:proofErr w:type="spellEnd"/>`)
        .join(''),
    ),
    visible: ['The lamp turns slowly.'],
  },
  {
    name: 'equation',
    body: p(
      '<m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></m:oMathPara>',
    ),
    visible: ['a+b'],
  },
  {
    name: 'readings',
    body: p(
      '<w:r><w:ruby><w:rubyPr><w:hps w:val="10"/></w:rubyPr><w:rt><w:r><w:rPr><w:sz w:val="10"/></w:rPr><w:t>とうだい</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>灯台</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>の光</w:t></w:r>',
    ),
    visible: ['灯台', 'の光'],
  },
  {
    name: 'right-to-left',
    body:
      p('<w:r><w:rPr><w:rtl/></w:rPr><w:t>המגדלור דולק משעה 18:30</w:t></w:r>', '<w:bidi/>') +
      p('<w:r><w:rPr><w:rtl/></w:rPr><w:t>می‌خواهم چراغ را ببینم</w:t></w:r>', '<w:bidi/>') +
      p('<w:r><w:rPr><w:rtl/></w:rPr><w:t>المنارة مضاءة</w:t></w:r>', '<w:bidi/>'),
    visible: ['המגדלור דולק משעה 18:30', 'می‌خواهم چراغ را ببینم', 'المنارة مضاءة'],
  },
  {
    name: 'many-languages',
    body: [
      'Ο φάρος ανάβει το βράδυ.',
      'Маяк горит ночью.',
      'प्रकाशस्तंभ रात में जलता है। क्‍ष',
      'ประภาคารส่องแสงตอนกลางคืน',
      '灯塔在夜里发光。',
      '灯台は夜に光る。',
      '등대는 밤에 빛난다.',
      'Ngọn hải đăng sáng vào ban đêm.',
    ]
      .map((text) => p(t(text)))
      .join(''),
    visible: [
      'Ο φάρος ανάβει το βράδυ.',
      'Маяк горит ночью.',
      'प्रकाशस्तंभ रात में जलता है। क्‍ष',
      'ประภาคารส่องแสงตอนกลางคืน',
      '灯塔在夜里发光。',
      '灯台は夜に光る。',
      '등대는 밤에 빛난다.',
      'Ngọn hải đăng sáng vào ban đêm.',
    ],
  },
  {
    name: 'headers-and-notes',
    section: '<w:headerReference w:type="default" r:id="rId8"/><w:footerReference w:type="default" r:id="rId9"/>',
    rels: [
      ['rId8', 'header', 'header1.xml'],
      ['rId9', 'footer', 'footer1.xml'],
      ['rId10', 'footnotes', 'footnotes.xml'],
    ],
    parts: [
      {
        path: 'word/header1.xml',
        type: 'wordprocessingml.header',
        xml: '<w:hdr><w:p><w:r><w:t>Coast guard station</w:t></w:r></w:p></w:hdr>',
      },
      {
        path: 'word/footer1.xml',
        type: 'wordprocessingml.footer',
        xml: '<w:ftr><w:p><w:r><w:t>Keep for ten years</w:t></w:r></w:p></w:ftr>',
      },
      {
        path: 'word/footnotes.xml',
        type: 'wordprocessingml.footnotes',
        xml: '<w:footnotes><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Lamp renewed in spring.</w:t></w:r></w:p></w:footnote></w:footnotes>',
      },
    ],
    body: p(
      `${t('See the note')}<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="1"/></w:r>`,
    ),
    visible: ['Coast guard station', 'Keep for ten years', 'Lamp renewed in spring.'],
  },
  {
    name: 'letter-by-theme-shade',
    body: p(r('<w:color w:val="7F7F7F" w:themeColor="text1" w:themeTint="80"/>', 'Grey by tint')),
    visible: ['Grey by tint'],
  },
  {
    name: 'white-word-in-dark-run',
    body: p(r('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="C00000"/>', ' URGENT ')),
    visible: ['URGENT'],
  },
  {
    name: 'white-on-dark-paragraph',
    body: p(
      r('<w:color w:val="FFFFFF"/>', 'Banner of the log'),
      '<w:shd w:val="clear" w:color="auto" w:fill="2F5496"/>',
    ),
    visible: ['Banner of the log'],
  },
  {
    name: 'text-with-outline',
    body: p(
      r(
        '<w:sz w:val="48"/><w14:textOutline w14:w="9525"><w14:solidFill><w14:srgbClr w14:val="000000"/></w14:solidFill></w14:textOutline><w14:textFill><w14:noFill/></w14:textFill>',
        'Hollow title',
      ),
    ),
    visible: ['Hollow title'],
  },
  {
    name: 'text-with-gradient',
    body: p(
      r(
        '<w:sz w:val="48"/><w:color w:val="FFFFFF"/><w14:textFill><w14:gradFill><w14:gsLst><w14:gs w14:pos="0"><w14:srgbClr w14:val="1F3864"/></w14:gs><w14:gs w14:pos="100000"><w14:srgbClr w14:val="C00000"/></w14:gs></w14:gsLst></w14:gradFill></w14:textFill>',
        'Painted title',
      ),
    ),
    visible: ['Painted title'],
  },
  {
    name: 'mail-merge',
    body: p(`${t('Dear ')}${field(' MERGEFIELD Name ', t('«Name»'))}${t(',')}`),
    visible: ['Dear «Name»,'],
  },
  {
    name: 'exact-row-of-use',
    body: table(
      `<w:tr><w:trPr><w:trHeight w:val="400" w:hRule="exact"/></w:trPr>${cell(p(t('Tide')))}${cell(p(t('High')))}</w:tr>`,
    ),
    visible: ['Tide', 'High'],
  },
];
