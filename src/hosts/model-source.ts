/**
 * Where the weights of a transformer come from: a folder, or a model hub, from which they are fetched once and kept. Guarantees that a
 * path is never taken for the name of a model, nor a name for a path, and that what is fetched is pinned to a commit.
 */
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import type { ModelFiles } from '../embedding/transformers/model-files.ts';

const COMMIT = /^[0-9a-f]{40}$/;
const HUB_NAME = /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/;

/** A path is absolute or starts with a dot; everything else is `owner/name`. */
export const modelName = z
  .string()
  .max(1_000)
  .refine(
    (name) => isPath(name) || HUB_NAME.test(name),
    'is `owner/name` of a model on its hub, or a folder: `/models/…`, `./models/…`',
  );

export const modelRevision = z.string().regex(COMMIT, 'is a commit of the model on its hub: 40 hex digits');

/** Kinds of weights: eight bits, 16 and 32. */
export const modelWeights = z.enum(['q8', 'fp16', 'fp32']).default('q8');

/** The files that a model and a revision name; `undefined` when one of both lacks the other. Downloads are kept in the data folder. */
export function modelFiles(name: string, revision: string | undefined, dataFolder: string): ModelFiles | undefined {
  if (isPath(name)) return revision === undefined ? { from: 'folder', path: resolve(name) } : undefined;
  if (revision === undefined) return undefined;
  return { from: 'hub', name, revision, cacheFolder: resolve(join(dataFolder, 'models')) };
}

/** What to say when there are no such files. */
export const revisionFault = 'is required for a model on its hub, and means nothing for a folder';

function isPath(name: string): boolean {
  return isAbsolute(name) || name.startsWith('.');
}
