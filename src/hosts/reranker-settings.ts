/**
 * Settings of the reranker. Without a model there is none.
 */
import { z } from 'zod';
import type { CrossEncoder } from '../reranking/settings.ts';
import { type Hub, modelFiles, modelName, modelRevision, modelWeights, revisionFault } from './model-source.ts';

export type RerankerSettings = CrossEncoder;

const environment = z.object({
  /** `owner/name` on the model hub, or a folder. */
  SLUICE_RERANKER_MODEL: modelName.optional(),
  SLUICE_RERANKER_REVISION: modelRevision.optional(),
  SLUICE_RERANKER_WEIGHTS: modelWeights,
});

export const RERANKER_KEYS: ReadonlySet<string> = new Set(Object.keys(environment.shape));

/** The reranker that the environment names, if any. What is wrong goes to `faults`. */
export function readReranker(from: NodeJS.ProcessEnv, hub: Hub, faults: string[]): RerankerSettings | undefined {
  const { data, error } = environment.safeParse(from);
  faults.push(...(error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []));
  if (data === undefined) return undefined;
  const name = data.SLUICE_RERANKER_MODEL;
  if (name === undefined) {
    const others = [...RERANKER_KEYS].filter((key) => from[key] !== undefined);
    faults.push(...others.map((key) => `${key}: means nothing without SLUICE_RERANKER_MODEL`));
    return undefined;
  }
  const files = modelFiles(name, data.SLUICE_RERANKER_REVISION, hub);
  if (files === undefined) faults.push(`SLUICE_RERANKER_REVISION: ${revisionFault}`);
  return files && { files, weights: data.SLUICE_RERANKER_WEIGHTS };
}
