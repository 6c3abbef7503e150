/**
 * A language of made-up words whose frequencies follow Zipf's law, as those of real languages do. Words are consonant-vowel
 * syllables that a stemmer leaves alone, so that a word's frequency in the text is its frequency in the index.
 */

export const VOCABULARY = 150_000;

const SYLLABLES = [...'bdfghjklmnprstvz'].flatMap((consonant) => [...'aou'].map((vowel) => consonant + vowel));

/** The word at a rank, 0 being the most frequent. Shorter words are more frequent. */
export function wordAt(rank: number): string {
  let word = '';
  for (let rest = rank + 1; rest > 0; rest = Math.floor((rest - 1) / SYLLABLES.length)) {
    word = SYLLABLES[(rest - 1) % SYLLABLES.length] + word;
  }
  return word;
}

const SLOTS = 2 ** 22;

/** Draws ranks so that rank r comes up in proportion to 1/(r+1): a table of quantiles. */
export function zipfRanks(random: () => number): () => number {
  const table = new Int32Array(SLOTS);
  let total = 0;
  for (let rank = 0; rank < VOCABULARY; rank++) total += 1 / (rank + 1);
  let reached = 0;
  let slot = 0;
  for (let rank = 0; rank < VOCABULARY; rank++) {
    reached += 1 / (rank + 1) / total;
    for (; slot < reached * SLOTS && slot < SLOTS; slot++) table[slot] = rank;
  }
  return () => table[Math.floor(random() * SLOTS)] ?? 0;
}
