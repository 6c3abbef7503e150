/**
 * What a classifier saw, as findings for people: one for each span, named by the signals that spoke for it. What was hidden or
 * smuggled has findings of its own already.
 */
import { excerpt, type Finding, type Severity } from '../filters/finding.ts';
import type { RiskScore, Verdict } from '../filters/injection/classifier.ts';
import { placeOf } from './sanitize/where.ts';
import type { Chunk } from './stages.ts';

/** Findings of one document, at most. */
const MAX_FINDINGS = 100;

const SEVERITY = { clean: undefined, suspicious: 'medium', malicious: 'high' } as const satisfies Record<
  Verdict,
  Severity | undefined
>;

/** Findings of names and attributes, and of passages in their order. `risks` are the passages' own, one for each of `chunks`. */
export function riskFindings(chunks: readonly Chunk[], risks: readonly RiskScore[], metadata: RiskScore): Finding[] {
  const passages = chunks.flatMap((chunk, i) => passageFindings(chunk, risks[i]));
  return [...metadataFindings(metadata), ...passages].slice(0, MAX_FINDINGS);
}

function passageFindings({ text, locator, start }: Chunk, risk: RiskScore | undefined): Finding[] {
  const severity = SEVERITY[risk?.verdict ?? 'clean'];
  if (risk === undefined || severity === undefined) return [];
  return risk.spans.map((span) => ({
    technique: span.signals.join('+'),
    severity,
    where: placeOf(locator),
    excerpt: excerpt(text.slice(span.start, span.end)),
    span: { start: start + span.start, end: start + span.end },
  }));
}

/** Names and attributes are judged together, so there is no one place to quote. */
function metadataFindings({ verdict, spans }: RiskScore): Finding[] {
  const severity = SEVERITY[verdict];
  if (severity === undefined) return [];
  const technique = [...new Set(spans.flatMap((span) => span.signals))].join('+');
  return [{ technique, severity, where: 'title, names and attributes', excerpt: '' }];
}
