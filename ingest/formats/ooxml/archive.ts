/**
 * The parts of an Office document (DOCX, PPTX, XLSX), unpacked under the limits of the archive guard.
 * Guarantees: nothing is unpacked that the guard did not let pass. Names are those of the archive, `word/document.xml`, without a leading slash.
 */
import { unpackArchive } from '../zip-guard.ts';

export class OfficeArchive {
  readonly #parts: ReadonlyMap<string, Uint8Array>;

  private constructor(parts: ReadonlyMap<string, Uint8Array>) {
    this.#parts = parts;
  }

  /** Opens an archive. Throws `archive-too-large`, `encrypted-document`, `damaged-document`. */
  static async open(bytes: Uint8Array): Promise<OfficeArchive> {
    return new OfficeArchive(await unpackArchive(bytes));
  }

  get names(): ReadonlySet<string> {
    return new Set(this.#parts.keys());
  }

  bytes(name: string): Uint8Array | undefined {
    return this.#parts.get(name);
  }

  /** A part as text. */
  text(name: string): string | undefined {
    return this.#parts.has(name) ? [...this.pieces(name)].join('') : undefined;
  }

  /** A part as text, piece by piece, so that a large one is never in memory as a string. Nothing where there is no such part. */
  *pieces(name: string): Generator<string> {
    const bytes = this.#parts.get(name) ?? NO_BYTES;
    // Office writes UTF-8; a part in UTF-16 is decoded by its mark.
    const first = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
    const decoder = new TextDecoder(first === 0xfffe ? 'utf-16le' : first === 0xfeff ? 'utf-16be' : 'utf-8');
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      yield decoder.decode(bytes.subarray(from, from + PIECE_BYTES), { stream: true });
    }
    yield decoder.decode();
  }
}

const NO_BYTES = new Uint8Array();
const PIECE_BYTES = 256 * 1024;
