/**
 * Scores with any model that classifies texts, in the thread that asks. The model reads windows of its own length one at a time, so that a score does
 * not depend on what else is scored; the text is given to it as it is, since it was not trained on folded text. No text leaves the process.
 */
import { basename } from 'node:path';
import type { InjectionClassifier, RiskScore, Thresholds } from '../../../filters/injection/classifier.ts';
import { folderOf } from '../../embedding/transformers/hub.ts';
import { loadTransformer, type Transformer } from '../../embedding/transformers/load.ts';
import { attacksAmong } from '../attack-labels.ts';
import { scoreByWindows, type WindowModel } from '../by-windows.ts';
import { scoreWithDecoded } from '../decoded.ts';
import { ClassifierUnavailable } from '../unavailable.ts';
import type { ClassifyingModel } from './settings.ts';

/** Moves when texts are cut or put together otherwise. */
const METHOD = '1';
const BATCH = 16;

export class TransformersClassifier implements InjectionClassifier {
  readonly id: string;
  readonly version: string;
  readonly thresholds: Thresholds;
  readonly #model: WindowModel;

  private constructor(id: string, version: string, thresholds: Thresholds, model: WindowModel) {
    this.id = id;
    this.version = version;
    this.thresholds = thresholds;
    this.#model = model;
  }

  /** Loads the model, from its hub if need be. Throws `ClassifierUnavailable`. */
  static async open({ files, weights, attackLabels, thresholds }: ClassifyingModel): Promise<TransformersClassifier> {
    try {
      const transformer = await loadTransformer(await folderOf(files, weights), weights, 'class', 1);
      const attacks = attacksAmong(transformer.labels, { attackLabels });
      // Once now: a model that answers with something else is told of at the start.
      await scoreOf('', transformer, attacks);
      const id = files.from === 'hub' ? files.name : basename(files.path);
      const version = [transformer.version, weights, attacks.join('+'), METHOD].join('-');
      return new TransformersClassifier(id, version, thresholds, windowModel(transformer, attacks));
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : 'unknown';
      throw new ClassifierUnavailable(`the classifying model can not be loaded: ${message}`, { cause });
    }
  }

  score(texts: readonly string[]): Promise<readonly RiskScore[]> {
    const plain = (some: readonly string[]) => scoreByWindows(some, this.#model, this.thresholds);
    return scoreWithDecoded(texts, plain, this.thresholds);
  }
}

function windowModel(transformer: Transformer, attacks: readonly number[]): WindowModel {
  // A beginning and an end, which every window has once.
  const special = transformer.encodeWhole('').ids.length;
  return {
    name: 'transformers',
    batch: BATCH,
    capacity: Math.max(1, transformer.window - special),
    sizeOf: (text) => transformer.encodeWhole(text).ids.length - special,
    async score(texts) {
      const scores: number[] = [];
      for (const text of texts) scores.push(await scoreOf(text, transformer, attacks));
      return scores;
    },
  };
}

/** A window that has more tokens together than its pieces had alone is read in two halves. */
async function scoreOf(text: string, transformer: Transformer, attacks: readonly number[]): Promise<number> {
  const tokens = transformer.encodeWhole(text);
  if (tokens.ids.length > transformer.window && text.length > 1) {
    const middle = text.length >>> 1;
    const first = await scoreOf(text.slice(0, middle), transformer, attacks);
    return Math.max(first, await scoreOf(text.slice(middle), transformer, attacks));
  }
  const { logits } = await transformer.run(tokens);
  const values = logits?.data;
  if (
    !(values instanceof Float32Array) ||
    values.length !== transformer.labels.length ||
    !values.every(Number.isFinite)
  )
    throw new Error('the model does not answer with a number for each of its labels');
  return probabilityOf(values, attacks);
}

/** Of all attacks together: softmax over the labels, or the logistic function where there is one label. */
function probabilityOf(logits: Float32Array, attacks: readonly number[]): number {
  if (logits.length === 1) return 1 / (1 + Math.exp(-(logits[0] ?? 0)));
  const highest = Math.max(...logits);
  const weights = Array.from(logits, (logit) => Math.exp(logit - highest));
  const sum = weights.reduce((a, b) => a + b);
  return Math.min(1, attacks.reduce((a, at) => a + (weights[at] ?? 0), 0) / sum);
}
