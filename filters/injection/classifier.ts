/**
 * The port of an injection classifier: text in, a score and the places that made it out.
 * A classifier has no I/O of its own that can reach a network at query time: scores are made at ingest and stored
 * under `id@version` with the hash of the text, so that a new model never mixes with an old one's scores.
 */
import type { Span } from '../finding.ts';

/** What is done with a text: `clean` is served, `suspicious` is served without its instruction, or to nobody, `malicious` is held at the door. */
export type Verdict = 'clean' | 'suspicious' | 'malicious';

/**
 * Scores at and above which a text is suspicious, and malicious; 0 to 1, the first at most the second. Each classifier states its own, with the
 * rates of false alarms that they were measured to have.
 */
export interface Thresholds {
  readonly suspicious: number;
  readonly malicious: number;
}

/** The verdict that `score` means under `thresholds`. */
export function verdictOf(score: number, thresholds: Thresholds): Verdict {
  if (score >= thresholds.malicious) return 'malicious';
  return score >= thresholds.suspicious ? 'suspicious' : 'clean';
}

/** A passage that speaks for an instruction to the model, with the names of the signals that saw it. */
export interface ScoredSpan extends Span {
  /** Probability-like, 0 to 1. */
  readonly score: number;
  readonly signals: readonly string[];
}

/** The judgement of one text. `score` is 0 to 1 and at least the highest of its spans. */
export interface RiskScore {
  readonly score: number;
  readonly verdict: Verdict;
  readonly spans: readonly ScoredSpan[];
}

/** Scores texts. Never truncates: what it can't read it must not score, and throws instead. */
export interface InjectionClassifier {
  readonly id: string;
  readonly version: string;
  /** Its own, unless a workspace says others. */
  readonly thresholds: Thresholds;
  /** One judgement for each text, by {@link thresholds}. */
  score(texts: readonly string[]): Promise<readonly RiskScore[]>;
  /**
   * One judgement for each part of a text that is read in one piece: what begins in one part and ends in the next is seen, and is the risk of both; what
   * stands in one part alone is no risk of others. Parts are in order and don't overlap; spans are offsets into their part. There for classifiers
   * to whom reading is dear and places are known; without it, parts are read one by one, and again where two of them meet.
   */
  scoreParts?(text: string, parts: readonly Span[]): Promise<readonly RiskScore[]>;
}

/** `classifier` with other thresholds: the same scores, other verdicts. */
export function judgedBy(classifier: InjectionClassifier, thresholds: Thresholds): InjectionClassifier {
  const judged = (risks: readonly RiskScore[]) =>
    risks.map((risk) => ({ ...risk, verdict: verdictOf(risk.score, thresholds) }));
  const scoreParts = classifier.scoreParts?.bind(classifier);
  return {
    id: classifier.id,
    version: classifier.version,
    thresholds,
    score: async (texts) => judged(await classifier.score(texts)),
    ...(scoreParts && { scoreParts: async (text, parts) => judged(await scoreParts(text, parts)) }),
  };
}
