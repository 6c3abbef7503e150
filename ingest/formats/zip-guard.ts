/**
 * Looks through a ZIP archive before any parser opens it. Every entry is inflated and counted, and thrown away: sizes that
 * the archive states are not believed. Guarantees: an archive that passes unpacks to no more than the limits, has no locked
 * entries and no name twice. It keeps nothing but names.
 */
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { UnreadableDocument } from './format.ts';

export interface ArchiveLimits {
  readonly maxEntries: number;
  readonly maxUnpackedBytes: number;
  /** How many times larger than itself an entry may unpack, once it is larger than `ratioFloorBytes`. */
  readonly maxRatio: number;
  readonly ratioFloorBytes: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  maxEntries: 5_000,
  maxUnpackedBytes: 200 * 1024 * 1024,
  maxRatio: 100,
  ratioFloorBytes: 5 * 1024 * 1024,
};

/** Names of the archive's entries. Throws `archive-too-large`, `encrypted-document`, `damaged-document`. */
export async function inspectArchive(
  bytes: Uint8Array,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<ReadonlySet<string>> {
  try {
    return await countEntries(bytes, limits);
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    throw new UnreadableDocument('damaged-document', 'the archive inside the document is damaged or cut off');
  }
}

async function countEntries(bytes: Uint8Array, limits: ArchiveLimits): Promise<ReadonlySet<string>> {
  const archive = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (archive.entryCount > limits.maxEntries) {
    throw new UnreadableDocument(
      'archive-too-large',
      `the document's archive has more than ${limits.maxEntries} entries`,
    );
  }
  const names = new Set<string>();
  let unpackedBytes = 0;
  for await (const entry of archive.eachEntry()) {
    if (entry.isEncrypted())
      throw new UnreadableDocument('encrypted-document', 'the document is locked with a password');
    // Two entries of one name let two readers see two documents.
    if (names.has(entry.fileName)) throw new UnreadableDocument('damaged-document', 'the archive names an entry twice');
    names.add(entry.fileName);
    unpackedBytes += await inflatedBytes(archive, entry, limits, limits.maxUnpackedBytes - unpackedBytes);
  }
  return names;
}

async function inflatedBytes(archive: ZipFile, entry: Entry, limits: ArchiveLimits, budget: number): Promise<number> {
  const byRatio = Math.max(limits.ratioFloorBytes, entry.compressedSize * limits.maxRatio);
  const stream = await archive.openReadStreamPromise(entry);
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length;
    if (bytes > budget || bytes > byRatio) {
      throw new UnreadableDocument('archive-too-large', 'the document unpacks to far more than it should');
    }
  }
  return bytes;
}
