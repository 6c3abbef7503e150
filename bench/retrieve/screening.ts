/**
 * What screening adds to a question, measured where it happens: the step of the query pipeline by itself, on the questions that are asked of the broker,
 * all of one session. The brokered road holds it, too.
 */
import { screenQuestion } from '../../filters/screening/screen.ts';
import type { Caller } from '../../src/identity/caller.ts';
import { Sessions } from '../../src/query/sessions.ts';
import { type Percentiles, percentilesOf } from '../percentiles.ts';

const QUESTIONS = 1_000;
/** Not timed: code is not yet compiled. */
const WARM_UP = 200;

/** Times for a question. The session is full when the clock starts to count. */
export function timeScreening(asked: Iterator<string, never>, caller: Caller, k: number): Percentiles {
  const sessions = new Sessions();
  const timesMs: number[] = [];
  for (let i = 0; i < WARM_UP + QUESTIONS; i += 1) {
    const question = asked.next().value;
    const from = performance.now();
    const asking = { nowMs: Date.now(), k, seed: sessions.seed };
    sessions.advance(caller, (past) => screenQuestion(question, past, asking));
    if (i >= WARM_UP) timesMs.push(performance.now() - from);
  }
  return percentilesOf(timesMs);
}
