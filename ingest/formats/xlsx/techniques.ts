/** The ways in which workbooks keep cells from view, and what they hold beside the cells. */
import type { Techniques } from '../../visibility/technique.ts';

export const XLSX_TECHNIQUES = {
  'xlsx-chart-data': { severity: 'info', says: 'names in the data of a chart that the chart does not draw' },
  'xlsx-comment': { severity: 'info', says: 'a comment on a cell' },
  'xlsx-covered': { severity: 'low', says: 'a cell under a picture, shape or chart' },
  'xlsx-custom-xml': { severity: 'info', says: 'XML data that travels with the workbook' },
  'xlsx-defined-name': { severity: 'info', says: 'a name that the workbook defines' },
  'xlsx-embedding': { severity: 'info', says: 'a file inside the workbook; it was not read' },
  'xlsx-far-cell': { severity: 'low', says: 'a cell far from all others' },
  'xlsx-formula': { severity: 'info', says: 'a text inside a formula that its result does not show' },
  'xlsx-hidden-column': { severity: 'info', says: 'a column that is hidden or has no width' },
  'xlsx-hidden-row': { severity: 'info', says: 'a row that is hidden, filtered out or has no height' },
  'xlsx-hidden-shape': { severity: 'low', says: 'a text box that is switched off or shows nothing' },
  'xlsx-hidden-sheet': { severity: 'info', says: 'a hidden sheet' },
  'xlsx-link': { severity: 'info', says: 'target or tip of a link' },
  'xlsx-merged-cell': { severity: 'low', says: 'a cell that another one lies over' },
  'xlsx-metadata': { severity: 'info', says: 'a property of the file' },
  'xlsx-number-format': { severity: 'low', says: 'a value whose format shows nothing of it' },
  'xlsx-print-text': { severity: 'info', says: 'a header or footer of the printed page' },
  'xlsx-same-colour': { severity: 'medium', says: 'text in the colour of the cell' },
  'xlsx-shape-text': { severity: 'info', says: 'description of a drawing for screen readers' },
  'xlsx-tiny': { severity: 'high', says: 'text too small to be read' },
  'xlsx-unlisted-sheet': { severity: 'low', says: 'a sheet that the workbook does not list' },
  'xlsx-validation': { severity: 'info', says: 'a prompt or list for what may be entered' },
  'xlsx-very-hidden-sheet': { severity: 'low', says: 'a sheet that only programs can show' },
} as const satisfies Techniques;
