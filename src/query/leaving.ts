/** All that leaves with an answer, whether its text is sent or it is only named: what the record names, and what is decided again. */
import type { Chosen, MaskedHit } from './stages.ts';

/** The hits of an answer with those that go with them. A passage may stand in it twice: beside one that was chosen, and as a copy of another. */
export function leaving(chosen: readonly Chosen[]): MaskedHit[] {
  return chosen.flatMap(({ hit, duplicates, neighbours = [] }) => [
    hit,
    ...duplicates,
    ...neighbours.map((neighbour) => neighbour.hit),
  ]);
}

/** The same answer, made of the hits that were decided again. `decided`: by chunk; throws when one is missing. */
export function remade(chosen: readonly Chosen[], decided: ReadonlyMap<string, MaskedHit>): Chosen[] {
  const again = ({ passage: { chunkId } }: MaskedHit): MaskedHit => {
    const hit = decided.get(chunkId);
    if (!hit) throw new Error('a passage of an answer was not decided again');
    return hit;
  };
  return chosen.map(({ hit, duplicates, neighbours }) => ({
    hit: again(hit),
    duplicates: duplicates.map(again),
    ...(neighbours && { neighbours: neighbours.map(({ hit: beside, place }) => ({ hit: again(beside), place })) }),
  }));
}
