/**
 * Scores what is encoded in texts along with them: each code is decoded and scored as a text of its own, and counts at the place where it stands.
 */
import { type Encoded, findEncoded, MAX_NESTING } from '../../filters/encoded.ts';
import { type RiskScore, type ScoredSpan, type Thresholds, verdictOf } from '../../filters/injection/classifier.ts';

/** Scores texts as they stand. */
type ScorePlain = (texts: readonly string[]) => Promise<readonly RiskScore[]>;

/** The judgements of `plain`, raised by what is encoded in the texts and flagged once it is decoded. */
export function scoreWithDecoded(
  texts: readonly string[],
  plain: ScorePlain,
  thresholds: Thresholds,
): Promise<readonly RiskScore[]> {
  return scoreAt(texts, plain, thresholds, 0);
}

async function scoreAt(
  texts: readonly string[],
  plain: ScorePlain,
  thresholds: Thresholds,
  depth: number,
): Promise<readonly RiskScore[]> {
  const own = await plain(texts);
  const found = depth < MAX_NESTING ? texts.map((text) => findEncoded(text)) : [];
  const decoded = found.flat().map((encoded) => encoded.decoded);
  if (decoded.length === 0) return own;
  const inner = (await scoreAt(decoded, plain, thresholds, depth + 1)).values();
  return own.map((risk, i) => {
    const inside = (found[i] ?? []).flatMap((encoded) => spanOf(encoded, inner.next().value, thresholds) ?? []);
    if (inside.length === 0) return risk;
    const score = Math.max(risk.score, ...inside.map((span) => span.score));
    const spans = [...risk.spans, ...inside].sort((a, b) => a.start - b.start);
    return { score, verdict: verdictOf(score, thresholds), spans };
  });
}

function spanOf({ start, end, code }: Encoded, risk: RiskScore | undefined, thresholds: Thresholds) {
  if (risk === undefined) throw new Error('what was decoded has no score');
  if (risk.score < thresholds.suspicious) return undefined;
  const signals = [`encoded-${code}`, ...new Set(risk.spans.flatMap((span) => span.signals))];
  return { start, end, score: risk.score, signals } satisfies ScoredSpan;
}
