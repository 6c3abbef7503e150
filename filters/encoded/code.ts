/** What a code is: where it may stand in a text, and how to read it. */

export interface Code {
  /** Kebab-case name. */
  readonly name: string;
  /** Global and linear. */
  readonly candidates: RegExp;
  /** `undefined` for a candidate that is none of it. Whether what it says is language is judged by the caller. */
  readonly decode: (candidate: string) => string | undefined;
}

/** Bytes as UTF-8; undefined when they are not, or hold control characters. */
export function fromBytes(bytes: readonly number[] | undefined): string | undefined {
  if (bytes === undefined || bytes.some((byte) => byte > 0xff || Number.isNaN(byte))) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    return /[\0-\x08\x0E-\x1F]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

export function fromPoints(points: readonly number[] | undefined): string | undefined {
  if (points === undefined || points.some((point) => point > 0x10ffff || point === 0)) return undefined;
  return points.map((point) => String.fromCodePoint(point)).join('');
}
