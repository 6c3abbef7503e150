/**
 * Loads a transformer from a folder and runs it on one text, or one pair, at a time. In a batch each text would be padded to the longest,
 * and weights of eight bits scale their activations over the whole batch: the same passage then gets another vector beside other passages
 * (cosines down to 0.98 were measured), and on a processor a batch is no faster. Guarantees that nothing is fetched.
 */
import type { Tensor } from '@huggingface/transformers';
import { hashFiles, type Weights } from './model-files.ts';

type Library = typeof import('@huggingface/transformers');

/** What the library answers when it is asked to look elsewhere than in the folder. */
const REFUSED = 'a model is loaded from its folder alone';
/** Beyond this many tokens attention takes hundreds of megabytes, and no passage is as long. */
const MAX_WINDOW = 2_048;
/** Characters that the tokenizer is given, at most: more than fill any window. */
const MAX_CHARACTERS = 40_000;
/** Positions that models of some families keep for themselves. */
const RESERVED_POSITIONS = 2;

/** A text as the model reads it, cut at its window. */
export interface Tokens {
  readonly ids: readonly number[];
  /** To which text of a pair each belongs, for models that want to know. */
  readonly types: readonly number[] | undefined;
}

export interface Transformer {
  /** Changes with any file of the model. */
  readonly version: string;
  /** Tokens that the model reads at a time, special ones included. */
  readonly window: number;
  /** Of a model that classifies: its labels, in the order of its logits. */
  readonly labels: readonly string[];
  /** All of `text`, however long. */
  encodeWhole(text: string): Tokens;
  encode(text: string, pair?: string): Tokens;
  /** How many tokens stand for something: special and unknown ones do not. */
  known(tokens: Tokens): number;
  /** What the model makes of them, by name; floats in a batch of one. */
  run(tokens: Tokens): Promise<Record<string, Tensor | undefined>>;
}

/** `load` is there to be replaced in tests. */
export async function loadLibrary(
  load: () => Promise<Library> = () => import('@huggingface/transformers'),
): Promise<Library> {
  try {
    return await load();
  } catch (cause) {
    throw new Error('the optional package `@huggingface/transformers` is not installed, or can not be loaded', {
      cause,
    });
  }
}

/**
 * Loads the model in `folder`: one that answers with vectors of tokens, or one that classifies.
 *
 * @param threads that one run may use; as many as there are processors unless it is said.
 */
export async function loadTransformer(
  folder: string,
  weights: Weights,
  kind: 'tokens' | 'class',
  threads?: number,
): Promise<Transformer> {
  const version = await hashFiles(folder, weights);
  const library = await loadLibrary();
  const { AutoModel, AutoModelForSequenceClassification, AutoTokenizer, Tensor, env } = library;
  env.allowRemoteModels = false;
  env.useFSCache = false;
  env.useWasmCache = false;
  env.logLevel = library.LogLevel.NONE;
  env.fetch = () => Promise.reject(new Error(REFUSED));
  const tokenizer = await AutoTokenizer.from_pretrained(folder, { local_files_only: true });
  const session = { logSeverityLevel: 4, ...(threads !== undefined && { intraOpNumThreads: threads }) } as const;
  const options = { dtype: weights, local_files_only: true, session_options: session } as const;
  const model =
    kind === 'tokens'
      ? await AutoModel.from_pretrained(folder, options)
      : await AutoModelForSequenceClassification.from_pretrained(folder, options);
  const window = windowOf(tokenizer.model_max_length, model.config);
  const special = new Set<number>([...tokenizer.all_special_ids, tokenizer.unk_token_id]);

  const tensor = (values: readonly number[]) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);

  return {
    ...{ version, window, labels: labelsOf(model.config) },
    encodeWhole(text) {
      const { input_ids: ids, token_type_ids: types } = tokenizer(text, { return_tensor: false });
      return { ids, types };
    },
    encode(text, pair) {
      const { input_ids: ids, token_type_ids: types } = tokenizer(text.slice(0, MAX_CHARACTERS), {
        text_pair: pair?.slice(0, MAX_CHARACTERS) ?? null,
        return_tensor: false,
      });
      const last = ids.at(-1);
      if (ids.length <= window || last === undefined) return { ids, types };
      // What the model expects at the end stays at the end.
      const kept = special.has(last) ? [...ids.slice(0, window - 1), last] : ids.slice(0, window);
      return { ids: kept, types: types?.slice(0, window) };
    },
    known: ({ ids }) => ids.reduce((sum, id) => sum + (special.has(id) ? 0 : 1), 0),
    run: ({ ids, types }) =>
      model({
        input_ids: tensor(ids),
        attention_mask: tensor(ids.map(() => 1)),
        ...(types && { token_type_ids: tensor(types) }),
      }),
  };
}

/** Tokenizers that know no limit name one that is absurd; then it is what the model has positions for. */
function windowOf(ofTokenizer: number, config: object): number {
  const positions = 'max_position_embeddings' in config ? Number(config.max_position_embeddings) : Number.NaN;
  const window = Math.min(ofTokenizer, Number.isFinite(positions) ? positions : MAX_WINDOW, MAX_WINDOW);
  return window === positions && ofTokenizer > positions ? window - RESERVED_POSITIONS : window;
}

/** Numbers in the configuration are keys of an object. */
function labelsOf(config: object): readonly string[] {
  if (!('id2label' in config) || typeof config.id2label !== 'object' || config.id2label === null) return [];
  const names = new Map(Object.entries(config.id2label));
  return Array.from({ length: names.size }, (_, id) => String(names.get(`${id}`) ?? id));
}
