/**
 * What the commands are given: settings, a way to open the service, and a way to listen. The entry `main.ts` fills this from
 * the Node host, so that no command reads the environment or chooses a part of its own.
 */
import type { StartCedar } from '../../entitlements/cedar/runtime.ts';
import type { RiskScore, Thresholds } from '../../filters/injection/classifier.ts';
import type { Reader } from '../../ingest/pipeline.ts';
import type { Broker } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Embedder } from '../embedding/port.ts';
import type { LocalIssuer } from '../identity/local-issuer.ts';
import type { Verify } from '../identity/verify.ts';
import type { VectorIndex } from '../index/port.ts';
import type { Logger } from '../logger.ts';
import type { Reranker } from '../reranking/port.ts';

/** The settings that commands read. */
export interface CliSettings {
  readonly dataFolder: string;
  readonly workspace: string;
  /** Absent: the local development issuer is trusted. */
  readonly issuers: readonly { readonly issuer: string }[] | undefined;
  readonly publicUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly trustedProxies: number;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly maxDocumentBytes: number;
  /** Absent: there is no `/metrics`. */
  readonly metricsToken: string | undefined;
  readonly readers: number;
  readonly readTimeoutMs: number;
  readonly readMemoryBytes: number;
}

/** The service, opened on a data folder. */
export interface CliHost {
  readonly broker: Broker;
  readonly verify: Verify;
  readonly localIssuer: LocalIssuer | undefined;
  readonly catalog: Catalog;
  readonly index: VectorIndex;
  readonly embedder: Embedder;
  /** Absent: passages keep the order in which they were found. */
  readonly reranker: Reranker | undefined;
  readonly logger: Logger;
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** The HTTP surface behind a socket. */
export interface CliListening {
  /** Such as `http://127.0.0.1:8787`. */
  readonly url: string;
  /** Takes no more connections, and waits for the answers under way, but no longer than `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** Classifiers that a command can be told to use. */
export const SCORING_CLASSIFIERS = ['detector', 'portable', 'transformers', 'endpoint'] as const;
export type ScoringClassifier = (typeof SCORING_CLASSIFIERS)[number];

export interface CliScorer {
  /** One judgement for each text, in their order. */
  score(texts: readonly string[]): Promise<readonly RiskScore[]>;
  close(): Promise<void>;
}

interface ScorerOptions {
  /** Absent: the one that the settings name. */
  readonly classifier: ScoringClassifier | undefined;
  readonly workers: number;
  /** What is absent is the classifier's own. */
  readonly thresholds: Partial<Thresholds>;
}

export interface Shell {
  readonly version: string;
  /** Throws `SettingsError` with every fault. */
  settings(): CliSettings;
  /** The access token that the environment holds. */
  token(): string | undefined;
  /** `quiet` keeps routine messages out of a command's output; warnings and errors still go to stderr. */
  openHost(options: { readonly quiet: boolean }): Promise<CliHost>;
  /** Reads up to `workers` documents at a time, each in a thread and a process that start when they are needed. No data folder is opened. */
  openReader(workers: number): Promise<Reader & { close(): Promise<void> }>;
  /** The classifier alone, in up to that many threads. Throws when it can't be had. */
  openScorer(options: ScorerOptions): Promise<CliScorer>;
  /** The policy engine alone, for policies that are checked or tested without a data folder. */
  cedar(): Promise<StartCedar>;
  /** Listens; `surface` is made once the URL is known. Throws the error of the socket, such as `EADDRINUSE`. */
  listen(options: {
    readonly host: string;
    readonly port: number;
    readonly trustedProxies: number;
    readonly surface: (url: string) => (request: Request, address: string | undefined) => Response | Promise<Response>;
  }): Promise<CliListening>;
}
