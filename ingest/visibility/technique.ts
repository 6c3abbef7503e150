/**
 * What a technique of hiding is to those who hear of it. Each reader lists its own beside itself; `ingest/techniques.ts` puts the
 * lists together for reports and for the documentation.
 */
import type { Severity } from '../../filters/finding.ts';
import { type Hidden, MAX_HIDDEN_NOTE } from '../stages.ts';

export interface Technique {
  /** How deliberate it is, where nothing else is known: `info` for what ordinary documents do, `high` for what only hides. */
  readonly severity: Severity;
  /** One sentence for a report, without a full stop: `text in the colour of what is behind it`. */
  readonly says: string;
}

/** Kebab-case name → technique. */
export type Techniques = Readonly<Record<string, Technique>>;

/** A text of the document's own (a box, a path) or of ours, as long as a note may be. */
export function asNote(text: string): string {
  return text.length <= MAX_HIDDEN_NOTE ? text : `${text.slice(0, MAX_HIDDEN_NOTE - 1)}…`;
}

/** What a run carries that is hidden by a technique of `list`. `severity` overrides the technique's own. */
export function hiddenBy<List extends Techniques>(
  list: List,
  technique: keyof List & string,
  { severity, place, why }: Partial<Omit<Hidden, 'technique'>> = {},
): Hidden {
  return {
    technique,
    severity: severity ?? list[technique]?.severity ?? 'high',
    ...(place === undefined ? {} : { place: asNote(place) }),
    ...(why === undefined ? {} : { why: asNote(why) }),
  };
}
