/** `sluice shadow`: how a classifier that scores beside the live one compares with it. */
import type { Command } from 'commander';
import type { ShadowDifference, ShadowReport, Shadows } from '../../catalog/shadow.ts';
import type { Agreement, Judgement } from '../../classifiers/shadow.ts';
import { VERDICTS } from '../../classifiers/shadow.ts';
import { EXIT, run } from '../failure.ts';
import { withHost } from '../session.ts';
import type { Shell } from '../shell.ts';
import { print, printJson, table } from '../terminal.ts';
import { whole } from '../values.ts';

interface ReportOptions {
  readonly limit: number;
  readonly json?: true;
}

export function addShadow(program: Command, shell: Shell): void {
  const shadow = program
    .command('shadow')
    .summary('compare a classifier with the live one')
    .description('Compares a classifier that scores beside the live one (SLUICE_SHADOW_CLASSIFIER) with it.');

  shadow
    .command('report')
    .summary('print how far the two agree')
    .description(
      "Prints, over the workspace's documents that both have scored, how far the two agree, what each costs, and the documents on whose passages they differ, those first whose scores are farthest apart.",
    )
    .option('-n, --limit <number>', 'documents that are listed, at most', whole(0, 10_000), 50)
    .option('--json', 'print {"reports", "late", "failed", "differences"} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice shadow report
  sluice shadow report -n 0 --json | jq '.reports[0].kappa'`,
    )
    .action(
      run(async ({ limit, json }: ReportOptions) => {
        const { readShadows } = await import('../../catalog/shadow.ts');
        const { workspace } = shell.settings();
        const shadows = await withHost(shell, ({ catalog }) => readShadows(catalog, workspace, limit));
        if (json) printJson(shadows);
        else show(shadows);
        return EXIT.ok;
      }),
    );
}

function show({ reports, late, failed, differences }: Shadows): void {
  if (reports.length === 0) print('No document was scored by both.');
  for (const report of reports) showReport(report);
  if (late + failed > 0)
    print(`Not compared: ${late} documents on which the shadow was late, ${failed} on which it failed.`);
  if (differences.length === 0) return;
  print();
  for (const line of table([['document', 'passages', 'at', 'live', 'shadow', 'title'], ...differences.map(toRow)]))
    print(line);
}

function showReport({ liveBy, shadowBy, documents, passages, agreement, kappa, ...cost }: ShadowReport): void {
  const said = kappa === undefined ? 'kappa is not defined' : `kappa ${kappa.toFixed(3)}`;
  for (const line of table([
    ['live', liveBy, `${cost.liveMsPerKilobyte.toFixed(2)} ms/kB`],
    ['shadow', shadowBy, `${cost.shadowMsPerKilobyte.toFixed(2)} ms/kB`],
  ]))
    print(line);
  print(`${documents} documents, ${passages} passages, ${said}`);
  print();
  for (const line of table(agreementRows(agreement))) print(line);
  print();
}

function agreementRows(agreement: Agreement): string[][] {
  const rows = VERDICTS.map((verdict, i) => [verdict, ...VERDICTS.map((_, j) => `${agreement[i]?.[j] ?? 0}`)]);
  return [['live \\ shadow', ...VERDICTS], ...rows];
}

function toRow({ documentId, generation, passages, ordinal, live, shadow, title }: ShadowDifference): string[] {
  const said = ({ verdict, score }: Judgement) => `${verdict} ${score.toFixed(2)}`;
  return [`${documentId}/${generation}`, `${passages}`, `${ordinal}`, said(live), said(shadow), title ?? ''];
}
