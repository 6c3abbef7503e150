/** What a spreadsheet shows of a cell: the result of a formula where that is sure, and the lines that are not far below in it. */
import type { Run } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { shownFormula } from './formula.ts';
import { CSV_TECHNIQUES } from './techniques.ts';

export interface ShownCell {
  readonly text: string;
  /** What is not shown. */
  readonly hidden: readonly Run[];
}

/** More empty lines than the tallest row of a spreadsheet has room for. */
const PADDING = /(?:\r?\n[ \t]*){30}/;
/** Text in a dead branch that is longer is no `"yes"`, `"no"` or `"n/a"`. */
const SHORT_CHARS = 20;

export function shownCell(cell: string): ShownCell {
  const padding = PADDING.exec(cell);
  if (padding !== null) {
    const below = cell.slice(padding.index).trim();
    if (below !== '') {
      return {
        text: cell.slice(0, padding.index),
        hidden: [{ text: below, hidden: hiddenBy(CSV_TECHNIQUES, 'csv-padded-cell') }],
      };
    }
  }
  const formula = shownFormula(cell);
  if (formula === undefined) return { text: cell, hidden: [] };
  const { shown, dead, links } = formula;
  const isShort = dead.join('').length <= SHORT_CHARS;
  return {
    text: shown,
    hidden: [
      ...dead.map((text) => ({
        text,
        hidden: hiddenBy(CSV_TECHNIQUES, 'csv-formula-dead-branch', isShort ? { severity: 'info' } : {}),
      })),
      ...links.map(({ address, carriesCells }) => ({
        text: address,
        hidden: hiddenBy(CSV_TECHNIQUES, 'csv-formula-link', carriesCells ? { severity: 'medium' } : {}),
      })),
    ],
  };
}
