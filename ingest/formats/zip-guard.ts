/**
 * Looks through a ZIP archive before any parser opens it. Every entry is inflated and counted: sizes that
 * the archive states are not believed. Guarantees: an archive that passes unpacks to no more than the limits, has no locked
 * entries, and reads the same to every program: no name twice in any case, nothing in front of the first entry, and no entry that is
 * called one thing in one place and another elsewhere. What it unpacked on the way is handed on, so that nobody unpacks it again.
 */
import { Buffer } from 'node:buffer';
import { inflateRawSync } from 'node:zlib';
import { type Entry, fromBufferPromise } from 'yauzl';
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
  const names = new Set<string>();
  await readArchive(bytes, limits, (name) => names.add(name));
  return names;
}

/** The archive's entries, unpacked under the same limits. Throws as {@link inspectArchive} does. */
export async function unpackArchive(
  bytes: Uint8Array,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const parts = new Map<string, Uint8Array>();
  await readArchive(bytes, limits, (name, data) => parts.set(name, data));
  return parts;
}

type Visit = (name: string, data: Uint8Array) => void;

async function readArchive(bytes: Uint8Array, limits: ArchiveLimits, visit: Visit): Promise<void> {
  try {
    await readEntries(bytes, limits, visit);
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    throw damaged();
  }
}

async function readEntries(bytes: Uint8Array, limits: ArchiveLimits, visit: Visit): Promise<void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Strict: a backslash is no slash, so that a name is what it is. Absolute names and those with `..` are errors either way.
  const archive = await fromBufferPromise(buffer, { strictFileNames: true });
  if (archive.entryCount > limits.maxEntries) {
    throw new UnreadableDocument(
      'archive-too-large',
      `the document's archive has more than ${limits.maxEntries} entries`,
    );
  }
  const names = new Set<string>();
  let unpackedBytes = 0;
  let first = Number.POSITIVE_INFINITY;
  for await (const entry of archive.eachEntry()) {
    if (entry.isEncrypted())
      throw new UnreadableDocument('encrypted-document', 'the document is locked with a password');
    if (isAmbiguous(entry)) throw damaged();
    // Two entries of one name let two readers see two documents. Office takes names without regard to case.
    const name = entry.fileName.toLowerCase();
    if (names.has(name)) throw new UnreadableDocument('damaged-document', 'the archive names an entry twice');
    names.add(name);
    first = Math.min(first, entry.relativeOffsetOfLocalHeader);
    const data = inflated(buffer, entry, limits, limits.maxUnpackedBytes - unpackedBytes);
    unpackedBytes += data.length;
    visit(entry.fileName, data);
  }
  // Whoever reads from the front would find another archive there.
  if (names.size > 0 && first !== 0) throw damaged();
}

const UNICODE_PATH = 0x7075;

/** Whether programs would disagree on the entry's name: some heed a second name in Unicode, others don't, and some end names at a NUL. */
function isAmbiguous({ extraFields, fileNameRaw }: Entry): boolean {
  const isOther = extraFields.some(({ id, data }) => id === UNICODE_PATH && !data.subarray(5).equals(fileNameRaw));
  return isOther || fileNameRaw.some((byte) => byte < 0x20);
}

const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
const [STORED, DEFLATED] = [0, 8];

/** An entry's contents. In one go and not as a stream: an Office document has dozens of small entries, and each stream costs more than its bytes. */
function inflated(archive: Buffer, entry: Entry, limits: ArchiveLimits, budget: number): Uint8Array {
  const at = entry.relativeOffsetOfLocalHeader;
  if (archive.readUInt32LE(at) !== LOCAL_HEADER) throw damaged();
  const nameEnd = at + LOCAL_HEADER_BYTES + archive.readUInt16LE(at + 26);
  const isSame =
    archive.subarray(at + LOCAL_HEADER_BYTES, nameEnd).equals(entry.fileNameRaw) &&
    archive.readUInt16LE(at + 8) === entry.compressionMethod;
  if (!isSame) throw damaged();
  const start = nameEnd + archive.readUInt16LE(at + 28);
  const packed = archive.subarray(start, start + entry.compressedSize);
  if (packed.length !== entry.compressedSize) throw damaged();
  const most = Math.min(budget, Math.max(limits.ratioFloorBytes, entry.compressedSize * limits.maxRatio));
  const data = entry.compressionMethod === DEFLATED ? inflate(packed, most) : packed;
  if (data.length > most) throw tooLarge();
  if (data.length !== entry.uncompressedSize || ![STORED, DEFLATED].includes(entry.compressionMethod)) throw damaged();
  return data;
}

function inflate(packed: Uint8Array, maxOutputLength: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, maxOutputLength) });
  } catch (error) {
    throw error instanceof RangeError ? tooLarge() : error;
  }
}

function tooLarge(): UnreadableDocument {
  return new UnreadableDocument('archive-too-large', 'the document unpacks to far more than it should');
}

function damaged(): UnreadableDocument {
  return new UnreadableDocument('damaged-document', 'the archive inside the document is damaged or cut off');
}
