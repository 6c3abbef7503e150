/** Workbooks that LibreOffice Calc saves as Excel files. */
import { type MadeFile, payload } from '../entry.ts';
import { libreOffice } from '../programs.ts';
import { flatSheet } from './flat-odf.ts';

interface Trick {
  readonly name: string;
  readonly styles?: string;
  readonly body: string;
  readonly visible?: readonly string[];
}

const SEEN = ['Ship', 'Berth', 'Blauwal', 'Seestern'];
const text = (value: string, more = '') =>
  `<table:table-cell office:value-type="string" ${more}><text:p>${value}</text:p></table:table-cell>`;
const row = (cells: string, more = '') => `<table:table-row ${more}>${cells}</table:table-row>`;
const sheet = (name: string, rows: string, more = '') =>
  `<table:table table:name="${name}" ${more}><table:table-column table:number-columns-repeated="6"/>${rows}</table:table>`;
const ROWS = [
  row(text('Ship') + text('Berth')),
  row(text('Blauwal') + text('4')),
  row(text('Seestern') + text('7')),
].join('');
const cellStyle = (name: string, colour: string, ground?: string) =>
  `<style:style style:name="${name}" style:family="table-cell">${ground === undefined ? '' : `<style:table-cell-properties fo:background-color="${ground}"/>`}<style:text-properties ${colour}/></style:style>`;
const HIDDEN_TABLE =
  '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>';

const ATTACKS: readonly Trick[] = [
  {
    name: 'hidden-sheet',
    styles: HIDDEN_TABLE,
    body: sheet('Plan', ROWS) + sheet('Data', row(text('Note')) + row(text('§')), 'table:style-name="off"'),
  },
  { name: 'hidden-row', body: sheet('Plan', ROWS + row(text('§') + text('9'), 'table:visibility="collapse"')) },
  {
    name: 'hidden-column',
    body: `<table:table table:name="Plan"><table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>${row(text('Ship') + text('Berth') + text('Note'))}${row(text('Blauwal') + text('4') + text('§'))}${row(text('Seestern') + text('7') + text('-'))}</table:table>`,
  },
  {
    name: 'white-font',
    styles: cellStyle('w', 'fo:color="#ffffff"'),
    body: sheet('Plan', ROWS + row(text('§', 'table:style-name="w"') + text('9'))),
    visible: ['9'],
  },
  {
    name: 'colour-of-fill',
    styles: cellStyle('w', 'fo:color="#336699"', '#336699'),
    body: sheet('Plan', ROWS + row(text('§', 'table:style-name="w"') + text('9'))),
    visible: ['9'],
  },
  {
    name: 'tiny-font',
    styles: cellStyle('w', 'fo:font-size="1pt"'),
    body: sheet('Plan', ROWS + row(text('§', 'table:style-name="w"') + text('9'))),
    visible: ['9'],
  },
  {
    name: 'cell-comment',
    body: sheet(
      'Plan',
      ROWS +
        row(
          `<table:table-cell office:value-type="string"><office:annotation><text:p>§</text:p></office:annotation><text:p>Kormoran</text:p></table:table-cell>${text('2')}`,
        ),
    ),
    visible: ['Kormoran'],
  },
];

const INNOCENT: readonly Trick[] = [
  { name: 'plain-table', body: sheet('Plan', ROWS) },
  {
    name: 'header-fill',
    styles: cellStyle('h', 'fo:color="#ffffff" fo:font-weight="bold"', '#1f3864'),
    body: sheet(
      'Plan',
      row(text('Ship', 'table:style-name="h"') + text('Berth', 'table:style-name="h"')) +
        row(text('Blauwal') + text('4')) +
        row(text('Seestern') + text('7')),
    ),
  },
  {
    name: 'two-sheets',
    body: sheet('Plan', ROWS) + sheet('Crew', row(text('Name')) + row(text('Mara Erfunden'))),
    visible: ['Mara Erfunden'],
  },
  {
    name: 'hidden-list-sheet',
    styles: HIDDEN_TABLE,
    body:
      sheet('Plan', ROWS) +
      sheet('Lists', row(text('Status')) + row(text('open')) + row(text('closed')), 'table:style-name="off"'),
  },
  {
    name: 'numbers-and-dates',
    body: sheet(
      'Plan',
      ROWS +
        row(
          `${text('Kormoran')}<table:table-cell office:value-type="float" office:value="12.5"><text:p>12.5</text:p></table:table-cell>`,
        ),
    ),
    visible: ['Kormoran', '12.5'],
  },
  {
    name: 'grey-font',
    styles: cellStyle('g', 'fo:color="#808080" fo:font-size="8pt"'),
    body: sheet('Plan', ROWS + row(text('as of March', 'table:style-name="g"') + text('-'))),
    visible: ['as of March'],
  },
];

export function calcFiles(): readonly MadeFile[] {
  const made =
    (kind: 'attack' | 'innocent') =>
    ({ name, styles, body, visible = [] }: Trick, i: number): MadeFile => {
      const hidden = payload(i + 1);
      const source = flatSheet({ ...(styles === undefined ? {} : { styles }), body: body.replaceAll('§', hidden) });
      return {
        file: `xlsx/${kind}-libreoffice-${name}.xlsx`,
        ...{ kind, technique: name, madeBy: 'libreoffice' },
        visible: [...SEEN, ...visible],
        hidden: kind === 'attack' ? [hidden] : [],
        bytes: libreOffice(source, 'fods', 'xlsx'),
      };
    };
  return [...ATTACKS.map(made('attack')), ...INNOCENT.map(made('innocent'))];
}
