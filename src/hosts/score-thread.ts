/** A thread with a classifier of its own, for `sluice score`: it scores one batch at a time and knows nothing of lines. */
import { workerData } from 'node:worker_threads';
import { judgedBy, type RiskScore, type Thresholds } from '../../filters/injection/classifier.ts';
import { serve } from '../threads.ts';
import { openClassifier } from './classifier.ts';
import type { ClassifierSettings } from './classifier-settings.ts';

/** What a thread is told when it starts. */
export interface ScoreThreadData {
  readonly classifier: ClassifierSettings;
  readonly modelsFolder: string;
  /** Instead of the classifier's own. */
  readonly thresholds: Partial<Thresholds>;
}

export interface ScoreRequest {
  readonly texts: readonly string[];
}

export interface ScoreReply {
  readonly scores: readonly RiskScore[];
}

const data = workerData as ScoreThreadData;
const own = await openClassifier(data.classifier, data.modelsFolder);
const thresholds = {
  suspicious: data.thresholds.suspicious ?? own.thresholds.suspicious,
  malicious: data.thresholds.malicious ?? own.thresholds.malicious,
};
if (thresholds.suspicious > thresholds.malicious)
  throw new Error(
    `a text would be malicious from ${thresholds.malicious} on, and suspicious only from ${thresholds.suspicious} on`,
  );
const classifier = judgedBy(own, thresholds);

serve(async ({ texts }: ScoreRequest): Promise<ScoreReply> => {
  const scores = await classifier.score(texts);
  if (scores.length !== texts.length) throw new Error('the classifier left a text unscored');
  return { scores };
});
