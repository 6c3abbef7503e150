/**
 * Brings a model from its hub into a folder, once. The library that runs the model is given that folder and never a name, so nothing but
 * this file speaks to a hub, and after the first time nothing does. A file that is there is complete: it got its name last.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { fileNames, type ModelFiles, type Weights } from './model-files.ts';

const MAX_FILE_BYTES = 4 * 1024 ** 3;
const TIMEOUT_MS = 60 * 60_000;

/** The folder of a model's files. Throws when one can't be fetched. */
export async function folderOf(files: ModelFiles, weights: Weights): Promise<string> {
  if (files.from === 'folder') return files.path;
  const folder = join(files.cacheFolder, files.name, files.revision);
  for (const name of fileNames(weights)) {
    if (existsSync(join(folder, name))) continue;
    await fetchFile(`${files.hub}/${files.name}/resolve/${files.revision}/${name}`, join(folder, name));
  }
  return folder;
}

async function fetchFile(url: string, path: string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}`;
  try {
    // A hub answers with a redirect to where large files lie.
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok || response.body === null) throw new Error(`the hub answered ${response.status}`);
    if (new URL(url).protocol === 'https:' && new URL(response.url).protocol !== 'https:')
      throw new Error('the hub leads to where nothing is encrypted');
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    await pipeline(body, limited, createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new Error(`\`${url}\` can not be fetched: ${error instanceof Error ? error.message : 'unknown'}`, {
      cause: error,
    });
  }
}

async function* limited(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > MAX_FILE_BYTES) throw new Error('it is too large');
    yield chunk;
  }
}
