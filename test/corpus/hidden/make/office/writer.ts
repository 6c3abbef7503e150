/** Documents that LibreOffice Writer saves as Word files and as PDF. */
import { type MadeFile, payload } from '../entry.ts';
import { libreOffice } from '../programs.ts';
import { flatText, paragraphStyle, textStyle } from './flat-odf.ts';

const SEEN = ['Lease of the north shed', 'The shed is let from the first of May.', 'Keys are handed over at the gate.'];

interface Trick {
  readonly name: string;
  readonly styles?: string;
  readonly masterStyles?: string;
  /** `§` stands for the hidden sentence. */
  readonly body: string;
  readonly visible?: readonly string[];
  /** Saved as these; both where it says nothing. */
  readonly as?: readonly ('docx' | 'pdf')[];
}

const span = (style: string, text = '§') =>
  `<text:p>Note: <text:span text:style-name="${style}">${text}</text:span></text:p>`;
const cell = (style: string, text: string) =>
  `<table:table-cell table:style-name="${style}"><text:p>${text}</text:p></table:table-cell>`;
const cellStyle = (name: string, colour: string) =>
  `<style:style style:name="${name}" style:family="table-cell"><style:table-cell-properties fo:background-color="${colour}"/></style:style>`;
const table = (cells: string) =>
  `<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row>${cells}</table:table-row></table:table>`;

const ATTACKS: readonly Trick[] = [
  { name: 'hidden-characters', styles: textStyle('H', 'text:display="none"'), body: span('H'), as: ['docx'] },
  { name: 'white-text', styles: textStyle('W', 'fo:color="#ffffff"'), body: span('W') },
  { name: 'near-white-text', styles: textStyle('W', 'fo:color="#fdfdfd"'), body: span('W') },
  { name: 'tiny-text', styles: textStyle('T', 'fo:font-size="1pt"'), body: span('T') },
  {
    name: 'same-as-highlight',
    styles: textStyle('S', 'fo:color="#ffff00" fo:background-color="#ffff00"'),
    body: span('S'),
  },
  {
    name: 'same-as-paragraph',
    styles: paragraphStyle('P', 'fo:background-color="#203040"', 'fo:color="#203040"'),
    body: '<text:p text:style-name="P">§</text:p>',
  },
  {
    name: 'same-as-cell',
    styles: cellStyle('C', '#336699') + textStyle('S', 'fo:color="#336699"'),
    body: table(`${cell('C', 'May')}${cell('C', '<text:span text:style-name="S">§</text:span>')}`),
    visible: ['May'],
  },
  {
    name: 'paragraph-style',
    styles: paragraphStyle('P', 'fo:margin-left="0cm"', 'fo:color="#ffffff" fo:font-size="2pt"'),
    body: '<text:p text:style-name="P">§</text:p>',
  },
  {
    name: 'comment',
    body: '<text:p>The rent is due<office:annotation><dc:creator>Theo Vorgeblich</dc:creator><text:p>§</text:p></office:annotation> monthly.</text:p>',
    visible: ['monthly.'],
  },
  {
    name: 'tracked-deletion',
    body: '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Theo Vorgeblich</dc:creator><dc:date>2026-03-01T10:00:00</dc:date></office:change-info><text:p>§</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>The rent is <text:change text:change-id="c1"/>due monthly.</text:p>',
    visible: ['due monthly.'],
    as: ['docx'],
  },
];

const INNOCENT: readonly Trick[] = [
  {
    name: 'white-on-dark-header',
    styles: cellStyle('C', '#1f3864') + textStyle('W', 'fo:color="#ffffff" fo:font-weight="bold"'),
    body: table(
      `${cell('C', '<text:span text:style-name="W">Month</text:span>')}${cell('C', '<text:span text:style-name="W">Rent</text:span>')}`,
    ),
    visible: ['Month', 'Rent'],
  },
  {
    name: 'yellow-marker',
    styles: textStyle('M', 'fo:background-color="#ffff00"'),
    body: span('M', 'to be signed'),
    visible: ['to be signed'],
  },
  {
    name: 'small-print',
    styles: textStyle('S', 'fo:font-size="7pt" fo:color="#808080"'),
    body: span('S', 'no liability for frost'),
    visible: ['no liability for frost'],
  },
  {
    name: 'footnote',
    body: '<text:p>The roof was mended<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>In autumn by the owner.</text:p></text:note-body></text:note> last year.</text:p>',
    visible: ['The roof was mended', 'In autumn by the owner.', 'last year.'],
  },
  {
    name: 'review-comment',
    body: '<text:p>The rent<office:annotation><dc:creator>Mara Erfunden</dc:creator><text:p>Please check the sum.</text:p></office:annotation> is 900 euros.</text:p>',
    visible: ['is 900 euros.'],
    as: ['docx'],
  },
  {
    name: 'tracked-changes',
    body: '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Mara Erfunden</dc:creator><dc:date>2026-03-01T10:00:00</dc:date></office:change-info><text:p>eight hundred</text:p></text:deletion></text:changed-region><text:changed-region text:id="c2"><text:insertion><office:change-info><dc:creator>Mara Erfunden</dc:creator><dc:date>2026-03-01T10:00:00</dc:date></office:change-info></text:insertion></text:changed-region></text:tracked-changes><text:p>The rent is <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>nine hundred<text:change-end text:change-id="c2"/> euros.</text:p>',
    visible: ['nine hundred'],
    as: ['docx'],
  },
  {
    name: 'lists-and-headings',
    body: '<text:h text:outline-level="2">Duties</text:h><text:list><text:list-item><text:p>Sweep the floor</text:p></text:list-item><text:list-item><text:p>Lock the gate</text:p></text:list-item></text:list>',
    visible: ['Duties', 'Sweep the floor', 'Lock the gate'],
  },
  {
    name: 'header-and-footer',
    styles:
      '<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/><style:header-style/><style:footer-style/></style:page-layout>',
    masterStyles:
      '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm"><style:header><text:p>Harbour estates</text:p></style:header><style:footer><text:p>Contract 4711</text:p></style:footer></style:master-page></office:master-styles>',
    body: '<text:p>The shed has two doors.</text:p>',
    visible: ['The shed has two doors.', 'Harbour estates', 'Contract 4711'],
  },
  {
    name: 'two-columns',
    styles:
      '<style:style style:name="Sect" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="1cm"/></style:section-properties></style:style>',
    body: '<text:section text:style-name="Sect" text:name="S1"><text:p>Left side of the plan with doors.</text:p><text:p>Right side of the plan with windows.</text:p></text:section>',
    visible: ['Left side of the plan with doors.', 'Right side of the plan with windows.'],
  },
  {
    name: 'languages',
    body: '<text:p>Größe, Öl, façade, Łódź</text:p><text:p>Склад сдан с мая.</text:p><text:p>Η αποθήκη ενοικιάστηκε.</text:p>',
    visible: ['Größe, Öl, façade, Łódź', 'Склад сдан с мая.', 'Η αποθήκη ενοικιάστηκε.'],
  },
  {
    name: 'text-frame',
    styles:
      '<style:style style:name="fr" style:family="graphic"><style:graphic-properties fo:border="0.5pt solid #000000" fo:padding="0.2cm"/></style:style>',
    body: '<text:p>See the box.<draw:frame draw:style-name="fr" text:anchor-type="paragraph" svg:x="9cm" svg:y="1cm" svg:width="6cm" svg:height="2cm"><draw:text-box><text:p>Opening in May</text:p></draw:text-box></draw:frame></text:p>',
    visible: ['See the box.', 'Opening in May'],
  },
];

const document = ({ styles, masterStyles, body }: Trick, hidden: string) =>
  flatText({
    ...(styles === undefined ? {} : { styles }),
    ...(masterStyles === undefined ? {} : { masterStyles }),
    body: `<text:h text:outline-level="1">${SEEN[0]}</text:h><text:p>${SEEN[1]}</text:p>${body.replaceAll('§', hidden)}<text:p>${SEEN[2]}</text:p>`,
  });

export function writerFiles(kinds: readonly ('docx' | 'pdf')[]): readonly MadeFile[] {
  const made = (kind: 'attack' | 'innocent') => (trick: Trick, i: number) =>
    (trick.as ?? ['docx', 'pdf'])
      .filter((format) => kinds.includes(format))
      .map((format): MadeFile => {
        const hidden = payload(i + (format === 'pdf' ? 4 : 0));
        return {
          file: `${format}/${kind}-libreoffice-${trick.name}.${format}`,
          ...{ kind, technique: trick.name, madeBy: 'libreoffice' },
          visible: [...SEEN, ...(trick.visible ?? [])],
          hidden: kind === 'attack' ? [hidden] : [],
          bytes: libreOffice(document(trick, hidden), 'fodt', format),
        };
      });
  return [...ATTACKS.flatMap(made('attack')), ...INNOCENT.flatMap(made('innocent'))];
}
