/** `sluice ingest`: brings files and folders, with the labels that the manifests beside them state. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { CLASSIFICATIONS } from '../../../entitlements/classification.ts';
import type { Principal } from '../../../entitlements/principal.ts';
import { Problem } from '../../problem.ts';
import { EXIT, run } from '../failure.ts';
import { inOrder } from '../in-order.ts';
import { countOutcomes, type FileOutcome, refused, taken, toRow } from '../ingest/outcome.ts';
import { type GivenLabels, type PlannedFile, planFiles } from '../ingest/plan.ts';
import { identify, OPERATOR, withHost } from '../session.ts';
import type { CliHost, Shell } from '../shell.ts';
import { Progress, print, printJson, prose, table } from '../terminal.ts';
import { classification, collectionName, named, principals } from '../values.ts';

interface IngestOptions extends GivenLabels {
  readonly as?: Principal;
  readonly again?: true;
  readonly json?: true;
}

/** Files that are under way at once: one is read while another is written. */
const CONCURRENCY = 2;

export function addIngest(program: Command, shell: Shell): void {
  program
    .command('ingest')
    .summary('bring files and folders')
    .description(
      prose(`Brings files and folders. Folders carry their labels in \`sluice.yaml\` manifests; options speak only where no manifest does.
All manifests and options are checked first: when anything is wrong with them, all of it is listed and nothing is ingested.

A file is known again by who brings it and by its path below PATH: a second run makes a new version where something changed,
and leaves the rest as it is.`),
    )
    .argument('<path...>', 'files and folders')
    .option('--collection <name>', 'collection of the files for which no manifest names one', collectionName)
    .option(
      '--as <person>',
      `the person who brings them, and owns what no manifest gives an owner. Without it they are brought as user:${OPERATOR}, and every file needs a stated owner`,
      named('user'),
    )
    .option('--owner <person>', 'owner where no manifest names one', named('user'))
    .option('--reader <principals>', 'readers where no manifest names any (repeatable)', principals)
    .option('--denier <principals>', 'deniers besides those of the manifests (repeatable)', principals)
    .option(
      '--classification <level>',
      `classification where no manifest states one: ${CLASSIFICATIONS.join(', ')}`,
      classification,
    )
    .option('--again', 'read and score anew what has not changed, too: by the thresholds and the classifier of now')
    .option('--json', 'print {"files": […], "summary": {…}} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice ingest examples/harbor/documents
  sluice ingest handbook.pdf --collection handbook --as user:olga --reader group:all-staff
  sluice ingest notes/ --collection support --as user:amira --classification confidential --json
  sluice ingest examples/harbor/documents --again

Exit codes: 0 all were taken in, or held for review · 1 a file was refused, or rejected before · 2 nothing was ingested`,
    )
    .action(
      run(async (paths: string[], options: IngestOptions) => {
        const bringerOwns = options.as !== undefined || shell.token() !== undefined;
        const files = await planFiles(paths, options, bringerOwns);
        const outcomes = await withHost(shell, (host) => bring(shell, host, files, options));
        const summary = countOutcomes(outcomes);
        if (options.json) printJson({ files: outcomes, summary });
        else show(outcomes, summary);
        return summary.refused + summary.rejected > 0 ? EXIT.finding : EXIT.ok;
      }),
    );
}

async function bring(
  shell: Shell,
  host: CliHost,
  files: readonly PlannedFile[],
  options: IngestOptions,
): Promise<FileOutcome[]> {
  const caller = await identify(shell, host, options, ['ingest'], 'operator');
  const { maxDocumentBytes } = shell.settings();
  const progress = new Progress();
  const outcomes: FileOutcome[] = [];
  const bringOne = async (file: PlannedFile) => {
    progress.update(`${outcomes.length}/${files.length}  ${file.delivery.externalId}`);
    try {
      if (file.size > maxDocumentBytes) {
        throw new Problem('request-too-large', `a document must have at most ${maxDocumentBytes} bytes`);
      }
      const bytes = await readFile(file.path);
      return taken(
        file,
        await host.broker.ingest(caller, { ...file.delivery, bytes, ...(options.again && { again: true }) }),
      );
    } catch (error) {
      return refused(file, error);
    }
  };
  try {
    for await (const outcome of inOrder(files, CONCURRENCY, bringOne)) outcomes.push(outcome);
  } finally {
    progress.clear();
  }
  return outcomes;
}

function show(outcomes: readonly FileOutcome[], summary: ReturnType<typeof countOutcomes>): void {
  for (const line of table(outcomes.map(toRow))) print(line);
  if (outcomes.length > 0) print();
  const counts = Object.entries(summary).filter(([status, count]) => count > 0 || status === 'active');
  print(counts.map(([status, count]) => `${count} ${status}`).join(', '));
}
