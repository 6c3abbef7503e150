/**
 * Finds what parts the columns of a CSV file: the character that gives the first records the same number of columns, more than one.
 * Reads quotes as the parser does, so that a comma inside quotes does not count.
 */
import { parse } from 'csv-parse/sync';

const CANDIDATES = [',', ';', '\t', '|'] as const;
/** Records that are looked at, and the characters that they are looked for in. */
const SAMPLE_RECORDS = 50;
const SAMPLE_CHARS = 64 * 1024;

/** The delimiter of `text`; a comma when there is one column only. */
export function sniffDelimiter(text: string): string {
  // Cut at the last line's end, so that half a record does not count against its delimiter.
  const cut = text.length <= SAMPLE_CHARS ? text.length : text.lastIndexOf('\n', SAMPLE_CHARS) + 1 || SAMPLE_CHARS;
  const sample = text.slice(0, cut);
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of CANDIDATES) {
    const score = agreement(sample, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Share of the records that have as many columns as the header, with the number of columns to break ties; 0 for one column. */
function agreement(sample: string, delimiter: string): number {
  const records: string[][] = parse(sample, {
    delimiter,
    to: SAMPLE_RECORDS,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  });
  const columns = records[0]?.length ?? 0;
  if (columns < 2) return 0;
  const agreeing = records.filter((record) => record.length === columns).length / records.length;
  return agreeing + Math.min(columns, 1_000) / 10_000;
}
