/**
 * Makes the files of the Harbor corpus that can't be written by hand: `npx tsx examples/harbor/make/make.ts`.
 * Each source under `make/sources/` is one file under `documents/`, its last suffix taken off: `a.pdf.md` makes `a.pdf`,
 * `a.docx.md` makes `a.docx`, `a.eml.yaml` makes `a.eml`, `a.md.marked` makes `a.md` with its marked stretches invisible.
 * A page of the look `scan` has its picture beside it, `a.scan.png`; `--pictures` takes the pictures anew, after the words have changed.
 * `--check` writes nothing and exits 1 if a committed file differs from what its source makes.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDocx } from './docx.ts';
import { makeMail } from './mail.ts';
import { makePdf } from './pdf.ts';
import { smuggle } from './smuggle.ts';
import { readSource } from './source.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCES = join(HERE, 'sources');
const DOCUMENTS = join(HERE, '..', 'documents');

/** Makes the file of one source. `path` is relative to `sources/`. */
async function make(path: string): Promise<Uint8Array> {
  const source = await readFile(join(SOURCES, path), 'utf8');
  if (path.endsWith('.docx.md')) return makeDocx(source);
  if (path.endsWith('.eml.yaml')) return makeMail(source);
  if (path.endsWith('.marked')) return new TextEncoder().encode(smuggle(source));
  if (!path.endsWith('.pdf.md')) throw new Error(`no maker for \`${path}\``);
  const picture = await readFile(pictureOf(path)).catch(() => undefined);
  return makePdf(source, picture === undefined ? undefined : { kind: 'over', png: picture });
}

/** Renews `a.scan.png` for each page that has one. */
async function takePictures(paths: readonly string[]): Promise<void> {
  const { takePicture } = await import('./picture.ts');
  for (const path of paths.filter((path) => path.endsWith('.pdf.md'))) {
    const source = await readFile(join(SOURCES, path), 'utf8');
    if (readSource(source).front.look === 'scan') await writeFile(pictureOf(path), await takePicture(source));
  }
}

function pictureOf(path: string): string {
  return join(SOURCES, path.replace(/\.pdf\.md$/, '.scan.png'));
}

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  const entries = await readdir(SOURCES, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.scan.png'))
    .map((entry) => join(entry.parentPath, entry.name).slice(SOURCES.length + 1));
  if (process.argv.includes('--pictures')) await takePictures(paths);
  let differing = 0;
  for (const path of paths.sort()) {
    const target = join(DOCUMENTS, path.slice(0, path.lastIndexOf('.')));
    const made = await make(path);
    const present = await readFile(target).catch(() => undefined);
    if (present?.equals(made)) continue;
    differing += 1;
    if (check) process.stderr.write(`differs from its source: ${target.slice(DOCUMENTS.length + 1)}\n`);
    else {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, made);
    }
  }
  process.stdout.write(`${paths.length} files, ${differing} ${check ? 'differing' : 'written'}\n`);
  if (check && differing > 0) process.exitCode = 1;
}

await main();
