/** How tables of text keep something from whoever opens them in a spreadsheet. */
import type { Techniques } from '../../visibility/technique.ts';

export const CSV_TECHNIQUES = {
  'csv-formula-dead-branch': { severity: 'medium', says: 'text in a formula that its result does not show' },
  'csv-formula-link': { severity: 'info', says: 'the address behind the label of a formula' },
  'csv-comment-line': { severity: 'info', says: 'a comment between the rows of a table' },
  'csv-far-cell': { severity: 'medium', says: 'cells far to the right of or far below the rest of the table' },
  'csv-padded-cell': { severity: 'medium', says: 'text below many empty lines in a cell' },
} as const satisfies Techniques;
