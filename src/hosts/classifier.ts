/**
 * Opens the classifier that the settings name. One that can't be had is an error, which names the setting that does without it: no document is
 * ever scored by another in its place.
 */
import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { InjectionClassifier } from '../../filters/injection/classifier.ts';
import { NgramScorer } from '../../filters/injection/ngrams/model.ts';
import { SIGNAL_CLASSIFIER_VERSION } from '../../filters/injection/signal-classifier.ts';
import {
  type DetectorCard,
  detectorCard,
  type NgramsCard,
  ngramsCard,
  type ReadModelFile,
  readCard,
  readChecked,
} from '../classifiers/detector/card.ts';
import {
  type CombinedClassifier,
  type CombinedOptions,
  createCombinedClassifier,
} from '../classifiers/detector/combined.ts';
import { loadTagger } from '../classifiers/detector/tagger.ts';
import { EndpointClassifier } from '../classifiers/endpoint/endpoint-classifier.ts';
import type { ClassifyingModel } from '../classifiers/transformers/settings.ts';
import { TransformersClassifier } from '../classifiers/transformers/transformers-classifier.ts';
import { ClassifierUnavailable } from '../classifiers/unavailable.ts';
import { folderOf } from '../embedding/transformers/hub.ts';
import { Tokenizer } from '../word-pieces/tokenizer.ts';
import type { ClassifierSettings } from './classifier-settings.ts';

type OwnClassifier = Extract<ClassifierSettings, { readonly kind: 'detector' | 'portable' }>;

/** Folders of the models that are part of the package. */
const NGRAMS = 'injection-ngrams';
const DETECTOR = 'injection-detector';
const LIBRARY = '@huggingface/transformers';
const WITHOUT_IT = 'SLUICE_CLASSIFIER=portable does without it, and finds less';

/**
 * `modelsFolder` is that of the package. Throws {@link ClassifierUnavailable}: when a file is missing, when its SHA-256 is not the one in its
 * card, or when the package that runs the model is not installed.
 */
export function openClassifier(settings: OwnClassifier, modelsFolder: string): Promise<CombinedClassifier>;
export function openClassifier(settings: ClassifierSettings, modelsFolder: string): Promise<InjectionClassifier>;
export async function openClassifier(settings: ClassifierSettings, modelsFolder: string): Promise<InjectionClassifier> {
  switch (settings.kind) {
    case 'portable':
      return openPortable(join(modelsFolder, NGRAMS));
    case 'detector':
      return openDetector(join(modelsFolder, NGRAMS), join(modelsFolder, DETECTOR));
    case 'transformers':
      return TransformersClassifier.open(settings);
    case 'endpoint':
      return new EndpointClassifier(settings);
    default:
      return settings satisfies never;
  }
}

/**
 * Whether what the settings name is there, without loading it: for who opens a service and has no document yet. A model on a hub is fetched, so that no
 * document's time goes by with it. Throws as {@link openClassifier} does.
 */
export async function findClassifier(settings: ClassifierSettings, modelsFolder: string): Promise<void> {
  switch (settings.kind) {
    case 'portable':
      return void (await readCard(filesIn(join(modelsFolder, NGRAMS)), ngramsCard));
    case 'detector':
      return findDetector(modelsFolder);
    case 'transformers':
      return findModel(settings);
    case 'endpoint':
      return;
    default:
      return settings satisfies never;
  }
}

async function findModel({ files, weights }: ClassifyingModel): Promise<void> {
  try {
    await folderOf(files, weights);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : 'unknown';
    throw new ClassifierUnavailable(`the classifying model can not be had: ${problem}`, { cause });
  }
}

async function findDetector(modelsFolder: string): Promise<void> {
  await readCard(filesIn(join(modelsFolder, NGRAMS)), ngramsCard);
  const folder = join(modelsFolder, DETECTOR);
  const { sha256 } = await readDetectorCard(folder);
  for (const name of Object.keys(sha256)) {
    await access(join(folder, name)).catch((cause: unknown) => {
      throw new ClassifierUnavailable(`the classifier’s file \`${join(folder, name)}\` is missing: ${WITHOUT_IT}`, {
        cause,
      });
    });
  }
  try {
    createRequire(import.meta.url).resolve(LIBRARY);
  } catch (cause) {
    throw new ClassifierUnavailable(`the optional package \`${LIBRARY}\` is not installed: ${WITHOUT_IT}`, { cause });
  }
}

async function openPortable(folder: string): Promise<CombinedClassifier> {
  const { card, scorer } = await openNgrams(folder);
  return ready({
    ...{ id: 'portable', version: versionOf(card), thresholds: card.thresholds },
    ...{ ngrams: scorer, tagging: undefined },
    rule: card.rule,
    // There are no tokens.
    ...{ spanFloor: 0.5, gapTokens: 0 },
  });
}

async function openDetector(ngramsFolder: string, folder: string): Promise<CombinedClassifier> {
  const { card: ofNgrams, scorer } = await openNgrams(ngramsFolder);
  const card = await readDetectorCard(folder);
  const read = filesIn(folder);
  const vocabulary = await readVocabulary(read, card);
  await readChecked(read, 'config.json', card.sha256['config.json']);
  await readChecked(read, 'onnx/model_quantized.onnx', card.sha256['onnx/model_quantized.onnx']);
  const tagger = await loadTagger(folder, {
    ...{ windowTokens: card.windowTokens, strideTokens: card.strideTokens },
    ...{ begin: rowOf(vocabulary, '[CLS]'), end: rowOf(vocabulary, '[SEP]') },
  }).catch((cause: unknown) => {
    const problem = cause instanceof Error ? cause.message : 'unknown';
    throw new ClassifierUnavailable(`the classifier can not be loaded: ${problem}; ${WITHOUT_IT}`, { cause });
  });
  return ready({
    ...{ id: card.id, version: `${card.version}-${versionOf(ofNgrams)}`, thresholds: card.thresholds },
    ...{ ngrams: scorer, tagging: { tokenizer: new Tokenizer(vocabulary), tagger } },
    ...{ rule: card.rule, ...card.spans },
  });
}

/** What is compiled with the first text is compiled now: no document's time is spent on it. */
async function ready(options: CombinedOptions): Promise<CombinedClassifier> {
  const classifier = createCombinedClassifier(options);
  await classifier.score(['ready']);
  return classifier;
}

/** Moves with everything that a score depends on. */
function versionOf(ngrams: NgramsCard): string {
  return `${ngrams.version}-${SIGNAL_CLASSIFIER_VERSION}`;
}

async function openNgrams(folder: string): Promise<{ readonly card: NgramsCard; readonly scorer: NgramScorer }> {
  const read = filesIn(folder);
  const card = await readCard(read, ngramsCard);
  const bytes = await readChecked(read, 'weights.bin', card.sha256['weights.bin']);
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { card, scorer: new NgramScorer({ weights, scale: card.scale, bias: card.bias }) };
}

async function readDetectorCard(folder: string): Promise<DetectorCard> {
  return readCard(filesIn(folder, `: ${WITHOUT_IT}`), detectorCard);
}

async function readVocabulary(read: ReadModelFile, { sha256 }: DetectorCard): Promise<readonly string[]> {
  const bytes = await readChecked(read, 'vocab.txt', sha256['vocab.txt']);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replace(/\n$/, '').split('\n');
}

function rowOf(vocabulary: readonly string[], token: string): number {
  const row = vocabulary.indexOf(token);
  if (row < 0) throw new ClassifierUnavailable(`the classifier’s file \`vocab.txt\` has no \`${token}\``);
  return row;
}

function filesIn(folder: string, advice = ''): ReadModelFile {
  return async (name) => {
    const path = join(folder, name);
    try {
      return new Uint8Array(await readFile(path));
    } catch (cause) {
      throw new ClassifierUnavailable(`the classifier’s file \`${path}\` can not be read${advice}`, { cause });
    }
  };
}
