/**
 * Which poisoned files are caught, computed from what happened to them.
 */
import { isAtLeast } from '../../filters/finding.ts';
import type { Intake } from '../../src/broker.ts';
import type { PoisonedFile } from './harbor.ts';

export type State = 'caught' | 'missed';

export interface Truth {
  readonly file: string;
  readonly technique: string;
  readonly state: State;
}

/** A poisoned file is caught when it is held, or when what is grave in it was found: then that part is cut or not served. */
function isCaught(intake: Intake | undefined): boolean {
  return intake?.status === 'held' || intake?.findings.some(({ severity }) => isAtLeast(severity, 'high')) === true;
}

/** An innocent file is served whole when nothing in it is flagged, and none of its passages is even suspicious: those findings have a span. */
export function isUntouched(intake: Intake | undefined): boolean {
  const isFlagged = ({ severity, span }: Intake['findings'][number]) =>
    span !== undefined || isAtLeast(severity, 'medium');
  return intake?.status === 'active' && !intake.findings.some(isFlagged);
}

export function truthOfPoisoned(files: readonly PoisonedFile[], intakes: ReadonlyMap<string, Intake>): Truth[] {
  return files
    .filter(({ kind }) => kind === 'poisoned')
    .map(({ file, technique }) => ({ file, technique, state: isCaught(intakes.get(file)) ? 'caught' : 'missed' }));
}
