/**
 * Walks a folder and gives its files with what the manifests on the way say of them, in a stable order.
 * Guarantees: links are never followed (one could bring a file under another folder's labels), names that begin with a dot and manifests
 * are not documents, and a manifest that is misnamed, linked or broken stops the walk: nothing is taken in under weaker labels.
 * Manifests in the folders above the start hold, too.
 */
import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { MANIFEST_NAME, MAX_MANIFEST_CHARS, type Manifest, parseManifest } from '../manifest.ts';
import { ManifestError } from './error.ts';
import { type FileLabels, labelsFor, type PlacedManifest } from './labels.ts';

export interface WalkedFile {
  /** Absolute path. */
  readonly path: string;
  /** Relative to the folder that the walk began in, with `/`. */
  readonly relativePath: string;
  readonly labels: FileLabels;
}

/** Names that are meant to be a manifest and would be passed over. */
const NEARLY_MANIFEST = /^\.?sluice\.ya?ml$/i;

/** The files below `root`, sorted by name, folder by folder. Throws {@link ManifestError} and errors of the file system. */
export async function* walkFolder(root: string): AsyncGenerator<WalkedFile> {
  const start = await realpath(root);
  const above = await manifestsAbove(start);
  for await (const { path, labels } of filesBelow(start, above)) {
    yield { path, relativePath: slashed(relative(start, path)), labels };
  }
}

/** The labels of one file, by the manifests in its folder and in all above. */
export async function labelsOfFile(path: string): Promise<FileLabels> {
  const file = await realpath(path);
  const folder = dirname(file);
  const own = await manifestIn(folder, await sortedEntries(folder));
  const manifests = [...(await manifestsAbove(folder)), ...placed(folder, own)];
  return labelsFor(slashed(file), manifests);
}

async function* filesBelow(
  folder: string,
  above: readonly PlacedManifest[],
): AsyncGenerator<{ path: string; labels: FileLabels }> {
  const entries = await sortedEntries(folder);
  const manifests = [...above, ...placed(folder, await manifestIn(folder, entries))];
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === MANIFEST_NAME) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path, manifests);
    else if (entry.isFile()) yield { path, labels: labelsFor(slashed(path), manifests) };
  }
}

/** Manifests of the folders above `folder`, outermost first. */
async function manifestsAbove(folder: string): Promise<PlacedManifest[]> {
  const found: PlacedManifest[] = [];
  for (let below = folder, above = dirname(folder); above !== below; below = above, above = dirname(above)) {
    const manifest = await readManifest(join(above, MANIFEST_NAME)).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    found.unshift(...placed(above, manifest));
  }
  return found;
}

async function manifestIn(folder: string, entries: readonly Dirent[]): Promise<Manifest | undefined> {
  for (const { name } of entries) {
    if (NEARLY_MANIFEST.test(name) && name !== MANIFEST_NAME) {
      throw new ManifestError(join(folder, name), [
        { key: '', message: `a manifest is named \`${MANIFEST_NAME}\`; rename the file or remove it` },
      ]);
    }
  }
  return entries.some(({ name }) => name === MANIFEST_NAME) ? readManifest(join(folder, MANIFEST_NAME)) : undefined;
}

async function readManifest(path: string): Promise<Manifest> {
  const found = await lstat(path);
  if (!found.isFile()) {
    throw new ManifestError(path, [{ key: '', message: 'a manifest is a file of its own, not a link or a folder' }]);
  }
  if (found.size > MAX_MANIFEST_CHARS) {
    throw new ManifestError(path, [{ key: '', message: 'the manifest is too large' }]);
  }
  const bytes = await readFile(path);
  try {
    return parseManifest(new TextDecoder('utf-8', { fatal: true }).decode(bytes), path);
  } catch (error) {
    if (error instanceof ManifestError) throw error;
    throw new ManifestError(path, [{ key: '', message: 'the manifest is not valid UTF-8' }]);
  }
}

/** Absolute folders serve as places: every file's path is absolute here, too. */
function placed(folder: string, manifest: Manifest | undefined): PlacedManifest[] {
  // The top of the file system ends in a slash of its own.
  const place = slashed(folder).replace(/\/$/, '');
  return manifest === undefined ? [] : [{ folder: place, manifest }];
}

async function sortedEntries(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
