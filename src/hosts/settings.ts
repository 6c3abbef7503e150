/**
 * Settings, read from the environment: here and nowhere else. All faults are listed at once, by the name of their key and
 * never with its value.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { HOLD_FROM, type HoldFrom } from '../../ingest/hold-from.ts';
import { LIMITS } from '../broker.ts';
import { parseSecret } from '../evidence/keys.ts';
import { type IssuerSettings, issuersSettings } from '../identity/settings.ts';
import {
  CLASSIFIER_KEYS,
  type ClassifierSettings,
  choosing,
  readClassifier,
  readShadow,
} from './classifier-settings.ts';
import { EMBEDDER_KEYS, type EmbedderSettings, readEmbedder } from './embedder-settings.ts';
import { INDEX_KEYS, type IndexSettings, readIndex } from './index-settings.ts';
import { METRICS_KEYS, readMetricsToken } from './metrics-settings.ts';
import { isModelHub, MODEL_HUB_FAULT } from './model-source.ts';
import { RERANKER_KEYS, type RerankerSettings, readReranker } from './reranker-settings.ts';

const MEBIBYTE = 1024 * 1024;

const whole = (from: number, to: number, otherwise: number) =>
  z.coerce.number().int().min(from).max(to).default(otherwise);

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const environment = z.object({
  /** Folder of everything that is kept. */
  SLUICE_DATA: z.string().min(1).default('.sluice'),
  /** Workspace of the local development issuer and of the command line. */
  SLUICE_WORKSPACE: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'is 1 to 63 of `a-z`, `0-9` and `-`')
    .default('main'),
  /** JSON file of trusted issuers. With it there is no local development issuer. */
  SLUICE_ISSUERS: z.string().min(1).optional(),
  /** URL under which clients reach the service; named in the protected-resource metadata. */
  SLUICE_PUBLIC_URL: z.url().optional(),
  SLUICE_HOST: z.string().min(1).default('127.0.0.1'),
  SLUICE_PORT: whole(0, 65_535, 8787),
  /** Proxies in front that each name the address they were called from. */
  SLUICE_TRUSTED_PROXIES: whole(0, 10, 0),
  /** Time zone in which policies see weekdays and hours. */
  SLUICE_TIME_ZONE: z.string().refine(isTimeZone, 'is a name of the IANA time zone database').default('UTC'),
  SLUICE_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  SLUICE_MAX_DOCUMENT_MIB: whole(1, LIMITS.documentBytes / MEBIBYTE, LIMITS.documentBytes / MEBIBYTE),
  /** Threads that search the embedded index. */
  SLUICE_SEARCHERS: whole(1, 32, 2),
  /** Longest time that the searches for one answer may take together. */
  SLUICE_SEARCH_TIMEOUT_MS: whole(100, 600_000, 10_000),
  /** Processes that read documents. */
  SLUICE_READERS: whole(1, 16, 2),
  /** Longest time that reading one document may take. */
  SLUICE_READ_TIMEOUT_S: whole(1, 600, 60),
  /** Resident memory of a reader, at most. */
  SLUICE_READ_MEMORY_MIB: whole(128, 16_384, 1_024),
  /** From which severity of a finding on a document waits for review. */
  SLUICE_HOLD_FROM: z.enum(HOLD_FROM).default('high'),
  /** Key that seals evidence: 32 bytes as hex or base64, here or in a file. */
  SLUICE_EVIDENCE_KEY: z.string().min(1).optional(),
  SLUICE_EVIDENCE_KEY_FILE: z.string().min(1).optional(),
  /** File of keys that sealed evidence before, one a line. */
  SLUICE_EVIDENCE_OLD_KEYS_FILE: z.string().min(1).optional(),
  /** Days for which evidence is kept after somebody decided on it. */
  SLUICE_EVIDENCE_DAYS: whole(1, 36_500, 365),
  /** Longest time for which the shadow classifier may keep a reader from the next document. */
  SLUICE_SHADOW_SECONDS: whole(1, 600, 10),
  /** Where models are fetched from that the classifiers, the embedder and the reranker name as `owner/name`. */
  SLUICE_MODEL_HUB: z.string().max(2_000).refine(isModelHub, MODEL_HUB_FAULT).default('https://huggingface.co'),
});

export interface Settings {
  readonly dataFolder: string;
  readonly workspace: string;
  /** Absent: the local development issuer. */
  readonly issuers: readonly IssuerSettings[] | undefined;
  readonly publicUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly trustedProxies: number;
  readonly timeZone: string;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly maxDocumentBytes: number;
  readonly searchers: number;
  readonly searchTimeoutMs: number;
  readonly readers: number;
  readonly readTimeoutMs: number;
  readonly readMemoryBytes: number;
  readonly holdFrom: HoldFrom;
  readonly evidence: EvidenceSettings;
  readonly classifier: ClassifierSettings;
  /** Absent: nobody scores beside the classifier. */
  readonly shadow: ShadowSettings | undefined;
  readonly embedder: EmbedderSettings;
  readonly index: IndexSettings;
  /** Absent: answers keep the order in which they were found. */
  readonly reranker: RerankerSettings | undefined;
  /** Absent: there is no `/metrics`. */
  readonly metricsToken: string | undefined;
}

export interface ShadowSettings {
  readonly classifier: ClassifierSettings;
  /** Longest time for which it may keep a reader from the next document. */
  readonly timeoutMs: number;
}

export interface EvidenceSettings {
  /** 32 bytes. Absent: one that is made in the data folder; then the local development issuer is all that there is. */
  readonly secret: Uint8Array<ArrayBuffer> | undefined;
  readonly oldSecrets: readonly Uint8Array<ArrayBuffer>[];
  readonly retentionMs: number;
}

/** Settings that can't be used; `faults` name the keys. */
export class InvalidSettings extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`the settings are not valid:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'InvalidSettings';
    this.faults = faults;
  }
}

/** Reads the settings. Throws {@link InvalidSettings}, with every fault, instead of starting on a guess. */
export function readSettings(from: NodeJS.ProcessEnv = process.env): Settings {
  const unknown = Object.keys(from).filter((key) => key.startsWith('SLUICE_') && !isKnown(key));
  const parsed = environment.safeParse(from);
  const faults = [
    ...unknown.map((key) => `${key}: there is no such setting`),
    ...(parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []),
  ];
  const secrets = readSecrets(from);
  faults.push(...secrets.faults);
  const dataFolder = parsed.data?.SLUICE_DATA ?? '';
  const hub = { url: parsed.data?.SLUICE_MODEL_HUB ?? '', cacheFolder: resolve(dataFolder, 'models') };
  const classifier = readClassifier(from, hub, faults);
  const shadow = readShadow(from, hub, faults);
  if (shadow === undefined && from.SLUICE_SHADOW_SECONDS !== undefined)
    faults.push('SLUICE_SHADOW_SECONDS: means nothing without SLUICE_SHADOW_CLASSIFIER');
  const embedder = readEmbedder(from, hub, faults);
  const index = readIndex(from, faults);
  const reranker = readReranker(from, hub, faults);
  const metricsToken = readMetricsToken(from, faults);
  const isWhole = classifier !== undefined && embedder !== undefined && index !== undefined;
  if (!parsed.success || !isWhole || faults.length > 0) throw new InvalidSettings(faults);
  const { data } = parsed;
  return {
    ...{ dataFolder, classifier, embedder, index, reranker, metricsToken },
    shadow: shadow && { classifier: shadow, timeoutMs: data.SLUICE_SHADOW_SECONDS * 1_000 },
    workspace: data.SLUICE_WORKSPACE,
    issuers: data.SLUICE_ISSUERS === undefined ? undefined : readIssuers(data.SLUICE_ISSUERS),
    publicUrl: data.SLUICE_PUBLIC_URL,
    host: data.SLUICE_HOST,
    port: data.SLUICE_PORT,
    trustedProxies: data.SLUICE_TRUSTED_PROXIES,
    timeZone: data.SLUICE_TIME_ZONE,
    logLevel: data.SLUICE_LOG_LEVEL,
    maxDocumentBytes: data.SLUICE_MAX_DOCUMENT_MIB * MEBIBYTE,
    searchers: data.SLUICE_SEARCHERS,
    searchTimeoutMs: data.SLUICE_SEARCH_TIMEOUT_MS,
    readers: data.SLUICE_READERS,
    readTimeoutMs: data.SLUICE_READ_TIMEOUT_S * 1_000,
    readMemoryBytes: data.SLUICE_READ_MEMORY_MIB * MEBIBYTE,
    holdFrom: data.SLUICE_HOLD_FROM,
    evidence: {
      secret: secrets.current,
      oldSecrets: secrets.old,
      retentionMs: data.SLUICE_EVIDENCE_DAYS * 24 * 60 * 60 * 1_000,
    },
  };
}

/** The settings with another classifier, if one is named. Throws {@link InvalidSettings}. */
export function readSettingsWith(
  classifier: ClassifierSettings['kind'] | undefined,
  from: NodeJS.ProcessEnv = process.env,
): Settings {
  return readSettings(classifier === undefined ? from : choosing(classifier, from));
}

function isKnown(key: string): boolean {
  const others = [CLASSIFIER_KEYS, EMBEDDER_KEYS, INDEX_KEYS, METRICS_KEYS, RERANKER_KEYS];
  return key in environment.shape || others.some((keys) => keys.has(key)) || key === 'SLUICE_TOKEN';
}

/** The keys for evidence, and what is wrong with them. Without any, a service that others rely on does not start. */
function readSecrets(from: NodeJS.ProcessEnv) {
  const faults: string[] = [];
  const read = (key: string, text: string | undefined) => {
    const secret = text === undefined ? undefined : parseSecret(text);
    if (text !== undefined && secret === undefined) faults.push(`${key}: is 32 bytes, as hex or base64`);
    return secret;
  };
  const file = (key: string) => {
    const path = from[key];
    if (path === undefined || path === '') return undefined;
    try {
      return readFileSync(path, 'utf8');
    } catch {
      faults.push(`${key}: the file can not be read`);
      return undefined;
    }
  };
  const isGiven = (key: string) => from[key] !== undefined;
  const inline = read('SLUICE_EVIDENCE_KEY', from.SLUICE_EVIDENCE_KEY);
  const filed = read('SLUICE_EVIDENCE_KEY_FILE', file('SLUICE_EVIDENCE_KEY_FILE'));
  if (isGiven('SLUICE_EVIDENCE_KEY') && isGiven('SLUICE_EVIDENCE_KEY_FILE'))
    faults.push('SLUICE_EVIDENCE_KEY: is given beside SLUICE_EVIDENCE_KEY_FILE; one of them is enough');
  if (isGiven('SLUICE_ISSUERS') && !isGiven('SLUICE_EVIDENCE_KEY') && !isGiven('SLUICE_EVIDENCE_KEY_FILE'))
    faults.push('SLUICE_EVIDENCE_KEY: is required where issuers are configured, here or in SLUICE_EVIDENCE_KEY_FILE');
  const lines = (file('SLUICE_EVIDENCE_OLD_KEYS_FILE') ?? '').split('\n').filter((line) => line.trim() !== '');
  const old = lines.flatMap((line) => read('SLUICE_EVIDENCE_OLD_KEYS_FILE', line) ?? []);
  return { current: inline ?? filed, old, faults };
}

function readIssuers(path: string): readonly IssuerSettings[] {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new InvalidSettings(['SLUICE_ISSUERS: the file can not be read as JSON']);
  }
  const parsed = issuersSettings.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new InvalidSettings(
    parsed.error.issues.map(({ path: at, message }) => `SLUICE_ISSUERS ${at.join('.')}: ${message}`),
  );
}

/** The access token for `sluice mcp`, whose client can hand it over in no other way. */
export function readToken(from: NodeJS.ProcessEnv = process.env): string | undefined {
  return from.SLUICE_TOKEN;
}
