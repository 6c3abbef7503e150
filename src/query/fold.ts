/**
 * Near-duplicates are folded into the best-ranked passage that says the same: an answer is full of different passages. It happens after every gate
 * and looks at nothing else, at no more of it than the answer takes, and at what would be sent, masks included: what may not leave changes
 * nothing here. Labels are not mixed: a passage keeps its own, and what was folded into it is named.
 */
import { DistinctTexts } from './near-duplicates.ts';
import type { Chosen, MaskedHit } from './stages.ts';

/** Passages that are named beside one that says the same. More are left out like what ranks too low. */
const MAX_DUPLICATES = 20;

/** The best of `hits` until there are `most` that differ, each with those that say the same and stand before the last of these. */
export function fold(hits: readonly MaskedHit[], most: number): Chosen[] {
  const texts = new DistinctTexts<MaskedHit[]>();
  const chosen: Chosen[] = [];
  for (const hit of hits) {
    if (chosen.length === most) break;
    const duplicates: MaskedHit[] = [];
    const { text, context, locator } = hit.passage;
    // Rows are records: two that read nearly alike are two.
    const isRow = hit.facts.kind === 'row' || locator.row !== undefined;
    const first = texts.add(context === undefined ? text : `${context}\n${text}`, duplicates, isRow);
    if (first === undefined) chosen.push({ hit, duplicates });
    else if (first.length < MAX_DUPLICATES) first.push(hit);
  }
  return chosen;
}

/** The best of `hits`, as they are. */
export const asTheyAre = (hits: readonly MaskedHit[], most = hits.length): Chosen[] =>
  hits.slice(0, most).map((hit) => ({ hit, duplicates: [] }));
