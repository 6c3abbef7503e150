/**
 * `sluice scan`: what is hidden in files. It reads them as an ingest would and keeps nothing: no data folder is opened.
 */
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { EXIT, type ExitCode, run } from '../failure.ts';
import { inOrder } from '../in-order.ts';
import { documentReader } from '../reader.ts';
import { filesAt } from '../scan/files.ts';
import { SarifLog } from '../scan/sarif.ts';
import { type Scan, scanFile } from '../scan/scan-file.ts';
import type { Shell } from '../shell.ts';
import { Progress, print, printable, printJson } from '../terminal.ts';

/** Reading processes, at most, beyond what the settings ask for. */
const MAX_WORKERS = 4;
/** Files read ahead for each of them, so that one slow file does not leave the others idle. */
const FILES_AHEAD = 4;

export function addScan(program: Command, shell: Shell): void {
  program
    .command('scan')
    .summary('show what is hidden in files')
    .description(
      'Reads files as an ingest would, shows what is hidden in them, and keeps nothing. A file is flagged when a finding is above `low`.',
    )
    .argument(
      '<path...>',
      'files and folders; in folders, names that begin with a dot, links and manifests are left out',
    )
    .addOption(
      new Option('--json', 'print one line of JSON a file: {file, format, verdict, text, findings}').conflicts('sarif'),
    )
    .option('--sarif', 'print one SARIF 2.1.0 log for code scanning')
    .addHelpText(
      'after',
      `
Examples:
  sluice scan invoice.pdf
  sluice scan inbox/ --json | jq -r 'select(.verdict == "flagged") | .file'
  sluice scan docs/ --sarif > sluice.sarif

Exit codes: 0 all are clean · 1 a file is flagged · 2 a file could not be read`,
    )
    .action(
      run(async (paths: string[], { json, sarif }: { readonly json?: true; readonly sarif?: true }) => {
        const settings = shell.settings();
        const workers = Math.max(settings.readers, Math.min(MAX_WORKERS, availableParallelism()));
        const reader = documentReader(await shell.openReader(workers));
        const progress = new Progress();
        const log = sarif ? new SarifLog(shell.version) : undefined;
        let exit: ExitCode = EXIT.ok;
        try {
          const files = await filesAt(paths);
          const scanning = inOrder(files, workers * FILES_AHEAD, (file) =>
            scanFile(reader, file, settings.maxDocumentBytes),
          );
          let count = 0;
          for await (const scan of scanning) {
            progress.clear();
            if (log) log.add(scan);
            else if (json) printJson(scan);
            else show(scan);
            exit = worse(exit, scan.verdict);
            count += 1;
            progress.update(`${count}/${files.length}  ${scan.file}`);
          }
          if (log) printJson(log);
        } finally {
          progress.clear();
          await reader.close();
        }
        return exit;
      }),
    );
}

function worse(exit: ExitCode, verdict: Scan['verdict']): ExitCode {
  if (verdict === 'error') return EXIT.error;
  return verdict === 'flagged' && exit === EXIT.ok ? EXIT.finding : exit;
}

function show({ file, format, verdict, text, findings, risk, error }: Scan): void {
  const about = error ? `${error.detail} (${error.code})` : `${format}, ${text.length} characters kept`;
  print(`${verdict}  ${printable(file)}  ${printable(about)}`);
  for (const { technique, severity, where, excerpt, decoded } of findings) {
    print(`  ${severity}  ${technique}  ${printable(where)}  ${printable(excerpt)}`);
    if (decoded !== undefined) print(`    decoded: ${printable(decoded)}`);
  }
  if (risk && risk.verdict !== 'clean')
    print(`  it reads like an instruction to a model: ${risk.verdict}, ${risk.score.toFixed(2)}`);
}
