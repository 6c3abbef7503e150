/**
 * Where the weights of a transformer come from: a folder, or a model hub, from which they are fetched once and kept. Guarantees that a
 * path is never taken for the name of a model, nor a name for a path, and that what is fetched is pinned to a commit.
 */
import { isAbsolute, resolve } from 'node:path';
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

/** Eight bits or floats. */
export const modelWeights = z.enum(['q8', 'fp32']).default('q8');

/** Where models come from that are named, and where they are kept. */
export interface Hub {
  /** `https://hub.example`, without a slash at its end. */
  readonly url: string;
  readonly cacheFolder: string;
}

/** The files that a model and a revision name; `undefined` when one of both lacks the other. */
export function modelFiles(name: string, revision: string | undefined, hub: Hub): ModelFiles | undefined {
  if (isPath(name)) return revision === undefined ? { from: 'folder', path: resolve(name) } : undefined;
  if (revision === undefined) return undefined;
  return { from: 'hub', hub: hub.url, name, revision, cacheFolder: hub.cacheFolder };
}

/** What to say when there are no such files. */
export const revisionFault = 'is required for a model on its hub, and means nothing for a folder';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a URL leads to this machine: nobody can listen on the way. */
export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.has(hostname);
}

/** Weights are code that runs on every document: they come encrypted, or from this machine. */
export function isModelHub(text: string): boolean {
  if (!isBaseUrl(text) || text.endsWith('/')) return false;
  const url = new URL(text);
  return url.protocol === 'https:' || isLoopback(url);
}

export const MODEL_HUB_FAULT = 'is an `https` URL without `/` at its end; `http` only to this machine';

/** A URL of a service that paths are added to. */
export function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '');
}

function isPath(name: string): boolean {
  return isAbsolute(name) || name.startsWith('.');
}
