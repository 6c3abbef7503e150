/**
 * Risks put together, and texts scored many at a time: every text that is asked for has a score, or there is an error.
 */
import type { InjectionClassifier, RiskScore, ScoredSpan, Verdict } from '../filters/injection/classifier.ts';

export const CLEAN: RiskScore = { score: 0, verdict: 'clean', spans: [] };

const BATCH = 64;
const RANK: Record<Verdict, number> = { clean: 0, suspicious: 1, malicious: 2 };

/** @throws Error when the classifier answers for fewer texts than it was asked. */
export async function scoreAll(texts: readonly string[], classifier: InjectionClassifier): Promise<RiskScore[]> {
  const scores: RiskScore[] = [];
  for (let i = 0; i < texts.length; i += BATCH) {
    const batch = texts.slice(i, i + BATCH);
    const answered = await classifier.score(batch);
    if (answered.length !== batch.length) throw new Error('the classifier left a text unscored');
    scores.push(...answered);
  }
  return scores;
}

/** The higher score, the worse verdict, and the spans of all. */
export function worst(...risks: readonly RiskScore[]): RiskScore {
  return risks.reduce((a, b) => ({
    score: Math.max(a.score, b.score),
    verdict: RANK[b.verdict] > RANK[a.verdict] ? b.verdict : a.verdict,
    spans: distinct([...a.spans, ...b.spans]),
  }));
}

function distinct(spans: readonly ScoredSpan[]): readonly ScoredSpan[] {
  const seen = new Map<string, ScoredSpan>();
  for (const span of spans) {
    const key = `${span.start}:${span.end}`;
    const known = seen.get(key);
    if (known === undefined || known.score < span.score) seen.set(key, span);
  }
  return [...seen.values()].sort((a, b) => a.start - b.start);
}
