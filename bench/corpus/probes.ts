/**
 * Questions of known weight: words that stand in few, some or many chunks, by counting and not by guessing.
 */
import { randomFrom } from './random.ts';
import { wordAt } from './words.ts';

export const WORD_CLASSES = ['rare', 'middling', 'common'] as const;
export type WordClass = (typeof WORD_CLASSES)[number];

/** Share of chunks that hold a word of the class: about 0.02 %, 1 % and 20 %. */
const SHARES: Readonly<Record<WordClass, readonly [from: number, to: number]>> = {
  rare: [0.000_15, 0.000_25],
  middling: [0.008, 0.012],
  common: [0.17, 0.23],
};

/** Words kept of a class. */
const MAX_WORDS = 200;

export interface Probe {
  readonly words: readonly string[];
  /** Chunks that hold one of them, on average. */
  readonly meanChunks: number;
}

export type Probes = Readonly<Record<WordClass, Probe>>;

/** Words of each class, from the number of chunks that hold each rank. Throws when there are too few chunks to tell them apart. */
export function pickProbes(chunkFrequency: Int32Array, chunks: number): Probes {
  const pick = (wordClass: WordClass): Probe => {
    const [from, to] = SHARES[wordClass];
    const ranks: number[] = [];
    chunkFrequency.forEach((held, rank) => {
      if (held >= from * chunks && held <= to * chunks) ranks.push(rank);
    });
    const random = randomFrom(1);
    const chosen = ranks.sort(() => random() - 0.5).slice(0, MAX_WORDS);
    if (chosen.length < 3) throw new Error(`too few ${wordClass} words: take more chunks`);
    const held = chosen.map((rank) => chunkFrequency[rank] ?? 0);
    return { words: chosen.map(wordAt), meanChunks: held.reduce((sum, n) => sum + n, 0) / held.length };
  };
  return { rare: pick('rare'), middling: pick('middling'), common: pick('common') };
}

/** The questions of a class, without end: one, two and three different words in turn. */
export function* questions({ words }: Probe, seed: number): Generator<string, never> {
  const random = randomFrom(seed);
  for (let n = 0; ; n++) {
    const chosen = new Set<string>();
    while (chosen.size < (n % 3) + 1) chosen.add(words[Math.floor(random() * words.length)] ?? '');
    yield [...chosen].join(' ');
  }
}
