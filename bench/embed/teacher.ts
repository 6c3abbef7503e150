/**
 * The transformer that the default model was distilled from, run by the library for it on one core, from a local folder alone.
 */
import { basename, dirname, resolve } from 'node:path';
import type { Contender } from './contender.ts';

/** `q8` are the eight-bit weights, `onnx/model_quantized.onnx`; `fp32` is `onnx/model.onnx`. */
export type Weights = 'fp32' | 'q8';

/** Opens the model in a folder that is laid out as on a model hub. Rejects when it or the library is missing. */
export async function openTeacher(folder: string, weights: Weights): Promise<Contender> {
  const { env, pipeline } = await import('@huggingface/transformers');
  const path = resolve(folder);
  env.allowRemoteModels = false;
  env.localModelPath = dirname(path);
  const extract = await pipeline('feature-extraction', basename(path), {
    ...{ dtype: weights, device: 'cpu', local_files_only: true },
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  });
  return {
    name: `transformer, ${weights}`,
    warmTexts: 4,
    async embed(texts) {
      const { dims } = await extract([...texts], { pooling: 'mean', normalize: true });
      return dims[0] ?? 0;
    },
    async close() {
      await extract.dispose();
    },
  };
}
