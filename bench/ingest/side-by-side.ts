/**
 * Two ways to do the same, turn by turn in one run, so that what else happens on the machine meets both alike. The ratio is that
 * of the sums of the medians: one slow turn changes nothing.
 */

export interface Subject {
  readonly name: string;
  /** Pages, kilobytes, or whatever the work is counted in. */
  readonly units: number;
}

export interface Pair {
  readonly name: string;
  readonly units: number;
  /** Medians over the rounds, in milliseconds. */
  readonly oursMs: number;
  readonly theirsMs: number;
}

/** Measures each subject both ways, `rounds` times each, after one round that does not count. */
export async function sideBySide<S extends Subject>(
  subjects: readonly S[],
  rounds: number,
  ours: (subject: S) => Promise<unknown>,
  theirs: (subject: S) => Promise<unknown>,
): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (const subject of subjects) {
    const times = { ours: [] as number[], theirs: [] as number[] };
    for (let round = 0; round <= rounds; round += 1) {
      const order = round % 2 === 0 ? (['ours', 'theirs'] as const) : (['theirs', 'ours'] as const);
      for (const which of order) {
        const start = performance.now();
        await (which === 'ours' ? ours(subject) : theirs(subject));
        if (round > 0) times[which].push(performance.now() - start);
      }
    }
    pairs.push({
      name: subject.name,
      units: subject.units,
      oursMs: median(times.ours),
      theirsMs: median(times.theirs),
    });
  }
  return pairs;
}

/** All subjects together. */
export function total(pairs: readonly Pair[]): Pair & { readonly ratio: number } {
  const sum = (of: (pair: Pair) => number): number => pairs.reduce((all, pair) => all + of(pair), 0);
  const [oursMs, theirsMs] = [sum((pair) => pair.oursMs), sum((pair) => pair.theirsMs)];
  return { name: 'all', units: sum((pair) => pair.units), oursMs, theirsMs, ratio: oursMs / theirsMs };
}

function median(times: number[]): number {
  const sorted = times.sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}
