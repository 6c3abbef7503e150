/**
 * A broker in this process on a benchmark's folder. Two parts are replaced, since neither is timed and both take long: documents are
 * read in this process instead of the sandbox's, and nothing is scored, so that every passage counts as clean.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { InjectionClassifier } from '../../filters/injection/classifier.ts';
import { extractDocument } from '../../ingest/formats/extract.ts';
import { createReader } from '../../ingest/pipeline.ts';
import type { Sandbox } from '../../ingest/sandbox.ts';
import type { Extracted } from '../../ingest/stages.ts';
import type { Broker } from '../../src/broker.ts';
import { type Catalog, openCatalog } from '../../src/catalog/catalog.ts';
import { SqliteCatalogStore } from '../../src/catalog/sqlite/store.ts';
import type { Embedder } from '../../src/embedding/port.ts';
import { EvidenceFolder } from '../../src/evidence/folder.ts';
import { deriveKeys, makeSecret } from '../../src/evidence/keys.ts';
import { createValueTokens } from '../../src/evidence/value-tokens.ts';
import { startCedar } from '../../src/hosts/cedar.ts';
import { openStaticEmbedder } from '../../src/hosts/static-embedder.ts';
import { SqliteIndex } from '../../src/index/sqlite/sqlite-index.ts';
import { BlobFolder } from '../../src/intake/blobs.ts';
import { JobRunner } from '../../src/intake/jobs.ts';
import { Rulebook } from '../../src/policy/rulebook.ts';
import { createBroker } from '../../src/service/broker.ts';

export interface OpenBroker {
  readonly broker: Broker;
  readonly catalog: Catalog;
  readonly index: SqliteIndex;
  readonly embedder: Embedder;
  readonly rulebook: Rulebook;
  /** From now on changes leave their work on the index in the outbox: the index falls behind. */
  fallBehind(): void;
  close(): Promise<void>;
}

/** The model that the product has by default. */
export const MODEL_FOLDER = join(import.meta.dirname, '..', '..', 'models', 'minilm-static');

/** Opens a broker on `folder`, which is made when there is none. */
export async function openBroker(folder: string, searchers = 1): Promise<OpenBroker> {
  await mkdir(join(folder, 'index'), { recursive: true });
  const store = await SqliteCatalogStore.open({
    path: join(folder, 'sluice.db'),
    migrationsFolder: join(import.meta.dirname, '..', '..', 'migrations'),
    lockTimeoutMs: 5_000,
  });
  const catalog = openCatalog(store);
  const embedder = await openStaticEmbedder(MODEL_FOLDER);
  const index = await SqliteIndex.open({ folder: join(folder, 'index'), searchers, model: embedder.model });
  const blobs = new BlobFolder(join(folder, 'blobs'));
  const keys = await deriveKeys(makeSecret());
  const work = {
    ...{ catalog, index, embedder, blobs, reader: createReader({ sandbox: inProcess, classifier: unscored }) },
    evidence: new EvidenceFolder(join(folder, 'evidence'), keys),
    reviewing: { holdFrom: 'high', retentionMs: Number.POSITIVE_INFINITY },
  } as const;
  const jobs = new IdleJobs(work, logger);
  const rulebook = new Rulebook(catalog, startCedar);
  const broker = createBroker({
    ...{ ...work, jobs, logger, rulebook, timeZone: 'UTC', tokens: createValueTokens(keys) },
    searchTimeoutMs: 600_000,
    copyFacts: () => Promise.reject(new Error('nothing is proposed here')),
  });
  return {
    ...{ broker, catalog, index, embedder, rulebook },
    fallBehind() {
      jobs.isIdle = true;
    },
    async close() {
      await jobs.close();
      await index.close();
      await embedder.close();
      await store.close();
    },
  };
}

/** Runs jobs, until it is told not to. */
class IdleJobs extends JobRunner {
  isIdle = false;

  override async runFor(documentId: string): Promise<void> {
    if (!this.isIdle) await super.runFor(documentId);
  }
}

const logger = { info() {}, warn() {}, error() {} };

const inProcess: Sandbox = {
  extract: async ({ bytes, fileName, declaredFormat }) =>
    (await extractDocument(bytes, fileName, declaredFormat)) as Extracted,
  warm() {},
  close: async () => {},
};

const unscored: InjectionClassifier = {
  id: 'unscored',
  thresholds: { suspicious: 0.5, malicious: 0.7 },
  version: '0',
  score: async (texts) => texts.map(() => ({ score: 0, verdict: 'clean', spans: [] })),
};
