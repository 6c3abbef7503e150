/** Word documents part by part, as Word writes them. */
import { type MadeFile, payload } from '../entry.ts';
import { DOCX_ATTACKS } from './docx-attacks.ts';
import { DOCX_INNOCENTS } from './docx-innocent.ts';
import { office, type Part, THEME } from './ooxml.ts';
import { bits, tags } from './smuggled.ts';
import type { DocxTrick } from './trick.ts';

const SEEN = ['Lighthouse log', 'The lamp was lit at dusk.', 'Two ships passed before dawn.'];
const NAMESPACES = [
  ['w', 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'],
  ['r', 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'],
  ['m', 'http://schemas.openxmlformats.org/officeDocument/2006/math'],
  ['mc', 'http://schemas.openxmlformats.org/markup-compatibility/2006'],
  ['wp', 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'],
  ['a', 'http://schemas.openxmlformats.org/drawingml/2006/main'],
  ['pic', 'http://schemas.openxmlformats.org/drawingml/2006/picture'],
  ['wps', 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape'],
  ['v', 'urn:schemas-microsoft-com:vml'],
  ['o', 'urn:schemas-microsoft-com:office:office'],
  ['w14', 'http://schemas.microsoft.com/office/word/2010/wordml'],
  ['w15', 'http://schemas.microsoft.com/office/word/2012/wordml'],
]
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ');
const paragraph = (text: string, style = '') =>
  `<w:p>${style === '' ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

function docx(trick: DocxTrick, hidden: string): Uint8Array {
  const fill = (text: string) =>
    text.replaceAll('§TAGS', tags(hidden)).replaceAll('§BITS', bits(hidden)).replaceAll('§', hidden);
  const wordPart = (root: string, inside: string) =>
    `<w:${root} ${NAMESPACES} mc:Ignorable="w14 w15">${inside}</w:${root}>`;
  const parts: Part[] = [
    {
      path: 'word/document.xml',
      type: 'wordprocessingml.document.main',
      xml: wordPart(
        'document',
        `${trick.background ?? ''}<w:body>${paragraph(SEEN[0] ?? '', 'Heading1')}${paragraph(SEEN[1] ?? '')}${fill(trick.body)}${paragraph(SEEN[2] ?? '')}<w:sectPr>${trick.section ?? ''}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1134" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body>`,
      ),
      rels: [
        ['rId1', 'styles', 'styles.xml'],
        ['rId2', 'theme', 'theme/theme1.xml'],
        ['rId3', 'settings', 'settings.xml'],
        ...(trick.rels ?? []).map(([id, type, target, mode]) => [id, type, fill(target), mode] as const),
      ],
    },
    {
      path: 'word/styles.xml',
      type: 'wordprocessingml.styles',
      xml: wordPart(
        'styles',
        `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="22"/>${trick.defaults ?? ''}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:rPr><w:color w:val="2F5496" w:themeColor="accent1" w:themeShade="BF"/><w:sz w:val="32"/></w:rPr></w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>${trick.styles ?? ''}`,
      ),
    },
    { path: 'word/theme/theme1.xml', type: 'theme', xml: THEME },
    {
      path: 'word/settings.xml',
      type: 'wordprocessingml.settings',
      xml: wordPart('settings', fill(trick.settings ?? '')),
    },
    ...(trick.parts ?? []).map((part) => ({
      ...part,
      xml: part.xml.startsWith('<w:') ? fill(part.xml).replace(/^<w:(\w+)/, `<w:$1 ${NAMESPACES}`) : fill(part.xml),
    })),
  ];
  return office(parts, 'word/document.xml');
}

export function rawDocxFiles(): readonly MadeFile[] {
  const made = (kind: MadeFile['kind'], trick: DocxTrick, hidden: string): MadeFile => ({
    file: `docx/${kind}-word-${trick.name}.docx`,
    ...{ kind, technique: trick.name, madeBy: 'template' },
    visible: [...SEEN, ...(trick.visible ?? [])],
    hidden: hidden === '' ? [] : [hidden, tags(hidden), bits(hidden)],
    bytes: docx(trick, hidden),
  });
  return [
    ...DOCX_ATTACKS.map((trick, i) => made('attack', trick, payload(i))),
    ...DOCX_INNOCENTS.map((trick) => made('innocent', trick, '')),
  ];
}
