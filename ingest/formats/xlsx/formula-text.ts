/** Texts within formulas: what a formula says and its result doesn't show. */

const MAX_FORMULA_TEXTS = 1_000;
/** Shorter texts in formulas are units, separators and codes. */
const MIN_FORMULA_TEXT = 24;

/** Adds to `found` the texts of the formula `source` that do not stand in `shown`, its result. */
export function noteFormula(source: string, shown: string, found: Set<string>): void {
  if (source.length < MIN_FORMULA_TEXT || found.size >= MAX_FORMULA_TEXTS) return;
  for (const [, text = ''] of source.matchAll(/"((?:[^"]|"")*)"/g)) {
    if (text.length >= MIN_FORMULA_TEXT && !shown.includes(text)) found.add(text);
  }
}
