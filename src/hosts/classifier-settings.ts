/**
 * Settings of the classifiers that look for hidden instructions: the one whose scores count, and one that may score beside it. What is chosen is what is
 * used: one that can't be opened is an error, and never another in its place. Plain data, which crosses over to the threads that read.
 */
import { z } from 'zod';
import type { Thresholds } from '../../filters/injection/classifier.ts';
import { ENDPOINT_SHAPES, type EndpointShape, type ScoringEndpoint } from '../classifiers/endpoint/settings.ts';
import type { ClassifyingModel } from '../classifiers/transformers/settings.ts';
import { endpointKey, readEndpointKey } from './endpoint-key.ts';
import {
  type Hub,
  isBaseUrl,
  isLoopback,
  modelFiles,
  modelName,
  modelRevision,
  modelWeights,
  revisionFault,
} from './model-source.ts';

export type ClassifierSettings =
  /** The model in the package, with n-grams and signals. Needs the optional package that runs it. */
  | { readonly kind: 'detector' }
  /** N-grams and signals alone: plain code, quicker, and it finds less. */
  | { readonly kind: 'portable' }
  /** Somebody else's model, run here. */
  | ({ readonly kind: 'transformers' } & ClassifyingModel)
  /** Somebody else's model, run elsewhere: text of documents leaves the process. */
  | ({ readonly kind: 'endpoint' } & ScoringEndpoint);

const probability = z.coerce.number().min(0).max(1);

/** What nobody measured has thresholds that somebody chose: half, and nine tenths. */
const thresholds = { SUSPICIOUS: probability.default(0.5), MALICIOUS: probability.default(0.9) };

/** Names with commas between them. */
const labels = z
  .string()
  .max(1_000)
  .transform((text) => text.split(',').map((name) => name.trim()))
  .refine((names) => names.every((name) => name !== ''), 'is names of labels with commas between them')
  .optional();

/** UTF-8 bytes: no more than 512 tokens of a model that falls back on bytes, or what a service takes at a time. */
const WINDOW_BYTES: Readonly<Record<EndpointShape, number>> = { scores: 60_000, predict: 500, inputs: 500 };

const ofDetector = z.strictObject({ KIND: z.literal('detector') });

const ofPortable = z.strictObject({ KIND: z.literal('portable') });

const ofTransformers = z.strictObject({
  KIND: z.literal('transformers'),
  /** `owner/name` on the model hub, or a folder. */
  MODEL: modelName,
  REVISION: modelRevision.optional(),
  WEIGHTS: modelWeights,
  LABEL: labels,
  ...thresholds,
});

const ofEndpoint = z.strictObject({
  KIND: z.literal('endpoint'),
  URL: z
    .string()
    .max(2_000)
    .refine(isSafe, 'is an `https` URL without credentials or `?`; `http` only to this machine'),
  KEY: endpointKey.optional(),
  KEY_FILE: z.string().min(1).optional(),
  SHAPE: z.enum(ENDPOINT_SHAPES).default('scores'),
  /** Any name of the model, and of its state: another one says that scores are others. */
  MODEL: z
    .string()
    .regex(/^[\w./:-]{1,200}$/, 'is 1 to 200 of letters, digits, `.`, `/`, `:`, `_` and `-`')
    .default('endpoint'),
  REVISION: z
    .string()
    .regex(/^[\w.:-]{1,100}$/, 'is 1 to 100 of letters, digits, `.`, `:`, `_` and `-`')
    .optional(),
  WINDOW_BYTES: z.coerce.number().int().min(64).max(1_000_000).optional(),
  TIMEOUT_S: z.coerce.number().int().min(1).max(60).default(10),
  LABEL: labels,
  ...thresholds,
});

const ofAny = z.discriminatedUnion('KIND', [ofDetector, ofPortable, ofTransformers, ofEndpoint], {
  error: 'is `detector`, `portable`, `transformers` or `endpoint`',
});

/** The classifier whose scores count. */
const LIVE = 'SLUICE_CLASSIFIER';
/** The one that scores beside it. */
const SHADOW = 'SLUICE_SHADOW_CLASSIFIER';

const NAMES = [...new Set(ofAny.options.flatMap(({ shape }) => Object.keys(shape)))];

/** What a setting is called in the environment. */
const keyOf = (prefix: string, name: string) => (name === 'KIND' ? prefix : `${prefix}_${name}`);

/** Every key that some kind knows. */
export const CLASSIFIER_KEYS: ReadonlySet<string> = new Set(
  [LIVE, SHADOW].flatMap((prefix) => NAMES.map((name) => keyOf(prefix, name))),
);

/** The classifier that the environment names. What is wrong goes to `faults`; then there is none. */
export function readClassifier(from: NodeJS.ProcessEnv, hub: Hub, faults: string[]): ClassifierSettings | undefined {
  return read(LIVE, { KIND: 'detector', ...ownOf(LIVE, from) }, hub, faults);
}

/** The classifier that is to score beside the live one, if any. */
export function readShadow(from: NodeJS.ProcessEnv, hub: Hub, faults: string[]): ClassifierSettings | undefined {
  const own = ownOf(SHADOW, from);
  if (own.KIND !== undefined) return read(SHADOW, own, hub, faults);
  faults.push(...Object.keys(own).map((name) => `${keyOf(SHADOW, name)}: means nothing without ${SHADOW}`));
  return undefined;
}

/** The environment with another classifier chosen; settings that mean nothing to that one are left out. */
export function choosing(kind: ClassifierSettings['kind'], from: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const option = ofAny.options.find(({ shape }) => shape.KIND.value === kind);
  const known = new Set(Object.keys(option?.shape ?? {}).map((name) => keyOf(LIVE, name)));
  const isOther = (key: string) => NAMES.some((name) => keyOf(LIVE, name) === key) && !known.has(key);
  return { ...Object.fromEntries(Object.entries(from).filter(([key]) => !isOther(key))), [LIVE]: kind };
}

/** The settings of one classifier, without their prefix. */
function ownOf(prefix: string, from: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = from[keyOf(prefix, name)];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function read(
  prefix: string,
  own: Readonly<Record<string, string>>,
  hub: Hub,
  faults: string[],
): ClassifierSettings | undefined {
  const { data, error } = ofAny.safeParse(own);
  faults.push(...(error?.issues.flatMap((issue) => faultsOf(issue, prefix, own)) ?? []));
  switch (data?.KIND) {
    case undefined:
      return undefined;
    case 'detector':
      return { kind: 'detector' };
    case 'portable':
      return { kind: 'portable' };
    case 'transformers':
      return transformers(prefix, data, hub, faults);
    case 'endpoint':
      return endpoint(prefix, data, faults);
    default:
      return data satisfies never;
  }
}

function transformers(
  prefix: string,
  data: z.infer<typeof ofTransformers>,
  hub: Hub,
  faults: string[],
): ClassifierSettings | undefined {
  const files = modelFiles(data.MODEL, data.REVISION, hub);
  if (files === undefined) faults.push(`${prefix}_REVISION: ${revisionFault}`);
  return (
    files && {
      ...{ kind: 'transformers', files, weights: data.WEIGHTS, attackLabels: data.LABEL },
      thresholds: thresholdsOf(prefix, data, faults),
    }
  );
}

function endpoint(prefix: string, data: z.infer<typeof ofEndpoint>, faults: string[]): ClassifierSettings {
  return {
    ...{ kind: 'endpoint', url: data.URL, shape: data.SHAPE, model: data.MODEL, revision: data.REVISION },
    key: readEndpointKey(prefix, data, faults),
    windowBytes: data.WINDOW_BYTES ?? WINDOW_BYTES[data.SHAPE],
    timeoutMs: data.TIMEOUT_S * 1_000,
    attackLabels: data.LABEL,
    thresholds: thresholdsOf(prefix, data, faults),
  };
}

function thresholdsOf(
  prefix: string,
  { SUSPICIOUS, MALICIOUS }: { readonly SUSPICIOUS: number; readonly MALICIOUS: number },
  faults: string[],
): Thresholds {
  if (SUSPICIOUS > MALICIOUS) faults.push(`${prefix}_SUSPICIOUS: is at most ${prefix}_MALICIOUS`);
  return { suspicious: SUSPICIOUS, malicious: MALICIOUS };
}

/** Texts of documents travel there. */
function isSafe(url: string): boolean {
  if (!isBaseUrl(url)) return false;
  const parsed = new URL(url);
  return parsed.protocol === 'https:' || isLoopback(parsed);
}

function faultsOf(issue: z.core.$ZodIssue, prefix: string, own: Readonly<Record<string, string>>): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => `${keyOf(prefix, name)}: means nothing to this ${prefix}`);
  const name = issue.path.join('.');
  return [`${keyOf(prefix, name)}: ${own[name] === undefined ? `is required by this ${prefix}` : issue.message}`];
}
