/**
 * The parts of an Office document (DOCX, PPTX, XLSX), unpacked under the limits of the archive guard.
 * Guarantees: nothing is unpacked that the guard did not let pass. Names are those of the archive, `word/document.xml`, without a leading slash.
 */
import { strFromU8 } from 'fflate';
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

  /** A part as text. Office writes UTF-8; a part in UTF-16 is decoded by its mark. */
  text(name: string): string | undefined {
    const bytes = this.#parts.get(name);
    if (bytes === undefined) return undefined;
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
    return strFromU8(bytes).replace(/^\uFEFF/, '');
  }
}
