/**
 * A small fingerprint of a text's wording: two texts that share most of their words in the same order have fingerprints that share most of
 * their numbers. It is the sketch of Broder ("On the resemblance and containment of documents", 1997) over runs of three words. Linear in
 * the text. Whoever knows it can write around it: it is for a hint, not for a decision.
 */

/** Smallest first, without repeats, each of 32 bits. Of a short text they are fewer. */
export type Sketch = readonly number[];

const SIZE = 64;
const SHINGLE_WORDS = 3;
/** A short notice says the same as many others. */
const MIN_WORDS = 20;
/** Characters that are looked at. */
const MAX_LENGTH = 1 << 18;

/** The sketch of a text; `undefined` for one of few words. */
export function sketchOf(text: string): Sketch | undefined {
  const words =
    text
      .slice(0, MAX_LENGTH)
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length < MIN_WORDS) return undefined;
  const hashes = words.map(hashOf);
  const runs = new Set<number>();
  for (let i = 0; i + SHINGLE_WORDS <= hashes.length; i += 1) {
    let run = 0;
    for (let j = i; j < i + SHINGLE_WORDS; j += 1) run = mixed(Math.imul(run, 31) + (hashes[j] ?? 0));
    runs.add(run >>> 0);
  }
  return Array.from(Uint32Array.from(runs).sort().subarray(0, SIZE));
}

/** Of the runs of words in either text, how many are in both, as far as the sketches tell: 0 to 1, with a standard error of at most 0.07. */
export function resemblance(a: Sketch, b: Sketch): number {
  const ofB = new Set(b);
  const either = [...new Set([...a, ...b])].sort((x, y) => x - y).slice(0, SIZE);
  const ofA = new Set(a);
  return either.length === 0 ? 0 : either.filter((hash) => ofA.has(hash) && ofB.has(hash)).length / either.length;
}

/** FNV-1a. */
function hashOf(word: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01_00_01_93);
  return hash;
}

/** The last steps of MurmurHash3: every bit depends on all. */
function mixed(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85_eb_ca_6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2_b2_ae_35);
  return h ^ (h >>> 16);
}
