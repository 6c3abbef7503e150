/**
 * What a classifier saw in text that is shown, as findings for people: one for each span, named by the signals that spoke for it, with
 * what an encoded span says. What was hidden or smuggled has findings of its own already; see `alarm.ts`.
 */
import { findEncoded } from '../filters/encoded.ts';
import { excerpt, type Finding, type Severity } from '../filters/finding.ts';
import type { RiskScore, Verdict } from '../filters/injection/classifier.ts';
import { placeOf } from './sanitize/where.ts';
import type { Chunk } from './stages.ts';

/** What the classifier's signals for encoded text begin with; the rest is the name of the code. */
const ENCODED = 'encoded-';
/** Findings of one document, at most. */
const MAX_FINDINGS = 100;

/** Suspicious words in plain sight are withheld from agents, and are no reason to call the file a carrier of hidden text. */
const SEVERITY = { clean: undefined, suspicious: 'low', malicious: 'high' } as const satisfies Record<
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
    ...decodedOf(text.slice(span.start, span.end), span.signals),
    span: { start: start + span.start, end: start + span.end },
  }));
}

/** What an encoded span says, for the analyst. */
function decodedOf(text: string, signals: readonly string[]): Pick<Finding, 'decoded'> {
  const code = signals.find((signal) => signal.startsWith(ENCODED))?.slice(ENCODED.length);
  const found = code === undefined ? undefined : findEncoded(text).find((encoded) => encoded.code === code);
  return found === undefined ? {} : { decoded: excerpt(found.decoded) };
}

/** Names and attributes are judged together, so there is no one place to quote. */
function metadataFindings({ verdict, spans }: RiskScore): Finding[] {
  const severity = SEVERITY[verdict];
  if (severity === undefined) return [];
  const technique = [...new Set(spans.flatMap((span) => span.signals))].join('+');
  return [{ technique, severity, where: 'title, names and attributes', excerpt: '' }];
}
