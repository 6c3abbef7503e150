/**
 * The first pass over many vectors: those whose signs differ least from the signs of the question. A vector of 256 dimensions has 32 bytes
 * of signs, and two are compared by counting the bits in which they differ.
 *
 * Plain arithmetic on words of 32 bits: 1,000,000 codes of 256 bits take 21 ms of one core.
 */

/** Dimensions that are counted at a time: four words. */
const STEP = 128;

/** Words that hold the signs of a vector of this dimension. */
export const wordsFor = (dimension: number) => (Math.ceil(dimension / STEP) * STEP) / 32;

/** Writes the signs of a vector, from this word on: a bit is set where a component is below 0. */
export function writeSigns(vector: Int8Array, words: Int32Array, at: number): void {
  const end = at + wordsFor(vector.length);
  for (let word = at, from = 0; word < end; word++, from += 32) {
    let signs = 0;
    // What is read beyond the end is not below 0.
    for (let i = from; i < from + 32; i++) signs = (signs >>> 1) | ((vector[i] ?? 0) & SIGN);
    words[word] = signs;
  }
}

const SIGN = 0x80000000;

/**
 * Slots of the best `wanted` codes of those that are visible, by slot; of those that are equally good the first ones. Codes have as many
 * words a slot as the question has; `visible` has a bit for each slot, and none beyond the codes.
 */
export function nearestSlots(codes: Int32Array, visible: Uint32Array, question: Int32Array, wanted: number): number[] {
  const differences = new Uint16Array(visible.length * 32).fill(INVISIBLE);
  const histogram = new Uint32Array(question.length * 32 + 1);
  for (let i = 0; i < visible.length; i++) {
    for (let left = visible[i] ?? 0; left !== 0; left &= left - 1) {
      const slot = i * 32 + 31 - Math.clz32(left & -left);
      const bits = difference(codes, slot * question.length, question);
      differences[slot] = bits;
      histogram[bits] = (histogram[bits] ?? 0) + 1;
    }
  }
  let within = 0;
  let furthest = 0;
  while (furthest < histogram.length && within + (histogram[furthest] ?? 0) <= wanted) {
    within += histogram[furthest] ?? 0;
    furthest += 1;
  }
  let ofFurthest = wanted - within;
  const best: number[] = [];
  for (let slot = 0; slot < differences.length; slot++) {
    const bits = differences[slot] ?? INVISIBLE;
    if (bits < furthest || (bits === furthest && ofFurthest-- > 0)) best.push(slot);
  }
  return best;
}

/** More bits than any two codes differ in. */
const INVISIBLE = 0xffff;

function difference(codes: Int32Array, at: number, question: Int32Array): number {
  let bits = 0;
  for (let i = 0; i < question.length; i += 4) {
    const first = inBytes(word(codes, at + i) ^ word(question, i), word(codes, at + i + 1) ^ word(question, i + 1));
    const second = inBytes(
      word(codes, at + i + 2) ^ word(question, i + 2),
      word(codes, at + i + 3) ^ word(question, i + 3),
    );
    bits += Math.imul(first + second, 0x01010101) >>> 24;
  }
  return bits;
}

const word = (words: Int32Array, i: number) => words[i] ?? 0;

/** How many bits are set in each byte of two words together (Warren, Hacker's Delight, 5-1). */
function inBytes(one: number, other: number): number {
  const a = one - ((one >>> 1) & 0x55555555);
  const b = other - ((other >>> 1) & 0x55555555);
  const sum = (a & 0x33333333) + ((a >>> 2) & 0x33333333) + (b & 0x33333333) + ((b >>> 2) & 0x33333333);
  return (sum & 0x0f0f0f0f) + ((sum >>> 4) & 0x0f0f0f0f);
}
