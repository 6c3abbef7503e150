/**
 * `sluice scan`: what is hidden in files. It reads them as an ingest would and keeps nothing: no data folder is opened.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { isAtLeast, type Severity } from '../../../filters/finding.ts';
import type { Verdict } from '../../../filters/injection/classifier.ts';
import { MANIFEST_NAME } from '../../../ingest/manifest.ts';
import type { Format, Scored } from '../../../ingest/stages.ts';
import { Problem } from '../../problem.ts';
import { EXIT, type ExitCode, publicFailure, run } from '../failure.ts';
import { inOrder } from '../in-order.ts';
import type { DocumentReader } from '../reader.ts';
import type { Shell } from '../shell.ts';
import { Progress, print, printable, printJson } from '../terminal.ts';

/** One line of `--json`. */
interface Scan {
  readonly file: string;
  readonly format: Format | null;
  /** `flagged` when a finding is above `low`. */
  readonly verdict: 'clean' | 'flagged' | 'error';
  /** Exactly what would be indexed. */
  readonly text: string;
  readonly findings: readonly {
    readonly technique: string;
    readonly severity: Severity;
    readonly where: string;
    readonly excerpt: string;
    readonly decoded?: string;
  }[];
  /** What the injection classifier says of the worst passage; it does not change the verdict. */
  readonly risk?: { readonly score: number; readonly verdict: Verdict };
  readonly error?: { readonly code: string; readonly detail: string };
}

/** Reading processes, at most, beyond what the settings ask for. */
const MAX_WORKERS = 4;

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
    .option('--json', 'print one line of JSON a file: {file, format, verdict, text, findings}')
    .addHelpText(
      'after',
      `
Examples:
  sluice scan invoice.pdf
  sluice scan inbox/ --json | jq -r 'select(.verdict == "flagged") | .file'

Exit codes: 0 all are clean · 1 a file is flagged · 2 a file could not be read`,
    )
    .action(
      run(async (paths: string[], { json }: { readonly json?: true }) => {
        const settings = shell.settings();
        const { openReader } = await import('../reader.ts');
        const workers = Math.max(settings.readers, Math.min(MAX_WORKERS, availableParallelism()));
        const reader = openReader(settings, workers);
        const progress = new Progress();
        let exit: ExitCode = EXIT.ok;
        try {
          const scanning = inOrder(filesAt(paths), workers, (file) =>
            scanFile(reader, file, settings.maxDocumentBytes),
          );
          let count = 0;
          for await (const scan of scanning) {
            progress.clear();
            if (json) printJson(scan);
            else show(scan);
            exit = worse(exit, scan.verdict);
            count += 1;
            progress.update(`${count}  ${scan.file}`);
          }
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

/** Paths that were given, and the files below those that are folders, in a stable order. */
async function* filesAt(paths: readonly string[]): AsyncGenerator<string> {
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === MANIFEST_NAME) continue;
    if (entry.isDirectory()) yield* filesBelow(join(folder, entry.name));
    else if (entry.isFile()) yield join(folder, entry.name);
  }
}

async function scanFile(reader: DocumentReader, file: string, maxBytes: number): Promise<Scan> {
  try {
    return toScan(file, await reader.read({ bytes: await bytesOf(file, maxBytes), fileName: basename(file) }));
  } catch (error) {
    return { file, format: null, verdict: 'error', text: '', findings: [], error: publicFailure(error) };
  }
}

async function bytesOf(file: string, maxBytes: number): Promise<Uint8Array> {
  const found = await stat(file);
  if (!found.isFile()) throw new Problem('invalid-request', 'this is not a file');
  if (found.size > maxBytes) throw new Problem('request-too-large', `a document must have at most ${maxBytes} bytes`);
  return readFile(file);
}

function toScan(file: string, { format, text, findings, chunks, metadataRisk }: Scored): Scan {
  const risk = [metadataRisk, ...chunks.map((chunk) => chunk.risk)].reduce((a, b) => (b.score > a.score ? b : a));
  return {
    file,
    format,
    verdict: findings.some(({ severity }) => isAtLeast(severity, 'medium')) ? 'flagged' : 'clean',
    text,
    findings: findings.map(({ technique, severity, where, excerpt, decoded }) => ({
      ...{ technique, severity, where, excerpt },
      ...(decoded !== undefined && { decoded }),
    })),
    risk: { score: risk.score, verdict: risk.verdict },
  };
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
