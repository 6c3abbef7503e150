/**
 * Safeguards: how a workspace treats what is not clean, beyond entitlements. Administrators set them; an agent's ceiling may say its own
 * over them. What is absent is the default.
 */
import { type DlpRules, strictest } from '../../filters/dlp/kinds.ts';
import type { Thresholds } from '../../filters/injection/classifier.ts';

/**
 * What is done with a suspicious passage: `withhold`: it leaves with nobody's answer. `cut`: its instruction is taken out and the rest
 * leaves. `fence`: the instruction stays, between marks that say that it is quoted, untrusted text.
 */
export const NEUTRALIZATIONS = ['withhold', 'cut', 'fence'] as const;
export type Neutralization = (typeof NEUTRALIZATIONS)[number];

/** What is done with a question that was screened and found to be an attack: it is written down in any case. */
export const SCREENINGS = ['record', 'refuse'] as const;
export type Screening = (typeof SCREENINGS)[number];

/** What can be said anew for one agent. */
export interface AgentSafeguards {
  readonly neutralization?: Neutralization;
  readonly screening?: Screening;
  /** Together with the workspace's: the stricter action counts. */
  readonly dlp?: DlpRules;
}

/** What a workspace says. */
export interface Safeguards extends AgentSafeguards {
  /** At which scores documents are suspicious and malicious when they come in; absent: the classifier's own. */
  readonly thresholds?: Thresholds;
}

/** What holds for one question: everything said. */
export interface EffectiveSafeguards {
  readonly neutralization: Neutralization;
  readonly screening: Screening;
  readonly dlp: DlpRules;
}

/** What a workspace says, and what is the default where it says nothing. */
export interface CompleteSafeguards extends EffectiveSafeguards {
  readonly thresholds?: Thresholds;
}

/** Credentials are nobody's reading; personal data is what many documents are about. */
const DEFAULT_SAFEGUARDS: EffectiveSafeguards = {
  neutralization: 'cut',
  screening: 'record',
  dlp: { secret: 'redact' },
};

/** What a workspace says, completed by the defaults. */
export function completed({ thresholds, neutralization, screening, dlp }: Safeguards): CompleteSafeguards {
  return {
    neutralization: neutralization ?? DEFAULT_SAFEGUARDS.neutralization,
    screening: screening ?? DEFAULT_SAFEGUARDS.screening,
    dlp: dlp ?? DEFAULT_SAFEGUARDS.dlp,
    ...(thresholds && { thresholds }),
  };
}

/** What holds for one question: what the workspace says, with what is otherwise for the agent through which it is asked. */
export function effective(said: Safeguards, ofAgent: AgentSafeguards = {}): EffectiveSafeguards {
  const { neutralization, screening, dlp } = completed(said);
  return {
    neutralization: ofAgent.neutralization ?? neutralization,
    screening: ofAgent.screening ?? screening,
    dlp: strictest(dlp, ofAgent.dlp ?? {}),
  };
}
