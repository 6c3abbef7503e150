/**
 * A finding: one thing that was seen in a text or a file and that a person may want to know.
 * Findings are made by pure functions and never change the text they speak of; whoever acts on them says so elsewhere.
 */

/** How deliberate and how dangerous: `info` is worth noting, `low` odd, `medium` needs a look, `high` is an attack until shown otherwise. */
export type Severity = 'info' | 'low' | 'medium' | 'high';

/** Half-open range of UTF-16 code units, `[start, end)`, in the text that the finding was made on. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One observation, small enough to be stored, shown and sent to a SIEM. */
export interface Finding {
  /** Stable kebab-case name of the technique, such as `unicode-tags` or `override-phrase`. */
  readonly technique: string;
  readonly severity: Severity;
  /** Where in the document, for a person: `page 3`, `row 12`, `title`, `line 40`. */
  readonly where: string;
  /** What was seen, at most {@link MAX_EXCERPT} code units, control characters made visible. */
  readonly excerpt: string;
  /** What smuggled or encoded text says once decoded, at most {@link MAX_EXCERPT} code units. */
  readonly decoded?: string;
  readonly span?: Span;
}

/** Longest excerpt that a finding carries, in UTF-16 code units. */
export const MAX_EXCERPT = 240;

const RANK: Record<Severity, number> = { info: 0, low: 1, medium: 2, high: 3 };

/** Whether `severity` is at least `floor`. */
export function isAtLeast(severity: Severity, floor: Severity): boolean {
  return RANK[severity] >= RANK[floor];
}

/** Cuts `text` to {@link MAX_EXCERPT} and shows invisible and control characters as `\u{…}`, so that an excerpt can't hide anything itself. */
export function excerpt(text: string): string {
  const head = text.length > MAX_EXCERPT ? text.slice(0, MAX_EXCERPT).replace(/[\uD800-\uDBFF]$/, '') : text;
  const shown = head.replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, (c) =>
    c === '\n' ? ' ' : `\\u{${(c.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`,
  );
  if (shown.length <= MAX_EXCERPT && head.length === text.length) return shown;
  return `${shown.slice(0, MAX_EXCERPT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
