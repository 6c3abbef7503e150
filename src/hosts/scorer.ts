/**
 * Scores texts in threads, each with a classifier of its own: as many at a time as there are threads. Threads start when those that run are busy, and the
 * first at once, so that a classifier that can't be had is told of before anything is read.
 */
import type { RiskScore, Thresholds } from '../../filters/injection/classifier.ts';
import { Thread } from '../threads.ts';
import { findClassifier } from './classifier.ts';
import type { ClassifierSettings } from './classifier-settings.ts';
import { MODELS_FOLDER } from './project-root.ts';
import type { ScoreReply, ScoreRequest, ScoreThreadData } from './score-thread.ts';

export interface Scorer {
  /** One judgement for each text, in their order. Calls are served in the order in which they come, and answered when they are done. */
  score(texts: readonly string[]): Promise<readonly RiskScore[]>;
  close(): Promise<void>;
}

type ScoringThread = Thread<ScoreRequest, ScoreReply>;

/** @param thresholds instead of the classifier's own. */
export async function openScorer(
  classifier: ClassifierSettings,
  workers: number,
  thresholds: Partial<Thresholds>,
): Promise<Scorer> {
  await findClassifier(classifier, MODELS_FOLDER);
  const data: ScoreThreadData = { classifier, modelsFolder: MODELS_FOLDER, thresholds };
  const start = () => Thread.start<ScoreRequest, ScoreReply>('score-thread', import.meta.url, data);
  const all: Promise<ScoringThread>[] = [start()];
  const idle: ScoringThread[] = [await Promise.race(all)];
  const waiting: ((thread: ScoringThread) => void)[] = [];

  async function take(): Promise<ScoringThread> {
    const thread = idle.pop();
    if (thread !== undefined) return thread;
    if (all.length === workers) return new Promise((resolve) => waiting.push(resolve));
    const started = start();
    all.push(started);
    return started;
  }

  return {
    async score(texts) {
      const thread = await take();
      try {
        return (await thread.call({ texts })).scores;
      } finally {
        const next = waiting.shift();
        if (next === undefined) idle.push(thread);
        else next(thread);
      }
    },
    async close() {
      await Promise.all(all.map((thread) => thread.then((one) => one.close()).catch(() => undefined)));
    },
  };
}
