/**
 * Which of two safeguards is the stricter. A workspace's are a ceiling for its agents: what an agent's own say is refused where it is milder, field by
 * field, and the stricter counts when somebody asks, whatever was stored. Pure.
 */
import { DLP_ACTIONS, DLP_KINDS, type DlpAction, strictest } from '../../filters/dlp/kinds.ts';
import type { Thresholds } from '../../filters/injection/classifier.ts';
import type { Fault } from '../problem.ts';
import {
  type AgentSafeguards,
  type CompleteSafeguards,
  completed,
  type EffectiveSafeguards,
  type Neutralization,
  type Safeguards,
  type Screening,
} from './safeguards.ts';

const NEUTRALIZATION: Readonly<Record<Neutralization, number>> = { fence: 0, cut: 1, withhold: 2 };
const SCREENING: Readonly<Record<Screening, number>> = { record: 0, refuse: 1 };

/**
 * What holds for one question. INVARIANT: nothing in it is milder than what the workspace says, so that an agent whose own safeguards were written
 * before the workspace became stricter is held to both.
 */
export function effective(said: Safeguards, ofAgent: AgentSafeguards = {}): EffectiveSafeguards {
  const { neutralization, screening, dlp } = completed(said);
  const { thresholds } = ofAgent;
  return {
    neutralization: stricterOf(NEUTRALIZATION, neutralization, ofAgent.neutralization),
    screening: stricterOf(SCREENING, screening, ofAgent.screening),
    dlp: strictest(dlp, ofAgent.dlp ?? {}),
    ...(thresholds && { thresholds }),
  };
}

/**
 * What of an agent's own is milder than its workspace's, field by field. Where the workspace says no thresholds nothing is compared with them: they are
 * the classifier's, and the verdicts that those made hold for every agent.
 */
export function milderThan(workspace: CompleteSafeguards, agent: AgentSafeguards): Fault[] {
  const { neutralization, screening, dlp = {}, thresholds } = agent;
  const faults: Fault[] = [];
  const milder = (at: string, own: string | number, theirs: string | number) =>
    faults.push({ at, detail: `\`${own}\` is milder than \`${theirs}\`, which the workspace says` });
  if (neutralization !== undefined && NEUTRALIZATION[neutralization] < NEUTRALIZATION[workspace.neutralization])
    milder('neutralization', neutralization, workspace.neutralization);
  if (screening !== undefined && SCREENING[screening] < SCREENING[workspace.screening])
    milder('screening', screening, workspace.screening);
  for (const kind of DLP_KINDS) {
    const [own, theirs] = [dlp[kind], workspace.dlp[kind]];
    if (own !== undefined && theirs !== undefined && rankOf(own) < rankOf(theirs)) milder(`dlp.${kind}`, own, theirs);
  }
  for (const name of ['suspicious', 'malicious'] as const satisfies readonly (keyof Thresholds)[]) {
    const [own, theirs] = [thresholds?.[name], workspace.thresholds?.[name]];
    if (own !== undefined && theirs !== undefined && own > theirs) milder(`thresholds.${name}`, own, theirs);
  }
  return faults;
}

/** The workspace's unless the agent's is known, and stricter. */
function stricterOf<T extends string>(ranks: Readonly<Record<T, number>>, workspace: T, agent: T | undefined): T {
  return agent !== undefined && ranks[agent] > ranks[workspace] ? agent : workspace;
}

const rankOf = (action: DlpAction): number => DLP_ACTIONS.indexOf(action);
