/**
 * Brings the example company's documents, with the labels that their manifests state.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { walkFolder } from '../../ingest/manifest/walk.ts';
import type { Broker, Intake } from '../../src/broker.ts';
import type { Caller } from '../../src/identity/caller.ts';
import { DOCUMENTS } from './harbor.ts';

/** What became of each file, by its path below the documents' folder. */
export async function takeInHarbor(broker: Broker, caller: Caller): Promise<ReadonlyMap<string, Intake>> {
  const intakes = new Map<string, Intake>();
  for await (const { path, relativePath, labels } of walkFolder(DOCUMENTS)) {
    if ('ignore' in labels) continue;
    const { collection, owner, readers, deniers, ...rest } = labels;
    if (collection === undefined) throw new Error(`no manifest names a collection for ${relativePath}`);
    const file = { bytes: await readFile(path), fileName: basename(path), externalId: relativePath };
    const entitlements = { owner, readers, deniers };
    intakes.set(relativePath, await broker.ingest(caller, { ...file, ...rest, collection, entitlements }));
  }
  return intakes;
}
