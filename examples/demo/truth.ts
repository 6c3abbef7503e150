/**
 * Which poisoned files are caught, computed from what happened to them.
 */
import { isAtLeast } from '../../filters/finding.ts';
import type { Intake } from '../../src/broker.ts';
import type { PoisonedFile } from './harbor.ts';

/** `cut`: nobody sees it in the document, so it was taken out of the text; it raised no alarm. */
export type State = 'caught' | 'cut' | 'missed';

const QUOTED_CHARS = 60;

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

/** Whether the payload is among what was hidden, as far as findings quote it. */
function isCut(intake: Intake | undefined, payload: string): boolean {
  const start = payload.slice(0, QUOTED_CHARS);
  return intake?.findings.some(({ span, excerpt }) => span === undefined && excerpt.includes(start)) === true;
}

export function truthOfPoisoned(files: readonly PoisonedFile[], intakes: ReadonlyMap<string, Intake>): Truth[] {
  return files
    .filter(({ kind }) => kind === 'poisoned')
    .map(({ file, technique, payload }) => {
      const intake = intakes.get(file);
      return { file, technique, state: isCaught(intake) ? 'caught' : isCut(intake, payload) ? 'cut' : 'missed' };
    });
}
