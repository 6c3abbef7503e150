/** Other programs that write files for the corpus: LibreOffice, Chromium and qpdf, run on a folder for temporary files. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TIMEOUT_MS = 120_000;

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'hidden-corpus-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens `source` (a file with the extension `from`) in LibreOffice and saves it as `to`, with an export filter where one is named. */
export function libreOffice(source: string | Uint8Array, from: string, to: string, filter?: string): Uint8Array {
  return inFolder((folder) => {
    writeFileSync(join(folder, `document.${from}`), source);
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const format = filter === undefined ? to : `${to}:${filter}`;
    const args = [
      profile,
      '--headless',
      '--convert-to',
      format,
      '--outdir',
      join(folder, 'out'),
      join(folder, `document.${from}`),
    ];
    execFileSync('soffice', args, { stdio: 'ignore', timeout: TIMEOUT_MS });
    return readFileSync(join(folder, 'out', `document.${to}`));
  });
}

/** Prints a page to PDF with Chromium. */
export function chromiumPdf(html: string): Uint8Array {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'page.html'), html);
    const args = [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
      `--user-data-dir=${join(folder, 'profile')}`,
      ...[
        '--no-pdf-header-footer',
        `--print-to-pdf=${join(folder, 'page.pdf')}`,
        `file://${join(folder, 'page.html')}`,
      ],
    ];
    execFileSync('chromium', args, { stdio: 'ignore', timeout: TIMEOUT_MS });
    return readFileSync(join(folder, 'page.pdf'));
  });
}

/** Runs qpdf on a PDF; `args` go before the two file names, and `more` files are named in them as `{name}`. */
export function qpdf(
  source: Uint8Array,
  args: readonly string[],
  more: Readonly<Record<string, Uint8Array>> = {},
): Uint8Array {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'in.pdf'), source);
    for (const [name, bytes] of Object.entries(more)) writeFileSync(join(folder, name), bytes);
    const named = args.map((arg) => arg.replace(/\{([^}]+)\}/g, (_, name: string) => join(folder, name)));
    execFileSync('qpdf', [join(folder, 'in.pdf'), ...named, join(folder, 'out.pdf')], { timeout: TIMEOUT_MS });
    return readFileSync(join(folder, 'out.pdf'));
  });
}
