/**
 * Long work in one process with others: every few milliseconds they have their turn, however much is asked.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long work goes on before others have their turn, in milliseconds. */
const TURN_MS = 8;

/** Small steps, such as asking whether a plan lets something through, between two looks at the clock. */
export const STEP = 100;

/** A pause to be taken between steps: it is one only when a turn is over. */
export function takingTurns(): () => Promise<void> {
  let sinceMs = performance.now();
  return async () => {
    if (performance.now() - sinceMs <= TURN_MS) return;
    await nextTurn();
    sinceMs = performance.now();
  };
}

/** Runs tasks one after the other, in the order in which they came. */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const running = this.#last.then(task);
    this.#last = running.catch(() => undefined);
    return running;
  }
}
