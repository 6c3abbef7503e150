/**
 * What is done with the instructions in a passage that may leave without them, as edits of its text. What is around a passage (its context, its
 * headings) may be a part of what was said to the model, and does not leave with it.
 */
import type { Edit } from '../../filters/edits.ts';
import { cutting, fencing } from '../../filters/injection/neutralize.ts';
import type { Passage } from '../catalog/passages.ts';
import type { Grounds, Neutralized } from './stages.ts';

/** To be applied to the text as it stands in the catalogue. */
export function neutralizing({ fence }: Grounds, neutralized: Neutralized | undefined): readonly Edit[] {
  if (neutralized === undefined) return [];
  const { action, stretches } = neutralized;
  switch (action) {
    case 'cut':
      return cutting(stretches);
    case 'fence':
      return fencing(stretches, fence);
    default: {
      const never: never = action;
      throw new Error(`unknown action \`${String(never)}\``);
    }
  }
}

/** The passage without what stands around it. */
export function alone({ context: _, locator: { headings: __, ...locator }, ...passage }: Passage): Passage {
  return { ...passage, locator };
}
