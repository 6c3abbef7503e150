/**
 * Which files a transformer is loaded from.
 */

/** A folder as model hubs lay it out (`config.json`, `tokenizer.json`, `onnx/`), or a model on a hub at one commit, kept after the first download. */
export type ModelFiles =
  | { readonly from: 'folder'; readonly path: string }
  | { readonly from: 'hub'; readonly name: string; readonly revision: string; readonly cacheFolder: string };

/** Kinds of weights: `q8` is `onnx/model_quantized.onnx`, `fp16` `onnx/model_fp16.onnx`, `fp32` `onnx/model.onnx`. */
export type Weights = 'q8' | 'fp16' | 'fp32';
