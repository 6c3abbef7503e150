/**
 * Frames on a pipe: four bytes of length, big-endian, then that many bytes. A reader has a budget for all that it will ever
 * take and refuses a frame by its length, before its bytes arrive: the other side may be anybody.
 */

const LENGTH_BYTES = 4;

/** The other side sends more than it was allowed. */
export class FrameBudgetSpent extends Error {
  constructor() {
    super('more bytes than were allowed');
    this.name = 'FrameBudgetSpent';
  }
}

/** The frame around `payload`, in the pieces to be written. */
export function framed(payload: Uint8Array): [Uint8Array, Uint8Array] {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(payload.byteLength);
  return [length, payload];
}

export class FrameReader {
  #budgetBytes: number;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  /** Length of the frame that is being read; `undefined` between frames. */
  #frameBytes: number | undefined;

  /** @param budgetBytes payload that will be taken in all */
  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  /** Takes what came and gives the frames that it completes. Throws {@link FrameBudgetSpent}; the reader is of no use then. */
  push(chunk: Buffer): Buffer[] {
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    const frames: Buffer[] = [];
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): Buffer | undefined {
    if (this.#frameBytes === undefined) {
      if (this.#pendingBytes < LENGTH_BYTES) return undefined;
      this.#frameBytes = this.#take(LENGTH_BYTES).readUInt32BE();
      this.#budgetBytes -= this.#frameBytes;
      if (this.#budgetBytes < 0) throw new FrameBudgetSpent();
    }
    if (this.#pendingBytes < this.#frameBytes) return undefined;
    const frame = this.#take(this.#frameBytes);
    this.#frameBytes = undefined;
    return frame;
  }

  #take(bytes: number): Buffer {
    const all = this.#pending.length === 1 ? (this.#pending[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#pending);
    this.#pending = [all.subarray(bytes)];
    this.#pendingBytes -= bytes;
    return all.subarray(0, bytes);
  }
}
