/**
 * Which files a transformer is loaded from, and the version that follows from what is in them.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A folder as model hubs lay it out, or a model on a hub at one commit, kept in `cacheFolder` after the first download. */
export type ModelFiles =
  | { readonly from: 'folder'; readonly path: string }
  | {
      readonly from: 'hub';
      readonly hub: string;
      readonly name: string;
      readonly revision: string;
      readonly cacheFolder: string;
    };

/** Kinds of weights: eight bits or floats. */
export type Weights = 'q8' | 'fp32';

const WEIGHTS_FILE: Readonly<Record<Weights, string>> = { q8: 'onnx/model_quantized.onnx', fp32: 'onnx/model.onnx' };

/** All that a model is loaded from: the same bytes give the same vectors. */
export function fileNames(weights: Weights): readonly string[] {
  return ['config.json', 'tokenizer.json', 'tokenizer_config.json', WEIGHTS_FILE[weights]];
}

/** Twelve hex digits that change with any file of the model. Throws when one can't be read. */
export async function hashFiles(folder: string, weights: Weights): Promise<string> {
  const all = createHash('sha256');
  for (const name of fileNames(weights)) {
    const one = createHash('sha256');
    try {
      await pipeline(createReadStream(join(folder, name)), one);
    } catch {
      throw new Error(`\`${join(folder, name)}\` can not be read`);
    }
    all.update(one.digest());
  }
  return all.digest('hex').slice(0, 12);
}
