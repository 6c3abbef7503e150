/**
 * Builds the benchmark's data folder through the way in itself: received, read, staged, indexed, activated. Two parts are
 * replaced, since neither is timed and both take long: texts are read in this process instead of the sandbox's, and nothing
 * is scored, so that every passage counts as clean.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { holds } from '../../entitlements/condition.ts';
import type { Plan } from '../../entitlements/plan.ts';
import type { InjectionClassifier } from '../../filters/injection/classifier.ts';
import { extractText } from '../../ingest/formats/text.ts';
import { createReader } from '../../ingest/pipeline.ts';
import type { Sandbox } from '../../ingest/sandbox.ts';
import type { Extracted } from '../../ingest/stages.ts';
import type { Broker } from '../../src/broker.ts';
import { type Catalog, openCatalog } from '../../src/catalog/catalog.ts';
import { readResourceLabels } from '../../src/catalog/labels.ts';
import { SqliteCatalogStore } from '../../src/catalog/sqlite/store.ts';
import { startCedar } from '../../src/hosts/cedar.ts';
import { SqliteIndex } from '../../src/index/sqlite/sqlite-index.ts';
import { BlobFolder } from '../../src/intake/blobs.ts';
import { JobRunner } from '../../src/intake/jobs.ts';
import { Rulebook } from '../../src/policy/rulebook.ts';
import { createBroker } from '../../src/service/broker.ts';
import { enrol, entitleCollections, labelsOf } from './access.ts';
import { mintCaller, planOf, WORKSPACE } from './asker.ts';
import { type Probes, pickProbes } from './probes.ts';
import { randomFrom } from './random.ts';
import { Writer } from './texts.ts';

const CHUNKS_PER_DOCUMENT = 100;
/** Documents on their way in at the same time. */
const IN_FLIGHT = 4;

/** What is known of a corpus that was built. */
export interface CorpusFacts {
  readonly chunks: number;
  readonly documents: number;
  /** Share of the chunks that the person who asks may read, 0 to 1. */
  readonly readableShare: number;
  readonly probes: Probes;
}

interface Progress {
  update(text: string): void;
}

/** Builds `chunks` chunks in the empty folder `folder`. */
export async function buildCorpus(folder: string, chunks: number, progress: Progress): Promise<CorpusFacts> {
  await mkdir(join(folder, 'index'), { recursive: true });
  const store = await SqliteCatalogStore.open({
    path: join(folder, 'sluice.db'),
    migrationsFolder: join(import.meta.dirname, '..', '..', 'migrations'),
    lockTimeoutMs: 5_000,
  });
  const catalog = openCatalog(store);
  const index = await SqliteIndex.open({ folder: join(folder, 'index'), searchers: 1 });
  const blobs = new BlobFolder(join(folder, 'blobs'));
  const work = { catalog, index, blobs, reader: createReader({ sandbox: inProcess, classifier: unscored }) };
  const logger = { info() {}, warn() {}, error() {} };
  const broker = createBroker({
    ...{ ...work, jobs: new JobRunner(work, logger), logger },
    ...{ rulebook: new Rulebook(catalog, startCedar), timeZone: 'UTC' },
    copyFacts: () => Promise.reject(new Error('nothing is proposed here')),
  });
  try {
    const writer = new Writer(randomFrom(1));
    const documentIds = await deliver(broker, folder, writer, chunks, progress);
    const readable = await countReadable(catalog, documentIds, await planOf(folder, catalog), chunks);
    return {
      chunks,
      documents: documentIds.length,
      readableShare: readable / chunks,
      probes: pickProbes(writer.chunkFrequency, chunks),
    };
  } finally {
    await index.close();
    await store.close();
    // The original bytes are not asked for again.
    await rm(join(folder, 'blobs'), { recursive: true, force: true });
  }
}

/** Brings the documents in; their ids, in order. */
async function deliver(
  broker: Broker,
  folder: string,
  writer: Writer,
  chunks: number,
  progress: Progress,
): Promise<string[]> {
  const admin = await mintCaller(folder, { user: 'operator', scopes: ['ingest', 'own', 'admin'] });
  await enrol(broker, admin);
  const random = randomFrom(2);
  const documentIds: string[] = [];
  for (let started = 0; started < chunks; ) {
    const group: Promise<string>[] = [];
    while (group.length < IN_FLIGHT && started < chunks) {
      const size = Math.min(CHUNKS_PER_DOCUMENT, chunks - started);
      const number = documentIds.length + group.length;
      const bytes = new TextEncoder().encode(writer.document(size));
      const delivery = { bytes, format: 'text', title: `Report ${number}`, ...labelsOf(number, random) } as const;
      group.push(
        broker.ingest(admin, delivery).then(({ documentId, status, chunks: made }) => {
          if (status !== 'active' || made !== size)
            throw new Error(`a document is ${status} with ${made} chunks, not active with ${size}`);
          return documentId;
        }),
      );
      started += size;
    }
    documentIds.push(...(await Promise.all(group)));
    progress.update(`building: ${started} of ${chunks} chunks`);
  }
  await entitleCollections(broker, admin);
  return documentIds;
}

async function countReadable(
  catalog: Catalog,
  documentIds: readonly string[],
  plan: Plan,
  chunks: number,
): Promise<number> {
  if (plan.kind === 'nothing') return 0;
  let readable = 0;
  for (const [number, documentId] of documentIds.entries()) {
    const said = (await readResourceLabels(catalog, documentId)).get(documentId);
    const size = Math.min(CHUNKS_PER_DOCUMENT, chunks - number * CHUNKS_PER_DOCUMENT);
    if (said === undefined || plan.workspace !== WORKSPACE) continue;
    const labels = { ...said.labels, risk: 0, score: 0 };
    if (holds(plan.condition, { documentId, resourceId: documentId, labels, attributes: said.attributes }))
      readable += size;
  }
  return readable;
}

const inProcess: Sandbox = {
  extract: async ({ bytes }) => (await extractText(bytes)) as Extracted,
  close: async () => {},
};

const unscored: InjectionClassifier = {
  id: 'unscored',
  version: '0',
  score: async (texts) => texts.map(() => ({ score: 0, verdict: 'clean', spans: [] })),
};
