/**
 * A broker made of real parts on a folder of its own, as a host makes it, with a place to come between two of them: a test of a
 * control takes the control out there and sees what it kept away.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { StartCedar } from '../../entitlements/cedar/runtime.ts';
import type { InjectionClassifier } from '../../filters/injection/classifier.ts';
import type { HoldFrom } from '../../ingest/hold-from.ts';
import { createReader } from '../../ingest/pipeline.ts';
import { createSandbox, type Sandbox } from '../../ingest/sandbox.ts';
import type { Broker } from '../../src/broker.ts';
import { type Catalog, openCatalog } from '../../src/catalog/catalog.ts';
import { FactsCopy } from '../../src/catalog/sqlite/facts-copy.ts';
import { SqliteCatalogStore } from '../../src/catalog/sqlite/store.ts';
import type { CatalogStore } from '../../src/catalog/store.ts';
import { Watch } from '../../src/detections/watch.ts';
import type { Embedder, EmbeddingModel } from '../../src/embedding/port.ts';
import { EvidenceFolder } from '../../src/evidence/folder.ts';
import { deriveKeys, type EvidenceKeys } from '../../src/evidence/keys.ts';
import { createValueTokens } from '../../src/evidence/value-tokens.ts';
import { startCedar } from '../../src/hosts/cedar.ts';
import { openIndex } from '../../src/hosts/search-index.ts';
import type { VectorIndex } from '../../src/index/port.ts';
import { BlobFolder } from '../../src/intake/blobs.ts';
import { JobRunner } from '../../src/intake/jobs.ts';
import type { Logger } from '../../src/logger.ts';
import { Rulebook } from '../../src/policy/rulebook.ts';
import { createBroker } from '../../src/service/broker.ts';
import { storeOptions } from './catalog.ts';
import { testClassifier } from './classifier.ts';
import { testEmbedder } from './embedder.ts';

const MIB = 1024 * 1024;
/** How long a test broker keeps evidence after a decision. */
export const EVIDENCE_RETENTION_MS = 30 * 24 * 60 * 60_000;

/** What comes between the parts. Absent: the real part as it is. */
export interface Between {
  readonly store?: (real: CatalogStore) => CatalogStore;
  readonly index?: (real: VectorIndex) => VectorIndex;
  readonly embedder?: (real: Embedder) => Embedder;
  readonly classifier?: (real: InjectionClassifier) => InjectionClassifier;
  readonly sandbox?: (real: Sandbox) => Sandbox;
  readonly blobs?: (real: BlobFolder) => BlobFolder;
  readonly evidence?: (real: EvidenceFolder) => EvidenceFolder;
  readonly startCedar?: (real: StartCedar) => StartCedar;
}

/** `real` with some of its methods replaced. */
export function instead<T extends object>(real: T, replaced: Partial<T>): T {
  return new Proxy(real, {
    get(target, key) {
      const own: unknown = Reflect.get(replaced, key);
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

export interface TestBroker {
  readonly folder: string;
  readonly broker: Broker;
  readonly catalog: Catalog;
  readonly index: VectorIndex;
  readonly embedder: Embedder;
  readonly jobs: JobRunner;
  readonly rulebook: Rulebook;
  /** When it was asked for. */
  readonly watch: Watch | undefined;
  /** The store itself, to take away. */
  readonly store: SqliteCatalogStore;
  /** What a host does at start, without the clock. */
  resume(): Promise<void>;
  /** Stops everything; the folder goes too, unless it was given. */
  close(): Promise<void>;
}

export interface TestBrokerOptions {
  readonly folder?: string;
  readonly between?: Between;
  readonly timeZone?: string;
  readonly holdFrom?: HoldFrom;
  /** Absent: the embedded index, in the folder. */
  readonly openIndex?: (model: EmbeddingModel) => VectorIndex | Promise<VectorIndex>;
  /** Absent: far more than any search takes. */
  readonly searchTimeoutMs?: number;
  /** Absent: a key that every test broker has. */
  readonly evidenceKeys?: EvidenceKeys;
  /** Absent: nothing is logged. */
  readonly logger?: Logger;
  /** Whether documents are looked at for signs of poisoning. */
  readonly watched?: boolean;
}

/** Opens a broker on `folder`, or on a fresh one. */
export async function openTestBroker(options: TestBrokerOptions = {}): Promise<TestBroker> {
  const { between = {} } = options;
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'sluice-promise-')));
  for (const name of ['index', 'blobs', 'evidence']) await mkdir(join(folder, name), { recursive: true });

  const file = storeOptions(join(folder, 'sluice.db'));
  const store = await SqliteCatalogStore.open(file);
  const embedder = await testEmbedder();
  const { model } = embedder;
  const ownSandbox = createSandbox({
    workers: 1,
    timeoutMs: 60_000,
    maxRssBytes: 1_024 * MIB,
    maxOutputBytes: 64 * MIB,
  });
  const classifier = await testClassifier();
  const blobs = new BlobFolder(join(folder, 'blobs'));
  const keys = options.evidenceKeys ?? (await deriveKeys(new Uint8Array(32)));
  const evidence = new EvidenceFolder(join(folder, 'evidence'), keys);

  const catalog = openCatalog(between.store?.(store) ?? store);
  const embedded = { folder: join(folder, 'index'), searchers: 1 };
  const ownIndex =
    (await options.openIndex?.(model)) ?? (await openIndex({ kind: 'sqlite' }, embedded, model, catalog));
  const logger = options.logger ?? pino({ level: 'silent' });
  const watch = options.watched ? new Watch(catalog, between.embedder?.(embedder) ?? embedder, logger) : undefined;
  const parts = {
    catalog,
    ...(watch && { watch }),
    index: between.index?.(ownIndex) ?? ownIndex,
    embedder: between.embedder?.(embedder) ?? embedder,
    reader: createReader({
      sandbox: between.sandbox?.(ownSandbox) ?? ownSandbox,
      // One that scores texts in its own way reads no parts together: that would be in the real one's way.
      classifier: between.classifier?.({ ...classifier, scoreParts: undefined }) ?? classifier,
    }),
    blobs: between.blobs?.(blobs) ?? blobs,
    evidence: between.evidence?.(evidence) ?? evidence,
    reviewing: { holdFrom: options.holdFrom ?? 'high', retentionMs: EVIDENCE_RETENTION_MS },
  } as const;
  const rulebook = new Rulebook(catalog, between.startCedar?.(startCedar) ?? startCedar);
  const copyFacts = (workspace: string) => FactsCopy.take(file, workspace);
  const timeZone = options.timeZone ?? 'UTC';
  const jobs = new JobRunner(parts, logger);
  return {
    ...{ folder, catalog, jobs, store, rulebook, watch },
    ...{ index: parts.index, embedder: parts.embedder },
    broker: createBroker({
      ...{ ...parts, jobs, logger, rulebook, copyFacts, timeZone, tokens: createValueTokens(keys) },
      searchTimeoutMs: options.searchTimeoutMs ?? 60_000,
    }),
    async resume() {
      await jobs.runAll();
      await jobs.sweep();
    },
    async close() {
      await jobs.close();
      await watch?.close();
      await ownSandbox.close();
      await ownIndex.close();
      await store.close();
      if (options.folder === undefined) await rm(folder, { recursive: true });
    },
  };
}
