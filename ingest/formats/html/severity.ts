/**
 * How deliberate hidden text is, by technique and length: see `techniques.ts` for the rule. Lengths are counted over a stretch, which is
 * what is hidden without letters in between that a person sees: one element for each letter makes no difference.
 */
import type { Hidden, Run } from '../../stages.ts';
import type { BlockDraft } from '../blocks.ts';
import { HTML_TECHNIQUES } from './techniques.ts';

/** Longest text for screen readers that is ordinary, in letters. */
const MAX_LABEL = 120;
/** Fewer letters than this keep things apart. */
const MAX_SPACER = 3;
/** A word or two. */
const MAX_WORDS = 20;
/** Longest line that mail programs show beside the subject. */
const MAX_PREHEADER = 250;
const PREHEADER = /pre-?header|preview/i;

type Way = 'interface' | 'label' | 'deliberate';

/** The blocks, with the severity of every hidden run settled. */
export function settleSeverities(drafts: readonly BlockDraft[], isMail: boolean): readonly BlockDraft[] {
  const settled = new Map<Run, Run>();
  let stretch: Run[] = [];
  let hasShown = false;
  const settle = (): void => {
    const isPreheader = !hasShown && stretch.some((run) => isMail || PREHEADER.test(run.hidden?.place ?? ''));
    judge(stretch, isPreheader, settled);
    stretch = [];
  };
  for (const run of drafts.flatMap((draft) => draft.runs)) {
    if (run.hidden !== undefined) stretch.push(run);
    else if (letters(run.text) > 0) {
      settle();
      hasShown = true;
    }
  }
  settle();
  return settled.size === 0
    ? drafts
    : drafts.map((draft) => ({ ...draft, runs: draft.runs.map((run) => settled.get(run) ?? run) }));
}

function judge(stretch: readonly Run[], isPreheader: boolean, settled: Map<Run, Run>): void {
  const counts: Record<Way, number> = { interface: 0, label: 0, deliberate: 0 };
  for (const { hidden, text } of stretch) counts[wayOf(hidden)] += letters(text);
  for (const run of stretch) {
    const { hidden } = run;
    if (hidden === undefined) continue;
    const severity = severityOf(hidden, counts, isPreheader);
    if (severity !== hidden.severity) settled.set(run, { ...run, hidden: { ...hidden, severity } });
  }
}

function severityOf(hidden: Hidden, counts: Readonly<Record<Way, number>>, isPreheader: boolean): Hidden['severity'] {
  const way = wayOf(hidden);
  switch (way) {
    case 'interface':
      return hidden.severity;
    case 'label':
      if (isPreheader && counts.label <= MAX_PREHEADER) return 'info';
      return counts.label > MAX_LABEL ? 'medium' : hidden.severity;
    case 'deliberate':
      if (hidden.severity === 'info' || (isPreheader && counts.deliberate <= MAX_PREHEADER)) return 'info';
      if (counts.deliberate <= MAX_SPACER) return 'low';
      return counts.deliberate <= MAX_WORDS ? 'medium' : 'high';
    default: {
      const unknown: never = way;
      throw new TypeError(`unknown way ${JSON.stringify(unknown)}`);
    }
  }
}

function wayOf(hidden: Hidden | undefined): Way {
  const techniques: Readonly<Record<string, { readonly hides: Way }>> = HTML_TECHNIQUES;
  return techniques[hidden?.technique ?? '']?.hides ?? 'interface';
}

function letters(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
