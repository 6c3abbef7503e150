/**
 * Screens a question: does it attack rather than ask, alone or with the questions before it? Pure; time is linear in the question.
 * It sees known phrases, smuggled characters, codes and sweeps. A polite question for one thing that the caller may read is none of its
 * business, and neither is what the caller may not read: entitlements decide that, whatever is said here.
 */
import { fold } from '../fold.ts';
import { combined, type Sighting, signalsOf } from './evidence.ts';
import { EMPTY_SESSION, fadedEvidence, fingerprintOf, likeIt, remembering, type SessionSummary } from './session.ts';
import { smuggledIn } from './smuggled.ts';
import { greedIn, sweepsIn } from './sweeps.ts';
import { encodedIn, phrasesIn } from './wording.ts';

/** From where on a question is worth a line in the record. */
export const NOISE = 0.15;
/**
 * From where on it is an alarm. Rates in `docs/screening.md`.
 */
export const ALARM = 0.55;

/** What a question comes with. */
export interface Asking {
  readonly nowMs: number;
  /** Passages asked for. */
  readonly k: number;
  /** Any number that is this process's own; see `fingerprintOf`. */
  readonly seed: number;
}

interface ScreenedQuestion {
  /** 0 to 1, and no probability. */
  readonly score: number;
  /** What spoke, the heaviest first. */
  readonly signals: readonly string[];
  /** The session with this question in it. */
  readonly next: SessionSummary;
}

/** Near-equal questions that are nothing: a person compares a handful. */
const FREE_ALIKE = 7;
/** Such questions beyond {@link FREE_ALIKE} at which the evidence is 1 - 1/e. */
const ALIKE_SCALE = 6;

/** Judges a question with what is remembered of those before it. */
export function screenQuestion(text: string, past: SessionSummary | undefined, asking: Asking): ScreenedQuestion {
  const { nowMs, k, seed } = asking;
  const session = past ?? EMPTY_SESSION;
  const folded = fold(text).text;
  const own = [
    ...smuggledIn(text),
    ...phrasesIn(folded),
    ...encodedIn(text),
    ...sweepsIn(folded),
    ...greedIn(folded, k),
  ];
  const alone = combined(own);
  const fingerprint = fingerprintOf(folded, nowMs, seed);
  const all = [...own, ...coercionIn(session, alone, nowMs), ...enumerationIn(likeIt(session, fingerprint))];
  const evidence = alone < NOISE ? 0 : -Math.log(1 - Math.min(alone, 0.99));
  return { score: combined(all), signals: signalsOf(all), next: remembering(session, fingerprint, evidence) };
}

/** Small pushes, one after the other: what came before speaks when this question pushes, too. */
function coercionIn(session: SessionSummary, alone: number, nowMs: number): Sighting[] {
  if (alone < NOISE) return [];
  const weight = 1 - Math.exp(-fadedEvidence(session, nowMs));
  return weight < NOISE ? [] : [{ signal: 'session-coercion', kind: 'session', weight }];
}

/** A question asked again and again with another name or number. */
function enumerationIn(alike: number): Sighting[] {
  if (alike <= FREE_ALIKE) return [];
  const weight = 1 - Math.exp(-(alike - FREE_ALIKE) / ALIKE_SCALE);
  return [{ signal: 'session-enumeration', kind: 'enumeration', weight }];
}
