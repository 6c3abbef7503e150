/**
 * A classifier that is measured, by its name on the command line: each that the product knows, in threads as `sluice score` runs it, and the signals
 * alone. What else one takes, a model or an address, comes from the settings of the product in the environment.
 */
import type { InjectionClassifier, RiskScore, Thresholds } from '../../filters/injection/classifier.ts';
import { createSignalClassifier } from '../../filters/injection/signal-classifier.ts';
import { SCORING_CLASSIFIERS } from '../../src/cli/shell.ts';
import { openClassifier } from '../../src/hosts/classifier.ts';
import type { ClassifierSettings } from '../../src/hosts/classifier-settings.ts';
import { MODELS_FOLDER } from '../../src/hosts/project-root.ts';
import { openScorer } from '../../src/hosts/scorer.ts';
import { readSettingsWith } from '../../src/hosts/settings.ts';

export interface Contender {
  /** `id@version` */
  readonly name: string;
  readonly thresholds: Thresholds;
  /** One judgement for each text. */
  score(texts: readonly string[]): Promise<readonly RiskScore[]>;
  close(): Promise<void>;
}

/** The name of a classifier that the product has in the package. */
export const DEFAULT_CONTENDER = 'detector';
const SIGNALS = 'signals';

/** Texts that a thread is given at a time. */
const BATCH = 32;

/** The name is not that of a classifier. */
export class NoContender extends Error {}

/** `name`: `signals`, or a value of `SLUICE_CLASSIFIER`. Throws {@link NoContender}, and what the product throws when it can't be had. */
export async function openContender(name: string, workers: number): Promise<Contender> {
  // This one is asked for its name, and scores only where there are no threads for it.
  const { id, version, thresholds, score } = await openByName(name);
  const settings = settingsOf(name);
  if (settings === undefined) return { name: `${id}@${version}`, thresholds, score, close: async () => undefined };
  const scorer = await openScorer(settings, workers, {});
  const scoreAll = async (texts: readonly string[]): Promise<readonly RiskScore[]> => {
    const batches: Promise<readonly RiskScore[]>[] = [];
    for (let i = 0; i < texts.length; i += BATCH) batches.push(scorer.score(texts.slice(i, i + BATCH)));
    return (await Promise.all(batches)).flat();
  };
  // Threads start when they are needed: not while something is measured.
  await Promise.all(Array.from({ length: workers }, () => scorer.score(['An innocent line.'])));
  return { name: `${id}@${version}`, thresholds, score: scoreAll, close: () => scorer.close() };
}

/** What a classifier scored, and the processor time that all its threads took. */
export interface Pass {
  readonly risks: readonly RiskScore[];
  /** For 1,000 characters. */
  readonly cpuMsPerKilobyte: number;
}

/** Scores texts in one pass. Times are of this process: nothing else should go on in it. */
export async function scoreInOnePass(contender: Contender, texts: readonly string[]): Promise<Pass> {
  const start = process.cpuUsage();
  const risks = await contender.score(texts);
  const { user, system } = process.cpuUsage(start);
  if (risks.length !== texts.length) throw new Error('the classifier left a text unscored');
  const kilobytes = texts.reduce((sum, text) => sum + text.length, 0) / 1_000;
  return { risks, cpuMsPerKilobyte: (user + system) / 1_000 / kilobytes };
}

/** The classifier `name`, in this thread. Throws as {@link openContender} does. */
export async function openByName(name: string): Promise<InjectionClassifier> {
  const settings = settingsOf(name);
  return settings === undefined ? createSignalClassifier() : openClassifier(settings, MODELS_FOLDER);
}

/** None of `signals`, which are a part of all that the product has in the package and not chosen by themselves. */
function settingsOf(name: string): ClassifierSettings | undefined {
  if (name === SIGNALS) return undefined;
  const kind = SCORING_CLASSIFIERS.find((one) => one === name);
  if (kind === undefined) throw new NoContender(`there is no classifier \`${name}\``);
  return readSettingsWith(kind).classifier;
}
