/**
 * The default embedder on Node: its model is a folder of files, its rows are in memory once, whatever the number of threads.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Embedder, EmbedderUnavailable } from '../embedding/port.ts';
import { readModel } from '../embedding/static/model.ts';
import { ThreadedEmbedder } from '../embedding/threaded-embedder.ts';

/** Opens the model in `folder`. Throws `EmbedderUnavailable`, naming the file that is missing or damaged. */
export async function openStaticEmbedder(folder: string): Promise<Embedder> {
  const model = await readModel(async (name) => {
    const path = join(folder, name);
    try {
      return new Uint8Array(await readFile(path));
    } catch (cause) {
      throw new EmbedderUnavailable(`the model’s file \`${path}\` can’t be read`, { cause });
    }
  });
  const rows = new Int8Array(new SharedArrayBuffer(model.rows.byteLength));
  rows.set(model.rows);
  return new ThreadedEmbedder({ ...model, rows });
}
