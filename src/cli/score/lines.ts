/**
 * Lines of a stream of bytes, in groups as they arrive, so that whoever writes slowly is answered at once. Guarantees that no more is kept than one line
 * of bounded length and what came last; a line that is longer, or not UTF-8, is told of by its number and passed over. Empty lines are left out.
 */

/** A line and its number, from 1. Without text it is one that can't be read, and why. */
export type Line = { readonly number: number } & ({ readonly text: string } | { readonly fault: string });

/** Longest line, in bytes. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;

const NEWLINE = 0x0a;
const TOO_LONG = 'is longer than 64 MiB';

export async function* lineGroups(
  input: AsyncIterable<Uint8Array>,
  maxBytes = MAX_LINE_BYTES,
): AsyncGenerator<readonly Line[]> {
  const line = new LineInProgress(maxBytes);
  for await (const chunk of input) {
    const group: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      line.add(chunk.subarray(start, end));
      group.push(...line.end());
      start = end + 1;
    }
    line.add(chunk.subarray(start));
    if (group.length > 0) yield group;
  }
  // What ends without a newline is a line, too.
  const last = line.end();
  if (last.length > 0) yield last;
}

class LineInProgress {
  readonly #maxBytes: number;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #number = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(part: Uint8Array): void {
    this.#bytes += part.byteLength;
    if (this.#bytes > this.#maxBytes) this.#parts = [];
    else if (part.byteLength > 0) this.#parts.push(part);
  }

  /** The line that ends here, unless it is empty. */
  end(): readonly Line[] {
    const [parts, bytes] = [this.#parts, this.#bytes];
    this.#parts = [];
    this.#bytes = 0;
    this.#number += 1;
    const number = this.#number;
    if (bytes > this.#maxBytes) return [{ number, fault: TOO_LONG }];
    const [first] = parts;
    if (first === undefined) return [];
    let text: string;
    try {
      text = this.#decoder.decode(parts.length === 1 ? first : Buffer.concat(parts));
    } catch {
      return [{ number, fault: 'is not UTF-8' }];
    }
    return text.trim() === '' ? [] : [{ number, text }];
  }
}
