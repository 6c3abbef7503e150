/**
 * What pieces of evidence say together: two kinds in one place, one of which speaks to a machine or sets aside what it was told, are strong.
 * Of what stands alone, the kinds that mean little among people are left out.
 */
import type { Family } from '../signal.ts';
import { LOOK } from './clause.ts';
import { ALONE, type Evidence } from './evidence.ts';

/** Units between evidence that belongs together. */
const TOGETHER = 160;
/** What evidence of two kinds in one place weighs, each. */
const JOINED = 0.75;

/** Families that make others strong: they speak to a machine, or against what it was told. */
const OPENERS: ReadonlySet<Family> = new Set<Family>(['address', 'override']);
/** Pairs that are strong without an opener. */
const PAIRS: ReadonlySet<string> = new Set([
  'concealment+exfiltration',
  'answer+concealment',
  'answer+secrets',
  'persona+secrets',
  'concealment+persona',
]);

/** Families that say something without others. */
const BY_THEMSELVES: ReadonlySet<Family> = new Set<Family>([
  'address',
  'override',
  'concealment',
  'secrets',
  'persona',
]);

/** @param evidence of one book, in order. Raises what belongs together, and leaves out what says nothing alone. */
export function join(evidence: readonly Evidence[]): Evidence[] {
  const isJoined = new Set<number>();
  for (const [i, own] of evidence.entries()) {
    for (let j = i + 1; j <= i + LOOK; j += 1) {
      const other = evidence[j];
      if (other === undefined || other.start - own.end > TOGETHER) break;
      if (!belong(own, other)) continue;
      isJoined.add(i).add(j);
    }
  }
  return evidence.flatMap((one, i) => {
    if (isJoined.has(i)) return [{ ...one, weight: Math.max(one.weight, JOINED) }];
    return BY_THEMSELVES.has(one.family) ? [one] : [];
  });
}

/** Whether two pieces of evidence are of kinds that make each other strong, and not the same words. */
function belong(a: Evidence, b: Evidence): boolean {
  if (a.family === b.family || (a.start < b.end && b.start < a.end)) return false;
  const pair = [a.family, b.family].sort().join('+');
  // Rules lapse, and bills and papers are to be sent, among people, too.
  if (pair === 'override+task' || pair === 'exfiltration+override')
    return Math.max(a.aloneWeight, b.aloneWeight) >= ALONE['override-orders'];
  return OPENERS.has(a.family) || OPENERS.has(b.family) || PAIRS.has(pair);
}
