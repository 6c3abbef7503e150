/**
 * The figures by source as a table: for a terminal, and as Markdown for a model card.
 */
import { table } from '../../src/cli/terminal.ts';
import type { Rates, SourcesReport } from './sources.ts';

/** A share as per cent. */
export function percent(share: number): string {
  return Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`;
}

const HEAD = ['', 'texts', 'at 1 % FPR', 'at 0.1 % FPR', 'suspicious or worse', 'malicious'] as const;

export function showSources(report: SourcesReport): string {
  return [...table(linesOf(report)), '', ...notesOf(report)].join('\n');
}

export function sourcesAsMarkdown(report: SourcesReport): string {
  const [head = [], ...lines] = linesOf(report);
  return [...markdownTable(head, lines), '', ...notesOf(report)].join('\n');
}

/** Rows of a Markdown table. */
export function markdownTable(head: readonly string[], lines: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(head), `|${'---|'.repeat(head.length)}`, ...lines.map(row)];
}

function linesOf({ attacks, innocent, all }: SourcesReport): readonly (readonly string[])[] {
  const cells = ({ atOnePercent, atOnePerMille, suspicious, malicious }: Rates) =>
    [atOnePercent, atOnePerMille, suspicious, malicious].map(percent);
  const count = (of: readonly { rows: number }[]) => String(of.reduce((sum, { rows }) => sum + rows, 0));
  const inDocuments = attacks.filter(({ kind }) => kind === 'indirect');
  const documents = innocent.filter(({ isDocument }) => isDocument);
  return [
    HEAD,
    ...attacks.map((one) => [`attack, ${one.kind}: ${one.source}`, String(one.rows), ...cells(one)]),
    ['attack, in documents: mean of the sources', count(inDocuments), ...cells(all.documentAttacksMean)],
    ['attack, in documents: all', count(inDocuments), ...cells(all.documentAttacks)],
    ['attack: all', count(attacks), ...cells(all.attacks)],
    ...innocent.map((one) => [
      `innocent, ${one.isDocument ? 'document' : 'chat'}, ${one.kind}: ${one.source}`,
      String(one.rows),
      ...cells(one),
    ]),
    ['innocent documents: all', count(documents), ...cells(all.innocentDocuments)],
    ['innocent: all', count(innocent), ...cells(all.innocent)],
  ];
}

function notesOf({ classifier, thresholds, areaUnderCurve, cpuMsPerKilobyte }: SourcesReport): string[] {
  const { onePercent, onePerMille, suspicious, malicious } = thresholds;
  return [
    `AUC ${areaUnderCurve.documents.toFixed(4)} of attacks in documents and innocent documents, ${areaUnderCurve.all.toFixed(4)} of all.`,
    `Thresholds: ${onePercent.toFixed(4)} for 1 % of the innocent documents, ${onePerMille.toFixed(4)} for 0.1 %; suspicious from ${suspicious}, malicious from ${malicious}.`,
    `${classifier}, ${cpuMsPerKilobyte.toFixed(2)} ms of processor time for 1,000 characters.`,
  ];
}
