/**
 * Safeguards: how a workspace treats what is not clean, beyond entitlements. Administrators set them, and they are a ceiling for agents: what an
 * agent's own say only ever adds to them, whatever is stored of it. What is absent is the default.
 */
import type { DlpRules } from '../../filters/dlp/kinds.ts';
import type { Thresholds } from '../../filters/injection/classifier.ts';

/**
 * What is done with a suspicious passage: `withhold`: it leaves with nobody's answer. `cut`: its instruction is taken out and the rest
 * leaves. `fence`: the instruction stays, between marks that say that it is quoted, untrusted text. From the strictest to the mildest.
 */
export const NEUTRALIZATIONS = ['withhold', 'cut', 'fence'] as const;
export type Neutralization = (typeof NEUTRALIZATIONS)[number];

/** What is done with a question that was screened and found to be an attack: it is written down in any case. The mildest first. */
export const SCREENINGS = ['record', 'refuse'] as const;
export type Screening = (typeof SCREENINGS)[number];

/** What can be said for one agent, beside what its workspace says: of both the stricter counts. */
export interface AgentSafeguards {
  readonly neutralization?: Neutralization;
  readonly screening?: Screening;
  readonly dlp?: DlpRules;
  /** At which scores a passage that leaves is suspicious and malicious to it, beside the verdict that it came in with. */
  readonly thresholds?: Thresholds;
}

/** What a workspace says. Its thresholds are of documents when they come in; absent: the classifier's own. */
export type Safeguards = AgentSafeguards;

/** What holds for one question: everything said. */
export interface EffectiveSafeguards {
  readonly neutralization: Neutralization;
  readonly screening: Screening;
  readonly dlp: DlpRules;
  /** The agent's. The workspace's are in the verdicts. */
  readonly thresholds?: Thresholds;
}

/** What a workspace says, and what is the default where it says nothing. */
export type CompleteSafeguards = Safeguards & Required<Omit<Safeguards, 'thresholds'>>;

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
