/**
 * Runs the tagger, a transformer in ONNX, with the optional package for it. Guarantees that nothing is fetched. One session, one thread: a service
 * reads several documents at a time, each in a thread of its own.
 */
import { loadLibrary } from '../../embedding/transformers/load.ts';
import type { Tagger } from './windows.ts';

/** Of `logits[batch, token, class]`: the token is part of an instruction; of the first token: the window holds one. */
const CLASSES = 2;
const [TOKEN, WINDOW] = [0, 1] as const;
const REFUSED = 'a model is loaded from its folder alone';

export interface TaggerOptions {
  readonly windowTokens: number;
  readonly strideTokens: number;
  /** Rows of `[CLS]` and `[SEP]`. */
  readonly begin: number;
  readonly end: number;
}

/** Loads the model in `folder`, as model hubs lay it out. */
export async function loadTagger(
  folder: string,
  { windowTokens, strideTokens, begin, end }: TaggerOptions,
): Promise<Tagger> {
  const library = await loadLibrary();
  const { AutoModelForTokenClassification, Tensor, env } = library;
  env.allowRemoteModels = false;
  env.useFSCache = false;
  env.useWasmCache = false;
  env.logLevel = library.LogLevel.NONE;
  env.fetch = () => Promise.reject(new Error(REFUSED));
  const model = await AutoModelForTokenClassification.from_pretrained(folder, {
    dtype: 'q8',
    local_files_only: true,
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 4 },
  });
  return {
    ...{ windowTokens, strideTokens },
    async tag(ids) {
      const count = ids.length + 2;
      const rows = new BigInt64Array(count);
      rows[0] = BigInt(begin);
      for (let at = 0; at < ids.length; at += 1) rows[at + 1] = BigInt(ids[at] ?? 0);
      rows[count - 1] = BigInt(end);
      const { logits } = (await model({
        input_ids: new Tensor('int64', rows, [1, count]),
        attention_mask: new Tensor('int64', new BigInt64Array(count).fill(1n), [1, count]),
      })) as { readonly logits?: { readonly data: unknown } };
      const data = logits?.data;
      if (!(data instanceof Float32Array) || data.length !== count * CLASSES || !data.every(Number.isFinite))
        throw new Error('the model does not answer with two logits for each token');
      const tokens = Float32Array.from(ids, (_, at) => data[(at + 1) * CLASSES + TOKEN] ?? 0);
      return { tokens, window: data[WINDOW] ?? 0 };
    },
  };
}
