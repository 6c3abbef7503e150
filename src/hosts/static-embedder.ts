/**
 * The default embedder on Node: its model is a folder of files.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Embedder } from '../embedding/port.ts';
import { createStaticEncoder } from '../embedding/static/embedder.ts';
import { DamagedModel, readModel } from '../embedding/static/model.ts';

/** Opens the model in `folder`. Throws `DamagedModel`. */
export async function openStaticEmbedder(folder: string): Promise<Embedder> {
  const { vocabulary, rows, weights, ...model } = await readModel(async (name) => {
    try {
      return new Uint8Array(await readFile(join(folder, name)));
    } catch {
      throw new DamagedModel(join(folder, name), 'can’t be read');
    }
  });
  const encoder = createStaticEncoder({ ...model, vocabulary, rows, weights });
  return {
    model,
    async embed(texts) {
      return texts.map((text) => encoder.vector(text));
    },
    async close() {},
  };
}
