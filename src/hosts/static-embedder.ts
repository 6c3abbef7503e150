/**
 * The default embedder on Node: its model is a folder of files, its rows are in memory once, whatever the number of threads.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Embedder, EmbedderUnavailable } from '../embedding/port.ts';
import { readCard } from '../embedding/static/model.ts';
import { ThreadedEmbedder } from '../embedding/threaded-embedder.ts';

/**
 * Opens the model in `folder`. Its table is read with the first text: most commands embed nothing. Throws `EmbedderUnavailable`, naming the
 * file that is missing or damaged, and so does `embed`.
 */
export async function openStaticEmbedder(folder: string): Promise<Embedder> {
  const { model, readTable } = await readCard(async (name) => {
    const path = join(folder, name);
    try {
      return new Uint8Array(await readFile(path));
    } catch (cause) {
      throw new EmbedderUnavailable(`the model’s file \`${path}\` can’t be read`, { cause });
    }
  });
  return new ThreadedEmbedder(model, async () => {
    const table = await readTable();
    const rows = new Int8Array(new SharedArrayBuffer(table.rows.byteLength));
    rows.set(table.rows);
    return { ...model, ...table, rows };
  });
}
