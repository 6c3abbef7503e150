/**
 * Keeps what a document's washing cut: every piece as evidence, and findings of it up to a bound for each technique, so that
 * a document made of ten thousand hidden runs does not become ten thousand alarms. The bound is said in a finding of its own.
 */
import { excerpt, type Finding, type Severity } from '../../filters/finding.ts';
import type { Hidden, Removed } from '../stages.ts';
import type { Cut } from './unicode/pass.ts';

/** Findings of one technique and severity that are listed one by one. */
export const MAX_FINDINGS_EACH = 100;

export class Ledger {
  readonly removed: Removed[] = [];
  readonly #findings: Finding[] = [];
  readonly #counts = new Map<string, { technique: string; severity: Severity; count: number }>();

  constructor(earlier: readonly Finding[]) {
    for (const finding of earlier) this.#add(finding);
  }

  /** Invisible characters that went. `at` is where they stood in the clean text, where that is known. */
  unicode(cuts: readonly Cut[], where: string, at?: number): void {
    for (const cut of cuts) {
      const { technique, severity } = cut;
      this.removed.push({
        ...{ technique, severity, where, text: cut.decoded ?? cut.removed },
        ...(at === undefined ? {} : { at }),
      });
      this.#add({
        technique: cut.technique,
        severity: cut.severity,
        where,
        excerpt: excerpt(cut.removed),
        ...(cut.decoded === undefined ? {} : { decoded: excerpt(cut.decoded) }),
      });
    }
  }

  /** A run that a person would not see. `at` is where it stood in the clean text. */
  hidden({ technique, severity, place, why }: Hidden, text: string, where: string, at: number): void {
    this.removed.push({
      ...{ technique, severity, where, text, at },
      ...(place === undefined ? {} : { place }),
      ...(why === undefined ? {} : { why }),
    });
    this.#add({ technique, severity, where, excerpt: excerpt(text) });
  }

  /** All findings, in the order they were made. */
  findings(): readonly Finding[] {
    const more = [...this.#counts.values()]
      .filter(({ count }) => count > MAX_FINDINGS_EACH)
      .map(({ technique, severity, count }) => ({
        technique,
        severity,
        where: 'document',
        excerpt: `${count - MAX_FINDINGS_EACH} more of the same`,
      }));
    return [...this.#findings, ...more];
  }

  #add(finding: Finding): void {
    const key = `${finding.technique}\n${finding.severity}`;
    const entry = this.#counts.get(key) ?? { technique: finding.technique, severity: finding.severity, count: 0 };
    entry.count += 1;
    this.#counts.set(key, entry);
    if (entry.count <= MAX_FINDINGS_EACH) this.#findings.push(finding);
  }
}
