/**
 * Classification levels, in ascending order of harm, and the clearance that a principal has where nobody has said otherwise.
 */

export const CLASSIFICATIONS = ['public', 'internal', 'confidential', 'restricted'] as const;
export type Classification = (typeof CLASSIFICATIONS)[number];

/** What a document is when neither its sender nor its manifest says. */
export const DEFAULT_CLASSIFICATION: Classification = 'internal';

/**
 * Clearance of a person or an agent that the directory says nothing about. `restricted` documents are therefore for those
 * alone whom the directory clears by name; up to there, readers decide.
 */
export const DEFAULT_CLEARANCE: Classification = 'confidential';

/** Rank of a level, 0 for `public`. A higher rank is never readable with a lower clearance. */
export function rankOf(level: Classification): number {
  return CLASSIFICATIONS.indexOf(level);
}

/** The level of a rank. Throws a `RangeError` on a rank that no level has. */
export function classificationOf(rank: number): Classification {
  const level = CLASSIFICATIONS[rank];
  if (level === undefined) throw new RangeError(`no classification has rank ${rank}`);
  return level;
}
