/**
 * Whether a picture lets nothing through, so that what lies under it is not seen. Told by its kind alone where that is enough (JPEG, PNG
 * without alpha); where only its pixels could tell, it counts as letting something through.
 */
import type { OfficeArchive } from '../archive.ts';
import type { Relations } from '../relations.ts';
import type { Paint } from './paint.ts';

export class PictureOpacity {
  readonly #archive: OfficeArchive;
  readonly #known = new Map<string, boolean>();

  constructor(archive: OfficeArchive) {
    this.#archive = archive;
  }

  /** `relations` are those of the part that paints it. */
  isOpaque(paint: Paint, relations: Relations): boolean {
    const target = paint.kind === 'unknown' && paint.blip !== undefined ? relations.get(paint.blip) : undefined;
    if (target === undefined || target.isExternal) return false;
    const known = this.#known.get(target.target) ?? isSolidPicture(this.#archive.bytes(target.target));
    this.#known.set(target.target, known);
    return known;
  }
}

const PNG_MAGIC = [0x89, 0x50, 0x4e, 0x47];
/** Where the colour type stands in a PNG. */
const PNG_COLOUR_TYPE = 25;
const GREY = 0;
const TRUE_COLOUR = 2;

/** Whether the bytes are those of a picture without transparency. */
export function isSolidPicture(bytes: Uint8Array | undefined): boolean {
  if (bytes === undefined) return false;
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return true;
  if (bytes[0] === 0x42 && bytes[1] === 0x4d) return true;
  if (!PNG_MAGIC.every((byte, i) => bytes[i] === byte)) return false;
  const type = bytes[PNG_COLOUR_TYPE];
  if (type !== GREY && type !== TRUE_COLOUR && type !== 3) return false;
  // A chunk of these four letters names colours that let something through.
  return !new TextDecoder('latin1').decode(bytes.subarray(0, 4_096)).includes('tRNS');
}
