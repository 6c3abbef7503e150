/**
 * What a question is suspected of: evidence of several kinds, each with a weight of its own, put together by noisy-or. Kinds support each
 * other; of one kind the strongest sighting counts.
 */

/** One sighting in a question. Names only: nothing of what was asked. */
export interface Sighting {
  /** Stable kebab-case name; it appears in the record. */
  readonly signal: string;
  /** Sightings of one kind repeat each other. */
  readonly kind: string;
  /** How much it says by itself, 0 to 1. */
  readonly weight: number;
}

/** `1 - Π(1 - weight)` over the kinds. */
export function combined(sightings: readonly Sighting[]): number {
  const strongest = new Map<string, number>();
  for (const { kind, weight } of sightings) strongest.set(kind, Math.max(weight, strongest.get(kind) ?? 0));
  return 1 - [...strongest.values()].reduce((rest, weight) => rest * (1 - weight), 1);
}

/** Names of the sightings, each once, the heaviest first. */
export function signalsOf(sightings: readonly Sighting[]): string[] {
  return [...new Set([...sightings].sort((a, b) => b.weight - a.weight).map(({ signal }) => signal))];
}
