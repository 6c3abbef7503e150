/**
 * Builds a benchmark's data folder through the way in itself: received, read, staged, indexed, activated.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { holds } from '../../entitlements/condition.ts';
import type { Plan } from '../../entitlements/plan.ts';
import type { Broker } from '../../src/broker.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { readResourceLabels } from '../../src/catalog/labels.ts';
import { mintCaller, planOf, WORKSPACE } from './asker.ts';
import { openBroker } from './open-broker.ts';
import { type Probes, pickProbes } from './probes.ts';
import { randomFrom } from './random.ts';
import type { Shape } from './shape.ts';
import { Writer } from './texts.ts';

/** Documents on their way in at the same time. */
const IN_FLIGHT = 4;

/** What is known of a corpus that was built. */
export interface CorpusFacts {
  readonly chunks: number;
  readonly documents: number;
  /** Share of the chunks that the shape's asker may read, 0 to 1. */
  readonly readableShare: number;
  readonly probes: Probes;
}

interface Progress {
  update(text: string): void;
}

/** Builds `chunks` chunks in the empty folder `folder`. */
export async function buildCorpus(
  folder: string,
  chunks: number,
  shape: Shape,
  progress: Progress,
): Promise<CorpusFacts> {
  const { broker, catalog, rulebook, close } = await openBroker(folder);
  try {
    const writer = new Writer(randomFrom(1));
    const documentIds = await deliver(broker, folder, writer, chunks, shape, progress);
    const plan = await planOf(
      { catalog, rulebook },
      await mintCaller(folder, { ...shape.asker, scopes: ['retrieve'] }),
    );
    return {
      chunks,
      documents: documentIds.length,
      readableShare: (await countReadable(catalog, documentIds, plan, chunks, shape)) / chunks,
      probes: pickProbes(writer.chunkFrequency, chunks),
    };
  } finally {
    await close();
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
  shape: Shape,
  progress: Progress,
): Promise<string[]> {
  const admin = await mintCaller(folder, { user: 'operator', scopes: ['ingest', 'own', 'admin'] });
  await shape.enrol(broker, admin);
  const random = randomFrom(2);
  const documentIds: string[] = [];
  for (let started = 0; started < chunks; ) {
    const group: Promise<string>[] = [];
    while (group.length < IN_FLIGHT && started < chunks) {
      const size = Math.min(shape.chunksPerDocument, chunks - started);
      const number = documentIds.length + group.length;
      const bytes = new TextEncoder().encode(writer.document(size));
      const delivery = { bytes, format: 'text', title: `Report ${number}`, ...shape.labelsOf(number, random) } as const;
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
  await shape.entitleCollections(broker, admin);
  return documentIds;
}

async function countReadable(
  catalog: Catalog,
  documentIds: readonly string[],
  plan: Plan,
  chunks: number,
  { chunksPerDocument }: Shape,
): Promise<number> {
  if (plan.kind === 'nothing') return 0;
  let readable = 0;
  for (const [number, documentId] of documentIds.entries()) {
    const said = (await readResourceLabels(catalog, documentId)).get(documentId);
    const size = Math.min(chunksPerDocument, chunks - number * chunksPerDocument);
    if (said === undefined || plan.workspace !== WORKSPACE) continue;
    const labels = { ...said.labels, risk: 0, score: 0 };
    if (holds(plan.condition, { documentId, resourceId: documentId, labels, attributes: said.attributes }))
      readable += size;
  }
  return readable;
}
