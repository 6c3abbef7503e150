/**
 * Sluice on Node: opens what the settings name, composes the broker, and closes it all again in order.
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { destination, pino } from 'pino';
import type { Broker } from '../broker.ts';
import { type Catalog, openCatalog } from '../catalog/catalog.ts';
import { FactsCopy } from '../catalog/sqlite/facts-copy.ts';
import { SqliteCatalogStore } from '../catalog/sqlite/store.ts';
import { Watch } from '../detections/watch.ts';
import type { Embedder } from '../embedding/port.ts';
import { EvidenceFolder } from '../evidence/folder.ts';
import { deriveKeys, type EvidenceKeys } from '../evidence/keys.ts';
import { openLocalSecret } from '../evidence/local-key.ts';
import { createValueTokens } from '../evidence/value-tokens.ts';
import { type LocalIssuer, openLocalIssuer } from '../identity/local-issuer.ts';
import { createVerifier, type Verify } from '../identity/verify.ts';
import type { VectorIndex } from '../index/port.ts';
import { BlobFolder } from '../intake/blobs.ts';
import { JobRunner } from '../intake/jobs.ts';
import { ShadowKeeper } from '../intake/shadow.ts';
import type { Logger } from '../logger.ts';
import { Rulebook } from '../policy/rulebook.ts';
import type { Reranker } from '../reranking/port.ts';
import { createBroker } from '../service/broker.ts';
import { startCedar } from './cedar.ts';
import { findClassifier } from './classifier.ts';
import { openEmbedder } from './embedder.ts';
import { MODELS_FOLDER, PROJECT_ROOT } from './project-root.ts';
import { openReader } from './reader.ts';
import { openReranker } from './reranker.ts';
import { openIndex } from './search-index.ts';
import type { Settings } from './settings.ts';

/** Everything that a door needs. */
export interface Host {
  readonly settings: Settings;
  readonly broker: Broker;
  readonly verify: Verify;
  /** Present only while no other issuer is configured. */
  readonly localIssuer: LocalIssuer | undefined;
  readonly catalog: Catalog;
  readonly index: VectorIndex;
  readonly embedder: Embedder;
  readonly reranker: Reranker | undefined;
  readonly logger: Logger;
  /** Finishes what another process left, clears what it left behind, and goes on looking for work until closed. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** Longest wait for the catalogue's write lock. */
const LOCK_TIMEOUT_MS = 5_000;
const JOB_INTERVAL_MS = 5_000;
const CLOCK_TOLERANCE_S = 5;

/** Opens the data folder and everything on it. */
export async function openHost(settings: Settings): Promise<Host> {
  const { dataFolder } = settings;
  await mkdir(join(dataFolder, 'index'), { recursive: true, mode: 0o700 });
  await mkdir(join(dataFolder, 'blobs'), { recursive: true, mode: 0o700 });
  await mkdir(join(dataFolder, 'evidence'), { recursive: true, mode: 0o700 });
  const evidenceKeys = await openKeys(settings);
  const logger: Logger = pino({ level: settings.logLevel }, destination(2));
  await findClassifier(settings.classifier, MODELS_FOLDER);
  if (settings.shadow) await findClassifier(settings.shadow.classifier, MODELS_FOLDER);

  const file = { path: join(dataFolder, 'sluice.db'), migrationsFolder: join(PROJECT_ROOT, 'migrations') };
  const store = await SqliteCatalogStore.open({ ...file, lockTimeoutMs: LOCK_TIMEOUT_MS });
  const catalog = openCatalog(store);
  const embedder = await openEmbedder(settings.embedder, MODELS_FOLDER);
  const reranker = await openReranker(settings.reranker);
  const embedded = { folder: join(dataFolder, 'index'), searchers: settings.searchers };
  const index = await openIndex(settings.index, embedded, embedder.model, catalog);
  const reader = openReader(settings, settings.readers, settings.shadow);
  const shadows = new ShadowKeeper(catalog, reader, logger);
  const watch = new Watch(catalog, embedder, logger);
  const work = {
    ...{ catalog, index, embedder, reader, shadows, watch },
    blobs: new BlobFolder(join(dataFolder, 'blobs')),
    evidence: new EvidenceFolder(join(dataFolder, 'evidence'), evidenceKeys),
    reviewing: { holdFrom: settings.holdFrom, retentionMs: settings.evidence.retentionMs },
  };
  const jobs = new JobRunner(work, logger);
  const rulebook = new Rulebook(catalog, startCedar);
  const tokens = createValueTokens(evidenceKeys);
  const copyFacts = (workspace: string) => FactsCopy.take(file, workspace);
  const localIssuer = settings.issuers
    ? undefined
    : await openLocalIssuer(join(dataFolder, 'issuer'), [settings.workspace]);
  const issuers = settings.issuers ?? (localIssuer ? [localIssuer.trusted] : []);

  const resume = async () => {
    // Who brings the first document does not wait for a parser and a classifier to start, and a damaged model is told of now.
    reader.warm().catch((err) => logger.error({ err }, 'the reader can not be used'));
    // Nor does who asks the first question, and a damaged model is told of now.
    if (settings.embedder.kind === 'static')
      embedder.embed(['ready'], 'query').catch((err) => logger.error({ err }, 'the embedder can not be used'));
    await jobs.runAll();
    await jobs.sweep();
    jobs.start(JOB_INTERVAL_MS);
  };

  return {
    ...{ settings, catalog, index, embedder, reranker, logger, localIssuer, resume },
    broker: createBroker({
      ...{ ...work, reranker, jobs, logger, rulebook, tokens, copyFacts },
      ...{ timeZone: settings.timeZone, searchTimeoutMs: settings.searchTimeoutMs },
    }),
    verify: createVerifier({ issuers, clockToleranceS: CLOCK_TOLERANCE_S }),
    async close() {
      await jobs.close();
      await shadows.close();
      await watch.close();
      await reader.close();
      await index.close();
      await embedder.close();
      await reranker?.close();
      await store.close();
    },
  };
}

/** The keys for evidence. Only while there are no issuers but the local one, the data folder may hold the key to what is in it. */
async function openKeys({ dataFolder, issuers, evidence: { secret, oldSecrets } }: Settings): Promise<EvidenceKeys> {
  if (secret === undefined && issuers !== undefined) throw new Error('there are issuers, and no key for evidence');
  return deriveKeys(secret ?? (await openLocalSecret(join(dataFolder, 'keys', 'evidence'))), oldSecrets);
}
