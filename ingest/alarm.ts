/**
 * Raises the alarm for hidden text by its wording. How text was hidden says how deliberate it was, and ordinary documents hide much:
 * menus, captions, comments, changes. What speaks to a model has no business there, however harmless the way it was hidden.
 * It never lowers a severity and changes no text.
 */
import { excerpt, type Finding, isAtLeast, type Severity } from '../filters/finding.ts';
import type { InjectionClassifier, Verdict } from '../filters/injection/classifier.ts';
import type { Removed } from './stages.ts';

const RAISED: Readonly<Record<Verdict, Severity>> = { clean: 'info', suspicious: 'medium', malicious: 'high' };
const BATCH = 64;

/** The findings, those of hidden text that reads like an instruction raised to `medium` (suspicious) or `high` (malicious). */
export async function raiseAlarms(
  findings: readonly Finding[],
  removed: readonly Removed[],
  classifier: InjectionClassifier,
): Promise<readonly Finding[]> {
  const raised = [...findings];
  const places = new Map<string, number[]>();
  for (const [i, finding] of findings.entries()) {
    const key = keyOf(finding.technique, finding.where, finding.decoded ?? finding.excerpt);
    places.set(key, [...(places.get(key) ?? []), i]);
  }
  let hasSpoken = false;
  for (let i = 0; i < removed.length; i += BATCH) {
    const batch = removed.slice(i, i + BATCH);
    const risks = await classifier.score(batch.map((piece) => piece.text));
    for (const [j, piece] of batch.entries()) {
      const severity = RAISED[risks[j]?.verdict ?? 'malicious'];
      if (severity === 'info') continue;
      hasSpoken = true;
      const said = excerpt(piece.text);
      const known = places.get(keyOf(piece.technique, piece.where, said));
      // What is beyond the bound of findings of one technique is told all the same when it speaks.
      if (known === undefined) raised.push({ technique: piece.technique, severity, where: piece.where, excerpt: said });
      for (const at of known ?? []) raise(raised, at, severity);
    }
  }
  return hasSpoken ? raised : [...raised, TOGETHER];
}

/** Whoever cuts a sentence into harmless pieces is seen when they are read one after the other. */
const TOGETHER: Finding = {
  technique: 'hidden-instruction',
  severity: 'medium',
  where: 'document',
  excerpt: 'pieces of hidden text read like an instruction to a model when they are put together',
};

function raise(findings: Finding[], at: number, severity: Severity): void {
  const finding = findings[at];
  if (finding !== undefined && !isAtLeast(finding.severity, severity)) findings[at] = { ...finding, severity };
}

function keyOf(technique: string, where: string, text: string): string {
  return JSON.stringify([technique, where, text]);
}
